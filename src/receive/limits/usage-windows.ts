/**
 * How much mailboxes and connectors have sent lately: rolling windows over 10-minute buckets in memory, filled from the store at start
 * (the increments ride in the commit of each acceptance). What is under way is reserved, so that concurrent sends cannot
 * pass a limit together.
 */
import { isLimited } from '../../mail/usage-subject.ts';
import type { Clock } from '../../base/clock.ts';
import { type UsageBucket, type UsageIncrement, usageBucketMs } from '../../store/store.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

interface Bucket {
  readonly at: number;
  messages: number;
  recipients: number;
}

export interface Usage {
  readonly messages: number;
  readonly recipients: number;
}

const NOTHING: Usage = { messages: 0, recipients: 0 };

export class UsageWindows {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket[]>();
  readonly #reserved = new Map<string, Usage>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The count from before this process began, or is counted by others. */
  seed(buckets: readonly UsageBucket[]): void {
    for (const bucket of [...buckets].sort((a, b) => a.at - b.at))
      if (isLimited(bucket.subject)) this.#into(bucket, bucket.at);
  }

  add(increments: readonly UsageIncrement[]): void {
    const now = this.#clock.now();
    for (const increment of increments)
      if (isLimited(increment.subject)) this.#into(increment, now - (now % usageBucketMs));
  }

  /** Sums over the window, reservations included. A bucket counts while any part of it lies in the window. */
  within(subject: string, windowMs: number): Usage {
    const now = this.#clock.now();
    const from = now - windowMs - usageBucketMs;
    let { messages, recipients } = this.#reserved.get(subject) ?? NOTHING;
    for (const bucket of this.#buckets.get(subject) ?? []) {
      // One further ahead than the window is long was written by a clock that was wrong: it would count for years.
      if (bucket.at <= from || bucket.at > now + windowMs) continue;
      messages += bucket.messages;
      recipients += bucket.recipients;
    }
    return { messages, recipients };
  }

  /** Takes room that the returned function gives back, once. */
  reserve(subject: string, taken: Usage): () => void {
    this.#addReserved(subject, taken.messages, taken.recipients);
    let held = true;
    return () => {
      if (held) this.#addReserved(subject, -taken.messages, -taken.recipients);
      held = false;
    };
  }

  #addReserved(subject: string, messages: number, recipients: number): void {
    const before = this.#reserved.get(subject) ?? NOTHING;
    const after = { messages: before.messages + messages, recipients: before.recipients + recipients };
    if (after.messages > 0 || after.recipients > 0) this.#reserved.set(subject, after);
    else this.#reserved.delete(subject);
  }

  #into(increment: UsageIncrement, at: number): void {
    const buckets = this.#buckets.get(increment.subject) ?? [];
    const last = buckets.at(-1);
    if (last?.at === at) {
      last.messages += increment.messages;
      last.recipients += increment.recipients;
      return;
    }
    // A day and the bucket that is being left, and what a clock that was set back by less has left ahead: nothing asks for more.
    const now = this.#clock.now();
    const added = { at, messages: increment.messages, recipients: increment.recipients };
    const kept = [...buckets, added].filter((one) => one.at >= now - DAY_MS - usageBucketMs && one.at <= now + DAY_MS);
    this.#buckets.set(increment.subject, kept);
  }
}
