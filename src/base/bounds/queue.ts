import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const queueBounds = {
  clockJumps: bound(64, 'count', 'jumps of the wall clock that ages are mended for', 'the oldest is forgotten: what is older than it may expire late'),
  groupMembers: bound(10_000, 'count', 'members of one group that are expanded', 'failed with 5.2.4, with a report'),
};
