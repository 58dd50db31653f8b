/**
 * One connection from accept to close: PROXY header, admission, TLS, then octets to the dialogue, its events to the session, replies to the
 * wire. Owns the socket. Promises: every wait ends; replies of a pipelined group go out together; a peer that does not read, is
 * not read; nothing thrown in here reaches beyond this connection.
 */
import { bounds } from '../../base/bounds.ts';
import type { Socket } from 'node:net';
import { sleep } from '../../base/clock.ts';
import type { ListenerSettings } from '../../config/settings.ts';
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import { matchingConnectors, type Peer } from '../../policy/ingress/connector-match.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { Reason } from '../../mail/reason.ts';
import { isDistrust } from '../../policy/reasons/fault-reasons.ts';
import { limitsFor } from '../../policy/limits.ts';
import { addressProfile, type TlsDemands } from '../../policy/devices/peer-profile.ts';
import type { DialogueEvent, ServerDialogue } from '../../smtp/server/dialogue-events.ts';
import { encodeReply } from '../../smtp/grammar/reply-codec.ts';
import { createServerDialogue } from '../../smtp/server/server-dialogue.ts';
import { Deadline } from '../../base/deadline.ts';
import { readProxied } from './proxied.ts';
import { QuietWatch } from '../session/quiet.ts';
import { Securing, type Upgrade } from '../tls/tls-upgrade.ts';
import { Session } from '../session/session.ts';
import { openSessionLog } from '../record/open-session-log.ts';
import type { SessionLog } from '../record/session-record.ts';
import type { SessionAction } from './session-action.ts';
import type { RoomParts } from '../room-parts.ts';
import type { TlsEndpoint } from '../tls/tls-endpoint.ts';
import { type Expired, farewells, Waits } from './waits.ts';
import { type FromWire, Wire } from './wire.ts';
import { reasonLine } from '../../texts/reason-line.ts';

/** Events that are answered in a row before other connections get their turn; a hundred take a millisecond or two. */
const EVENTS_A_TURN = 100;

/** How the session ended; null: it goes on. */
type Ended = string | null;

export class Connection {
  readonly #around: RoomParts;
  readonly #listener: ListenerSettings;
  readonly #gate: (demands: TlsDemands) => TlsEndpoint;
  readonly #deadline: Deadline;
  readonly #wire: Wire;
  readonly #log: SessionLog;
  readonly #waits: Waits;
  readonly #quiet: QuietWatch;
  readonly #localAddress: string;
  readonly #securing: Securing;
  #session: Session | null = null;
  #dialogue: ServerDialogue | null = null;
  #leave: () => void = () => {};
  #draining = false;
  #cut = false;
  /** The wait that is under way is the conversation's, not a handshake's or the last one. */
  #hearing = false;
  /** Ends our own waits when the grace is over. */
  #hurried: AbortController | null = null;
  #contentOctets = 0;

  constructor(
    around: RoomParts,
    listener: ListenerSettings,
    gate: (demands: TlsDemands) => TlsEndpoint,
    socket: Socket,
  ) {
    this.#around = around;
    this.#listener = listener;
    this.#gate = gate;
    this.#deadline = new Deadline(around.clock);
    this.#wire = new Wire(socket, this.#deadline);
    this.#waits = new Waits(around.clock.monotonic());
    this.#log = openSessionLog(around, listener, socket);
    this.#quiet = new QuietWatch(around, listener, this.#log);
    this.#localAddress = socket.localAddress ?? '';
    this.#securing = new Securing(around.clock, this.#wire, this.#deadline, this.#log);
  }

  /** Never rejects. */
  async run(): Promise<void> {
    let how = 'a fault of ours, see the log';
    try {
      how = await this.#converse();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#around.log.error({ session: this.#log.sessionId, error: text }, 'a fault in a session');
      this.#lastWord(this.#refused({ ...replies.localError(), code: 421 }, { kind: 'our-fault', how }));
    }
    this.#log.end(how, (timedOut) => this.#quiet.end(this.#session, timedOut));
    await this.#session?.end()?.catch(() => {});
    await this.#close();
    this.#leave();
  }

  /** No further transaction: an idle session is told to come back, a running one may finish its message. */
  drain(): void {
    this.#draining = true;
    this.#wire.interrupt();
  }

  /** The grace is over. */
  cut(): void {
    this.#draining = true;
    this.#cut = true;
    this.#hurried?.abort();
    this.#wire.interrupt();
    // Nothing was said yet that a 421 could answer; a handshake hears only the close.
    if (this.#session === null || this.#securing.underWay) this.#wire.destroy();
  }

  /** Limits have changed: the wait that is under way ends when it would have under them. Cheap; any other wait keeps its own end. */
  hurry(): void {
    if (this.#hearing) this.#rearm();
  }

  // -- before the greeting

  async #converse(): Promise<string> {
    const proxied = await readProxied(this.#around, this.#wire, this.#deadline, this.#log, this.#handshakeMs());
    if (proxied !== null) return this.#quiet.unproxied(proxied);
    const refused = this.#admit();
    if (refused !== null) return refused;

    let peer: Peer = { address: this.#log.clientAddress, certificate: null, tls: false };
    if (this.#listener.role === 'submissions') {
      const handshake = await this.#secure('tls-port');
      if (handshake.kind === 'failed') return this.#tlsFailed(handshake);
      peer = { ...peer, certificate: handshake.certificate, tls: true };
    } else if (this.#profile().tlsOnClearPort === 'serve' && (await this.#securing.beginsUnasked())) {
      this.#log.met('tls-on-clear-port', 'taken');
      const handshake = await this.#secure('tls-port');
      if (handshake.kind === 'failed') return this.#tlsFailed(handshake);
      peer = { ...peer, certificate: handshake.certificate, tls: true };
    }
    const session = new Session(this.#around, this.#listener, this.#log, peer, this.#localAddress);
    const early = peer.tls || session.isKnown ? null : await this.#pauseBeforeGreeting();
    this.#session = session;
    const dialogue = createServerDialogue(session.dialogueSettings());
    this.#dialogue = dialogue;
    if (peer.tls) dialogue.tlsStarted();
    if (early !== null) dialogue.feed(early);
    return this.#loop(session, dialogue);
  }

  /**
   * A peer that does not wait for the greeting gives itself away (RFC 5321 §4.3.1): returns what it said. Strangers who do
   * are mostly no mail servers; old devices do it too, so one that comes by a connector is not kept waiting, and is answered after the greeting.
   */
  async #pauseBeforeGreeting(): Promise<Uint8Array | null> {
    const { clock, directory } = this.#around;
    this.#deadline.set(clock.monotonic() + limitsFor(directory.current)('greetingPause'));
    const heard = await this.#wire.read();
    return typeof heard === 'string' ? null : heard;
  }

  /** By the address, before anything was said. */
  #profile(): ProfileTraits {
    return addressProfile(this.#around.directory.current, this.#log.clientAddress);
  }

  #admit(): string | null {
    const view = this.#around.directory.current;
    const address = this.#log.clientAddress;
    const matches =
      this.#listener.role === 'relay' ? matchingConnectors(view, { address, certificate: null, tls: false }) : [];
    const entry = this.#around.admission.enterFrom(address, matches[0]?.connector ?? null);
    if (entry.kind === 'entered') {
      this.#leave = entry.leave;
      return null;
    }
    this.#refuseAtDoor(entry.reply, entry.reason);
    return 'refused at the door';
  }

  #refuseAtDoor(reply: Reply, reason: Reason): void {
    const said = this.#log.refuse(reply, { stage: 'connect', reason });
    // On the implicit TLS port nobody could read it.
    if (this.#listener.role !== 'submissions') this.#lastWord(said);
  }

  // -- TLS

  #handshakeMs(): number {
    return limitsFor(this.#around.directory.current, {}, this.#around.admission.underStress)('handshake');
  }

  #secure(where: 'starttls' | 'tls-port'): Promise<Upgrade> {
    const profile = this.#profile();
    return this.#securing.handshake(this.#gate(profile), where, profile, this.#handshakeMs(), () => this.#cut);
  }

  #tlsFailed({ reason, hungUp }: Omit<Extract<Upgrade, { kind: 'failed' }>, 'kind'>): string {
    // There is nobody to tell: the reply stands for the record only.
    const reply = { code: 454, enhanced: '4.7.0' as const, lines: ['TLS handshake failed'] };
    const byItself = hungUp === true && this.#quiet.hungUpInTls();
    this.#log.refuseUnasked(reply, { stage: 'tls', reason, byItself });
    this.#wire.destroy();
    return `TLS handshake failed: ${reasonLine(reason)}`;
  }

  // -- the conversation

  async #loop(session: Session, dialogue: ServerDialogue): Promise<string> {
    for (let events = 1; ; events++) {
      if (events % EVENTS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      const event = dialogue.next();
      if (event !== null) {
        const taken = this.#take(session, dialogue, event);
        const over = taken instanceof Promise ? await taken : taken;
        if (over !== null) return over;
        continue;
      }
      this.#wire.flush();
      const { clock } = this.#around;
      const { underWay } = dialogue;
      this.#waits.inContent(clock.monotonic(), underWay === 'message', dialogue.phase === 'content');
      this.#waits.answered(clock.monotonic(), underWay === 'command');
      if (this.#cut || (this.#draining && underWay !== 'message')) {
        this.#lastWord(this.#refused(replies.shuttingDown(this.#around.settings.hostName), { kind: 'shutdown' }));
        return 'server shut down';
      }
      this.#rearm();
      this.#hearing = true;
      const heard = await this.#hear();
      this.#hearing = false;
      if (typeof heard === 'string') {
        if (heard === 'interrupted') continue;
        return this.#silence(session, heard);
      }
      this.#waits.heard(clock.monotonic(), heard.length);
      dialogue.configure(session.dialogueSettings());
      dialogue.feed(heard);
    }
  }

  #hear(): Promise<FromWire> {
    return this.#wire.unsentBytes === 0 ? this.#wire.read() : this.#hearReader();
  }

  /** Of a peer that has not read all our replies yet. */
  async #hearReader(): Promise<FromWire> {
    if (this.#wire.unsentBytes > limitsFor(this.#around.directory.current)('unsentReplies')) return 'expired';
    const drained = await this.#wire.drained();
    return drained === 'drained' ? this.#wire.read() : drained;
  }

  /** null: go on. At once where nothing has to be waited for. */
  #take(session: Session, dialogue: ServerDialogue, event: DialogueEvent): Ended | Promise<Ended> {
    this.#note(event);
    this.#quiet.heard(event);
    const began = this.#around.clock.monotonic();
    const action = session.handle(event, dialogue.takeHabits());
    if (!(action instanceof Promise)) return this.#obey(session, dialogue, event, action);
    return action.then((late) => {
      this.#waits.own(this.#around.clock.monotonic() - began);
      return this.#obey(session, dialogue, event, late);
    });
  }

  #obey(
    session: Session,
    dialogue: ServerDialogue,
    event: DialogueEvent,
    action: SessionAction,
  ): Ended | Promise<Ended> {
    switch (action.kind) {
      case 'nothing':
        return null;
      case 'chunks-accepted':
        dialogue.acceptChunks();
        return null;
      case 'chunks-refused':
        dialogue.refuseChunks(action.reply);
        return null;
      case 'reply':
        return action.delayMs > 0
          ? this.#pause(action.delayMs).then(() => this.#reply(session, dialogue, event, action))
          : this.#reply(session, dialogue, event, action);
    }
  }

  async #pause(delayMs: number): Promise<void> {
    this.#wire.flush();
    if (this.#cut) return;
    this.#hurried ??= new AbortController();
    await sleep(this.#around.clock, delayMs, this.#hurried.signal);
  }

  #reply(
    session: Session,
    dialogue: ServerDialogue,
    event: DialogueEvent,
    action: Extract<SessionAction, { kind: 'reply' }>,
  ): Ended | Promise<Ended> {
    const { reply, after, farewell } = action;
    // Before the answer: what EHLO announces, and what the content that follows 354 is held to.
    dialogue.configure(session.dialogueSettings());
    const octets = dialogue.answer(reply);
    // As written: the dialogue adds what EHLO announces.
    if (octets.length > 0) this.#log.transcript.said(octets);
    this.#wire.group(octets);
    if (farewell !== undefined) this.#lastWord(farewell);
    if (after === 'close' || dialogue.phase === 'closed') {
      this.#wire.flush();
      return event.type === 'quit' ? 'quit' : `closed by us after ${reply.code} ${reply.enhanced ?? ''}`.trim();
    }
    if (!dialogue.pipelined) this.#wire.flush();
    if (after === 'start-tls') return this.#startTls(session, dialogue);
    return null;
  }

  async #startTls(session: Session, dialogue: ServerDialogue): Promise<string | null> {
    this.#wire.flush();
    const handshake = await this.#secure('starttls');
    if (handshake.kind === 'failed') return this.#tlsFailed(handshake);
    await session.secured({ address: this.#log.clientAddress, certificate: handshake.certificate, tls: true });
    dialogue.tlsStarted();
    dialogue.configure(session.dialogueSettings());
    return null;
  }

  #note(event: DialogueEvent): void {
    if (event.type === 'content') this.#contentOctets += event.bytes.length;
    else if (this.#contentOctets > 0) {
      this.#log.transcript.client(`(${this.#contentOctets} bytes of content)`);
      this.#contentOctets = 0;
    }
    this.#log.heard(event);
  }

  // -- ends

  #rearm(): void {
    this.#deadline.set(this.#patience().at);
  }

  #patience(): { readonly at: number; readonly what: Expired } {
    const limits = this.#session?.patience ?? limitsFor(this.#around.directory.current);
    return this.#waits.deadline(limits, this.#around.admission.underStress);
  }

  /** The peer is gone, or has taken too long. */
  #silence(session: Session, heard: 'end' | 'closed' | 'expired' | 'interrupted'): string {
    const { stage } = session;
    const unended = this.#dialogue?.waitsForProperEnd === true;
    if (unended) this.#log.met('bare-content-end', 'refused');
    if (heard !== 'expired') {
      if (unended) this.#refused(replies.noContentEnd(), UNENDED);
      const { closedWith } = this.#wire;
      if (closedWith === null) return `closed by peer in ${stage}`;
      // A client of TLS 1.3 says so only when the handshake is over for us.
      return isDistrust(closedWith)
        ? this.#tlsFailed({ reason: { kind: 'certificate-distrusted', why: closedWith } })
        : `closed by peer in ${stage} (${closedWith})`;
    }
    if (this.#wire.unsentBytes > 0) {
      this.#wire.destroy();
      return `the peer did not read our replies, in ${stage}`;
    }
    const { what } = this.#patience();
    const reply = unended ? replies.noContentEnd() : farewells[what]();
    const how = `timed out in ${stage} (${what})`;
    const reason = unended ? UNENDED : ({ kind: 'timed-out', in: stage, waited: what } as const);
    this.#lastWord(this.#refused(reply, reason, !unended));
    return how;
  }

  /** In answer to no command. @param byItself it was not refused, but ended by itself. */
  #refused(reply: Reply, reason: Reason, byItself = false): Reply {
    const stage = this.#dialogue?.phase === 'content' ? 'data' : 'command';
    return this.#log.refuseUnasked(reply, { stage, reason, byItself });
  }

  #lastWord(reply: Reply): void {
    this.#log.lastWord(reply);
    this.#wire.group(encodeReply(reply));
    this.#wire.flush();
  }

  /** Lets our last reply arrive: closing a socket that holds unread octets would reset it away. */
  async #close(): Promise<void> {
    this.#deadline.cancel();
    if (this.#wire.isGone) return;
    this.#wire.end();
    this.#deadline.set(this.#around.clock.monotonic() + bounds.receive.linger);
    for (;;) {
      const heard = await this.#wire.read();
      if (typeof heard === 'string' && !(heard === 'interrupted' && !this.#cut)) break;
    }
    this.#deadline.cancel();
    this.#wire.destroy();
  }
}

const UNENDED = { kind: 'no-content-end' } as const;
