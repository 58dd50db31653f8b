/** Mail that waits for an outbound connector, when something is done to the connector. */
import { isDeepStrictEqual } from 'node:util';
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { lanesOfConnector, type Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isFailoverOf, routeRecipient } from '../../policy/routing/routing.ts';
import type { QueueEntry } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** It may work now: what waits for it, and for those whose failover it is, is tried now and not at its next turn. Returns for how many recipients. */
export async function retryWaiting(
  room: { readonly directory: { readonly current: DirectoryView } } & {
    readonly steering: Pick<AdminContext['steering'], 'retryNow'>;
  },
  connector: OutboundConnector,
  actor: string,
): Promise<number> {
  const { outboundConnectors } = room.directory.current;
  const others = outboundConnectors.filter(
    (other) => other.organizationId === connector.organizationId && isFailoverOf(connector, other),
  );
  let tried = 0;
  for (const { id } of [connector, ...others])
    tried += await room.steering.retryNow({ lanePrefix: lanesOfConnector(id), held: false }, actor);
  return tried;
}

const endsHere = ({ kind }: Route): boolean => kind === 'mx' || kind === 'none';

/**
 * Mail that waits for an upstream must not bounce: a change that leaves it none (switched off, removed, for other domains, the failover taken
 * away) would send it by the MX at once, from an address that nobody takes mail from. Asked of those in trouble, and of those that are
 * changed. Throws a Problem.
 */
export async function refuseToLoseWays(
  { store, upstreamStatus }: Pick<AdminContext, 'store' | 'upstreamStatus'>,
  view: DirectoryView,
  after: DirectoryView,
): Promise<void> {
  const [were, are] = [view.listOf('outbound-connector'), after.listOf('outbound-connector')];
  if (were === are) return;
  const asked = new Map<ObjectId, string>();
  for (const connector of were.beyond(are)) if (mayLoseMail(connector, after)) asked.set(connector.id, '');
  for (const { connectorId, text } of upstreamStatus?.() ?? []) asked.set(connectorId, text);
  for (const [id, trouble] of asked) {
    const connector = view.get('outbound-connector', id);
    if (connector !== null) await refuseToLoseMail(store, { view, after }, connector, trouble);
  }
}

/** Fields by which mail finds it. */
const FOUND_BY = ['enabled', 'recipientDomains', 'senders', 'devices', 'failover'] as const;

/** Whether the change can take its mail from it. By MX mail goes without it too. */
function mayLoseMail(before: OutboundConnector, view: DirectoryView): boolean {
  const now = view.get('outbound-connector', before.id);
  if (before.route.kind === 'mx' || !before.enabled) return false;
  return now === null || FOUND_BY.some((field) => !isDeepStrictEqual(before[field], now[field]));
}

/** @param trouble of the connector, in words; empty: it is in order. */
async function refuseToLoseMail(
  store: AdminContext['store'],
  { view, after }: { readonly view: DirectoryView; readonly after: DirectoryView },
  { id, name: connector, organizationId }: OutboundConnector,
  trouble: string,
): Promise<void> {
  const isLost = ({ message, recipient }: QueueEntry): boolean =>
    recipient.pinnedRoute === null &&
    endsHere(routeRecipient(after, recipient.address, message)) &&
    !endsHere(routeRecipient(view, recipient.address, message));
  let lost = 0;
  // All of them, page by page: the one that loses its way may be the last.
  for await (const entries of store.spool.scan({ lanePrefix: lanesOfConnector(id), held: false })) {
    lost += entries.filter(isLost).length;
    if (lost >= bounds.admin.lostCounted) break;
  }
  if (lost === 0) return;
  const recipients = Math.min(lost, bounds.admin.lostCounted);
  const atLeast = lost >= bounds.admin.lostCounted;
  throw new Problem(
    'mail-would-be-lost',
    { connector, recipients, atLeast, trouble },
    { act: 'keep-mail-back', name: connector, organization: after.get('organization', organizationId)?.name ?? '' },
  );
}
