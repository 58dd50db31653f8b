/**
 * Seals small values that must be sent on in clear one day (a smart host's password), so that a copied database gives nothing away.
 * AES-256-GCM (NIST SP 800-38D); the value's name is bound in as associated data, so a sealed value cannot be moved to another name.
 *
 * Layout: version (1) | nonce (12) | tag (16) | ciphertext.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from './random.ts';

export const secretKeyBytes = 32;
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** The box was sealed by another key, under another name, or was altered. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** Seals UTF-8 text. Random nonces are safe for 2^32 values a key; we seal a handful. */
export function seal(key: Uint8Array, name: string, plain: string, random: Random): Uint8Array {
  checkKey(key);
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.getAuthTag(), text]);
}

/** Opens what `seal` made. Throws SealBroken. */
export function open(key: Uint8Array, name: string, box: Uint8Array): string {
  checkKey(key);
  if (box.length < HEAD_BYTES || box[0] !== VERSION) throw new SealBroken(`the secret ${name} is not in a known form`);
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name, 'utf8'));
  decipher.setAuthTag(box.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealBroken(`the secret ${name} does not open with this key file; set it again, or put the key file back`);
  }
}

function checkKey(key: Uint8Array): void {
  if (key.length !== secretKeyBytes) throw new Error(`a key has ${secretKeyBytes} bytes, this one ${key.length}`);
}
