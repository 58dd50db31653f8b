/** Random secrets that are given out once and known again by their hash. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../base/random.ts';

const SECRET_BYTES = 32;

export const newSecret = (random: Random): string => Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');

/** SHA-256, in hex: 256 random bits need no slower hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes the same time however much of it is right. */
export function isHashOf(secret: string, hash: string): boolean {
  const kept = Buffer.from(hash, 'hex');
  const given = createHash('sha256').update(secret).digest();
  return kept.length === given.length && timingSafeEqual(kept, given);
}
