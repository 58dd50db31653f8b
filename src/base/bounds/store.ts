import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const storeBounds = {
  storyRows: bound(2_000, 'count', 'recipients of one message that the trace shows', 'the rest are left out'),
};
