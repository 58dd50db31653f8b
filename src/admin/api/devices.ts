/** Devices as an administrator knows them, with what was seen of each; their list as CSV. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { slices } from '../../base/slices.ts';
import type { Device, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { coveredDevices } from '../../policy/devices/covered-devices.ts';
import { deviceState, hasOldTls, signsIn as hasSignIn } from '../../policy/devices/device-state.ts';
import { rightsToGive } from '../../policy/devices/devices-without-right.ts';
import { toldCure } from '../../texts/remedy.ts';
import { type Changed, changeDirectory, merged } from '../changes/change.ts';
import { followName } from '../changes/follow-name.ts';
import { makeDevice } from '../changes/make-object.ts';
import type { TableRoom } from '../changes/tables/change-by-table.ts';
import type { AdminContext } from '../context.ts';
import { devices, deviceTable } from '../contracts/devices.ts';
import type { BodyOf, QueryOf } from '../contracts/operation.ts';
import { findObject, listObjects, requireOrganization } from '../http/naming.ts';
import { type Asked, type ApiRoute, route } from '../http/route.ts';
import { toldNext, toldWarnings } from '../answers/told-next.ts';
import { collectionRoutes } from './collection.ts';
import { shownDevice } from './shown-device.ts';

type Room = TableRoom & Pick<AdminContext, 'devices'>;

export const deviceRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, devices, {
    show: (view, device) => shownDevice(room, view, device),
    filter: (device, query, view) => isAsked(room, view, device, query),
    sieve: ({ coveredBy }, view, scope) => coveredBySome(room, view, scope, coveredBy),
  }),
  createDevice(room),
  changeDevice(room),
  readTable(room),
  writeTable(room),
];

/** Connectors are called by their name: in a list of all organizations there may be several of one. */
async function coveredBySome(
  { clock }: Room,
  view: DirectoryView,
  scope: Organization | null,
  named: string | undefined,
): Promise<ReadonlySet<ObjectId> | null> {
  if (named === undefined) return null;
  const rest = slices(clock);
  const found = new Set<ObjectId>();
  for (const connector of listObjects(view, 'inbound-connector', scope)) {
    if (connector.id !== named && connector.name.toLowerCase() !== named.toLowerCase()) continue;
    for (const id of (await coveredDevices(view, connector, rest)).keys()) found.add(id);
  }
  return found;
}

type Filter = QueryOf<typeof devices.list>;

function isAsked(room: Room, view: DirectoryView, device: Device, query: Filter): boolean {
  const { address, state, profile } = query;
  if (address !== undefined && !device.addresses.includes(address)) return false;
  if (profile !== undefined && device.profile?.toLowerCase() !== profile.toLowerCase()) return false;
  const seen = room.devices.of(device.id);
  if (state !== undefined && deviceState(device, seen, room.clock.now()) !== state) return false;
  return isSeenAs(view, device, seen, query);
}

function isSeenAs(view: DirectoryView, device: Device, seen: Sighting | null, query: Filter): boolean {
  const { network, connector, oldTls, signsIn } = query;
  if (signsIn !== undefined && !hasSignIn(device, seen)) return false;
  if (oldTls !== undefined && (seen === null || !hasOldTls(seen))) return false;
  if (connector !== undefined && !isBy(view, seen, connector)) return false;
  if (network === undefined) return true;
  return [...device.addresses, ...(seen?.addresses ?? [])].some((each) => isWithin(network, each));
}

const isBy = (view: DirectoryView, seen: Sighting | null, connector: string): boolean =>
  view.get('inbound-connector', seen?.connectorId ?? null)?.name.toLowerCase() === connector.toLowerCase();

/** A range lies in it as its first address does. */
const isWithin = (network: string, address: string): boolean =>
  coverage(network, address.split('/', 1)[0] ?? '') !== null;

/** The acts that are left before they may send. */
const left = (view: DirectoryView, moved: readonly Device[]) => toldNext(rightsToGive(view, moved).map(toldCure));

function answer(room: Room, { result: device, warnings, told }: Changed<Device>, isMoved: boolean) {
  const view = room.directory.current;
  return {
    item: shownDevice(room, view, device),
    ...toldWarnings(warnings),
    ...told,
    ...left(view, isMoved ? [device] : []),
  };
}

function createDevice(room: Room): ApiRoute {
  type Create = Asked<typeof devices.create>;
  const plan = (view: DirectoryView, body: Create['body'], { query }: Create) => {
    const object = makeDevice(room.ids, requireOrganization(view, query.organization).id, body);
    return { edits: [{ verb: 'put' as const, object }], result: object };
  };
  return route(
    devices.create,
    async (asked) => {
      return answer(room, await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked)), true);
    },
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

function changeDevice(room: Room): ApiRoute {
  type Change = Asked<typeof devices.change>;
  const plan = (view: DirectoryView, body: BodyOf<typeof devices.change>, { params, query }: Change) => {
    const present = findObject(view, 'device', params.name, query.organization);
    const object: Device = merged(present, body);
    return {
      edits: [{ verb: 'put' as const, object }, ...followName(view, 'devices', present, object.name)],
      result: object,
    };
  };
  return route(
    devices.change,
    async (asked) => {
      const changed = await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked));
      const { addresses, logins, lists } = asked.body;
      const isMoved = [addresses, logins, lists?.['addresses'], lists?.['logins']].some((said) => said !== undefined);
      return answer(room, changed, isMoved);
    },
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

/** Tables come and go seldom: what reads and writes them is loaded then. */
const tables = () =>
  Promise.all([import('../changes/tables/device-table.ts'), import('../changes/tables/change-by-table.ts')]);

const readTable = (room: Room): ApiRoute =>
  route(deviceTable.read, async ({ query }) => {
    const [{ devicesCsv }] = await tables();
    const view = room.directory.current;
    const organization = requireOrganization(view, query.organization);
    return devicesCsv(view, [...listObjects(view, 'device', organization)]);
  });

const writeTable = (room: Room): ApiRoute =>
  route(
    deviceTable.write,
    async ({ body, query, actor }) => {
      const [{ planDevices, readDevices }, { changeByTable, rowsOf }] = await tables();
      const rows = rowsOf(readDevices(body.csv));
      const { plan, answer } = await changeByTable(room, { actor, dryRun: body.dryRun }, (view, rest) =>
        planDevices(view, room.ids, requireOrganization(view, query.organization), rows, rest),
      );
      return { ...answer, ...toldWarnings(answer.warnings), ...left(plan.change.view, plan.devices) };
    },
    { bodyLimit: bounds.admin.tableBody },
  );
