/**
 * The sessions that are under way, for who watches them. While nobody does, a session costs an entry in a set and its lines nothing.
 * Promises: a watcher hears of each session from its beginning (what was said before comes with `open`), in order, once it fits the
 * filter; never a secret (the transcript has none). Never: waits for a watcher.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId, SessionId } from '../../base/id.ts';
import type { LiveEvent, Watch, WatchFilter } from '../../mail/doors/live-session.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lackOf } from '../../policy/reasons/proposals.ts';

/** The part of a session's log that a watcher needs. */
export interface LiveSession {
  readonly sessionId: SessionId;
  readonly listener: string;
  readonly startedAt: number;
  readonly clientAddress: string;
  readonly deviceId: ObjectId | null;
  readonly transcript: { toString(): string };
}

interface Watcher {
  readonly filter: WatchFilter;
  readonly hear: (event: LiveEvent) => void;
  readonly onEnd: () => void;
  /** Sessions it has been told of. */
  readonly shown: Set<SessionId>;
}

export class LiveSessions {
  readonly #clock: Clock;
  readonly #sessions = new Set<LiveSession>();
  readonly #watchers = new Set<Watcher>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly watch: Watch = (filter, hear, onEnd) => {
    const watcher: Watcher = { filter, hear, onEnd, shown: new Set() };
    this.#watchers.add(watcher);
    for (const session of this.#sessions) if (fits(filter, session)) this.#show(watcher, session);
    return { stop: () => void this.#watchers.delete(watcher) };
  };

  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  opened(session: LiveSession): void {
    this.#sessions.add(session);
  }

  /** Only to be called while `watched`, behind the transcript. */
  line(session: LiveSession, text: string): void {
    this.#tell(session, (facts) => ({ ...facts, kind: 'line', text }));
  }

  refused(session: LiveSession, { reference, reply, cause }: Refusal): void {
    this.#tell(session, (facts) => ({ ...facts, kind: 'refusal', reference, reply, cause }));
  }

  ended(session: LiveSession, told: SessionRecord): void {
    this.#sessions.delete(session);
    if (!this.watched) return;
    const { accepted, end: how } = told;
    this.#tell(session, (facts) => ({
      ...facts,
      kind: 'end',
      how,
      accepted,
      lack: lackOfNoMail(told) ?? lackOf(told),
      gaveUp: told.noMail !== undefined,
    }));
    for (const watcher of this.#watchers) watcher.shown.delete(session.sessionId);
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.onEnd();
    this.#watchers.clear();
  }

  #tell(session: LiveSession, make: (facts: { sessionId: SessionId; at: number }) => LiveEvent): void {
    for (const watcher of this.#watchers) {
      const known = watcher.shown.has(session.sessionId);
      if (!known && !fits(watcher.filter, session)) continue;
      const event = make({ sessionId: session.sessionId, at: this.#clock.now() });
      if (!known) this.#show(watcher, session);
      // The record that `open` brings has the line already.
      if (known || event.kind !== 'line') watcher.hear(event);
    }
  }

  #show({ shown, hear }: Watcher, session: LiveSession): void {
    const { sessionId, listener, startedAt: at, clientAddress, deviceId, transcript } = session;
    shown.add(sessionId);
    hear({ kind: 'open', sessionId, at, listener, clientAddress, deviceId, transcript: transcript.toString() });
  }
}

const fits = ({ addresses, deviceId }: WatchFilter, session: LiveSession): boolean => {
  if (deviceId !== null && session.deviceId === deviceId) return true;
  if (addresses.length === 0) return deviceId === null;
  return addresses.some((network) => coverage(network, session.clientAddress) !== null);
};
