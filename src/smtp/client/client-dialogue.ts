/**
 * The client's side of SMTP and LMTP as a machine without I/O; `client-events.ts` is what its owner sees. It promises that every command
 * is answered by its own reply, heard after it was said, and nothing else; and that content goes out after a 354 and an accepted
 * recipient, or not at all. It never judges: what a refusal means for a message is the delivery room's affair.
 *
 * RFC 5321, 2033 LMTP, 2920 PIPELINING, 3207 STARTTLS, 4954 AUTH, 3461 DSN.
 */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import { isIntermediate, isPermanent, isPositive, isTransient, type Reply } from '../../mail/reply.ts';
import { mailCommand, needsSmtputf8, rcptCommand } from './client-commands.ts';
import type {
  ClientCredentials,
  ClientDialogue,
  ClientEvent,
  ClientSettings,
  ClientStage,
  ClientTransaction,
  PeerExtensions,
} from './client-events.ts';
import { type SignInExchange, signInExchange } from './client-sign-in.ts';
import { replyWithoutSecrets, withoutSecrets } from './confidence.ts';
import { DotStuffer } from '../content/dot-stuffing.ts';
import { noExtensions, parseExtensions } from '../server/extensions.ts';
import { ReplyParser } from '../grammar/reply-codec.ts';

export type * from './client-events.ts';

/** A conversation with one peer, from its greeting on. */
export function createClientDialogue(settings: ClientSettings): ClientDialogue {
  return new Machine(settings);
}

/** A reply that is waited for, and what it will be about. */
type Awaited =
  | { readonly stage: 'greeting' | 'starttls' | 'mail' | 'data' | 'rset' | 'quit' }
  | { readonly stage: 'hello'; readonly verb: 'EHLO' | 'LHLO' | 'HELO' }
  | { readonly stage: 'auth'; readonly exchange: SignInExchange }
  | { readonly stage: 'rcpt'; readonly index: number }
  /** `index` null: for all. `unwanted`: it answers the lone dot that ends a transaction nobody wanted. */
  | { readonly stage: 'end-of-data'; readonly index: number | null; readonly unwanted: boolean };

/** Facts of the transaction under way. */
interface Progress {
  readonly transaction: ClientTransaction;
  sender: boolean;
  readonly accepted: number[];
  contentOver: boolean;
}

const NOTHING = new Uint8Array(0);

const refused = (reply: Reply): boolean => isTransient(reply) || isPermanent(reply);

class Machine implements ClientDialogue {
  readonly #settings: ClientSettings;
  readonly #parser = new ReplyParser();
  readonly #events: ClientEvent[] = [];
  #awaited: Awaited[] = [{ stage: 'greeting' }];
  #output = '';
  #extensions: PeerExtensions | null = null;
  #progress: Progress | null = null;
  #stuffer: DotStuffer | null = null;
  #awaitsTls = false;
  #dead = false;
  /** Of our sign-in; no reply is told with them in it. */
  #secrets: readonly string[] = [];

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  get stage(): ClientStage | null {
    return this.#awaited[0]?.stage ?? null;
  }

  get extensions(): PeerExtensions | null {
    return this.#extensions;
  }

  get isInterrupted(): boolean {
    return this.#dead || (this.#awaited.length === 0 && !this.#parser.isEmpty);
  }

  get isFull(): boolean {
    return this.#dead || this.#parser.isFull;
  }

  get isAtRest(): boolean {
    return (
      !this.#dead &&
      this.#awaited.length === 0 &&
      this.#progress === null &&
      this.#events.length === 0 &&
      this.#parser.isEmpty
    );
  }

  feed(bytes: Uint8Array): void {
    if (this.#dead) return;
    const { outOfTurn, repliesAtOnce } = bounds.smtp;
    this.#parser.feed(bytes, this.#awaited.length === 0 ? outOfTurn : repliesAtOnce);
  }

  output(): Uint8Array {
    if (this.#output === '') return NOTHING;
    const octets = Buffer.from(this.#output);
    this.#output = '';
    return octets;
  }

  next(): ClientEvent | null {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined || this.#dead) return event ?? null;
      if (this.#awaitsTls) {
        // Octets between the 220 and TLS came from somebody who wants them read inside it (RFC 3207 §4.2).
        if (this.#parser.isEmpty) return null;
        this.#fail('starttls', 'bytes in clear text followed the answer to STARTTLS');
        continue;
      }
      const parsed = this.#parser.next();
      if (parsed === null) return null;
      if (parsed.kind === 'error') this.#fail(this.stage ?? 'end-of-data', withoutSecrets(parsed.what, this.#secrets));
      else this.#heard(replyWithoutSecrets(parsed.reply, this.#secrets));
    }
  }

  startTls(): void {
    this.#say('STARTTLS', { stage: 'starttls' });
  }

  tlsStarted(): void {
    this.#awaitsTls = false;
    this.#extensions = null;
    this.#parser.clear();
    this.#hello();
  }

  authenticate(credentials: ClientCredentials): void {
    const exchange = signInExchange(credentials, this.#extensions?.auth ?? []);
    if ('refused' in exchange) {
      const reply: Reply = { code: 504, enhanced: '5.5.4', lines: [`The peer offers ${exchange.refused}`] };
      this.#events.push({ type: 'refused', stage: 'auth', reply });
      return;
    }
    this.#secrets = exchange.secrets;
    this.#say(exchange.command, { stage: 'auth', exchange });
  }

  send(transaction: ClientTransaction): void {
    const peer = this.#extensions ?? noExtensions;
    this.#progress = { transaction, sender: false, accepted: [], contentOver: false };
    if (needsSmtputf8(transaction) && !peer.smtputf8) {
      const reply: Reply = { code: 553, enhanced: '5.6.7', lines: ['The peer does not offer SMTPUTF8'] };
      this.#events.push({ type: 'refused', stage: 'mail', reply });
      this.#finish();
      return;
    }
    this.#say(mailCommand(transaction, peer), { stage: 'mail' });
    if (!peer.pipelining) return;
    transaction.recipients.forEach((_, index) => this.#sayRcpt(transaction, index));
    this.#say('DATA', { stage: 'data' });
  }

  content(chunk: Uint8Array): readonly Uint8Array[] {
    return chunk.length === 0 ? [] : [this.#contentStuffer().stuff(chunk)];
  }

  endContent(): Uint8Array | null {
    const stuffer = this.#contentStuffer();
    // Replies from before the end of the content are no answer to it.
    if (this.isInterrupted) return null;
    const end = stuffer.end();
    this.#stuffer = null;
    const progress = this.#underWay();
    progress.contentOver = true;
    const indexes = this.#settings.protocol === 'lmtp' ? progress.accepted : [null];
    for (const index of indexes) this.#awaited.push({ stage: 'end-of-data', index, unwanted: false });
    return end;
  }

  reset(): void {
    this.#say('RSET', { stage: 'rset' });
  }

  quit(): void {
    this.#say('QUIT', { stage: 'quit' });
  }

  #contentStuffer(): DotStuffer {
    if (this.#stuffer === null) throw new Error('no content was asked for');
    return this.#stuffer;
  }

  #say(line: string, awaited: Awaited): void {
    if (this.#awaited.length === 0 && awaited.stage !== 'quit') this.#judgeUnread(awaited.stage);
    if (this.#dead) return;
    this.#output += `${line}\r\n`;
    this.#awaited.push(awaited);
  }

  /** Replies from before anything was asked answer nothing: not what is about to be asked, either. */
  #judgeUnread(stage: ClientStage): void {
    if (this.#dead || this.#parser.isEmpty) return;
    const parsed = this.#parser.next();
    if (parsed?.kind === 'reply') this.#unasked(replyWithoutSecrets(parsed.reply, this.#secrets));
    if (!this.#dead) this.#fail(stage, 'it spoke before it was asked');
  }

  #sayRcpt(transaction: ClientTransaction, index: number): void {
    const recipient = transaction.recipients[index];
    if (recipient === undefined) throw new Error(`no recipient ${index}`);
    this.#say(rcptCommand(recipient, transaction, this.#extensions ?? noExtensions), { stage: 'rcpt', index });
  }

  #hello(): void {
    const verb = this.#settings.protocol === 'lmtp' ? 'LHLO' : 'EHLO';
    this.#say(`${verb} ${this.#settings.heloName}`, { stage: 'hello', verb });
  }

  #fail(stage: ClientStage, what: string): void {
    this.#dead = true;
    this.#awaited = [];
    this.#events.push({ type: 'protocol-error', stage, what });
  }

  #heard(reply: Reply): void {
    const awaited = this.#awaited.shift();
    if (awaited === undefined) this.#unasked(reply);
    else if (reply.code === 421 && awaited.stage !== 'quit') this.#closing(awaited.stage, reply);
    else if (this.#isOutOfStep(awaited, reply)) this.#fail(awaited.stage, 'more came than was asked for');
    else this.#judge(awaited, reply);
  }

  /**
   * The last thing said is answered and the peer has said more: whatever is said next would be taken as answered before it was said, so
   * this answer leads nowhere. One that ends something stands: the content's end (the session is not `isAtRest` then), and a refusal
   * to talk at all. (After STARTTLS it is told apart.)
   */
  #isOutOfStep({ stage }: Awaited, reply: Reply): boolean {
    if (this.#awaited.length > 0 || this.#parser.isEmpty) return false;
    if (stage === 'end-of-data' || stage === 'quit' || stage === 'starttls') return false;
    return !(stage === 'greeting' && refused(reply));
  }

  #closing(stage: ClientStage, reply: Reply): void {
    this.#dead = true;
    this.#awaited = [];
    this.#events.push({ type: 'closing', stage, reply });
  }

  /** A refusal amid content is the peer's last word about it: the session cannot be used any more, for the content has no end. */
  #unasked(reply: Reply): void {
    if (this.#stuffer === null && reply.code !== 421)
      this.#fail('end-of-data', `a reply that nobody asked for: ${reply.code}`);
    else if (!refused(reply)) this.#fail('end-of-data', `${reply.code} before the end of the content`);
    else {
      if (reply.code !== 421 && this.#progress !== null)
        for (const index of this.#settings.protocol === 'lmtp' ? this.#progress.accepted : [null])
          this.#events.push({ type: 'result', index, reply });
      this.#closing('end-of-data', reply);
    }
  }

  #judge(awaited: Awaited, reply: Reply): void {
    const { stage } = awaited;
    // The first digit decides (RFC 5321 §4.2.1). 3yz belongs to DATA and AUTH; anywhere else it leaves the two sides at different places.
    const out = (): void => this.#fail(stage, `${reply.code} is no answer to this command`);
    switch (stage) {
      case 'greeting':
        if (isPositive(reply)) {
          this.#events.push({ type: 'greeted', reply });
          this.#hello();
        } else this.#refusedOr(out, stage, reply);
        return;
      case 'hello':
        return this.#helloAnswered(awaited.verb, reply, out);
      case 'starttls':
        // RFC 3207 §4 knows one yes; another one that was a no would have both sides wait for a handshake.
        if (reply.code !== 220) return this.#refusedOr(out, stage, reply);
        this.#awaitsTls = true;
        this.#events.push({ type: 'starttls', reply });
        return;
      case 'auth':
        return this.#authAnswered(awaited.exchange, reply, out);
      case 'mail':
        return this.#mailAnswered(reply, out);
      case 'rcpt':
        return this.#rcptAnswered(awaited.index, reply, out);
      case 'data':
        return this.#dataAnswered(reply, out);
      case 'end-of-data':
        if (!isPositive(reply) && !refused(reply)) return out();
        if (!awaited.unwanted) this.#events.push({ type: 'result', index: awaited.index, reply });
        if (this.#awaited.length === 0) this.#finish();
        return;
      case 'rset':
        if (!isPositive(reply)) return out();
        this.#events.push({ type: 'done' });
        return;
      case 'quit':
        this.#dead = true;
        this.#events.push({ type: 'goodbye' });
        return;
      default:
        assertNever(stage);
    }
  }

  #refusedOr(otherwise: () => void, stage: ClientStage, reply: Reply): void {
    if (refused(reply)) this.#events.push({ type: 'refused', stage, reply });
    else otherwise();
  }

  #helloAnswered(verb: 'EHLO' | 'LHLO' | 'HELO', reply: Reply, out: () => void): void {
    if (isPositive(reply)) {
      this.#extensions = verb === 'HELO' ? noExtensions : parseExtensions(reply.lines);
      this.#events.push({ type: 'ready', extensions: this.#extensions, reply });
    } else if (verb === 'EHLO' && isPermanent(reply))
      this.#say(`HELO ${this.#settings.heloName}`, { stage: 'hello', verb: 'HELO' });
    else this.#refusedOr(out, 'hello', reply);
  }

  #authAnswered(exchange: SignInExchange, reply: Reply, out: () => void): void {
    const answer = isIntermediate(reply) ? exchange.answerTo(reply) : exchange.insteadOf(reply);
    if (isPositive(reply)) this.#events.push({ type: 'authenticated', reply });
    else if (answer !== null) this.#say(answer, { stage: 'auth', exchange });
    else this.#refusedOr(out, 'auth', reply);
  }

  #mailAnswered(reply: Reply, out: () => void): void {
    const progress = this.#underWay();
    if (isPositive(reply)) {
      progress.sender = true;
      this.#events.push({ type: 'sender', reply });
      if (this.#awaited.length === 0) this.#afterRcpt(progress, 0);
      return;
    }
    this.#refusedOr(out, 'mail', reply);
    if (!this.#dead && this.#awaited.length === 0) this.#finish();
  }

  #rcptAnswered(index: number, reply: Reply, out: () => void): void {
    const progress = this.#underWay();
    if (!isPositive(reply) && !refused(reply)) return out();
    if (isPositive(reply) && progress.sender) progress.accepted.push(index);
    // After a refused MAIL the answers to pipelined RCPTs say nothing of their own.
    if (progress.sender) this.#events.push({ type: 'recipient', index, reply });
    if (this.#awaited.length === 0) this.#afterRcpt(progress, index + 1);
  }

  /** Without pipelining: the next RCPT, or DATA if there is somebody to send to. */
  #afterRcpt(progress: Progress, next: number): void {
    if (next < progress.transaction.recipients.length) this.#sayRcpt(progress.transaction, next);
    else if (progress.accepted.length > 0) this.#say('DATA', { stage: 'data' });
    else this.#finish();
  }

  #dataAnswered(reply: Reply, out: () => void): void {
    const wanted = this.#underWay().accepted.length > 0;
    if (isIntermediate(reply) && wanted) {
      this.#stuffer = new DotStuffer();
      this.#events.push({ type: 'content-wanted', reply });
    } else if (isIntermediate(reply) && this.#settings.protocol === 'smtp') {
      // Nobody is there to take it: RFC 2920 §3.1 ends it with a lone dot. (RFC 2033 §4.2 forbids the case.)
      this.#output += '.\r\n';
      this.#underWay().contentOver = true;
      this.#awaited.push({ stage: 'end-of-data', index: null, unwanted: true });
    } else if (refused(reply)) {
      if (wanted) this.#events.push({ type: 'refused', stage: 'data', reply });
      this.#finish();
    } else out();
  }

  #underWay(): Progress {
    if (this.#progress === null) throw new Error('no transaction is under way');
    return this.#progress;
  }

  /** Everything was answered. A transaction that MAIL began and no content ended is dropped by RSET first. */
  #finish(): void {
    const progress = this.#progress;
    this.#progress = null;
    if (progress?.sender && !progress.contentOver) this.reset();
    else this.#events.push({ type: 'done' });
  }
}
