/** Records of sessions and counts of refusals, on their way to the journal: they wait in a bounded buffer, and no session waits for them. */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { RefusalCount, SessionRecord } from '../../mail/trace-event.ts';
import { type Journal, RecordTooLarge } from './journal/journal.ts';
import { encodeRecord } from './journal/journal-records.ts';

/** How long a record may wait for company. */
const FLUSH_MS = 250;
/** Records that go out without waiting for the timer, and in one commit. */
const FLUSH_RECORDS = 128;

interface Parts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
}

export class SessionBuffer {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #sessions: SessionRecord[] = [];
  #counts: RefusalCount[] = [];
  #dropped = 0;
  #timer: Timer | null = null;
  #writing: Promise<void> | null = null;

  constructor({ journal, clock, log }: Parts) {
    this.#journal = journal;
    this.#clock = clock;
    this.#log = log;
  }

  record(session: SessionRecord): void {
    this.#sessions.push(session);
    if (this.#sessions.length > bounds.store.sessionsWaiting) {
      this.#sessions.shift();
      this.#dropped++;
    }
    this.#soon();
  }

  count(refusals: RefusalCount): void {
    const counts = this.#counts;
    const same = counts.findIndex(
      (one) =>
        one.clientAddress === refusals.clientAddress &&
        one.hourStart === refusals.hourStart &&
        one.organizationId === refusals.organizationId,
    );
    const known = counts[same];
    if (known !== undefined) counts[same] = { ...known, count: known.count + refusals.count };
    else counts.push(refusals);
    if (counts.length > bounds.store.sessionsWaiting) counts.shift();
    this.#soon();
  }

  /** Writes what is waiting; one at a time, so that a flood waits in the bounded buffer and not in the channel. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    while (this.#writing !== null || this.#sessions.length > 0 || this.#counts.length > 0) {
      this.#writing ??= this.#writeAll().finally(() => {
        this.#writing = null;
      });
      await this.#writing;
    }
  }

  #soon(): void {
    if (this.#sessions.length >= FLUSH_RECORDS && this.#writing === null) void this.flush();
    else this.#timer ??= this.#clock.timer(FLUSH_MS, () => void this.flush());
  }

  async #writeAll(): Promise<void> {
    while (this.#sessions.length > 0 || this.#counts.length > 0) {
      const some = this.#sessions.splice(0, FLUSH_RECORDS);
      const counts = this.#counts;
      this.#counts = [];
      await this.#write(some, counts);
      if (this.#dropped > 0) {
        this.#log.warn({ dropped: this.#dropped }, 'session records were dropped');
        this.#dropped = 0;
      }
    }
  }

  async #write(sessions: readonly SessionRecord[], counts: readonly RefusalCount[]): Promise<void> {
    try {
      const { json } = encodeRecord({ kind: 'sessions', sessions, counts });
      await this.#journal.append(json).synced;
    } catch (error) {
      // A record that is too large does not take the others with it.
      if (error instanceof RecordTooLarge && sessions.length > 1) {
        const half = Math.ceil(sessions.length / 2);
        await this.#write(sessions.slice(0, half), counts);
        await this.#write(sessions.slice(half), []);
        return;
      }
      this.#dropped += sessions.length;
      this.#log.warn(
        { error: (error as Error).message, sessions: sessions.length },
        'session records could not be written',
      );
    }
  }
}
