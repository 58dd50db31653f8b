/** Counts the refusals of known peers by cause, in memory: a restart begins to count anew, an alarm that was raised lasts. */
import { bounds } from '../base/bounds.ts';
import { memoryOf } from '../base/collections/memory.ts';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../mail/observation.ts';
import type { SessionRecord } from '../mail/trace-event.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import {
  causeOf,
  knownPeer,
  MANY_REFUSALS,
  REFUSALS_WITHIN_MS,
  refusalsAlarm,
  refusalsKey,
} from '../policy/alarms/refusal-alarms.ts';
import { tellingRefusals } from '../policy/reasons/proposals.ts';
import type { AlarmBook } from './book.ts';

export class RefusalWatch {
  readonly #clock: Clock;
  readonly #directory: LiveDirectory;
  readonly #observe: Observe;
  readonly #book: AlarmBook;
  /** Monotonic times of the last MANY_REFUSALS, by the alarm's key. */
  readonly #times = memoryOf<string, number[]>(bounds.alarm.refusalsCounted);

  constructor(clock: Clock, directory: LiveDirectory, observe: Observe, book: AlarmBook) {
    this.#clock = clock;
    this.#directory = directory;
    this.#observe = observe;
    this.#book = book;
  }

  session(record: SessionRecord): void {
    if (record.refusals.length === 0) return;
    const now = this.#clock.monotonic();
    for (const refusal of tellingRefusals(record.refusals)) {
      const peer = knownPeer(this.#directory.current, record, refusal.organizationId);
      if (peer === null) return;
      const key = refusalsKey(peer, causeOf(refusal));
      const times = this.#times.get(key) ?? [];
      times.push(now);
      if (times.length > MANY_REFUSALS) times.shift();
      this.#times.set(key, times);
      const first = times[0] ?? now;
      if (this.#book.get(key) !== null) this.#book.seen(key);
      else if (times.length === MANY_REFUSALS && now - first <= REFUSALS_WITHIN_MS)
        this.#observe({ kind: 'alarm', alarm: refusalsAlarm(peer, refusal) });
    }
  }
}
