import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const baseBounds = {
  namedFile: bound(1024 * 1024, 'octets', 'a file that settings, the API or an argument name (certificates, keys, doorpost.yaml)', 'not read, with the cure'),
  passwordPasses: bound(64, 'count', 'passes of a stored password verifier', 'no password fits the verifier'),
  passwordMemory: bound(1_048_576, 'KiB', 'memory that a stored password verifier may ask for', 'no password fits the verifier'),
};
