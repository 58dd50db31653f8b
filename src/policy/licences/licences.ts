/** Licences: who has a seat, and the report an administrator counts by. Pure. Whether a missing seat refuses mail is the organization's `licensing`. */
import type { ObjectId } from '../../base/id.ts';
import { memo } from '../../base/memo.ts';
import type { LicencePool, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/** A sender without mailbox counts for this long after its last message. */
export const protectionWindowMs = 30 * 24 * 3_600_000;

export function licencePool(view: DirectoryView, organizationId: ObjectId): LicencePool | null {
  return view.licencePools.find((pool) => pool.organizationId === organizationId) ?? null;
}

/** Address keys of those who are assigned a seat, and which: seats that were taken away after assigning count from the end. */
interface Assigned {
  readonly mailboxes: ReadonlyMap<string, number>;
  readonly senders: ReadonlyMap<string, number>;
}

/** Asked for each mail. A pool never changes: another one takes its place. */
const assignedOf = memo(
  (pool: LicencePool): Assigned => ({
    mailboxes: seatNumbers(pool.assignedMailboxes),
    senders: seatNumbers(pool.assignedSenders),
  }),
);

function seatNumbers(addresses: readonly string[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [number, address] of addresses.entries()) {
    const key = address.toLowerCase();
    if (!numbers.has(key)) numbers.set(key, number);
  }
  return numbers;
}

/** Whether a mailbox is assigned a seat, one that is left or not. */
export const isAssigned = (pool: LicencePool, address: string): boolean =>
  assignedOf(pool).mailboxes.has(address.toLowerCase());

/** Whether a seat is assigned to the mailbox. Seats are assigned by name; a free seat is nobody's until it is assigned. */
export function hasMailboxSeat(view: DirectoryView, mailbox: MailboxAccount): boolean {
  const pool = licencePool(view, mailbox.organizationId);
  const number = pool === null ? undefined : assignedOf(pool).mailboxes.get(mailbox.address.toLowerCase());
  return pool !== null && number !== undefined && number < pool.mailboxSeats;
}

/** Whether a protection seat is assigned to a sender address that has no mailbox. `addressKey`: see mail/address.ts. */
export function hasProtectionSeat(view: DirectoryView, organizationId: ObjectId, addressKey: string): boolean {
  const pool = licencePool(view, organizationId);
  const number = pool === null ? undefined : assignedOf(pool).senders.get(addressKey.toLowerCase());
  return pool !== null && number !== undefined && number < pool.protectionSeats;
}

export interface SeatCount {
  readonly free: number;
  readonly total: number;
}

export function seatCount(view: DirectoryView, organizationId: ObjectId, what: 'mailbox' | 'protection'): SeatCount {
  const pool = licencePool(view, organizationId);
  const total = (what === 'mailbox' ? pool?.mailboxSeats : pool?.protectionSeats) ?? 0;
  const used = (what === 'mailbox' ? pool?.assignedMailboxes : pool?.assignedSenders)?.length ?? 0;
  return { free: Math.max(0, total - used), total };
}

export interface SeenSender {
  readonly address: string;
  readonly lastSeen: number;
  readonly messages: number;
}

export interface LicenceReport {
  readonly licensing: 'off' | 'report' | 'enforce';
  readonly mailboxSeats: { readonly total: number; readonly assigned: number; readonly missing: readonly string[] };
  readonly protectionSeats: {
    readonly total: number;
    readonly assigned: number;
    readonly senders: readonly (SeenSender & { readonly licensed: boolean })[];
  };
}

/** The entries of the report: an administrator reads them whole, or list by list in pages. */
export type Lacking = LicenceReport['mailboxSeats']['missing'][number];
export type SenderWithoutMailbox = LicenceReport['protectionSeats']['senders'][number];

export const lacksMailboxSeat = (view: DirectoryView, organizationId: ObjectId, mailbox: MailboxAccount): boolean =>
  mailbox.organizationId === organizationId && mailbox.enabled && !hasMailboxSeat(view, mailbox);

export const withSeat = (view: DirectoryView, organizationId: ObjectId, sender: SeenSender): SenderWithoutMailbox => ({
  ...sender,
  licensed: hasProtectionSeat(view, organizationId, sender.address),
});

/** @param missing those that `lacksMailboxSeat` finds. @param senders those that `needsProtectionSeat` finds. */
export function licenceReport(
  view: DirectoryView,
  organizationId: ObjectId,
  { missing, senders }: { readonly missing: readonly Lacking[]; readonly senders: readonly SenderWithoutMailbox[] },
): LicenceReport {
  const pool = licencePool(view, organizationId);
  return {
    licensing: view.get('organization', organizationId)?.licensing ?? 'report',
    mailboxSeats: { total: pool?.mailboxSeats ?? 0, assigned: pool?.assignedMailboxes.length ?? 0, missing },
    protectionSeats: { total: pool?.protectionSeats ?? 0, assigned: pool?.assignedSenders.length ?? 0, senders },
  };
}

/** An own-domain address that is nobody's mailbox or alias. */
export function needsProtectionSeat(view: DirectoryView, organizationId: ObjectId, addressKey: string): boolean {
  const domain = view.addedDomain(addressKey.slice(addressKey.lastIndexOf('@') + 1));
  return domain?.organizationId === organizationId && mailboxOfSender(view, addressKey) === null;
}

/** The mailbox whose address or alias a sender is. postmaster@ and abuse@ are answered by somebody's mailbox; as senders they are their own. */
export function mailboxOfSender(view: DirectoryView, addressKey: string): MailboxAccount | null {
  const target = view.target(addressKey);
  if (target?.kind !== 'mailbox') return null;
  const { mailbox } = target;
  const isFallback =
    /^(?:postmaster|abuse)@/u.test(addressKey) &&
    ![mailbox.address, ...mailbox.aliases].some((own) => own.toLowerCase() === addressKey);
  return isFallback ? null : mailbox;
}
