/**
 * One SMTP conversation, above the language: each event of the dialogue is answered by gathering facts, asking policy, and acting on its
 * verdict. Knows no sockets. Promises: 250 to a message only after the store has it; permission is judged anew for each recipient;
 * every refusal is recorded with a reference. RFC 5321, 6409 (submission), 3207, 4954.
 */
import { assertNever } from '../base/never.ts';
import type { ListenerSettings } from '../config/settings.ts';
import type { MailboxAccount } from '../mail/directory.ts';
import { replies } from '../mail/replies.ts';
import { isPermanent, type Reply } from '../mail/reply.ts';
import type { Verdict } from '../mail/verdict.ts';
import { type ConnectorMatch, chooseConnector, matchingConnectors, type Peer } from '../policy/connector-match.ts';
import { judgeRecipient, postmasterAddress, type RecipientJudgement } from '../policy/ingress.ts';
import { judgeMailboxSeat, judgeRelaySeat } from '../policy/licence.ts';
import { type Limits, limitsFor } from '../policy/limits.ts';
import { judgeSubmissionRecipient, judgeSubmissionSender, signInSwitchedOff } from '../policy/submission.ts';
import type { DialogueEvent, DialogueSettings } from '../smtp/dialogue-events.ts';
import { type ContentEnd, endContent, openContent, takeContent } from './content.ts';
import { judgeConnectorRoom, judgeDailyRecipients, judgeDirectRoom, mailboxSubject, takeSendPlace } from './quotas.ts';
import type { RefusalFacts, SessionLog } from './session-record.ts';
import type { Surroundings } from './surroundings.ts';
import { Transaction } from './transaction.ts';

/** What the connection does with an event's outcome. */
export type Step =
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      readonly after: 'go-on' | 'start-tls' | 'close';
      /** Slows down who errs a lot. */
      readonly delayMs: number;
      /** Said after the reply, before closing. */
      readonly farewell?: Reply;
    }
  | { readonly kind: 'chunks-accepted' }
  | { readonly kind: 'chunks-refused'; readonly reply: Reply }
  | { readonly kind: 'nothing' };

type Refused = Exclude<Verdict, { kind: 'accept' }>;
type EventOf<Type extends DialogueEvent['type']> = Extract<DialogueEvent, { type: Type }>;

const NOTHING: Step = { kind: 'nothing' };
const say = (reply: Reply, after: 'go-on' | 'start-tls' | 'close' = 'go-on'): Step => ({
  kind: 'reply',
  reply,
  after,
  delayMs: 0,
});

/** Answers to somebody who errs come this much later. */
const SLOWED_MS = 1_000;

interface SignedIn {
  readonly mailboxId: MailboxAccount['id'];
  readonly credentialId: MailboxAccount['id'];
  /** A changed password ends what was signed in with the old one. */
  readonly verifier: string;
}

export class Session {
  readonly #around: Surroundings;
  readonly #listener: ListenerSettings;
  readonly log: SessionLog;
  #peer: Peer;
  #esmtp = false;
  #signedIn: SignedIn | null = null;
  #transaction: Transaction | null = null;
  #errors = 0;
  #junk = 0;
  #unknown = 0;
  #authFailures = 0;
  #matches: readonly ConnectorMatch[] = [];
  #matchedAt: { readonly revision: number; readonly peer: Peer } | null = null;

  constructor(around: Surroundings, listener: ListenerSettings, log: SessionLog, peer: Peer) {
    this.#around = around;
    this.#listener = listener;
    this.log = log;
    this.#peer = peer;
  }

  /** TLS is up: everything that was said before is forgotten (RFC 3207 §4.2). */
  async secured(peer: Peer): Promise<void> {
    this.#peer = peer;
    this.#signedIn = null;
    this.#esmtp = false;
    await this.#endTransaction();
  }

  async handle(event: DialogueEvent): Promise<Step> {
    switch (event.type) {
      case 'connect':
        return say(replies.greeting(this.#around.settings.hostName));
      case 'hello':
        return this.#hello(event);
      case 'starttls':
        await this.#endTransaction();
        return say(replies.readyForTls(), 'start-tls');
      case 'challenge':
        return say(event.reply);
      case 'auth':
        return this.#auth(event);
      case 'mail':
        return this.#mail(event);
      case 'rcpt':
        return this.#rcpt(event);
      case 'data':
        return this.#data(replies.startMailInput());
      case 'chunking':
        return this.#chunking();
      case 'content':
        if (this.#transaction !== null) await takeContent(this.#around, this.log, this.#transaction, event.bytes);
        return NOTHING;
      case 'chunk':
        return this.#chunk(event.octets);
      case 'end-of-data':
        return this.#endOfData(event);
      case 'rset':
        await this.#endTransaction();
        return this.#junkCommand(replies.ok());
      case 'noop':
        return this.#junkCommand(replies.noop());
      case 'help':
        return this.#junkCommand(replies.help());
      case 'vrfy':
        return this.#vrfy(event);
      case 'quit':
        await this.#endTransaction();
        return say(replies.goodbye(this.#around.settings.hostName), 'close');
      case 'fault':
        return this.#fault(event);
      default:
        return assertNever(event);
    }
  }

  /** The session is over, whatever the reason: nothing stays taken. */
  async end(): Promise<void> {
    await this.#endTransaction();
  }

  /** In a transaction that has begun to matter: its loss is worth a record. */
  get stage(): string {
    if (this.#transaction?.intake) return 'DATA';
    return this.#transaction === null ? 'command' : 'transaction';
  }

  // -- what is announced and allowed

  get limits(): Limits {
    const view = this.#around.directory.current;
    const mailbox = this.#mailbox();
    const connector = this.#transaction === null ? (this.#candidates()[0]?.connector ?? null) : this.#connector();
    const organizationId = mailbox?.organizationId ?? connector?.organizationId ?? view.system?.defaultOrganizationId;
    const organization = view.get('organization', organizationId ?? view.organizations[0]?.id ?? null);
    return limitsFor(view, { mailbox, connector, organization }, this.#around.admission.underStress);
  }

  dialogueSettings(): DialogueSettings {
    const limits = this.#transaction?.limits ?? this.limits;
    const { tls } = this.#peer;
    const candidates = this.#candidates().map((match) => match.connector);
    const connectors = this.#transaction === null ? candidates : [this.#connector()].filter((one) => one !== null);
    return {
      hostName: this.#around.settings.hostName,
      starttls: !tls,
      authMechanisms: tls && this.#signedIn === null ? ['PLAIN', 'LOGIN'] : [],
      authRefusal: tls ? replies.authNotHere() : replies.mustStartTls(),
      maxMessageBytes: this.#announcedSize(limits),
      maxRecipients: limits('recipientsPerMessage'),
      bareLineFeed: connectors.some((connector) => connector.bareLineFeed === 'normalize') ? 'normalize' : 'reject',
      maxCommandLine: limits('commandLine'),
      maxAuthLine: limits('authLine'),
      maxUnfinishedLine: limits('unfinishedLine'),
      maxContentLine: limits('contentLine'),
    };
  }

  /** Before MAIL, where several connectors may be meant, the largest; MAIL judges by the one that is. */
  #announcedSize(limits: Limits): number {
    if (this.#transaction !== null || this.#signedIn !== null) return limits('messageSize');
    const view = this.#around.directory.current;
    const sizes = this.#candidates().map(({ connector }) => {
      const organization = view.get('organization', connector.organizationId);
      return limitsFor(view, { connector, organization })('messageSize');
    });
    return Math.max(limits('messageSize'), ...sizes);
  }

  // -- hello and sign-in

  async #hello(event: EventOf<'hello'>): Promise<Step> {
    await this.#endTransaction();
    this.log.helo = event.name;
    this.#esmtp = event.verb === 'EHLO';
    return say(replies.hello(this.#around.settings.hostName));
  }

  async #auth(event: EventOf<'auth'>): Promise<Step> {
    const { username, password, authorization } = event;
    this.log.login = username;
    const clientAddress = this.log.clientAddress;
    const result = await this.#around.authenticator.signIn({ username, password, authorization, clientAddress });
    switch (result.kind) {
      case 'signed-in': {
        const { mailbox, credential } = result;
        this.#signedIn = { mailboxId: mailbox.id, credentialId: credential.id, verifier: credential.verifier };
        this.log.ingress = 'submission';
        return say(replies.authSucceeded());
      }
      case 'wrong':
        return this.#authFailed(replies.wrongCredentials(), `${result.cause}: ${username}`);
      case 'locked':
        return this.#authFailed(replies.authLocked(), `${username} waits after failed sign-ins from ${clientAddress}`);
      case 'switched-off':
        return this.#refuse(replies.authSwitchedOff(result.reason), {
          stage: 'auth',
          cause: `right password of ${username}, but ${result.reason}`,
          organizationId: result.credential.organizationId,
        });
      case 'busy':
        return this.#refuse(replies.authBusy(), { stage: 'auth', cause: 'too many sign-ins wait for their turn' });
      default:
        return assertNever(result);
    }
  }

  #authFailed(reply: Reply, cause: string): Step {
    const step = this.#refuse(reply, { stage: 'auth', cause });
    if (++this.#authFailures < this.limits('authFailuresPerConnection')) return step;
    return this.#closing(step, replies.tooManyAuthFailures());
  }

  /** The mailbox signed in, as the directory has it now; null when nobody is, or may any more. */
  #mailbox(): MailboxAccount | null {
    if (this.#signedIn === null) return null;
    const view = this.#around.directory.current;
    const credential = view.get('credential', this.#signedIn.credentialId);
    const mailbox = view.get('mailbox', this.#signedIn.mailboxId);
    if (credential === null || credential.verifier !== this.#signedIn.verifier) return null;
    const organization = view.get('organization', credential.organizationId);
    return signInSwitchedOff(organization, mailbox, credential) === null ? mailbox : null;
  }

  // -- MAIL

  async #mail(event: EventOf<'mail'>): Promise<Step> {
    this.log.began = true;
    const { reversePath, parameters } = event;
    const view = this.#around.directory.current;
    const refuse = (refused: Refused, organizationId: RefusalFacts['organizationId'] = null): Step =>
      this.#refuse(refused.reply, { stage: 'mail', cause: refused.cause, sender: reversePath, organizationId });
    const fail = (reply: Reply, cause: string): Step => refuse({ kind: 'reject', reply, cause });

    const trouble = this.#around.store.unhealthyReason();
    if (trouble !== null) return fail(replies.storeTrouble(), `the store is not healthy: ${trouble}`);
    if (this.#around.store.freeBytes() < this.#leastFreeBytes())
      return fail(replies.lowDisk(), `${this.#around.store.freeBytes()} octets free, below the least (minFreeBytes)`);

    const isSubmissionPort = this.#listener.role !== 'relay';
    if (isSubmissionPort && !this.#peer.tls) return fail(replies.mustStartTls(), 'MAIL before TLS');
    const mailbox = this.#mailbox();
    if (mailbox === null && (isSubmissionPort || this.#signedIn !== null)) {
      const gone = this.#signedIn !== null;
      return fail(replies.notAuthenticated(), gone ? 'the sign-in is not valid any more' : 'MAIL without sign-in');
    }

    const match = mailbox === null ? chooseConnector(view, this.#candidates(), reversePath) : null;
    const connector = match?.connector ?? null;
    const organizationId = mailbox?.organizationId ?? connector?.organizationId ?? null;
    const organization = view.get('organization', organizationId ?? view.system?.defaultOrganizationId ?? null);
    const limits = limitsFor(view, { mailbox, connector, organization }, this.#around.admission.underStress);

    if (connector?.requireTls && !this.#peer.tls)
      return refuse(
        { kind: 'reject', reply: replies.tlsRequiredByConnector(), cause: `connector ${connector.name} requires TLS` },
        organizationId,
      );
    const most = limits('messageSize');
    if ((parameters.sizeBytes ?? 0) > most)
      return refuse(
        {
          kind: 'reject',
          reply: replies.tooLarge(most),
          cause: `declared ${parameters.sizeBytes} octets (messageSize)`,
        },
        organizationId,
      );
    const verdicts: readonly (() => Verdict)[] =
      mailbox !== null
        ? [() => judgeSubmissionSender(view, mailbox, reversePath), () => judgeMailboxSeat(view, mailbox)]
        : connector !== null
          ? [() => judgeConnectorRoom(this.#around, connector, limits, 'messages')]
          : [];
    for (const judge of verdicts) {
      const verdict = judge();
      if (verdict.kind !== 'accept') return refuse(verdict, organizationId);
    }
    await this.#endTransaction();
    this.#transaction = new Transaction(reversePath, parameters, match, mailbox, limits);
    this.log.connectorId = connector?.id ?? this.log.connectorId;
    return say(replies.senderOk());
  }

  #leastFreeBytes(): number {
    const set = this.#around.settings.minFreeBytes;
    return set ?? 1.5 * limitsFor(this.#around.directory.current)('messageSize');
  }

  // -- RCPT

  #rcpt(event: EventOf<'rcpt'>): Step {
    const transaction = this.#transaction;
    if (transaction === null)
      return this.#refuse(replies.sequence('MAIL first'), { stage: 'rcpt', cause: 'no transaction' });
    const view = this.#around.directory.current;
    const bare = event.recipient.address.domain === '';
    const address = bare ? postmasterAddress(view) : event.recipient.address;
    const facts = {
      stage: 'rcpt' as const,
      sender: transaction.reversePath,
      recipient: address ?? event.recipient.address,
    };
    if (address === null)
      return this.#refuse(replies.unknownRecipient(), { ...facts, cause: 'no verified domain has a postmaster' });
    const envelope = { ...event.recipient, address };

    const most = transaction.limits('recipientsPerMessage');
    if (transaction.recipients.length >= most)
      return this.#refuse(replies.tooManyRecipients(most), {
        ...facts,
        cause: `more than ${most} (recipientsPerMessage)`,
      });

    const judged = this.#judge(transaction, address);
    if (judged.kind !== 'accept') {
      const refusal = { ...facts, cause: judged.cause, organizationId: judged.organizationId };
      return judged.reply.enhanced === '5.1.1'
        ? this.#unknownRecipient(transaction, judged.reply, refusal)
        : this.#refuse(judged.reply, refusal);
    }
    const room = this.#judgeRoom(transaction, judged);
    if (room.kind !== 'accept')
      return this.#refuse(room.reply, { ...facts, cause: room.cause, organizationId: judged.organizationId });
    if (transaction.take(envelope, judged)) this.#reserve(transaction);
    return say(replies.recipientOk());
  }

  #judge(transaction: Transaction, address: EventOf<'rcpt'>['recipient']['address']): RecipientJudgement {
    const view = this.#around.directory.current;
    const { mailbox, reversePath } = transaction;
    if (mailbox !== null) return judgeSubmissionRecipient(view, mailbox, address, this.#around.route);
    const clientAddress = this.log.clientAddress;
    return judgeRecipient(
      view,
      { reversePath, clientAddress, matches: this.#candidates() },
      address,
      this.#around.route,
    );
  }

  /** What the tables leave to counts, seats and the one-organization rule. */
  #judgeRoom(transaction: Transaction, judged: Extract<RecipientJudgement, { kind: 'accept' }>): Verdict {
    const view = this.#around.directory.current;
    const { mailbox, match, limits, reversePath } = transaction;
    if (transaction.belongsElsewhere(judged.organizationId))
      return {
        kind: 'defer',
        reply: replies.otherOrganization(),
        cause: 'recipients of different organizations in one message',
      };
    if (mailbox !== null) return judgeDailyRecipients(this.#around, mailbox, limits);
    if (judged.ingress === 'relay') {
      const seat = judgeRelaySeat(view, judged.organizationId, reversePath);
      if (seat.kind !== 'accept') return seat;
    }
    if (judged.ingress === 'direct' && transaction.recipients.length === 0) {
      const organization = view.get('organization', judged.organizationId);
      const direct = judgeDirectRoom(this.#around, this.log.clientAddress, limitsFor(view, { organization }));
      if (direct.kind !== 'accept') return direct;
    }
    return match === null
      ? { kind: 'accept' }
      : judgeConnectorRoom(this.#around, match.connector, limits, 'recipients');
  }

  #reserve(transaction: Transaction): void {
    const { mailbox } = transaction;
    if (mailbox === null) return;
    const subject = mailboxSubject(mailbox);
    this.#around.usage.reserve(subject, 1);
    transaction.whenOver(() => this.#around.usage.reserve(subject, -1));
  }

  /** Strangers who ask for names get few answers; own devices with a stale address book do not lose the session. */
  #unknownRecipient(transaction: Transaction, reply: Reply, facts: RefusalFacts): Step {
    const isOwn = transaction.mailbox !== null || transaction.match?.connector.type === 'OnPremises';
    if (isOwn) return say(this.log.refuse(reply, facts));
    const step = this.#refuse(reply, facts);
    if (++this.#unknown < this.limits('unknownRecipients')) return step;
    return this.#closing(step, replies.tooManyUnknown());
  }

  // -- content

  #data(reply: Reply): Step {
    const refused = this.#beginContent();
    if (refused !== null) return this.#refuse(refused.reply, this.#dataFacts(refused.cause));
    return say(reply);
  }

  async #chunking(): Promise<Step> {
    const refused = this.#beginContent();
    if (refused === null) return { kind: 'chunks-accepted' };
    return { kind: 'chunks-refused', reply: refused.reply };
  }

  /** A place among the sends; the writer is opened by the first octet. */
  #beginContent(): Refused | null {
    const transaction = this.#transaction;
    if (transaction === null || transaction.recipients.length === 0)
      return { kind: 'reject', reply: replies.noValidRecipients(), cause: 'no recipient was accepted' };
    const place = takeSendPlace(this.#around, transaction);
    if (place.kind !== 'accept') return place;
    openContent(this.#around, this.log, transaction, {
      esmtp: this.#esmtp,
      tls: this.log.tls,
      limits: transaction.limits,
    });
    return null;
  }

  #chunk(octets: number): Step {
    if (this.#transaction?.storeFailed)
      return this.#refuse(replies.storeTrouble(), this.#dataFacts('the store failed while content came in'));
    return say(replies.chunkOk(octets));
  }

  async #endOfData(event: EventOf<'end-of-data'>): Promise<Step> {
    const transaction = this.#transaction;
    if (transaction === null)
      return this.#refuse(replies.localError(), this.#dataFacts('content without a transaction'));
    const result: ContentEnd = await endContent(this.#around, this.log, transaction, event.fault);
    const facts = this.#dataFacts(result.kind === 'refused' ? result.cause : '');
    await this.#endTransaction();
    if (result.kind === 'refused') return this.#refuse(result.reply, facts);
    this.#junk = 0;
    return say(replies.queued(result.queueId));
  }

  #dataFacts(cause: string): RefusalFacts {
    const transaction = this.#transaction;
    const [first] = transaction?.recipients ?? [];
    return {
      stage: 'data',
      cause,
      ...(transaction === null ? {} : { sender: transaction.reversePath, organizationId: transaction.organizationId }),
      ...(first === undefined ? {} : { recipient: first.envelope.address }),
    };
  }

  async #endTransaction(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = null;
    await transaction?.end();
  }

  // -- errors

  #vrfy(event: EventOf<'vrfy'>): Step {
    if (event.verb === 'VRFY') return this.#junkCommand(replies.cannotVerify());
    return this.#refuse(replies.expnRefused(), { stage: 'command', cause: 'EXPN' });
  }

  #junkCommand(reply: Reply): Step {
    if (++this.#junk <= this.limits('junkCommands')) return say(reply);
    return this.#closing(this.#refuse(replies.tooManyErrors(), { stage: 'command', cause: 'junkCommands' }), null);
  }

  async #fault(event: EventOf<'fault'>): Promise<Step> {
    const facts = { stage: event.stage, cause: `${pathless(event.line)}` };
    // 354 was about to be said, or a chunk was refused: nothing of it stays.
    if (event.stage === 'data' && (event.closing || this.#transaction?.intake)) await this.#endTransaction();
    const step = this.#refuse(
      event.reply,
      this.#transaction === null ? facts : { ...this.#dataFacts(facts.cause), ...facts },
    );
    if (event.stage === 'auth') this.#authFailures++;
    return event.closing ? this.#closing(step, null) : step;
  }

  /** Records, counts, slows down, and at the end closes. Temporary refusals are not the peer's errors. */
  #refuse(reply: Reply, facts: RefusalFacts): Step {
    if (!isPermanent(reply)) return say(this.log.refuse(reply, facts), reply.code === 421 ? 'close' : 'go-on');
    this.#errors++;
    const limits = this.limits;
    if (this.#errors >= limits('errorsBeforeClose')) {
      const last = this.log.refuse(replies.tooManyErrors(), { ...facts, cause: `${facts.cause}; errorsBeforeClose` });
      return say(last, 'close');
    }
    const delayMs = this.#errors > limits('errorsBeforeDelay') ? SLOWED_MS : 0;
    return { kind: 'reply', reply: this.log.refuse(reply, facts), after: 'go-on', delayMs };
  }

  #closing(step: Step, farewell: Reply | null): Step {
    if (step.kind !== 'reply') return step;
    return { ...step, after: 'close', ...(farewell === null || step.after === 'close' ? {} : { farewell }) };
  }

  // -- connectors

  /** Connectors act on the port 25 role, and only while nobody signed in. */
  #candidates(): readonly ConnectorMatch[] {
    if (this.#listener.role !== 'relay' || this.#signedIn !== null) return [];
    const view = this.#around.directory.current;
    if (this.#matchedAt?.revision !== view.revision || this.#matchedAt.peer !== this.#peer) {
      this.#matches = matchingConnectors(view, this.#peer);
      this.#matchedAt = { revision: view.revision, peer: this.#peer };
    }
    return this.#matches;
  }

  #connector(): ConnectorMatch['connector'] | null {
    return this.#transaction?.match?.connector ?? null;
  }
}

const pathless = (line: string): string => (line === '' ? 'empty line' : `said: ${line}`);
