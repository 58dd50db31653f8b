import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const cliBounds = {
  answerBytes: bound(256 * 1024 * 1024, 'octets', 'one answer of the HTTP API', 'given up with an error'),
};
