/** Bounds of the files beside the folders: the house as a whole. */
import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const houseBounds = {
  explainDepth: bound(5, 'count', 'groups and forwardings within one another that an explanation follows', 'said not to be looked at'),
  explainOnward: bound(20, 'count', 'members of a group that an explanation follows', 'the rest are counted'),
  grace: bound(30_000, 'ms', 'what runs when the house is closed, unless whoever closes it says another time', 'broken off'),
};
