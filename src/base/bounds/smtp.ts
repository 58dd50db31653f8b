import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const smtpBounds = {
  parameters: bound(20, 'count', 'parameters of one MAIL or RCPT', '501 5.5.4'),
};
