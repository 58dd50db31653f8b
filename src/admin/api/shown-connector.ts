/** Inbound connectors as answers show them: what an administrator said of one, the devices it covers, and what may be a mistake about it. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { slices } from '../../base/slices.ts';
import type { InboundConnector, Organization } from '../../directory/objects.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { lineOf, type ToldLine } from '../../mail/lines/said.ts';
import { doubtsOf } from '../../policy/changes/connector-warnings.ts';
import { coveredDevices } from '../../policy/devices/covered-devices.ts';
import { toldWarnings } from '../answers/told-next.ts';
import { withOrganization } from '../answers/views.ts';
import type { AdminContext } from '../context.ts';
import type { inboundConnectors } from '../contracts/connectors.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { listObjects } from '../http/naming.ts';

type Room = Pick<AdminContext, 'gatewayAddresses' | 'clock'>;

export async function shownConnector(room: Room, view: DirectoryView, connector: InboundConnector) {
  const rest = slices(room.clock);
  return {
    ...withOrganization(view, connector),
    devices: await countDevices(view, connector, rest),
    ...toldWarnings((await doubtsAbout(room, view, connector, rest)).map(lineOf)),
  };
}

/** null: it is told by a certificate alone. */
async function countDevices(view: DirectoryView, connector: InboundConnector, rest: Rest): Promise<number | null> {
  if (connector.senderAddresses.length === 0) return null;
  return (await coveredDevices(view, connector, rest, bounds.admin.coveredCounted)).size;
}

async function doubtsAbout(
  room: Room,
  view: DirectoryView,
  connector: InboundConnector,
  rest: Rest,
): Promise<readonly ToldLine[]> {
  const doubts = await doubtsOf(view, connector, room.gatewayAddresses(), rest);
  return doubts.slice(0, bounds.admin.connectorWarnings);
}

/** Those that a list is narrowed to by what it takes long to find out; null: it is not. */
export async function askedConnectors(
  room: Room,
  { warned, devices }: QueryOf<typeof inboundConnectors.list>,
  view: DirectoryView,
  scope: Organization | null,
): Promise<ReadonlySet<ObjectId> | null> {
  if (warned === undefined && devices === undefined) return null;
  const rest = slices(room.clock);
  const found = new Set<ObjectId>();
  for (const connector of listObjects(view, 'inbound-connector', scope)) {
    await rest();
    if (devices !== undefined && !(await covers(view, connector, devices === 'some', rest))) continue;
    if (warned !== undefined && (await doubtsAbout(room, view, connector, rest)).length === 0) continue;
    found.add(connector.id);
  }
  return found;
}

async function covers(view: DirectoryView, connector: InboundConnector, some: boolean, rest: Rest): Promise<boolean> {
  if (connector.senderAddresses.length === 0) return false;
  return (await coveredDevices(view, connector, rest, 1)).size > 0 === some;
}
