/** The devices of its organization that an inbound connector covers by their address. A connector that is told by a certificate covers none so. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { Device, InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { contains, parseRange } from '../../mail/network/address-ranges.ts';

/** @param most as many are found, and no more are looked for; absent: all. In no order. */
export async function coveredDevices(
  view: DirectoryView,
  { organizationId, senderAddresses }: Pick<InboundConnector, 'organizationId' | 'senderAddresses'>,
  rest: Rest,
  most: number = Number.POSITIVE_INFINITY,
): Promise<ReadonlyMap<ObjectId, Device>> {
  const found = new Map<ObjectId, Device>();
  for (const text of senderAddresses) {
    const range = parseRange(text);
    if (range === null) continue;
    for (const { range: their, holder } of view.devicesOverlapping(range)) {
      await rest();
      if (holder.organizationId !== organizationId || !contains(range, their)) continue;
      found.set(holder.id, holder);
      if (found.size >= most) return found;
    }
    await rest();
  }
  return found;
}
