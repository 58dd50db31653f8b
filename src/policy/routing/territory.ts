/**
 * Which lanes have to be on one node together: what a node remembers of one of them (the pace of an account, who stands in for whom) is about
 * the others too. Connectors are together when they share an account, or when one is the other's failover, or when there is a third between
 * them; every other lane is by itself. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Lane } from '../../mail/route.ts';

/** The same word for lanes that are together. Those of a connector that is not there (any more) are together too. */
export function territories(
  view: DirectoryView,
  accountOf: (connector: OutboundConnector) => string,
): (lane: Lane) => string {
  const parents = new Map<string, string>();
  const rootOf = (one: string): string => {
    let root = one;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // All that were passed point there at once from now on: a long row of failovers is walked once.
    for (let at = one; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  /** The lesser name stands for both, so that the word does not depend on the order. */
  const join = (one: string, other: string): void => {
    const [root, joined] = [rootOf(one), rootOf(other)].sort() as [string, string];
    if (root !== joined) parents.set(joined, root);
  };

  const byAccount = new Map<string, ObjectId>();
  for (const connector of view.outboundConnectors) {
    const account = accountOf(connector);
    const same = byAccount.get(account);
    if (same === undefined) byAccount.set(account, connector.id);
    else join(connector.id, same);
    for (const name of connector.failover)
      for (const standIn of view.named('outbound-connector', connector.organizationId, name))
        join(connector.id, standIn.id);
  }
  return (lane) => {
    const [kind, id] = lane.split(':', 2);
    return kind === 'connector' && id !== undefined ? `connector:${rootOf(id)}` : lane;
  };
}

/** The same, by the directory in force. */
export function territoriesInForce(
  directory: { readonly current: DirectoryView },
  accountOf: (connector: OutboundConnector) => string,
): (lane: Lane) => string {
  let view: DirectoryView | null = null;
  let by = (lane: Lane): string => lane;
  return (lane) => {
    if (view !== directory.current) {
      view = directory.current;
      by = territories(view, accountOf);
    }
    return by(lane);
  };
}
