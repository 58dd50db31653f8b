import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const dsnBounds = {
  remoteWords: bound(500, 'characters', 'words of a next hop that a report repeats', 'cut'),
  orcptRepeated: bound(500, 'characters', 'the address of ORCPT that a report repeats', 'left out'),
};
