import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const receiveBounds = {
  shownSenders: bound(100, 'count', 'addresses that From and Sender of one message show', 'a submission is refused: 550 5.7.60'),
  backlog: bound(1_024, 'count', 'connections the kernel holds while the server is busy', 'the kernel turns new ones away'),
};
