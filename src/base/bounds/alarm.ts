import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const alarmBounds = {
  reportsLookedAt: bound(1_000, 'count', 'reports that nobody gets, of which an alarm counts those of the last day', 'told as more than so many'),
  namesTold: bound(20, 'count', 'names that one alarm tells', 'the rest are counted'),
  refusalsCounted: bound(5_000, 'count', 'peers and causes whose refusals are counted', 'the longest unseen is forgotten'),
};
