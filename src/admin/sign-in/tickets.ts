/**
 * Words that a browser keeps for us between two steps of a sign-in: sealed, so that it can neither be read nor made elsewhere, for a short while, and taken
 * once. Nothing is kept of one before it is taken, so that nobody fills a memory by beginning. A restart voids them all.
 */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { open, seal, SealBroken, secretKeyBytes } from '../../base/secret-box.ts';
import { Problem } from '../http/problem.ts';

const ID_BYTES = 16;
const sealed = z.object({ id: z.string(), until: z.number(), value: z.unknown() });

interface Parts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

export class Tickets<Value> {
  readonly #parts: Parts;
  readonly #kind: string;
  readonly #form: z.ZodType<Value>;
  readonly #lifeMs: number;
  readonly #key: Uint8Array;
  /** Those that were taken: until when each could be taken again. */
  readonly #used = new Map<string, number>();

  constructor(parts: Parts, kind: string, form: z.ZodType<Value>, lifeMs: number) {
    this.#parts = parts;
    this.#kind = kind;
    this.#form = form;
    this.#lifeMs = lifeMs;
    this.#key = parts.random.bytes(secretKeyBytes);
  }

  /** `base64url`. */
  make(value: Value): string {
    const { clock, random } = this.#parts;
    const id = Buffer.from(random.bytes(ID_BYTES)).toString('base64url');
    const text = JSON.stringify({ id, until: clock.now() + this.#lifeMs, value });
    return Buffer.from(seal(this.#key, this.#kind, text, random)).toString('base64url');
  }

  /** null: it is none of ours, too old, or was taken. Throws a Problem when too many were taken of late to know. */
  take(ticket: string): Value | null {
    const now = this.#parts.clock.now();
    const read = sealed.safeParse(this.#opened(ticket));
    if (!read.success || read.data.until <= now) return null;
    const { id, until, value } = read.data;
    const known = this.#form.safeParse(value);
    if (!known.success || this.#used.has(id)) return null;
    for (const [old, over] of this.#used) {
      // They stand in the order in which they were taken, which is not far from the one in which they end.
      if (over > now) break;
      this.#used.delete(old);
    }
    if (this.#used.size >= bounds.admin.ticketsUsed)
      throw new Problem('too-busy', { why: 'busy' }, 'Try again in a moment.');
    this.#used.set(id, until);
    return known.data;
  }

  #opened(ticket: string): unknown {
    try {
      return JSON.parse(open(this.#key, this.#kind, Buffer.from(ticket, 'base64url')));
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}
