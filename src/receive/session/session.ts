/**
 * One SMTP conversation, above the language: each event of the dialogue is answered by gathering facts, asking policy, and acting on its
 * verdict. Knows no sockets. Promises: 250 to a message only after the store has it; permission is judged anew for each recipient;
 * every refusal is recorded with a reference. RFC 5321, 6409 (submission), 3207, 4954.
 */
import type { ObjectId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import type { ListenerSettings } from '../../config/settings.ts';
import { replies } from '../../mail/replies.ts';
import type { Reason } from '../../mail/reason.ts';
import type { EnvelopeRecipient } from '../../mail/envelope.ts';
import type { Reply } from '../../mail/reply.ts';
import { isPrivate } from '../../mail/network/address-ranges.ts';
import type { Peer } from '../../policy/ingress/connector-match.ts';
import { faultReason } from '../../policy/reasons/fault-reasons.ts';
import { isTolerated } from '../../policy/devices/habits.ts';
import { type OwnNames, recipientMeant } from '../../policy/ingress/ingress.ts';
import type { Limits } from '../../policy/limits.ts';
import { refusalOwner, signInOwner } from '../../policy/owners/refusal-owner.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { DialogueEvent, DialogueHabit, DialogueSettings } from '../../smtp/server/dialogue-events.ts';
import { endContent, openContent, takeContent } from '../content/content.ts';
import { clientOf, type GreetedClient, ownNames } from '../transaction/greeted-client.ts';
import { beginTransaction, judgeCount, judgeNextRecipient } from '../transaction/judge-envelope.ts';
import { ErrorCount } from './error-count.ts';
import { reserveMessage, reserveRecipient, takeSendPlace } from '../limits/quotas.ts';
import type { RefusalFacts, SessionLog } from '../record/session-record.ts';
import type { SignIn } from '../sign-in/authenticate.ts';
import { PeerFacts } from './peer-facts.ts';
import { refusedSignIn } from './refused-sign-in.ts';
import { closing, NOTHING, type SessionAction, say } from '../connection/session-action.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Transaction } from '../transaction/mail-transaction.ts';

/** Habits that are told beside the message they came with. */
const OF_MESSAGE: ReadonlySet<DialogueHabit> = new Set(['loose-address', 'no-sender-address', 'early-content']);

type EventOf<Type extends DialogueEvent['type']> = Extract<DialogueEvent, { type: Type }>;

export class Session {
  readonly #around: RoomParts;
  readonly #peerFacts: PeerFacts;
  readonly #offences: ErrorCount;
  readonly log: SessionLog;
  readonly #own: OwnNames;
  #esmtp = false;
  #transaction: Transaction | null = null;
  /** MAIL or RCPT was refused and nothing has been accepted since: what a pipelining peer already sent behind it fails of itself. */
  #refusedEnvelope = false;
  /** MAIL came with a habit that is noted when it has begun a transaction. */
  #mailHabit: DialogueHabit | null = null;

  /** @param localAddress ours, that the peer connected to. */
  constructor(around: RoomParts, listener: ListenerSettings, log: SessionLog, peer: Peer, localAddress: string) {
    this.#around = around;
    this.log = log;
    this.#own = ownNames(around.settings, [localAddress, ...listener.addresses]);
    this.#peerFacts = new PeerFacts(around, listener, peer);
    log.deviceId = this.#peerFacts.device(null)?.id ?? null;
    this.#offences = new ErrorCount(log, () => this.limits);
    log.ingress = this.#peerFacts.likelyIngress;
    log.whose = (facts) => this.#whose(facts);
  }

  /** It comes by a connector. */
  get isKnown(): boolean {
    return this.#peerFacts.candidates.length > 0;
  }

  /** The profile of this peer, for what is taken beyond the standards. */
  get profile(): ProfileTraits {
    return this.#peerFacts.profile(this.#transaction);
  }

  get limits(): Limits {
    return this.#peerFacts.limits(this.#transaction);
  }

  /** For how long to wait: unlike what a message is judged by, never older than the directory. */
  get patience(): Limits {
    return this.#peerFacts.patience(this.#transaction);
  }

  dialogueSettings(): DialogueSettings {
    return this.#peerFacts.dialogueSettings(this.#transaction);
  }

  /** The transaction that has been begun and not ended: for a rehearsal to look at. */
  get transaction(): Transaction | null {
    return this.#transaction;
  }

  /** The stage of the conversation, in the words of the trace. */
  get stage(): string {
    if (this.#transaction?.hasContent) return 'DATA';
    return this.#transaction === null ? 'command' : 'transaction';
  }

  /** TLS is up: everything that was said before is forgotten (RFC 3207 §4.2). */
  async secured(peer: Peer): Promise<void> {
    this.#peerFacts.secured(peer);
    this.log.ingress = this.#peerFacts.likelyIngress;
    this.#esmtp = false;
    await this.end();
  }

  /** The transaction is over, whatever the reason: nothing stays taken. null: and nothing is left to wait for. */
  end(): Promise<void> | null {
    const transaction = this.#transaction;
    this.#transaction = null;
    return transaction?.end() ?? null;
  }

  /** Ends the transaction, then answers; at once where it can be. */
  #endThen(answer: () => SessionAction): SessionAction | Promise<SessionAction> {
    const ending = this.end();
    return ending === null ? answer() : ending.then(answer);
  }

  /** A promise only where there is something to wait for: most commands are answered in the turn they came in. */
  handle(event: DialogueEvent, habits: readonly DialogueHabit[] | null = null): SessionAction | Promise<SessionAction> {
    if (habits !== null) for (const habit of habits) this.#met(habit, event);
    switch (event.type) {
      case 'connect':
        return say(replies.greeting(this.#around.settings.hostName));
      case 'hello':
        this.log.helo = event.name;
        this.#esmtp = event.verb === 'EHLO';
        return this.#endThen(() => say(replies.hello(this.#around.settings.hostName)));
      case 'starttls':
        return this.#endThen(() => say(replies.readyForTls(), 'start-tls'));
      case 'challenge':
        return say(event.reply);
      case 'auth':
        return this.#auth(event);
      case 'mail':
        this.log.began = true;
        return this.#endThen(() => this.#mail(event));
      case 'rcpt':
        return this.#rcpt(event);
      case 'data':
        return this.#data();
      case 'chunking':
        return this.#chunking();
      case 'content':
        return this.#content(event);
      case 'chunk':
        return this.#chunk(event.octets);
      case 'end-of-data':
        return this.#endOfData(event);
      case 'rset':
        return this.#endThen(() => this.#offences.junk(replies.ok()));
      case 'noop':
        return this.#offences.junk(replies.noop());
      case 'help':
        return this.#offences.junk(replies.help());
      case 'vrfy':
        this.log.owns(this.#whose(null));
        if (event.verb === 'VRFY') return this.#offences.junk(replies.cannotVerify());
        return this.#offences.refuse(replies.expnRefused(), { stage: 'command', reason: { kind: 'expn' } });
      case 'quit':
        return this.#endThen(() => say(replies.goodbye(this.#around.settings.hostName), 'close'));
      case 'fault':
        return this.#fault(event, habits ?? []);
      default:
        return assertNever(event);
    }
  }

  /** A refused habit names the profile that would have let it in; one that was taken is told of in the trace of the mail it came with. */
  #met(habit: DialogueHabit, event: DialogueEvent): void {
    // It only counts as taken once it has worked.
    if (habit === 'cram-md5' && event.type !== 'fault') return;
    const isOfMessage = OF_MESSAGE.has(habit) || event.type === 'end-of-data';
    // A command that is refused for other reasons too was not repaired.
    if (event.type === 'fault' || (event.type === 'end-of-data' && event.fault !== null))
      this.log.met(habit, isTolerated(habit, this.profile) ? 'of-message' : 'refused');
    else if (!isOfMessage) this.log.met(habit, 'taken');
    else {
      this.log.met(habit, 'of-message');
      if (event.type === 'mail') this.#mailHabit = habit;
      else this.#transaction?.repaired(habit);
    }
  }

  get #client(): GreetedClient {
    return clientOf(this.log, this.#own);
  }

  // -- sign-in

  async #auth(event: EventOf<'auth'>): Promise<SessionAction> {
    const { username, mechanism } = event;
    this.log.login = username;
    this.log.authMechanism = mechanism;
    const { clientAddress } = this.log;
    const proof =
      event.mechanism === 'CRAM-MD5'
        ? { challenge: event.challenge, digest: event.digest }
        : { password: event.password };
    const authorization = event.mechanism === 'CRAM-MD5' ? '' : event.authorization;
    const result = await this.#around.authenticator.signIn({ username, proof, authorization, clientAddress });
    if (result.kind === 'signed-in') {
      this.#signedIn(result);
      if (mechanism === 'CRAM-MD5') this.log.met('cram-md5', 'taken');
      return say(replies.authSucceeded());
    }
    if (result.kind === 'wrong') this.log.deviceId ??= this.#claimedDevice(username);
    const view = this.#around.directory.current;
    return refusedSignIn(this.#offences, view, { username, clientAddress }, result);
  }

  #signedIn({ mailbox, credential }: Extract<SignIn, { kind: 'signed-in' }>): void {
    this.#peerFacts.signIn(mailbox, credential);
    this.log.ingress = 'submission';
    this.log.deviceId = this.#peerFacts.device(mailbox.organizationId)?.id ?? this.log.deviceId;
    this.log.loginOf = mailbox.organizationId;
    this.log.owns(mailbox.organizationId);
  }

  /** A wrong password in an inner network is most likely a device's own: its story is found under its name. */
  #claimedDevice(username: string): ObjectId | null {
    const { clientAddress } = this.log;
    if (!isPrivate(clientAddress)) return null;
    const view = this.#around.directory.current;
    return view.deviceOf(clientAddress, username, signInOwner(view, username))?.id ?? null;
  }

  // -- envelope

  #mail({ reversePath, parameters }: EventOf<'mail'>): SessionAction {
    // From the judgement to the reservation in one turn.
    const habit = this.#mailHabit;
    this.#mailHabit = null;
    const beginning = beginTransaction(this.#around, this.#peerFacts, reversePath, parameters, this.#client);
    this.#refusedEnvelope = beginning.kind === 'refused';
    if (beginning.kind === 'refused') {
      const { reply, reason } = beginning;
      return this.#offences.refuse(reply, { stage: 'mail', reason, sender: reversePath });
    }
    this.#transaction = beginning.transaction;
    if (habit !== null) beginning.transaction.repaired(habit);
    this.log.deviceId = beginning.transaction.device?.id ?? this.log.deviceId;
    reserveMessage(this.#around, beginning.transaction);
    const { mailbox, match } = beginning.transaction;
    this.log.connectorId = match?.connector.id ?? this.log.connectorId;
    const relaying = match?.connector.type === 'OnPremises' ? match.connector : null;
    this.log.owns((mailbox ?? relaying)?.organizationId ?? null);
    // The way it means to come in; what is accepted says it for sure.
    this.log.ingress = mailbox !== null ? 'submission' : relaying !== null ? 'relay' : 'direct';
    return say(replies.senderOk());
  }

  #rcpt(event: EventOf<'rcpt'>): SessionAction | Promise<SessionAction> {
    const transaction = this.#transaction;
    if (transaction === null)
      return this.#offences.refuse(replies.sequence('Send MAIL first'), {
        stage: 'rcpt',
        reason: { kind: 'no-transaction' },
      });
    const said = event.recipient.address;
    const address = recipientMeant(this.#around.directory.current, said, this.#own);
    const facts = { stage: 'rcpt' as const, sender: transaction.reversePath, recipient: address ?? said };
    if (address === null)
      return this.#offences.refuse(replies.unknownRecipient(), { ...facts, reason: { kind: 'no-domain' } });

    const tooMany = judgeCount(transaction);
    if (tooMany !== null) return this.#offences.refuse(tooMany.reply, { ...facts, reason: tooMany.reason });
    return this.#recipient(transaction, { ...event.recipient, address });
  }

  /** Own senders are answered in the turn they came in; what is asked about a stranger may be waited for. */
  #recipient(transaction: Transaction, recipient: EnvelopeRecipient): SessionAction | Promise<SessionAction> {
    const { address } = recipient;
    const judged = judgeNextRecipient(this.#around, this.#peerFacts, transaction, address, this.#client);
    if (judged.kind === 'waits') return judged.until.then(() => this.#recipient(transaction, recipient));
    if (judged.kind !== 'accept') {
      const facts = { stage: 'rcpt' as const, sender: transaction.reversePath, recipient: address };
      this.#refusedEnvelope = true;
      const { reply, reason } = judged;
      const isOwn = transaction.mailbox !== null || transaction.match?.connector.type === 'OnPremises';
      return reply.enhanced === '5.1.1'
        ? this.#offences.unknownRecipient(isOwn, reply, { ...facts, reason })
        : this.#offences.refuse(reply, { ...facts, reason });
    }
    this.log.owns(judged.organizationId);
    const isNew = transaction.take(recipient, judged);
    this.log.connectorId = transaction.right?.connector.id ?? this.log.connectorId;
    if (isNew) reserveRecipient(this.#around, transaction, this.log.clientAddress);
    return say(replies.recipientOk());
  }

  // -- content

  #data(): SessionAction {
    const refused = this.#beginContent();
    if (refused === null) return say(replies.startMailInput());
    const follows = this.#refusedEnvelope && !this.#transaction?.recipients.length;
    return this.#offences[follows ? 'follow' : 'refuse'](refused.reply, this.#dataFacts(refused.reason));
  }

  /** A refusal comes back as a fault, and is recorded then. */
  #chunking(): SessionAction {
    const refused = this.#beginContent();
    return refused === null ? { kind: 'chunks-accepted' } : { kind: 'chunks-refused', reply: refused.reply };
  }

  #beginContent(): { readonly reply: Reply; readonly reason: Reason } | null {
    const transaction = this.#transaction;
    if (transaction === null || transaction.recipients.length === 0)
      return { reply: replies.noValidRecipients(), reason: { kind: 'no-recipients' } };
    this.log.owns(transaction.organizationId);
    if (transaction.goesNowhere !== null) return transaction.goesNowhere;
    const place = takeSendPlace(this.#around, transaction);
    if (place.kind !== 'accept') return place;
    openContent(this.#around, this.log, transaction, {
      esmtp: this.#esmtp,
      tls: this.log.tls,
      profile: this.#peerFacts.profile(transaction),
    });
    return null;
  }

  async #content(event: EventOf<'content'>): Promise<SessionAction> {
    if (this.#transaction !== null) await takeContent(this.#around, this.log, this.#transaction, event.bytes);
    return NOTHING;
  }

  #chunk(octets: number): SessionAction {
    if (!this.#transaction?.hasFailed) return say(replies.chunkOk(octets));
    return this.#offences.refuse(replies.storeTrouble(), this.#dataFacts({ kind: 'store-failed' }));
  }

  async #endOfData(event: EventOf<'end-of-data'>): Promise<SessionAction> {
    const transaction = this.#transaction;
    if (transaction === null)
      return this.#offences.refuse(replies.localError(), this.#dataFacts({ kind: 'content-without-transaction' }));
    if (event.fault === 'bare-line-feed') this.log.met('bare-line-ends', 'refused');
    if (event.fault === 'line-too-long') this.log.met('long-lines', 'refused');
    const result = await endContent(this.#around, this.log, transaction, this.#client, event.fault);
    if (result.kind === 'refused') {
      // Of the transaction, which is over then.
      const facts = this.#dataFacts(result.reason);
      await this.end();
      return this.#offences.refuse(result.reply, facts);
    }
    await this.end();
    this.#offences.worked();
    return say(replies.queued(result.queueId));
  }

  #dataFacts(reason: Reason): RefusalFacts {
    const transaction = this.#transaction;
    const [first] = transaction?.recipients ?? [];
    return {
      stage: 'data',
      reason,
      ...(transaction === null ? {} : { sender: transaction.reversePath }),
      ...(first === undefined ? {} : { recipient: first.envelope.address }),
    };
  }

  // -- whose it is

  /** Of a step that is refused, or (null) of the peer as it is known now. */
  #whose(facts: RefusalFacts | null): ObjectId | null {
    const view = this.#around.directory.current;
    const { stage, sender, recipient, login, unasked } = facts ?? {};
    const owner =
      (login === undefined ? null : signInOwner(view, login)) ??
      refusalOwner(view, this.#peerFacts.refused, { reversePath: sender, recipient });
    // A command that cannot be read may name anybody.
    if (owner !== null || recipient !== undefined || (stage !== 'data' && unasked !== true)) return owner;
    // Of those whom the transaction is for, where they are one organization's.
    const [only = null, ...others] = this.log.transcript.turns.inTransaction;
    return this.#transaction?.organizationId ?? (others.length === 0 ? only : null);
  }

  // -- what the language refuses

  async #fault(event: EventOf<'fault'>, met: readonly DialogueHabit[]): Promise<SessionAction> {
    // A habit that its profile takes is not what it was refused for.
    const inTheWay = met.filter((habit) => !isTolerated(habit, this.profile));
    const { recipient, ...about } = this.#dataFacts(faultReason(event, inTheWay));
    // Which recipient a command means that cannot be read, nobody knows.
    const facts = { ...about, stage: event.stage, ...(event.stage === 'data' ? { recipient } : {}) };
    // 354 was about to be said, or a chunk was refused: nothing of it stays.
    if (event.stage === 'data' && (event.closing || this.#transaction?.stage === 'content')) await this.end();
    const action = this.#refusalOf(event, facts);
    return event.closing ? closing(action, null) : action;
  }

  #refusalOf({ stage, reply, closing: isLast }: EventOf<'fault'>, facts: RefusalFacts): SessionAction {
    if (stage === 'auth') return this.#offences.authFailed(reply, facts);
    const outOfOrder = !isLast && (stage === 'rcpt' || stage === 'data') && (reply.code === 503 || reply.code === 554);
    return this.#offences[outOfOrder && this.#refusedEnvelope ? 'follow' : 'refuse'](reply, facts);
  }
}
