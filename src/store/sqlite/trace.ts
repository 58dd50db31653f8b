/** The trace's verbs on the main thread. Records wait in a bounded buffer and are never waited for, except by a search, which wants to find them. */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { RefusalCount, SessionRecord, TraceEvent } from '../../mail/trace-event.ts';
import type { TraceStore } from '../store.ts';
import type { Channel } from './channel.ts';
import type { Follower } from './journal/follower.ts';
import { RecordTooLarge } from './journal/journal.ts';
import { encodeRecord } from './journal/journal-records.ts';
import type { ReaderCalls } from './protocol.ts';
import { storedValue } from './database/versions.ts';

/** How long a record may wait for company. */
const FLUSH_MS = 250;
/** Records that go out without waiting for the timer, and in one commit. */
const FLUSH_RECORDS = 128;

interface Parts {
  readonly follower: Follower;
  readonly reader: Channel<ReaderCalls>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createTrace({ follower, reader, clock, log }: Parts): TraceStore & { flush(): Promise<void> } {
  let sessions: SessionRecord[] = [];
  let counts: RefusalCount[] = [];
  let dropped = 0;
  let timer: Timer | null = null;
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (sessions.length > 0 || counts.length > 0) {
      const some = sessions.splice(0, FLUSH_RECORDS);
      const someCounts = counts;
      counts = [];
      await write(some, someCounts);
      if (dropped > 0) {
        log.warn({ dropped }, 'session records were dropped');
        dropped = 0;
      }
    }
  }
  async function write(some: readonly SessionRecord[], someCounts: readonly RefusalCount[]): Promise<void> {
    try {
      const { json } = encodeRecord({ kind: 'sessions', sessions: some, counts: someCounts });
      await follower.journal.append(json).synced;
    } catch (error) {
      // A record that is too large does not take the others with it.
      if (error instanceof RecordTooLarge && some.length > 1) {
        const half = Math.ceil(some.length / 2);
        await write(some.slice(0, half), someCounts);
        await write(some.slice(half), []);
        return;
      }
      dropped += some.length;
      log.warn({ error: (error as Error).message, sessions: some.length }, 'session records could not be written');
    }
  }
  /** Writes what is waiting; one at a time, so that a flood waits in the bounded buffer and not in the channel. */
  async function flush(): Promise<void> {
    timer?.cancel();
    timer = null;
    while (writing !== null || sessions.length > 0 || counts.length > 0) {
      writing ??= writeAll().finally(() => {
        writing = null;
      });
      await writing;
    }
  }
  /** For a look: what is known now is to be found. */
  const settled = async (): Promise<void> => {
    await flush();
    await follower.catchUp();
  };
  const soon = (): void => {
    if (sessions.length >= FLUSH_RECORDS && writing === null) void flush();
    else timer ??= clock.timer(FLUSH_MS, () => void flush());
  };

  return {
    flush,
    record(session) {
      sessions.push(session);
      if (sessions.length > bounds.store.sessionsWaiting) {
        sessions.shift();
        dropped++;
      }
      soon();
    },
    count(refusals) {
      const same = counts.findIndex(
        (one) => one.clientAddress === refusals.clientAddress && one.hourStart === refusals.hourStart,
      );
      const known = counts[same];
      if (known !== undefined) counts[same] = { ...known, count: known.count + refusals.count };
      else counts.push(refusals);
      if (counts.length > bounds.store.sessionsWaiting) counts.shift();
      soon();
    },
    async search(query) {
      await settled();
      return reader.call('search', query);
    },
    async story(queueId) {
      await settled();
      const story = await reader.call('story', queueId);
      if (story === null) return null;
      return {
        rows: story.rows,
        events: story.events.map((doc) => storedValue<TraceEvent>(doc)),
        session: parseSession(story.session),
      };
    },
    async session(id) {
      await settled();
      return parseSession(await reader.call('session', id));
    },
    async refusalCounts(since) {
      await settled();
      return reader.call('refusalCounts', since);
    },
    async orphanReports(organizationId, limit) {
      await settled();
      return reader.call('orphanReports', organizationId, limit);
    },
  };
}

const parseSession = (doc: string | null): SessionRecord | null =>
  doc === null ? null : storedValue<SessionRecord>(doc);
