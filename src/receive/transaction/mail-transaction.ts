/**
 * One mail transaction: from MAIL to the end of data, RSET or the end of the session. It is in one state at a time, and goes one way:
 *
 *   envelope   recipients are taken
 *   content    the envelope is closed; octets are written, then finished once
 *   ended      nothing is taken any more
 *
 * A step that its state does not have is a bug, and throws. What it took (reservations, a send's place) it gives back.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId, QueueId } from '../../base/id.ts';
import { addressKey, type ReversePath } from '../../mail/address.ts';
import type { Ingress } from '../../mail/delivery.ts';
import type { Rewriting } from '../../mail/device.ts';
import type { Device, MailboxAccount } from '../../directory/objects.ts';
import type { EnvelopeRecipient, MailParameters } from '../../mail/envelope.ts';
import type { Route } from '../../mail/route.ts';
import type { HabitName } from '../../mail/names.ts';
import type { ConnectorMatch } from '../../policy/ingress/connector-match.ts';
import type { RecipientJudgement } from '../../policy/ingress/ingress.ts';
import type { ShownAddress } from '../../policy/ingress/submission.ts';
import type { Limits } from '../../policy/limits.ts';
import type { Refused } from '../../mail/verdict.ts';
import { strangersRecipient } from '../../policy/delivery/reports.ts';
import type { ScreenRow, FiredRow } from '../../mail/screening/screened.ts';
import type { Intake, IntakeResult } from '../content/intake.ts';
import type { KnownSender } from './screen-envelope.ts';
import type { Inquiry } from './inquiry.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface TakenRecipient {
  readonly envelope: EnvelopeRecipient;
  readonly route: Route;
}

/** The rewriting that an administrator set up, with what it replaced. */
export interface AppliedRewriting {
  readonly rules: Rewriting;
  /** The address that the device said at MAIL. */
  readonly saidReversePath: ReversePath;
}

/** The facts that MAIL has settled. */
export interface TransactionFacts {
  /** Rewritten, where that is set up. */
  readonly reversePath: ReversePath;
  readonly parameters: MailParameters;
  /** The connector the peer comes by for this sender, or null. */
  readonly match: ConnectorMatch | null;
  /** The signed-in mailbox, or null. */
  readonly mailbox: MailboxAccount | null;
  /** The device the peer is known as, or null. */
  readonly device: Device | null;
  /** In whose name it goes on instead; null: in the sender's own. */
  readonly rewriting: AppliedRewriting | null;
  readonly limits: Limits;
}

/** Content on its way in. */
interface Incoming {
  readonly at: 'content';
  /** The id that Received shows. */
  readonly queueId: QueueId;
  /** Opens it when its first octet comes. */
  readonly open: () => Intake;
  intake: Intake | null;
  /** The store failed: what still comes is dropped, and the answer is 451. */
  failed: boolean;
}

type State = Incoming | { readonly at: 'envelope' | 'ended' };

export class Transaction implements TransactionFacts {
  readonly reversePath: ReversePath;
  readonly parameters: MailParameters;
  readonly match: ConnectorMatch | null;
  readonly mailbox: MailboxAccount | null;
  readonly device: Device | null;
  readonly rewriting: AppliedRewriting | null;
  readonly limits: Limits;
  #state: State = { at: 'envelope' };
  /** The repairs of it; null, as nearly always: nothing. */
  repairs: Set<HabitName> | null = null;
  /** Names of fields that were taken out of its header; null, as nearly always: none. */
  removed: Set<string> | null = null;
  /** Sentences of what was rewritten in its header. */
  rewrites: readonly ToldLine[] = [];
  /** Senders in its header, where a stranger shows a name of ours that is believed only if DMARC shows it; null: nothing is to be shown. */
  mustBeShown: readonly ShownAddress[] | null = null;
  /** The refusal of a recipient that no mail may go to: the others do not get the message either. */
  goesNowhere: Refused | null = null;
  /** Rows of screening that applied to its envelope, and refused nothing. */
  readonly told = new Map<ScreenRow, FiredRow>();
  /** The lists' word on who sends, as it was found last. */
  knownSender: KnownSender | null = null;
  #inquiry: Inquiry | null = null;
  readonly recipients: TakenRecipient[] = [];
  /** RCPT commands that were judged, the refused and the repeated ones too. */
  asked = 0;
  readonly #keys = new Set<string>();
  ingress: Ingress | null = null;
  organizationId: ObjectId | null = null;
  /** The connector whose right it came in by, or that it came by; null: none. Another than `match` where the directory was changed since MAIL. */
  right: ConnectorMatch | null = null;
  why: ToldLine = { text: '' };
  /** Given back at the end, whatever the end. */
  readonly #giveBack: (() => void)[] = [];

  constructor(facts: TransactionFacts) {
    this.reversePath = facts.reversePath;
    this.parameters = facts.parameters;
    this.match = facts.match;
    this.mailbox = facts.mailbox;
    this.device = facts.device;
    this.limits = facts.limits;
    this.rewriting = facts.rewriting;
  }

  get stage(): State['at'] {
    return this.#state.at;
  }

  /** A stranger brings it: no sign-in, no connector. */
  get isStrangers(): boolean {
    return this.mailbox === null && this.match === null;
  }

  /** The connector it is counted for: the one that the trace names, as soon as that is known. */
  get counted(): ConnectorMatch | null {
    return this.ingress === null ? this.match : this.right;
  }

  /** Questions about the stranger; null: none are asked, or it is no stranger. */
  get inquiry(): Inquiry | null {
    return this.#inquiry;
  }

  /** It ends with the transaction. */
  asks(inquiry: Inquiry): void {
    this.#inquiry = inquiry;
    this.whenOver(() => inquiry.end());
  }

  tell(rows: readonly FiredRow[]): void {
    for (const fired of rows) this.told.set(fired.row, fired);
  }

  repaired(habit: HabitName): void {
    this.repairs ??= new Set();
    this.repairs.add(habit);
  }

  tookOut(name: string): void {
    this.removed ??= new Set();
    if (this.removed.size < bounds.receive.removedTold) this.removed.add(name);
  }

  /** Takes a judged recipient. The same one again is taken once (it is answered alike, and delivered once). Returns whether it is new. */
  take(said: EnvelopeRecipient, judged: Extract<RecipientJudgement, { kind: 'accept' }>): boolean {
    if (this.#state.at !== 'envelope') throw this.#isNo('recipient');
    const envelope = this.isStrangers ? strangersRecipient(said) : said;
    this.organizationId ??= judged.organizationId;
    // Relayed to one and sent directly to another: the connector's right is the greater one, and the trace names it.
    if (this.ingress === null || judged.ingress === 'relay') {
      this.ingress = judged.ingress;
      this.why = judged.why;
      this.right = judged.match;
    }
    const ours = judged.route.kind === 'mailbox' || judged.route.kind === 'group';
    // A foreign host's local parts are its own to compare (RFC 5321 §2.4).
    const key = ours ? addressKey(envelope.address) : `${envelope.address.local}@${envelope.address.domainKey}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    this.recipients.push({ envelope, route: judged.route });
    return true;
  }

  /** Mail of two organizations never shares a record: the sender is asked to send the rest apart. */
  belongsElsewhere(organizationId: ObjectId): boolean {
    return this.organizationId !== null && this.organizationId !== organizationId;
  }

  // -- content

  /** From here on there are no more recipients. @param open makes the intake when the first octet comes. */
  beginContent(queueId: QueueId, open: () => Intake): void {
    if (this.#state.at !== 'envelope' || this.recipients.length === 0) throw this.#isNo('beginning of content');
    this.#state = { at: 'content', queueId, open, intake: null, failed: false };
  }

  get queueId(): QueueId {
    return this.#incoming('queue id').queueId;
  }

  /** Some of it has come. */
  get hasContent(): boolean {
    return this.#state.at === 'content' && this.#state.intake !== null;
  }

  /** The store did not take what has come: the rest is not wanted. */
  get hasFailed(): boolean {
    return this.#state.at === 'content' && this.#state.failed;
  }

  /** Rejects as the store does; after a failure what comes is dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    const incoming = this.#incoming('octet');
    if (incoming.failed) return;
    incoming.intake ??= incoming.open();
    await incoming.intake.write(bytes);
  }

  /** All of it has come. Rejects as the store does; null: it had failed before. */
  async finish(): Promise<IntakeResult | null> {
    const incoming = this.#incoming('end of content');
    if (incoming.failed) return null;
    incoming.intake ??= incoming.open();
    return incoming.intake.finish();
  }

  /** The store failed: what has come is dropped, if the transaction has not ended meanwhile. */
  async fail(): Promise<void> {
    if (this.#state.at !== 'content') return;
    this.#state.failed = true;
    await this.#state.intake?.abort();
  }

  #incoming(step: string): Incoming {
    if (this.#state.at !== 'content') throw this.#isNo(step);
    return this.#state;
  }

  #isNo(step: string): Error {
    return new Error(`a transaction has no ${step} in its ${this.#state.at} state`);
  }

  // -- its end

  whenOver(giveBack: () => void): void {
    this.#giveBack.push(giveBack);
  }

  /** Reservations end here: the message has been counted, or will never be. Idempotent. */
  giveBack(): void {
    for (const giveBack of this.#giveBack.splice(0)) giveBack();
  }

  /** Idempotent. Content that was not accepted is dropped; null when there is none to wait for. */
  end(): Promise<void> | null {
    this.giveBack();
    const intake = this.#state.at === 'content' ? this.#state.intake : null;
    this.#state = { at: 'ended' };
    return intake === null || intake.isOver ? null : intake.abort();
  }
}
