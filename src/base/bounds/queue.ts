import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const queueBounds = {
  groupMembers: bound(10_000, 'count', 'members of one group that are expanded', 'failed with 5.2.4, with a report'),
};
