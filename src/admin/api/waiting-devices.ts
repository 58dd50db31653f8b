/** Unknown devices that were seen: those that wait for approval, letting them in, leaving them out. */
import { bounds } from '../../base/bounds.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { type Approved, planApproval } from '../changes/approve-device.ts';
import { changeDirectory } from '../changes/change.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { waitingDevices } from '../contracts/devices.ts';
import { listAnswer } from '../answers/list-answer.ts';
import { findObject, organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { toldNext, toldWarnings } from '../answers/told-next.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { ownerOf, shownDevice, shownStranger, stateOf } from './shown-device.ts';

export type WaitingRoom = ChangeRoom & Pick<AdminContext, 'ids' | 'devices' | 'settings'>;
type Room = WaitingRoom;

export const waitingDeviceRoutes = (room: Room): readonly ApiRoute[] => [list(room), approve(room), ignore(room)];

const list = (room: Room): ApiRoute =>
  route(waitingDevices.list, async ({ query }) => {
    const view = room.directory.current;
    const scope = organizationScope(view, query.organization);
    const address = query.address === undefined ? null : canonicalAddress(query.address);
    const listed = {
      pieces: [room.devices.strangers()],
      isWanted: (sighting: Sighting) =>
        isOfState(sighting, query) &&
        (address === null || sighting.addresses[0] === address) &&
        isNamed(sighting, query) &&
        (scope === null || ownerOf(view, sighting)?.id === scope.id),
      order: [({ lastSeen }: Sighting) => -lastSeen, ({ addresses }: Sighting) => addresses[0] ?? ''],
      show: (sighting: Sighting) => shownStranger(view, sighting),
    };
    return listAnswer(room.clock, listed, query);
  });

type Filter = QueryOf<typeof waitingDevices.list>;

const isOfState = (sighting: Sighting, { state, all }: Filter): boolean =>
  state === undefined ? all === 'true' || stateOf(sighting) === 'waiting' : stateOf(sighting) === state;

function isNamed({ addresses: [address = ''], helo, software }: Sighting, { network, text }: Filter): boolean {
  if (network !== undefined && coverage(network, address) === null) return false;
  const part = text?.toLowerCase();
  return part === undefined || [address, helo, software].some((each) => each?.toLowerCase().includes(part) === true);
}

const approve = (room: Room): ApiRoute =>
  route(waitingDevices.approve, async ({ params, query, body, actor }) => {
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const desk = { ids: room.ids, ...room.settings };
      const plan = planApproval(view, desk, approvedBy(room, view, params.name, query.organization), body);
      return { edits: plan.edits, result: plan };
    });
    return {
      item: shownDevice(room, room.directory.current, result.device),
      connector: result.connector?.name ?? null,
      done: result.done,
      ...toldNext(result.next),
      ...toldWarnings(warnings),
    };
  });

const ignore = (room: Room): ApiRoute =>
  route(waitingDevices.ignore, async ({ params, query, actor }) => {
    const sighting = waitingNamed(room, room.directory.current, params.name, query.organization);
    const [address = ''] = sighting?.addresses ?? [];
    if (sighting === null || !room.devices.ignore(address)) throw notWaiting(params.name);
    await room.store.directory.note({
      at: room.clock.now(),
      actor,
      kind: 'device',
      id: address,
      name: address,
      before: null,
      after: 'ignored',
    });
    return { address };
  });

/** The devices that an administrator means: a device's name or id, an address, or the name that one waiting device greets with. */
export function approvedBy(
  room: Room,
  view: DirectoryView,
  name: string,
  organizationName: string | undefined,
): Approved {
  const sighting = waitingNamed(room, view, name, organizationName);
  if (sighting !== null) {
    const owner = organizationName === undefined ? ownerOf(view, sighting) : null;
    const organization = owner ?? requireOrganization(view, organizationName);
    return { organization, addresses: sighting.addresses.slice(0, 1), device: null, sighting };
  }
  const address = canonicalAddress(name);
  const isAddress = coverage(address, address) !== null;
  const device = isAddress ? view.deviceOf(address, null, null) : findObject(view, 'device', name, organizationName);
  if (device === null) {
    if (!isAddress || address.includes('/')) throw notWaiting(name);
    // Its session was seen by an administrator (watch, trace), if not kept: its network is no device network.
    return {
      organization: requireOrganization(view, organizationName),
      addresses: [address],
      device: null,
      sighting: null,
    };
  }
  const organization = findObject(view, 'organization', device.organizationId, null);
  const seen = room.devices.of(device.id);
  // A range is a decision of its own: only addresses that are named, or that were seen to be it, are let in.
  const single = isAddress ? [address] : device.addresses.filter((each) => !each.includes('/')).map(canonicalAddress);
  if (single.length === 0)
    throw new Problem('wrong-kind', { why: 'no-single-address', name: device.name }, { act: 'say-which-address' });
  return { organization, addresses: single, device, sighting: seen };
}

function waitingNamed(
  room: Room,
  view: DirectoryView,
  name: string,
  organizationName: string | undefined,
): Sighting | null {
  const scope = organizationScope(view, organizationName ?? '*');
  const ours = room.devices
    .strangers()
    .filter((sighting) => scope === null || ownerOf(view, sighting)?.id === scope.id);
  const address = canonicalAddress(name);
  const byAddress = ours.find((sighting) => sighting.addresses[0] === address);
  if (byAddress !== undefined) return byAddress;
  const named = ours.filter(
    ({ helo, waiting }) => waiting !== null && helo !== null && helo.toLowerCase() === name.toLowerCase(),
  );
  if (named.length > 1) {
    const addresses = named.slice(0, 5).map((one) => one.addresses[0] ?? '');
    throw new Problem(
      'not-unique',
      { what: 'waiting-device', name: name.slice(0, bounds.admin.nameShown), count: named.length, addresses },
      `Say which by its address: ${addresses.join(', ')}.`,
    );
  }
  return named[0] ?? null;
}

const notWaiting = (name: string): Problem =>
  new Problem(
    'not-found',
    { what: 'waiting-device', name: name.slice(0, bounds.admin.nameShown) },
    { act: 'see-waiting-devices' },
  );
