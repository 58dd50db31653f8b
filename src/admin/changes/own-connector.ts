/** The connector by which one device alone may send from its addresses. Pure but for ids. */
import { bounds } from '../../base/bounds.ts';
import type { IdSource } from '../../base/id.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import type { Device, InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { makeInboundConnector } from './make-object.ts';

/** Named as the device, and by its first address as well where that name is taken. */
export function ownConnector(
  view: DirectoryView,
  ids: IdSource,
  { organizationId, name: device }: Pick<Device, 'organizationId' | 'name'>,
  addresses: readonly string[],
): InboundConnector {
  const isTaken = view.named('inbound-connector', organizationId, device).length > 0;
  const name = isTaken ? `${device} (${addresses[0]})`.slice(0, bounds.admin.deviceName) : device;
  return makeInboundConnector(ids, organizationId, {
    ...inboundConnectorForms.create.parse({ name }),
    senderAddresses: [...addresses],
  });
}
