import { randomFillSync } from 'node:crypto';

/** Randomness as a parameter, so that ids and jitter can be repeated in a test. */
export interface Random {
  /** Fills and returns `length` random octets. */
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). For jitter and shuffling, never for secrets. */
  fraction(): number;
}

/** The operating system's generator. */
export const systemRandom: Random = {
  bytes: (length) => randomFillSync(new Uint8Array(length)),
  fraction: () => Math.random(),
};
