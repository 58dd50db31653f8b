/** The trace's verbs on the main thread. A search wants to find what is known now: it lets all that waits be written first. */
import type { Series, SeriesQuery } from '../series.ts';
import type { QueueId, SessionId } from '../../base/id.ts';
import type { RefusalCount, SessionRecord, TraceEvent } from '../../mail/trace-event.ts';
import type {
  LastIn,
  LastMail,
  LastOut,
  MailCounts,
  MessageStory,
  Organizations,
  TracePage,
  TraceQuery,
  TraceStore,
} from '../store.ts';
import type { Channel } from './channel.ts';
import { storedValue } from './database/versions.ts';
import type { Follower } from './journal/follower.ts';
import type { ReaderCalls } from './protocol.ts';
import type { SessionBuffer } from './session-buffer.ts';

interface Parts {
  readonly buffer: SessionBuffer;
  readonly follower: Follower;
  readonly reader: Channel<ReaderCalls>;
}

export class Trace implements TraceStore {
  readonly #buffer: SessionBuffer;
  readonly #follower: Follower;
  readonly #reader: Channel<ReaderCalls>;

  constructor({ buffer, follower, reader }: Parts) {
    this.#buffer = buffer;
    this.#follower = follower;
    this.#reader = reader;
  }

  record(session: SessionRecord): void {
    this.#buffer.record(session);
  }

  count(refusals: RefusalCount): void {
    this.#buffer.count(refusals);
  }

  async search(query: TraceQuery): Promise<TracePage> {
    await this.#settled();
    return this.#reader.call('search', query);
  }

  async story(queueId: QueueId): Promise<MessageStory | null> {
    await this.#settled();
    const story = await this.#reader.call('story', queueId);
    if (story === null) return null;
    return {
      rows: story.rows,
      events: story.events.map((doc) => storedValue<TraceEvent>(doc)),
      session: parseSession(story.session),
    };
  }

  async session(id: SessionId): Promise<SessionRecord | null> {
    await this.#settled();
    return parseSession(await this.#reader.call('session', id));
  }

  async refusalCounts(since: number): Promise<readonly RefusalCount[]> {
    await this.#settled();
    return this.#reader.call('refusalCounts', since);
  }

  async mailCounts(at: number, only: Organizations): Promise<MailCounts> {
    await this.#settled();
    return this.#reader.call('mailCounts', at, only);
  }

  async series(query: SeriesQuery): Promise<Series> {
    await this.#settled();
    return this.#reader.call('series', query);
  }

  async lastMail(only: Organizations): Promise<LastMail> {
    await this.#settled();
    const found = await this.#reader.call('lastMail', only);
    return {
      in: found.in === null ? null : storedValue<LastIn>(found.in),
      out: found.out === null ? null : storedValue<LastOut>(found.out),
    };
  }

  /** For a look: what is known now is to be found. */
  async #settled(): Promise<void> {
    await this.#buffer.flush();
    await this.#follower.catchUp();
  }
}

const parseSession = (doc: string | null): SessionRecord | null =>
  doc === null ? null : storedValue<SessionRecord>(doc);
