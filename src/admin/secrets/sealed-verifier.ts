import type { Random } from '../../base/random.ts';
import { sealedVerifier } from '../../directory/sealed-credential.ts';

const STAMP_BYTES = 16;

/** Of a password that was just sealed: unlike that of the one before it. */
export const freshSealedVerifier = (random: Random): string =>
  sealedVerifier(Buffer.from(random.bytes(STAMP_BYTES)).toString('hex'));
