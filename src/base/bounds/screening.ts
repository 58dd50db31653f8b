import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const screeningBounds = {
  symbolsKept: bound(20, 'count', 'symbols of a spam filter’s answer that are kept', 'the lightest are left out'),
  symbol: bound(64, 'characters', 'the name of one of them', 'left out'),
  symbolsRead: bound(2_000, 'count', 'symbols of a spam filter’s answer that are read', 'no answer (nonsense)'),
  program: bound(64, 'characters', 'the name and version of a spam filter or virus scanner, as it is shown', 'cut'),
  signature: bound(128, 'characters', 'the name of a virus, as it is kept', 'cut'),
  listCodes: bound(16, 'count', 'addresses in a block list’s answer', 'no answer (nonsense)'),
  bodyLine: bound(1_000, 'characters', 'a line of a body, as far as it is looked at for boundaries', 'cut'),
  partBoundary: bound(900, 'characters', 'the boundary of a multipart', 'blocked where attachments are'),
  partBoundaries: bound(200, 'count', 'multiparts of one message', 'blocked where attachments are'),
  partField: bound(16_384, 'characters', 'a field in the header of a part', 'blocked where attachments are'),
  partName: bound(255, 'characters', 'the name of a file', 'its beginning is cut'),
  partNames: bound(1_000, 'count', 'files of one message', 'blocked where attachments are'),
};
