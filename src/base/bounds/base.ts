import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const baseBounds = {
  namedFile: bound(1024 * 1024, 'octets', 'a file that settings, the API or an argument name (certificates, keys, doorpost.yaml)', 'not read, with the cure'),
  passwordPasses: bound(64, 'count', 'passes of a stored password verifier', 'no password fits the verifier'),
  passwordMemory: bound(1_048_576, 'KiB', 'memory that a stored password verifier may ask for', 'no password fits the verifier'),
  mapLeaf: bound(96, 'count', 'entries of a leaf of a map', 'it becomes a branch; beyond the bits of the hash it holds any number'),
  mapLevels: bound(5, 'count', 'levels of a map that is made for many', 'its leaves are larger'),
  listPiece: bound(256, 'count', 'items of one piece of a sorted list', 'it is split'),
  timer: bound(2_147_483_647, 'ms', 'one timer of Node', 'set anew for the rest'),
};
