import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const alarmBounds = {
  refusalsCounted: bound(5_000, 'count', 'peers and causes whose refusals are counted', 'the longest unseen is forgotten'),
};
