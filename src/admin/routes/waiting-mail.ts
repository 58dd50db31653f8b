/** Mail that waits for an outbound connector, when something is done to the connector. */
import type { OutboundConnector } from '../../mail/directory.ts';
import { lanesOfConnector } from '../../mail/route.ts';
import { failoversOf, isFailoverOf } from '../../policy/routing.ts';
import { shellWord } from '../../policy/shell-word.ts';
import type { AdminContext } from '../context.ts';
import { Problem } from '../problem.ts';

/** It may work now: what waits for it, and for those whose failover it is, is tried now and not at its next turn. */
export async function retryWaiting(room: AdminContext, connector: OutboundConnector, actor: string): Promise<void> {
  const { outboundConnectors } = room.directory.current;
  const others = outboundConnectors.filter(
    (other) => other.organizationId === connector.organizationId && isFailoverOf(connector, other),
  );
  for (const { id } of [connector, ...others])
    await room.steering.retryNow({ lanePrefix: lanesOfConnector(id), held: false }, actor);
}

/**
 * Mail that waits because our account at the upstream is in trouble must not bounce: switched off or removed without a failover, it would
 * leave by the MX at once. `then`: as it is after the change; null: it is removed.
 */
export async function refuseWhileMailWaits(
  room: AdminContext,
  { id, name, enabled }: OutboundConnector,
  then: OutboundConnector | null,
): Promise<void> {
  const trouble = room.upstreamStatus?.().find(({ connectorId }) => connectorId === id);
  if (trouble === undefined || !enabled || then?.enabled) return;
  if (then !== null && failoversOf(room.directory.current, then).length > 0) return;
  const lanes = await room.store.spool.lanes();
  const waiting = lanes
    .filter(({ lane }) => lane.startsWith(lanesOfConnector(id)))
    .reduce((sum, lane) => sum + lane.waiting, 0);
  if (waiting === 0) return;
  throw new Problem(
    409,
    `${waiting} ${waiting === 1 ? 'recipient waits' : 'recipients wait'} for ${name}, which is in trouble: without it their mail would leave by the MX of each domain, or bounce. The trouble: ${trouble.text}`,
    `Mend it, name a failover first (doorpost upstream set ${shellWord(name)} --failover OTHER), or keep the mail back (doorpost queue hold --lane ${shellWord(`connector:${name}`)}; later doorpost queue release).`,
  );
}
