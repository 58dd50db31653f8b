/** Attempts to sign in, the newest of them kept; an alarm when many fail within an hour; and the addresses from which each account was signed in to. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';
import type { Observe } from '../../mail/observation.ts';
import { failedSignIns } from '../../policy/alarms/sign-in-alarms.ts';
import type { Store } from '../../store/store.ts';

const BOOK = 'admin-sign-in';
const KEY = 'attempts';
const WRITE_AFTER_MS = 5_000;
const HOUR_MS = 3_600_000;

export const attemptWays = ['password', 'link', 'invitation', 'token', 'again', 'passkey', 'sso'] as const;
export const attemptOutcomes = ['signed-in', 'refused', 'slowed'] as const;

const attemptForm = z.object({
  at: z.number(),
  how: z.enum(attemptWays),
  outcome: z.enum(attemptOutcomes),
  address: z.string(),
  /** Of an administrator who is there; null: whatever was typed, it may have been a password. */
  name: z.string().nullable(),
});
export type Attempt = z.output<typeof attemptForm>;

const kept = z.object({ version: z.literal(1), attempts: z.array(attemptForm) });
const keptAddresses = z.object({ version: z.literal(1), addresses: z.array(z.string()) });

interface Parts {
  readonly store: Pick<Store, 'notes'>;
  readonly clock: Pick<Clock, 'now' | 'timer'>;
  readonly log: Pick<Log, 'warn'>;
  readonly observe: Observe;
}

export class Attempts {
  readonly #parts: Parts;
  #attempts: Promise<Attempt[]> | null = null;
  #writing: Timer | null = null;
  /** The failures of an hour. */
  #hour = { since: -Infinity, count: 0, addresses: new Set<string>() };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Nobody waits for it. */
  note(attempt: Omit<Attempt, 'at'>): void {
    const { clock } = this.#parts;
    const one = { at: clock.now(), ...attempt };
    void this.#kept().then((attempts) => {
      attempts.unshift(one);
      attempts.length = Math.min(attempts.length, bounds.admin.attemptsKept);
      this.#writing ??= clock.timer(WRITE_AFTER_MS, () => this.#write());
    });
    if (one.outcome !== 'signed-in') this.#countFailure(one);
  }

  /** Newest first. */
  async list(): Promise<readonly Attempt[]> {
    return [...(await this.#kept())];
  }

  async isKnown(account: string, address: string): Promise<boolean> {
    return (await this.#addressesOf(account)).includes(addressGroup(address));
  }

  async remember(account: string, address: string): Promise<void> {
    const known = await this.#addressesOf(account);
    const from = addressGroup(address);
    if (known[0] === from) return;
    const addresses = [from, ...known.filter((one) => one !== from)].slice(0, bounds.admin.addressesKnown);
    await this.#parts.store.notes.put(BOOK, [{ key: addressesKey(account), value: { version: 1, addresses } }]);
  }

  async forget(account: string): Promise<void> {
    await this.#parts.store.notes.delete(BOOK, [addressesKey(account)]);
  }

  async close(): Promise<void> {
    if (this.#writing !== null) await this.#write();
  }

  async #addressesOf(account: string): Promise<readonly string[]> {
    const note = await this.#parts.store.notes.get(BOOK, addressesKey(account));
    return keptAddresses.safeParse(note?.value).data?.addresses ?? [];
  }

  #countFailure({ at, address }: Attempt): void {
    if (at - this.#hour.since >= HOUR_MS) this.#hour = { since: at, count: 0, addresses: new Set() };
    const { addresses } = this.#hour;
    this.#hour.count++;
    if (addresses.size < bounds.admin.attemptsKept) addresses.add(address);
    const alarm = failedSignIns(this.#hour.count, [...addresses]);
    if (alarm !== null) this.#parts.observe({ kind: 'alarm', alarm });
  }

  #kept(): Promise<Attempt[]> {
    // A list that cannot be read keeps nobody out.
    this.#attempts ??= this.#parts.store.notes.get(BOOK, KEY).then(
      (note) => [...(kept.safeParse(note?.value).data?.attempts ?? [])],
      () => [],
    );
    return this.#attempts;
  }

  async #write(): Promise<void> {
    this.#writing?.cancel();
    this.#writing = null;
    const value = { version: 1, attempts: await this.#kept() };
    await this.#parts.store.notes.put(BOOK, [{ key: KEY, value }]).catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'the attempts to sign in could not be kept');
    });
  }
}

const addressesKey = (account: string): string => `addresses:${account}`;
