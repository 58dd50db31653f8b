/** Codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, as every app takes them). Pure. */
import { createHmac } from 'node:crypto';
import type { Random } from '../../base/random.ts';

const STEP_MS = 30_000;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** Clocks of telephones differ: the code before and the one after are taken too. */
const DRIFT_STEPS = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base 32 (RFC 4648 §6), as apps read it. */
export function newTotpSecret(random: Random): string {
  const bits = [...random.bytes(SECRET_BYTES)].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/gu) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)] ?? '').join('');
}

/** @param secret base 32, without padding. */
export function totpCode(secret: string, step: number, digits: number = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', octetsOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The step that a code is of, later than the last one that was used; null: it is of none. */
export function stepOfCode(secret: string, code: string, now: number, lastStep: number): number | null {
  const current = Math.floor(now / STEP_MS);
  for (let step = Math.max(0, current - DRIFT_STEPS); step <= current + DRIFT_STEPS; step++)
    if (step > lastStep && totpCode(secret, step) === code) return step;
  return null;
}

/** For a QR code: the form that apps read. */
export function totpUri(secret: string, name: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

function octetsOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/gu) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
