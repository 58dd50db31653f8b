/** Codes of authenticator apps and recovery codes, each taken once: that one was used is kept before anybody is let in. */
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { NoteConflict, type Store } from '../../store/store.ts';
import type { AdministratorRecord } from './administrator-record.ts';
import { hashOf } from './one-time.ts';
import { stepOfCode } from './totp.ts';

const BOOK = 'admin-sign-in';
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

const kept = z.object({ version: z.literal(1), step: z.number(), recovery: z.array(z.string()) });
type Used = z.output<typeof kept>;
const NONE: Used = { version: 1, step: 0, recovery: [] };

/** `ABCD-EFGH-…`: as they are told once, and as they are kept. */
export function newRecoveryCodes(random: Random): { readonly codes: readonly string[]; readonly hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const hex = Buffer.from(random.bytes(RECOVERY_BYTES)).toString('hex');
    return (hex.match(/.{5}/gu) ?? []).join('-');
  });
  return { codes, hashes: codes.map((code) => hashOf(plain(code))) };
}

/** As people type them. */
const plain = (code: string): string => code.toLowerCase().replace(/[^0-9a-z]/gu, '');

interface Parts {
  readonly store: Pick<Store, 'notes'>;
  readonly clock: Pick<Clock, 'now'>;
}

export class SecondFactors {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether the code is right, and was not used before. Of two who come with the same one, one is let in. */
  async use(name: string, record: Pick<AdministratorRecord, 'totp' | 'recovery'>, code: string): Promise<boolean> {
    const { store, clock } = this.#parts;
    const note = await store.notes.get(BOOK, keyOf(name));
    const read = kept.safeParse(note?.value);
    // A note that cannot be read says that something was used, and not what.
    if (note !== null && !read.success) return false;
    const used = read.data ?? NONE;
    const next = afterUse(record, used, plain(code), clock.now());
    if (next === null) return false;
    try {
      await store.notes.put(BOOK, [{ key: keyOf(name), value: next, expected: note?.version ?? 0 }]);
      return true;
    } catch (error) {
      if (error instanceof NoteConflict) return false;
      throw error;
    }
  }

  /** How many recovery codes are left. */
  async left(name: string, { recovery }: Pick<AdministratorRecord, 'recovery'>): Promise<number> {
    const read = kept.safeParse((await this.#parts.store.notes.get(BOOK, keyOf(name)))?.value);
    return recovery.filter((hash) => !(read.data?.recovery ?? []).includes(hash)).length;
  }
}

/** null: the code is none, or was used. */
function afterUse(
  { totp, recovery }: Pick<AdministratorRecord, 'totp' | 'recovery'>,
  used: Used,
  code: string,
  now: number,
): Used | null {
  const step = totp === null || !/^\d{6}$/u.test(code) ? null : stepOfCode(totp, code, now, used.step);
  if (step !== null) return { ...used, step };
  const hash = hashOf(code);
  if (!recovery.includes(hash) || used.recovery.includes(hash)) return null;
  // Those that belong to codes of before are not needed any more.
  return { ...used, recovery: [...used.recovery.filter((one) => recovery.includes(one)), hash] };
}

const keyOf = (name: string): string => `used:${name}`;
