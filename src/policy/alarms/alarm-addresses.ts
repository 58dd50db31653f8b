/** The addresses that an organization's alarm mail goes to. Pure. */
import type { ObjectId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import { type Address, addressKey } from '../../mail/address.ts';
import type { Organization } from '../../directory/objects.ts';
import type { Route } from '../../mail/route.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { routeRecipient } from '../routing/routing.ts';

export interface AlarmAddressee {
  readonly address: Address;
  readonly route: Route;
}

/**
 * The addresses that the organization names; without any the one that answers for postmaster. When every one of them lies behind an
 * upstream that is in trouble itself, postmaster's mailbox gets the mail too: own mailboxes need no upstream.
 */
export function alarmAddressees(
  view: DirectoryView,
  organization: Organization,
  troubled: ReadonlySet<ObjectId>,
): readonly AlarmAddressee[] {
  const named = unique(organization.alarmAddresses.flatMap((text) => addressee(view, organization, text) ?? []));
  if (named.some(({ route }) => leadsOut(route, troubled))) return named;
  const own = postmasterOf(view, organization);
  return own === null ? named : unique([...named, own]);
}

/** Upstreams that alarms themselves depend on: nobody hears in time of one that is in trouble. Empty: there is a channel that needs none. */
export function alarmsBehind(view: DirectoryView, organization: Organization): readonly string[] {
  if (organization.alarmWebhook !== null) return [];
  const routes = organization.alarmAddresses.flatMap((text) => addressee(view, organization, text)?.route ?? []);
  const connectors = routes.map((route) => (route.kind === 'connector' ? route.connectorId : null));
  if (connectors.includes(null)) return [];
  return [...new Set(connectors)].flatMap((id) => view.get('outbound-connector', id)?.name ?? []);
}

/** A mailbox or group of the organization itself. */
function postmasterOf(view: DirectoryView, organization: Organization): AlarmAddressee | null {
  if (organization.postmaster !== null) {
    const set = addressee(view, organization, organization.postmaster);
    if (set !== null) return set;
  }
  for (const domain of view.domains) {
    if (domain.organizationId !== organization.id || domain.verified === null) continue;
    const found = addressee(view, organization, `postmaster@${domain.name}`);
    if (found?.route.kind === 'mailbox' || found?.route.kind === 'group') return found;
  }
  return null;
}

function addressee(view: DirectoryView, organization: Organization, text: string): AlarmAddressee | null {
  const parsed = parseMailbox(text, { smtputf8: true });
  if (!parsed.ok) return null;
  const route = routeRecipient(view, parsed.address, { organizationId: organization.id, reversePath: null });
  return route.kind === 'none' ? null : { address: parsed.address, route };
}

function leadsOut(route: Route, troubled: ReadonlySet<ObjectId>): boolean {
  switch (route.kind) {
    case 'connector':
      return !troubled.has(route.connectorId);
    case 'mailbox':
    case 'group':
    case 'mx':
    case 'capture':
      return true;
    case 'none':
    case 'no-upstream':
    case 'quarantine':
      return false;
    default:
      return assertNever(route);
  }
}

function unique(addressees: readonly AlarmAddressee[]): readonly AlarmAddressee[] {
  return [...new Map(addressees.map((one) => [addressKey(one.address), one])).values()];
}
