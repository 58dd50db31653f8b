import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const baseBounds = {
  passwordPasses: bound(64, 'count', 'passes of a stored password verifier', 'no password fits the verifier'),
  passwordMemory: bound(1_048_576, 'KiB', 'memory that a stored password verifier may ask for', 'no password fits the verifier'),
};
