/** MAIL and RCPT as the table of screening judges them: gathers the facts of the envelope, and keeps what was only observed for the trace. */
import type { FiredRow } from '../../mail/screening/screened.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressText, type ReversePath } from '../../mail/address.ts';
import type { Ingress } from '../../mail/delivery.ts';
import type { Refused } from '../../mail/verdict.ts';
import type { MailboxAccount, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { ConnectorMatch } from '../../policy/ingress/connector-match.ts';
import { isAlwaysReachable } from '../../policy/ingress/ingress.ts';
import { judgeEnvelope } from '../../screening/disposition.ts';
import {
  isKnownDevice,
  type ListedSender,
  listedAuthor,
  listedRecipient,
  listedSender,
} from '../../screening/lists.ts';
import type { EnvelopeFacts, ScreenWay } from '../../screening/screen-facts.ts';
import type { Inquiry } from './inquiry.ts';

/** The part of an envelope that is the same for all its recipients. */
export interface ScreenedSender {
  readonly organizationId: ObjectId;
  readonly way: ScreenWay;
  readonly mailbox: MailboxAccount | null;
  readonly match: ConnectorMatch | null;
  readonly reversePath: ReversePath;
  /** Canonical. */
  readonly clientAddress: string;
  readonly saidOwnHello: boolean;
  /** The device has to get through, whatever a restriction says. */
  readonly isAlwaysThrough: boolean;
  readonly now: number;
}

export interface ScreenedEnvelope extends ScreenedSender {
  /** null: at MAIL. */
  readonly recipient: Address | null;
}

/** The lists' word on a sender, found once for a view of the directory: it is asked for at MAIL, at each RCPT and at the end of data. */
export interface KnownSender {
  readonly view: DirectoryView;
  readonly organizationId: ObjectId;
  readonly way: ScreenWay;
  readonly listed: ListedSender;
  readonly isKnownDevice: boolean;
}

export interface EnvelopeScreening {
  readonly refused: Refused | null;
  /** Rows that apply, and refuse nothing. */
  readonly told: readonly FiredRow[];
}

/** An answer is waited for; asked again behind it, it is there. */
export interface AnswerDue {
  readonly kind: 'waits';
  readonly until: Promise<void>;
}

/** A partner is named by its connector; one that covers a peer and lends it no right leaves it a stranger. */
export const screenWay = (ingress: Ingress | null, match: ConnectorMatch | null): ScreenWay => {
  if (ingress === 'relay' || ingress === 'submission') return ingress;
  return match?.connector.type === 'Partner' ? 'partner' : 'direct';
};

/** @param known found before, perhaps for another organization or an older directory. */
export function senderKnown(view: DirectoryView, sender: ScreenedSender, known: KnownSender | null): KnownSender {
  const { organizationId, way, mailbox, match, clientAddress } = sender;
  if (known?.view === view && known.organizationId === organizationId && known.way === way) return known;
  const listed = listedSender(view, {
    ...sender,
    mailbox: mailbox?.address ?? null,
    connector: way === 'relay' ? (match?.connector.name ?? null) : null,
  });
  // By a connector of the organization it is judged as such, device or not.
  const isDevice = way !== 'relay' && isKnownDevice(view, organizationId, clientAddress);
  return { view, organizationId, way, listed, isKnownDevice: isDevice };
}

export function screenEnvelope(facts: EnvelopeFacts): EnvelopeScreening {
  const { refused, fired } = judgeEnvelope(facts);
  return { refused, told: refused === null ? fired : [] };
}

/** With what lists and SPF say of a stranger, as far as the table asks for it. */
export function withAnswers(
  facts: EnvelopeFacts,
  inquiry: Inquiry,
  organizationId: ObjectId,
): EnvelopeFacts | AnswerDue {
  if (facts.isForPostmaster || facts.listed.allowedAddress !== undefined) return facts;
  const listings = inquiry.listings(organizationId);
  if (listings instanceof Promise) return { kind: 'waits', until: listings };
  // SPF counts against a policy list alone, and there for an own name.
  const counts = facts.isOwnAuthor && listings.some((one) => one.kind === 'listed' && one.of === 'policy');
  const spf = counts ? inquiry.spf() : null;
  return spf instanceof Promise ? { kind: 'waits', until: spf } : { ...facts, listings, spf };
}

/** Known at the end of data alone. */
export interface ListedContent {
  /** The address that From shows; null: no one author. */
  readonly author: string | null;
  readonly signedBy: readonly string[];
}

const nothingYet: ListedContent = { author: null, signedBy: [] };

/** All that can be known without asking anybody. */
export function envelopeFacts(
  view: DirectoryView,
  envelope: ScreenedEnvelope,
  sender: KnownSender,
  { author, signedBy }: ListedContent = nothingYet,
): EnvelopeFacts {
  const { organizationId, way, reversePath, recipient } = envelope;
  const organization = view.get('organization', organizationId);
  return {
    way,
    preset: organization?.protection ?? 'observe',
    observes: observed(organization, envelope),
    rejectsOwnAuthor: organization?.rejectOwnAuthor === true,
    isOwnAuthor: reversePath !== null && view.acceptedDomain(reversePath.domainKey)?.organizationId === organizationId,
    isKnownDevice: sender.isKnownDevice,
    isForPostmaster:
      recipient !== null && isAlwaysReachable(recipient) && view.acceptedDomain(recipient.domainKey) !== null,
    saidOwnHello: envelope.saidOwnHello,
    listings: [],
    spf: null,
    listed: {
      ...sender.listed,
      ...(author === null ? {} : listedAuthor(view, { ...envelope, author, signedBy })),
      ...(recipient === null ? {} : listedRecipient(view, envelope, addressText(recipient))),
    },
  };
}

/** Restrictions that tell of a device which has to get through, and stop nothing. */
const sparedAlways = ['restricted-sender', 'restricted-connector', 'blocked-address'] as const;

function observed(organization: Organization | null, { isAlwaysThrough }: ScreenedSender): EnvelopeFacts['observes'] {
  const rows = organization?.protectionObserves ?? [];
  return isAlwaysThrough ? [...rows, ...sparedAlways] : rows;
}
