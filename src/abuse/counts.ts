/** Counts of own senders, by subject of usage, in the buckets of the store: of the last hour, and of a device's usual one. */
import { bounds } from '../base/bounds.ts';
import { memoryOf } from '../base/collections/memory.ts';
import type { Clock } from '../base/clock.ts';
import { type UsageBucket, usageBucketMs } from '../store/store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface KeptBucket extends Pick<UsageBucket, 'at' | 'messages' | 'recipients'> {}
type Mutable = { -readonly [Key in keyof KeptBucket]: KeptBucket[Key] };
export type Amount = Pick<UsageBucket, 'messages' | 'recipients'>;

export class AbuseCounts {
  readonly #clock: Clock;
  readonly #buckets = memoryOf<string, Mutable[]>(bounds.abuse.counted);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param at of the bucket; absent: the one of now. */
  add(subject: string, { messages, recipients }: Amount, at = this.#bucket()): void {
    const buckets = this.#buckets.get(subject) ?? [];
    const same = buckets.find((bucket) => bucket.at === at);
    if (same !== undefined) {
      same.messages += messages;
      same.recipients += recipients;
      return;
    }
    const oldest = this.#clock.now() - DAY_MS;
    this.#buckets.set(subject, [...buckets.filter((bucket) => bucket.at > oldest), { at, messages, recipients }]);
  }

  /** Of the last hour, as far as it lies in this UTC day: a new day begins anew. */
  hour(subject: string): Amount {
    const now = this.#clock.now();
    const from = Math.max(now - HOUR_MS, dayBegins(now) - 1);
    let messages = 0;
    let recipients = 0;
    for (const bucket of this.#buckets.get(subject) ?? [])
      if (bucket.at > from && bucket.at <= now) {
        messages += bucket.messages;
        recipients += bucket.recipients;
      }
    return { messages, recipients };
  }

  /** Recipients in an hour of the day before this one, of those hours in which there were any; null: there were none. */
  usual(subject: string): number | null {
    const now = this.#clock.now();
    const byHour = new Map<number, number>();
    for (const { at, recipients } of this.#buckets.get(subject) ?? [])
      if (at <= now - HOUR_MS && at > now - DAY_MS) {
        const hour = Math.floor((now - at) / HOUR_MS);
        byHour.set(hour, (byHour.get(hour) ?? 0) + recipients);
      }
    if (byHour.size === 0) return null;
    return [...byHour.values()].reduce((sum, each) => sum + each, 0) / byHour.size;
  }

  buckets(subject: string): readonly KeptBucket[] {
    return this.#buckets.get(subject) ?? [];
  }

  subjects(): readonly string[] {
    return [...this.#buckets.keys()];
  }

  #bucket(): number {
    const now = this.#clock.now();
    return now - (now % usageBucketMs);
  }
}

/** Of the UTC day. */
export const dayBegins = (now: number): number => now - (now % DAY_MS);
export const dayEnds = (now: number): number => dayBegins(now) + DAY_MS;
