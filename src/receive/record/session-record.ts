/** The record of a session for the trace: refusals with their references, transcript, what was accepted. Never waits for a disk. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId, QueueId, SessionId } from '../../base/id.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import { pathText, type Address, type ReversePath } from '../../mail/address.ts';
import type { Ingress } from '../../mail/delivery.ts';
import type { KnownOfSession } from '../../mail/doors/live-session.ts';
import type { Observe } from '../../mail/observation.ts';
import { type Reply, replyText } from '../../mail/reply.ts';
import type { NoMail, Reason } from '../../mail/reason.ts';
import { type Refusal, type SessionRecord, sessionGoesOn } from '../../mail/trace-event.ts';
import type { HabitName } from '../../mail/names.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';
import { cutToOctets } from '../../smtp/grammar/reply-codec.ts';
import { kept } from '../../policy/reasons/kept-reason.ts';
import type { TraceStore } from '../../store/store.ts';
import { reasonLine } from '../../texts/reason-line.ts';
import type { HourCounts } from '../limits/hour-counts.ts';
import { eventText } from './event-text.ts';
import type { LiveSession, LiveSessions } from './live-sessions.ts';
import { printable, Transcript } from './transcript.ts';

export interface RefusalFacts {
  readonly stage: Refusal['stage'];
  /** For the operator; the reply is for the peer. */
  readonly reason: Reason;
  readonly sender?: ReversePath | undefined;
  readonly recipient?: Address | undefined;
  /** The name that a sign-in was tried with. */
  readonly login?: string;
  /** Nothing that it said was refused: its time was over, or it hung up. */
  readonly byItself?: boolean;
  /** In answer to no command. */
  readonly unasked?: true;
}

/** How many refused sessions, and sessions without mail, of an address are kept in an hour; the rest is counted. */
export class RefusalBudget {
  readonly #counts: HourCounts;
  readonly #trace: TraceStore;
  readonly #most: () => number;

  constructor(counts: HourCounts, trace: TraceStore, most: () => number) {
    this.#counts = counts;
    this.#trace = trace;
    this.#most = most;
  }

  /** Whether one more refused session of this address may be kept; if not, it has been counted, for whose affair it is. */
  take(clientAddress: string, organizationId: ObjectId | null): boolean {
    const { hourStart, count } = this.#counts.add(addressGroup(clientAddress));
    if (count <= this.#most()) return true;
    return this.#onlyCount(clientAddress, hourStart, organizationId);
  }

  /** Whether one more session without mail may be kept: within the address's share, and that of all. If not, it has been counted. */
  takeNoMail(clientAddress: string, { isKnown, organizationId }: Pick<Quiet, 'isKnown' | 'organizationId'>): boolean {
    const { hourStart, count } = this.#counts.add(addressGroup(clientAddress));
    const isFull =
      count > this.#most() ||
      this.#counts.count(ALL) >= bounds.receive.noMailSessions ||
      (!isKnown && this.#counts.count(STRANGERS) >= bounds.receive.strangersNoMailSessions);
    if (isFull) return this.#onlyCount(clientAddress, hourStart, organizationId);
    this.#counts.add(ALL);
    if (!isKnown) this.#counts.add(STRANGERS);
    return true;
  }

  #onlyCount(clientAddress: string, hourStart: number, organizationId: ObjectId | null): false {
    this.#trace.count({ clientAddress, hourStart, count: 1, ...(organizationId === null ? {} : { organizationId }) });
    return false;
  }
}

/** Keys that are no address. Asked for with every session that is kept, so that they are never the longest unseen. */
const ALL = 'all without mail';
const STRANGERS = 'strangers without mail';

/** Why a session brought no mail though nothing was refused; asked for only then. */
export interface Quiet {
  readonly noMail: NoMail;
  /** An administrator listed its address in some way. */
  readonly isKnown: boolean;
  /** Whose affair it is; null: nobody's. */
  readonly organizationId: ObjectId | null;
}

/** A session that goes on after a refusal is put on record this soon, so that the reference is found while the peer is still connected. */
const RECORD_AFTER_MS = 300;

export interface RecordContext {
  readonly clock: Clock;
  readonly trace: Pick<TraceStore, 'record'>;
  readonly observe: Observe;
  readonly budget: Pick<RefusalBudget, 'take' | 'takeNoMail'>;
  readonly transcriptBytes: number;
  /** Whose a refusal is as far as the address tells; a session knows more (`whose`). */
  readonly ownerOf: (clientAddress: string) => ObjectId | null;
  /** The ones who may be watching; absent: nobody ever. */
  readonly live?: LiveSessions;
  /** Nothing is put on record that a reference could find. */
  readonly unquoted?: true;
}

export class SessionLog implements LiveSession {
  readonly sessionId: SessionId;
  readonly transcript: Transcript;
  readonly #context: RecordContext;
  readonly listener: string;
  readonly startedAt: number;
  readonly #refusals: Refusal[] = [];
  #numbered = 0;
  /** null until the first refusal asks for a place. */
  #kept: boolean | null = null;
  /** A refusal was for something that the peer said or did. */
  #refusedOtherwise = false;
  #timer: Timer | null = null;
  #ended = false;

  clientAddress: string;
  isPeerKnown = true;
  clientPort: number;
  helo: string | null = null;
  tls: string | null = null;
  certificateNames: readonly string[] = [];
  ingress: Ingress | null = null;
  connectorId: ObjectId | null = null;
  login: string | null = null;
  /** The organization that the login is about. */
  loginOf: ObjectId | null = null;
  authMechanism: string | null = null;
  deviceId: ObjectId | null = null;
  software: string | null = null;
  #habits: Set<HabitName> | null = null;
  #tolerated: Set<HabitName> | null = null;
  /** Met and not taken; the refusal that comes of it is next. */
  #inTheWay: HabitName[] = [];
  readonly accepted: QueueId[] = [];
  /** Whose mail each of these is. */
  readonly #acceptedFor: (ObjectId | null)[] = [];
  readonly #messagesOf = new Map<ObjectId | null, number>();
  /** Mail was begun. */
  began = false;
  /** Whose a refusal is, with the peer as it is known now. null: of no step that is refused, but of the session. */
  whose: (facts: RefusalFacts | null) => ObjectId | null;
  /** Of the last refusal. */
  #lastOwner: ObjectId | null = null;

  constructor(
    context: RecordContext,
    sessionId: SessionId,
    listener: string,
    clientAddress: string,
    clientPort: number,
  ) {
    this.#context = context;
    this.sessionId = sessionId;
    this.listener = listener;
    this.startedAt = context.clock.now();
    this.clientAddress = clientAddress;
    this.clientPort = clientPort;
    this.transcript = new Transcript(context.transcriptBytes);
    this.whose = () => context.ownerOf(this.clientAddress);
    const { live } = context;
    if (live === undefined) return;
    live.opened(this);
    this.transcript.onLine = (line, part) => {
      if (live.watched) live.line(this, line, part);
    };
  }

  /** The client's next turn begins: the lines from here on are not of what was before. */
  heard(event: DialogueEvent): void {
    this.transcript.turns.begin(event);
    this.#tellOfTurn();
    const text = eventText(event);
    if (text !== null) this.transcript.client(text);
  }

  /** A reply that answers nothing, or follows one that does. */
  lastWord({ code, lines, enhanced }: Reply): void {
    this.transcript.turns.beginOwnWord();
    this.#tellOfTurn();
    this.transcript.server(code, lines, enhanced);
  }

  #tellOfTurn(): void {
    if (this.#context.live?.watched) this.#context.live.settled(this);
  }

  /** The turn at hand is of this organization; and of others too, if they were named before. */
  owns(organizationId: ObjectId | null): void {
    this.transcript.turns.owns(organizationId);
  }

  took(queueId: QueueId, organizationId: ObjectId | null): void {
    this.accepted.push(queueId);
    this.#acceptedFor.push(organizationId);
    this.#messagesOf.set(organizationId, (this.#messagesOf.get(organizationId) ?? 0) + 1);
  }

  get refusals(): number {
    return this.#numbered;
  }

  known(mine: readonly ObjectId[] | null): KnownOfSession {
    const isMine = (owner: ObjectId | null): boolean => mine === null || (owner !== null && mine.includes(owner));
    const ofPeer = mine === null || isMine(this.whose(null));
    return {
      helo: this.helo === null ? null : printable(this.helo),
      tls: this.tls,
      ingress: this.ingress,
      connectorId: ofPeer ? this.connectorId : null,
      deviceId: ofPeer ? this.deviceId : null,
      login: isMine(this.loginOf) && this.login !== null ? printable(this.login, bounds.mail.address) : null,
      ...this.#lastAccepted(isMine),
    };
  }

  /** Told again and again while a session goes on: it costs the same after thousands of messages. */
  #lastAccepted(isMine: (owner: ObjectId | null) => boolean): Pick<KnownOfSession, 'messages' | 'accepted'> {
    let messages = 0;
    for (const [owner, count] of this.#messagesOf) if (isMine(owner)) messages += count;
    const from = Math.max(0, this.accepted.length - bounds.admin.liveAccepted);
    return {
      messages,
      accepted: this.accepted.slice(from).filter((_, at) => isMine(this.#acceptedFor[from + at] ?? null)),
    };
  }

  wasRefused(mine: readonly ObjectId[] | null): boolean {
    if (mine === null) return this.#numbered > 0;
    return this.#refusals.some(({ organizationId }) => organizationId !== null && mine.includes(organizationId));
  }

  soFar(): SessionRecord {
    return this.#record(sessionGoesOn);
  }

  /** A habit was met: refused, or taken (for the whole session or, `ofMessage`, for the message at hand only). */
  met(habit: HabitName, how: 'refused' | 'taken' | 'of-message'): void {
    this.#habits ??= new Set();
    this.#habits.add(habit);
    if (how === 'refused') this.#inTheWay.push(habit);
    if (how !== 'taken') return;
    this.#tolerated ??= new Set();
    this.#tolerated.add(habit);
  }

  /** The habits that the session as a whole was forgiven; null: nothing. */
  get tolerated(): ReadonlySet<HabitName> | null {
    return this.#tolerated;
  }

  /** Of no command: its time was over, or ours. */
  refuseUnasked(reply: Reply, facts: RefusalFacts): Reply {
    this.transcript.turns.beginOwnWord();
    return this.refuse(reply, { ...facts, unasked: true });
  }

  /** Records a refusal; returns the reply with the reference to quote on its last line. */
  refuse(reply: Reply, facts: RefusalFacts): Reply {
    if (facts.byItself !== true) this.#refusedOtherwise = true;
    const owner = this.whose(facts);
    this.#lastOwner = owner;
    this.owns(owner);
    if (facts.login !== undefined) this.loginOf = owner;
    this.#kept ??= this.#context.budget.take(this.clientAddress, owner);
    // Beyond the bound nothing is kept that a reference could find.
    if (!this.#kept) return reply;
    this.#numbered++;
    const reference = this.#reference();
    const refusal: Refusal = {
      reference,
      at: this.#context.clock.now(),
      reply: printable(replyText(reply)),
      cause: printable(reasonLine(facts.reason)),
      stage: facts.stage,
      sender: facts.sender === undefined ? null : printable(pathText(facts.sender)).replace(/^<(.+)>$/u, '$1'),
      recipient: facts.recipient === undefined ? null : printable(pathText(facts.recipient)).slice(1, -1),
      organizationId: owner,
      reason: kept(printableFacts(facts.reason)),
      ...(this.#inTheWay.length === 0 ? {} : { habits: this.#inTheWay }),
    };
    this.#inTheWay = [];
    if (this.#refusals.length < bounds.receive.refusalsRecorded) this.#refusals.push(refusal);
    if (this.#context.live?.watched) this.#context.live.refused(this, refusal);
    this.#timer ??= this.#context.clock.timer(RECORD_AFTER_MS, () => {
      this.#timer = null;
      if (!this.#ended) this.#context.trace.record(this.soFar());
    });
    return this.#context.unquoted ? reply : quoting(reply, reference);
  }

  /** A refusal that follows of itself from the last one, such as DATA after a refused RCPT: the same reference, no record of its own. */
  follow(reply: Reply, facts: RefusalFacts): Reply {
    const { turns } = this.transcript;
    const before = turns.inTransaction.length > 0 ? turns.inTransaction : [this.#lastOwner];
    // DATA names nobody, and RCPT whom it likes.
    for (const owner of facts.stage === 'data' ? before : [this.whose(facts)]) turns.owns(owner);
    return this.#numbered === 0 || !this.#kept || this.#context.unquoted ? reply : quoting(reply, this.#reference());
  }

  /** Of the last refusal; only what is on record is quoted. */
  #reference(): string {
    return this.#numbered > bounds.receive.refusalsRecorded ? this.sessionId : `${this.sessionId}-${this.#numbered}`;
  }

  /** The session is over. One that brought mail, or was refused, is kept; one that did neither by itself, within bounds of its own. */
  end(how: string, quiet: ((timedOut: boolean) => Quiet) | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.cancel();
    const isQuiet = this.accepted.length === 0 && !this.#refusedOtherwise;
    const found = isQuiet ? (quiet?.(this.#numbered > 0) ?? null) : null;
    this.transcript.turns.end();
    const record = this.#record(how, found);
    this.#context.live?.ended(this, record);
    if (this.#kept === null && found !== null) this.#kept = this.#context.budget.takeNoMail(this.clientAddress, found);
    if (this.#kept === false && this.accepted.length === 0) return;
    // The cause alone is kept of strangers who only looked in.
    const isWhole = found === null || found.isKnown || this.#numbered > 0 || this.began || this.login !== null;
    const told = isWhole ? record : { ...record, transcript: '' };
    this.#context.trace.record(told);
    this.#context.observe({ kind: 'session', record: told });
  }

  #record(how: string, quiet: Quiet | null = null): SessionRecord {
    const beyond = this.#numbered - this.#refusals.length;
    return {
      sessionId: this.sessionId,
      startedAt: this.startedAt,
      endedAt: this.#context.clock.now(),
      listener: this.listener,
      clientAddress: this.clientAddress,
      clientPort: this.clientPort,
      helo: this.helo === null ? null : printable(this.helo),
      tls: this.tls,
      certificateNames: this.certificateNames,
      ingress: this.ingress,
      connectorId: this.connectorId,
      login: this.login === null ? null : printable(this.login, bounds.mail.address),
      authMechanism: this.authMechanism,
      deviceId: this.deviceId,
      software: this.software,
      habits: [...(this.#habits ?? [])],
      refusals: [...this.#refusals],
      ...(quiet === null ? {} : { noMail: kept(quiet.noMail) }),
      accepted: [...this.accepted],
      ...this.#ownership(quiet?.organizationId ?? null),
      transcript: this.transcript.toString(),
      end: printable(how) + (beyond === 0 || !this.#ended ? '' : `; ${beyond} more refusals, counted only`),
    };
  }

  /** Whose it is, and what of it where that is not one alone. */
  #ownership(ofQuiet: ObjectId | null): Pick<SessionRecord, 'organizations' | 'shares'> {
    const owners = new Set<ObjectId>(ofQuiet === null ? [] : [ofQuiet]);
    let isNobodys = this.transcript.addOwners(owners);
    for (const owner of [...this.#acceptedFor, ...this.#refusals.map(({ organizationId }) => organizationId)])
      if (owner === null) isNobodys = true;
      else owners.add(owner);
    if (owners.size === 0) return {};
    const organizations = [...owners];
    if (organizations.length === 1 && !isNobodys) return { organizations };
    return {
      organizations,
      shares: {
        peer: this.whose(null),
        login: this.loginOf,
        accepted: [...this.#acceptedFor],
        parts: this.transcript.parts(),
      },
    };
  }
}

/** The words of others in it become one printable line each. */
const printableFacts = <Facts extends object>(facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]: [string, unknown]) => {
      if (typeof fact === 'string') return [name, printable(fact)];
      return [name, typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? printableFacts(fact) : fact];
    }),
  ) as Facts;

/** The reference is never what is cut off. */
function quoting(reply: Reply, reference: string): Reply {
  const last = reply.lines.length - 1;
  const quoted = ` [ref ${reference}]`;
  const room = bounds.smtp.replyText - quoted.length;
  return { ...reply, lines: reply.lines.map((line, n) => (n === last ? cutToOctets(line, room) + quoted : line)) };
}
