/**
 * Stored content is what was accepted, or it is not handed out to its end: counted and hashed as it is read. Whoever reads to the end and
 * sends as he reads has sent no end yet when it turns out damaged.
 */
import { createHash, hash } from 'node:crypto';
import type { ContentDamage, ContentRef } from '../mail/content.ts';
import { ContentDamaged } from './store.ts';

/** Size and hash as they were counted at the door. */
type Accepted = Pick<ContentRef, 'sizeBytes' | 'sha256'>;

/** The octets as they come; throws ContentDamaged in the place of the end when they are not those that were accepted. */
export async function* checkedContent(ref: Accepted, octets: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const sum = createHash('sha256');
  let found = 0;
  for await (const chunk of octets) {
    found += chunk.byteLength;
    if (found > ref.sizeBytes) throw damaged('longer', ref, found);
    sum.update(chunk);
    yield chunk;
  }
  if (found < ref.sizeBytes) throw damaged('shorter', ref, found);
  if (sum.digest('hex') !== ref.sha256) throw damaged('changed', ref, found);
}

/** The damage of content that is in memory; null: there is none. */
export function damageOf(ref: Accepted, bytes: Uint8Array): ContentDamage | null {
  if (bytes.byteLength !== ref.sizeBytes) return bytes.byteLength < ref.sizeBytes ? 'shorter' : 'longer';
  return hash('sha256', bytes) === ref.sha256 ? null : 'changed';
}

export const damaged = (damage: ContentDamage, ref: Accepted, found: number): ContentDamaged =>
  new ContentDamaged(damage, found, ref.sizeBytes);
