/** The token that an administrator publishes to prove that a domain is ours; see `AcceptedDomain.verificationToken`. */
import type { Random } from '../../base/random.ts';

/** 128 bits: nobody publishes a stranger's token by guessing. */
const TOKEN_BYTES = 16;

export const makeVerificationToken = (random: Random): string =>
  `doorpost-verification=${Buffer.from(random.bytes(TOKEN_BYTES)).toString('hex')}`;
