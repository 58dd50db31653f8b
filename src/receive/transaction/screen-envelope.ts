/** MAIL and RCPT as the table of screening judges them: gathers the facts of the envelope, and keeps what was only observed for the trace. */
import type { FiredRow } from '../../mail/screening/screened.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressText, type ReversePath } from '../../mail/address.ts';
import type { Refused } from '../../mail/verdict.ts';
import type { MailboxAccount, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { ConnectorMatch } from '../../policy/ingress/connector-match.ts';
import { isAlwaysReachable } from '../../policy/ingress/ingress.ts';
import { judgeEnvelope } from '../../screening/disposition.ts';
import { isKnownDevice, listedBy } from '../../screening/lists.ts';
import type { EnvelopeFacts, ScreenWay } from '../../screening/screen-facts.ts';

export interface ScreenedEnvelope {
  readonly organizationId: ObjectId;
  readonly way: ScreenWay;
  readonly mailbox: MailboxAccount | null;
  readonly match: ConnectorMatch | null;
  readonly reversePath: ReversePath;
  /** null: at MAIL. */
  readonly recipient: Address | null;
  /** Canonical. */
  readonly clientAddress: string;
  readonly saidOwnHello: boolean;
  /** The device has to get through, whatever a restriction says. */
  readonly isAlwaysThrough: boolean;
  readonly now: number;
}

export interface EnvelopeScreening {
  readonly refused: Refused | null;
  /** Rows that apply, and refuse nothing. */
  readonly told: readonly FiredRow[];
}

export function screenEnvelope(view: DirectoryView, envelope: ScreenedEnvelope): EnvelopeScreening {
  const { refused, fired } = judgeEnvelope(envelopeFacts(view, envelope));
  return { refused, told: refused === null ? fired : [] };
}

/** Known at the end of data alone. */
export interface ListedContent {
  /** The address that From shows; null: no one author. */
  readonly author: string | null;
  readonly signedBy: readonly string[];
}

const nothingYet: ListedContent = { author: null, signedBy: [] };

export function envelopeFacts(
  view: DirectoryView,
  envelope: ScreenedEnvelope,
  { author, signedBy }: ListedContent = nothingYet,
): EnvelopeFacts {
  const { organizationId, way, mailbox, match, reversePath, recipient, clientAddress, now } = envelope;
  const organization = view.get('organization', organizationId);
  const listed = listedBy(view, {
    organizationId,
    way,
    clientAddress,
    mailbox: mailbox?.address ?? null,
    connector: way === 'relay' ? (match?.connector.name ?? null) : null,
    author,
    signedBy,
    recipient: recipient === null ? null : addressText(recipient),
    now,
  });
  return {
    way,
    preset: organization?.protection ?? 'observe',
    observes: observed(organization, envelope),
    isOwnAuthor: reversePath !== null && view.acceptedDomain(reversePath.domainKey)?.organizationId === organizationId,
    isKnownDevice: isKnownDevice(view, organizationId, clientAddress),
    isForPostmaster:
      recipient !== null && isAlwaysReachable(recipient) && view.acceptedDomain(recipient.domainKey) !== null,
    saidOwnHello: envelope.saidOwnHello,
    listings: [],
    listed,
  };
}

function observed(organization: Organization | null, { isAlwaysThrough }: ScreenedEnvelope): EnvelopeFacts['observes'] {
  const rows = new Set(organization?.protectionObserves);
  if (isAlwaysThrough)
    for (const row of ['restricted-sender', 'restricted-connector', 'blocked-address'] as const) rows.add(row);
  return rows;
}
