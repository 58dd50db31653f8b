/** Devices and strangers as lists show them: what an administrator said of one, and what was seen. */
import type { Device, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { deviceState } from '../../policy/devices/device-state.ts';
import { triedBy } from '../../policy/devices/sightings.ts';
import { proposeFor } from '../../policy/reasons/proposals.ts';
import type { AdminContext } from '../context.ts';
import { withOrganization } from '../answers/views.ts';

export function shownDevice(room: Pick<AdminContext, 'devices' | 'clock'>, view: DirectoryView, device: Device) {
  const sighting = room.devices.of(device.id);
  return {
    ...withOrganization(view, device),
    state: deviceState(device, sighting, room.clock.now()),
    seen: sighting && shownSighting(view, sighting),
  };
}

function shownSighting(view: DirectoryView, { deviceId: _, waiting: __, ...sighting }: Sighting) {
  return { ...sighting, connector: view.get('inbound-connector', sighting.connectorId)?.name ?? null };
}

export function shownStranger(view: DirectoryView, sighting: Sighting) {
  const { waiting, addresses } = sighting;
  return {
    address: addresses[0] ?? '',
    organization: ownerOf(view, sighting)?.name ?? null,
    state: stateOf(sighting),
    waitingSince: waiting?.since ?? null,
    ...shownSighting(view, sighting),
    tried: triedBy(sighting),
    proposal: proposeFor(sighting),
  };
}

export const stateOf = ({ waiting }: Sighting) =>
  waiting === null ? ('seen' as const) : waiting.ignored ? ('ignored' as const) : ('waiting' as const);

/** Whose affair it is: the waiting list's organization, else the connector's it comes by. */
export function ownerOf(view: DirectoryView, { waiting, connectorId }: Sighting): Organization | null {
  const connector = view.get('inbound-connector', connectorId);
  return view.get('organization', waiting?.organizationId ?? connector?.organizationId ?? null);
}
