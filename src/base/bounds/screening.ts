import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const screeningBounds = {
  symbolsKept: bound(20, 'count', 'symbols of a spam filter’s answer that are kept', 'the lightest are left out'),
  symbol: bound(64, 'characters', 'the name of one of them', 'left out'),
  symbolsRead: bound(2_000, 'count', 'symbols of a spam filter’s answer that are read', 'no answer (nonsense)'),
  signature: bound(128, 'characters', 'the name of a virus, as it is kept', 'cut'),
  listCodes: bound(16, 'count', 'addresses in a block list’s answer', 'no answer (nonsense)'),
};
