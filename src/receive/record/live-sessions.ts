/**
 * The sessions that are under way, for who watches them. While nobody does, a session costs an entry in a set and its lines nothing.
 * Promises: a watcher hears of each session from its beginning (what was said before comes with `open`), in order, once it fits the
 * filter; never a secret (the transcript has none); who watches for some organizations, nothing of others. Never: waits for a watcher.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId, SessionId } from '../../base/id.ts';
import type { KnownOfSession, LiveEvent, Watch, WatchFilter } from '../../mail/doors/live-session.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import { readableTranscript, sessionFor } from '../../policy/owners/session-for.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lackOf, lacksOf } from '../../policy/reasons/proposals.ts';
import { OwnLines } from './own-lines.ts';
import type { Transcript } from './transcript.ts';
import type { SessionPart } from './turns.ts';

/** The part of a session's log that a watcher needs. */
export interface LiveSession {
  readonly sessionId: SessionId;
  readonly listener: string;
  readonly startedAt: number;
  readonly clientAddress: string;
  /** false: a proxy has yet to say who it is, and nobody is shown it. */
  readonly isPeerKnown: boolean;
  readonly deviceId: ObjectId | null;
  readonly transcript: Pick<Transcript, 'toString' | 'parts' | 'addOwners'>;
  /** Whose the peer is as it is known now. */
  whose(step: null): ObjectId | null;
  /** As these organizations may know it; null: whoever may know all. */
  known(mine: readonly ObjectId[] | null): KnownOfSession;
  /** Whether something of these was refused; null: of anybody. */
  wasRefused(mine: readonly ObjectId[] | null): boolean;
  /** The record as it would be if it ended now. */
  soFar(): SessionRecord;
}

interface Shown {
  /** Of its organizations, where it is told of these alone. */
  readonly lines: OwnLines | null;
  /** The last it was told, to find out whether there is more. */
  known: string;
}

interface Watcher {
  readonly filter: WatchFilter;
  readonly hear: (event: LiveEvent) => void;
  readonly onEnd: () => void;
  /** Sessions it has been told of. */
  readonly shown: Map<SessionId, Shown>;
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
    for (const session of this.#sessions) this.#showFitting(watcher, session);
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
      const shown = watcher.shown.get(session.sessionId);
      if (shown === undefined) {
        this.#showFitting(watcher, session);
        continue;
      }
      this.#tellKnown(watcher, session, shown);
      if (shown.lines === null) watcher.hear({ ...this.#facts(session), kind: 'line', text });
      else shown.lines.add(text, part);
    }
  }

  /** It is known of more lines whose they are. Only to be called while `watched`. */
  settled(session: LiveSession): void {
    for (const { shown } of this.#watchers) shown.get(session.sessionId)?.lines?.advance();
  }

  /** Only to be called while `watched`. */
  refused(session: LiveSession, refusal: Refusal): void {
    const record = session.soFar();
    for (const watcher of this.#watchers) {
      const shown = watcher.shown.get(session.sessionId);
      if (shown === undefined) {
        this.#showFitting(watcher, session);
        continue;
      }
      shown.lines?.advance();
      this.#tellKnown(watcher, session, shown);
      this.#tellRefusals(watcher, record, refusal);
    }
  }

  ended(session: LiveSession, told: SessionRecord): void {
    this.#sessions.delete(session);
    for (const watcher of this.#watchers) {
      const own = sessionFor(watcher.filter.organizations ?? null, told);
      if (!watcher.shown.has(session.sessionId)) this.#showFitting(watcher, session, own?.noMail !== undefined);
      const shown = watcher.shown.get(session.sessionId);
      if (shown === undefined) continue;
      shown.lines?.advance();
      shown.lines?.end();
      this.#tellKnown(watcher, session, shown);
      watcher.shown.delete(session.sessionId);
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

  /** Tells of a session that fits by now, with what there was of it so far. */
  #showFitting(watcher: Watcher, session: LiveSession, broughtNoMail = false): void {
    if (fits(watcher.filter, session, broughtNoMail)) this.#show(watcher, session);
  }

  #show(watcher: Watcher, session: LiveSession): void {
    const { shown, hear } = watcher;
    const { organizations = null } = watcher.filter;
    const { sessionId, listener, startedAt: at, clientAddress, deviceId, transcript } = session;
    const text = transcript.toString();
    const open = { kind: 'open', sessionId, at, listener, clientAddress } as const;
    const told: Shown = { lines: organizations && this.#ownLines(watcher, session, organizations), known: '' };
    shown.set(sessionId, told);
    if (organizations === null) hear({ ...open, deviceId, transcript: text });
    else {
      const peer = session.whose(null);
      hear({
        ...open,
        deviceId: peer !== null && organizations.includes(peer) ? deviceId : null,
        transcript: readableTranscript(organizations, text, transcript.parts()),
      });
    }
    this.#tellKnown(watcher, session, told);
    if (session.wasRefused(organizations)) this.#tellRefusals(watcher, session.soFar());
  }

  #ownLines({ hear }: Watcher, session: LiveSession, organizations: readonly ObjectId[]): OwnLines {
    return new OwnLines(organizations, (line) => hear({ ...this.#facts(session), kind: 'line', text: line }));
  }

  #tellKnown({ filter, hear }: Watcher, session: LiveSession, shown: Shown): void {
    const known = session.known(filter.organizations ?? null);
    const text = JSON.stringify(known);
    if (text === shown.known) return;
    shown.known = text;
    hear({ ...this.#facts(session), kind: 'known', ...known });
  }

  /** @param only this one of them, which may be more than are kept. */
  #tellRefusals({ filter, hear }: Watcher, record: SessionRecord, only: Refusal | null = null): void {
    const { organizations = null } = filter;
    const own = sessionFor(organizations, record);
    if (own === null) return;
    const lacks = lacksOf(own);
    const isOwn = ({ organizationId }: Refusal): boolean =>
      organizations === null || (organizationId !== null && organizations.includes(organizationId));
    for (const refusal of only === null ? own.refusals : [only].filter(isOwn)) {
      const { reference, at, reply, cause, reason, sender, recipient } = refusal;
      hear({
        ...{ kind: 'refusal', sessionId: record.sessionId, at, reference, reply, cause, sender, recipient },
        ...(reason && { reason }),
        lack: lacks[own.refusals.findIndex((kept) => kept.reference === reference)] ?? null,
      });
    }
  }
}

function fits(
  { addresses, deviceId, organizations = null, refused = false }: WatchFilter,
  session: LiveSession,
  broughtNoMail: boolean,
): boolean {
  if (!session.isPeerKnown) return false;
  if (refused && !broughtNoMail && !session.wasRefused(organizations)) return false;
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
