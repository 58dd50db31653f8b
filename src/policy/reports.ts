/**
 * Which reports (DSNs) are owed to whom. Pure. RFC 3461 §4.1 (NOTIFY), §5.2 and §6.2 (never to or about `<>`), RFC 3464 §2.3.3 (actions).
 */
import type { ObjectId } from '../base/id.ts';
import type { Address, ReversePath } from '../mail/address.ts';
import type { Notify } from '../mail/envelope.ts';
import type { ReportKind } from '../mail/report.ts';
import type { Route } from '../mail/route.ts';
import type { DirectoryView } from './directory-view.ts';
import { routeRecipient } from './routing.ts';

/**
 * Whether the sender is to be told. Without NOTIFY: failures and delays, not successes (RFC 3461 §5.2). The null reverse-path is never
 * told anything, which is also why a report can never bring about another one.
 */
export function owesReport(kind: ReportKind, reversePath: ReversePath, notify: Notify | null): boolean {
  if (reversePath === null || notify === 'never') return false;
  if (notify === null) return kind !== 'success';
  return notify.includes(kind);
}

/** Where a report goes. `orphan`: its addressee is an unknown address of an own domain, so that nobody will read it there. */
export interface ReportAddressee {
  readonly address: Address;
  readonly route: Route;
}

export interface ReportAddressing {
  readonly addressees: readonly ReportAddressee[];
  readonly orphan: boolean;
}

/**
 * Routes a report to the sender. A sender who is nobody's mailbox of ours (a device that relays with an invented address) gets no further
 * bounce: the report is kept for the administrator's list and, where the organization wants it, also goes to its postmaster.
 */
export function addressReport(view: DirectoryView, sender: Address, organizationId: ObjectId | null): ReportAddressing {
  const ours = { organizationId, reversePath: null };
  const route = routeRecipient(view, sender, ours);
  const toSender: ReportAddressee = { address: sender, route };
  if (route.kind !== 'none') return { addressees: [toSender], orphan: false };

  const owner = view.acceptedDomain(sender.domainKey)?.organizationId ?? organizationId;
  if (!view.get('organization', owner)?.copyOrphanReportsToPostmaster) return { addressees: [toSender], orphan: true };
  const postmaster: Address = { local: 'postmaster', domain: sender.domain, domainKey: sender.domainKey };
  const copy: ReportAddressee = {
    address: postmaster,
    route: routeRecipient(view, postmaster, { organizationId: owner, reversePath: null }),
  };
  return { addressees: copy.route.kind === 'none' ? [toSender] : [toSender, copy], orphan: true };
}

/**
 * What a recipient that was expanded hands on. One forwarding address stands in for the original and takes NOTIFY whole; the members of a
 * group do not report their successes: the sender gets one `expanded` (or, where a copy was kept, `delivered`) for all of them
 * (RFC 3461 §5.2.7).
 */
export function inheritedNotify(notify: Notify | null, standsIn: boolean): Notify | null {
  if (notify === null || notify === 'never' || standsIn || !notify.includes('success')) return notify;
  const rest = notify.filter((event) => event !== 'success');
  return rest.length === 0 ? 'never' : rest;
}
