/** One mail transaction: from MAIL to the end of data, RSET or the end of the session. What it took (reservations, a send's place) it gives back. */
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
import type { Limits } from '../../policy/limits.ts';
import { strangersRecipient } from '../../policy/delivery/reports.ts';
import type { Intake } from '../content/intake.ts';

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

export class Transaction {
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
  /** The repairs of it; null, as nearly always: nothing. */
  repairs: Set<HabitName> | null = null;
  /** Sentences of what was rewritten in its header. */
  rewrites: readonly string[] = [];
  readonly recipients: TakenRecipient[] = [];
  /** RCPT commands that were judged, the refused and the repeated ones too. */
  asked = 0;
  readonly #keys = new Set<string>();
  ingress: Ingress | null = null;
  organizationId: ObjectId | null = null;
  /** The connector whose right it came in by, or that it came by; null: none. Another than `match` where the directory was changed since MAIL. */
  right: ConnectorMatch | null = null;
  why = '';
  /** Given with DATA: the id that Received shows, and how to open the content when its first octet comes. */
  queueId: QueueId | null = null;
  open: (() => Intake) | null = null;
  intake: Intake | null = null;
  /** The store failed while content came in: what still comes is dropped, and the answer is 451. */
  storeFailed = false;
  /** Given back at the end, whatever the end. */
  readonly #giveBack: (() => void)[] = [];

  constructor(
    reversePath: ReversePath,
    parameters: MailParameters,
    match: ConnectorMatch | null,
    mailbox: MailboxAccount | null,
    device: Device | null,
    limits: Limits,
    rewriting: AppliedRewriting | null = null,
  ) {
    this.reversePath = reversePath;
    this.parameters = parameters;
    this.match = match;
    this.mailbox = mailbox;
    this.device = device;
    this.limits = limits;
    this.rewriting = rewriting;
  }

  /** A stranger brings it: no sign-in, no connector. */
  get isStrangers(): boolean {
    return this.mailbox === null && this.match === null;
  }

  /** The connector it is counted for: the one that the trace names, as soon as that is known. */
  get counted(): ConnectorMatch | null {
    return this.ingress === null ? this.match : this.right;
  }

  repaired(habit: HabitName): void {
    this.repairs ??= new Set();
    this.repairs.add(habit);
  }

  /** Takes a judged recipient. The same one again is taken once (it is answered alike, and delivered once). Returns whether it is new. */
  take(said: EnvelopeRecipient, judged: Extract<RecipientJudgement, { kind: 'accept' }>): boolean {
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
    const intake = this.intake;
    this.intake = null;
    this.open = null;
    return intake === null || intake.isOver ? null : intake.abort();
  }
}
