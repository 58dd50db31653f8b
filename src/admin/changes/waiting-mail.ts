/** Mail that waits for an outbound connector, when something is done to the connector. */
import { bounds } from '../../base/bounds.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { lanesOfConnector, type Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isFailoverOf, routeRecipient } from '../../policy/routing/routing.ts';
import type { QueueEntry } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** It may work now: what waits for it, and for those whose failover it is, is tried now and not at its next turn. */
export async function retryWaiting(
  room: { readonly directory: { readonly current: DirectoryView } } & {
    readonly steering: Pick<AdminContext['steering'], 'retryNow'>;
  },
  connector: OutboundConnector,
  actor: string,
): Promise<void> {
  const { outboundConnectors } = room.directory.current;
  const others = outboundConnectors.filter(
    (other) => other.organizationId === connector.organizationId && isFailoverOf(connector, other),
  );
  for (const { id } of [connector, ...others])
    await room.steering.retryNow({ lanePrefix: lanesOfConnector(id), held: false }, actor);
}

const endsHere = ({ kind }: Route): boolean => kind === 'mx' || kind === 'none';

/**
 * Mail that waits because our account at an upstream is in trouble must not bounce: a change that leaves it no upstream (switched off,
 * removed, for other domains, the failover taken away) would send it by the MX at once. Throws a Problem.
 */
export async function refuseToLoseWays(
  { store, upstreamStatus }: Pick<AdminContext, 'store' | 'upstreamStatus'>,
  view: DirectoryView,
  after: DirectoryView,
): Promise<void> {
  const ways = (one: DirectoryView) => one.listOf('outbound-connector');
  const troubles = ways(after) === ways(view) ? [] : (upstreamStatus?.() ?? []);
  if (troubles.length === 0) return;
  for (const { connectorId, text } of troubles) {
    const connector = view.get('outbound-connector', connectorId);
    if (connector === null) continue;
    const isLost = ({ message, recipient }: QueueEntry): boolean =>
      recipient.pinnedRoute === null &&
      endsHere(routeRecipient(after, recipient.address, message)) &&
      !endsHere(routeRecipient(view, recipient.address, message));
    let lost = 0;
    // All of them, page by page: the one that loses its way may be the last.
    for await (const entries of store.spool.scan({ lanePrefix: lanesOfConnector(connectorId), held: false })) {
      lost += entries.filter(isLost).length;
      if (lost >= bounds.admin.lostCounted) break;
    }
    if (lost === 0) continue;
    const { name } = connector;
    throw new Problem(
      'mail-would-be-lost',
      {
        connector: name,
        recipients: Math.min(lost, bounds.admin.lostCounted),
        atLeast: lost >= bounds.admin.lostCounted,
        trouble: text,
      },
      { act: 'keep-mail-back', name },
    );
  }
}
