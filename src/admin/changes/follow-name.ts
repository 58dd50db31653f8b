import type { DirectoryEdit, DirectoryObject, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

type Renamed = Extract<DirectoryObject, { readonly kind: 'device' | 'outbound-connector' }>;

/** Outbound connectors that name an object in a list of theirs follow it to its new name. */
export function followName(
  view: DirectoryView,
  list: 'devices' | 'failover',
  { id, organizationId, name: before }: Renamed,
  name: string,
): readonly DirectoryEdit[] {
  if (before === name) return [];
  const isIt = (each: string): boolean => each.toLowerCase() === before.toLowerCase();
  const follows = (one: OutboundConnector): boolean =>
    one.id !== id && one.organizationId === organizationId && one[list].some(isIt);
  return view.outboundConnectors.filter(follows).map((one) => ({
    verb: 'put',
    object: { ...one, [list]: one[list].map((each) => (isIt(each) ? name : each)) },
  }));
}
