/**
 * The sessions that are under way, for who watches them. While nobody does, a session costs an entry in a set and its lines nothing.
 * Promises: a watcher hears of each session from its beginning (what was said before comes with `open`), in order, once it fits the
 * filter; never a secret (the transcript has none); who watches for some organizations, nothing of others. Never: waits for a watcher.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId, SessionId } from '../../base/id.ts';
import type { LiveEvent, Watch, WatchFilter } from '../../mail/doors/live-session.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import { readableTranscript, sessionFor } from '../../policy/owners/session-for.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lackOf } from '../../policy/reasons/proposals.ts';
import { OwnLines } from './own-lines.ts';
import type { Transcript } from './transcript.ts';
import type { SessionPart } from './turns.ts';

/** The part of a session's log that a watcher needs. */
export interface LiveSession {
  readonly sessionId: SessionId;
  readonly listener: string;
  readonly startedAt: number;
  readonly clientAddress: string;
  readonly deviceId: ObjectId | null;
  readonly transcript: Pick<Transcript, 'toString' | 'parts' | 'addOwners'>;
  /** Whose the peer is as it is known now. */
  whose(step: null): ObjectId | null;
}

interface Watcher {
  readonly filter: WatchFilter;
  readonly hear: (event: LiveEvent) => void;
  readonly onEnd: () => void;
  /** Sessions it has been told of; with the lines of its organizations, where it is told of these alone. */
  readonly shown: Map<SessionId, OwnLines | null>;
}

type Facts = Pick<Extract<LiveEvent, { kind: 'line' }>, 'sessionId' | 'at'>;

export class LiveSessions {
  readonly #clock: Clock;
  readonly #sessions = new Set<LiveSession>();
  readonly #watchers = new Set<Watcher>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly watch: Watch = (filter, hear, onEnd) => {
    const watcher: Watcher = { filter, hear, onEnd, shown: new Map() };
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
  line(session: LiveSession, text: string, part: SessionPart): void {
    for (const watcher of this.#watchers) {
      const lines = watcher.shown.get(session.sessionId);
      if (lines === undefined) this.#showFitting(watcher, session);
      else if (lines === null) watcher.hear({ ...this.#facts(session), kind: 'line', text });
      else lines.add(text, part);
    }
  }

  /** It is known of more lines whose they are. Only to be called while `watched`. */
  settled(session: LiveSession): void {
    for (const { shown } of this.#watchers) shown.get(session.sessionId)?.advance();
  }

  refused(session: LiveSession, { reference, reply, cause, organizationId }: Refusal): void {
    for (const watcher of this.#watchers) {
      const { organizations = null } = watcher.filter;
      if (!this.#showFitting(watcher, session)) continue;
      watcher.shown.get(session.sessionId)?.advance();
      if (organizations === null || (organizationId !== null && organizations.includes(organizationId)))
        watcher.hear({ ...this.#facts(session), kind: 'refusal', reference, reply, cause });
    }
  }

  ended(session: LiveSession, told: SessionRecord): void {
    this.#sessions.delete(session);
    for (const watcher of this.#watchers) {
      if (!this.#showFitting(watcher, session)) continue;
      const lines = watcher.shown.get(session.sessionId);
      lines?.advance();
      lines?.end();
      watcher.shown.delete(session.sessionId);
      const own = sessionFor(watcher.filter.organizations ?? null, told);
      watcher.hear({
        ...this.#facts(session),
        kind: 'end',
        how: told.end,
        accepted: own?.accepted ?? [],
        lack: own && (lackOfNoMail(own) ?? lackOf(own)),
        gaveUp: own?.noMail !== undefined,
      });
    }
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.onEnd();
    this.#watchers.clear();
  }

  #facts({ sessionId }: LiveSession): Facts {
    return { sessionId, at: this.#clock.now() };
  }

  /** Tells of a session that fits by now, with the lines so far. Returns whether the watcher knows it. */
  #showFitting(watcher: Watcher, session: LiveSession): boolean {
    const isKnown = watcher.shown.has(session.sessionId);
    if (!isKnown && !fits(watcher.filter, session)) return false;
    if (!isKnown) this.#show(watcher, session);
    return true;
  }

  #show({ filter: { organizations = null }, shown, hear }: Watcher, session: LiveSession): void {
    const { sessionId, listener, startedAt: at, clientAddress, deviceId, transcript } = session;
    const text = transcript.toString();
    const open = { kind: 'open', sessionId, at, listener, clientAddress } as const;
    if (organizations === null) {
      shown.set(sessionId, null);
      hear({ ...open, deviceId, transcript: text });
      return;
    }
    const tell = (line: string): void => hear({ ...this.#facts(session), kind: 'line', text: line });
    shown.set(sessionId, new OwnLines(organizations, tell));
    const peer = session.whose(null);
    hear({
      ...open,
      deviceId: peer !== null && organizations.includes(peer) ? deviceId : null,
      transcript: readableTranscript(organizations, text, transcript.parts()),
    });
  }
}

function fits({ addresses, deviceId, organizations = null }: WatchFilter, session: LiveSession): boolean {
  if (organizations !== null && !isOfAny(organizations, session)) return false;
  if (deviceId !== null && session.deviceId === deviceId) return true;
  if (addresses.length === 0) return deviceId === null;
  return addresses.some((network) => coverage(network, session.clientAddress) !== null);
}

/** The peer is theirs, or some of what it said. */
function isOfAny(organizations: readonly ObjectId[], session: LiveSession): boolean {
  const owners = new Set<ObjectId>();
  session.transcript.addOwners(owners);
  const peer = session.whose(null);
  if (peer !== null) owners.add(peer);
  return organizations.some((one) => owners.has(one));
}
