import { randomFillSync } from 'node:crypto';

/** Randomness as a parameter, so that ids and jitter can be repeated in a test. */
export interface Random {
  /** Fills and returns `length` random octets. */
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). For jitter and shuffling, never for secrets. */
  fraction(): number;
}

/** The operating system is asked for so many octets at once: a call for each id costs more than the id. */
const BLOCK_BYTES = 4_096;

function createSystemRandom(): Random {
  let block = new Uint8Array(0);
  let used = 0;
  return {
    bytes(length) {
      if (length > BLOCK_BYTES / 8) return randomFillSync(new Uint8Array(length));
      if (used + length > block.length) {
        block = randomFillSync(new Uint8Array(BLOCK_BYTES));
        used = 0;
      }
      const taken = block.slice(used, used + length);
      // Given out once: nothing of it stays here.
      block.fill(0, used, used + length);
      used += length;
      return taken;
    },
    fraction: () => Math.random(),
  };
}

/** The operating system's generator. */
export const systemRandom: Random = createSystemRandom();
