/** Devices as an administrator knows them, with what was seen of each; their list as CSV. */
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import type { Device } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { rightsToGive } from '../../policy/devices/devices-without-right.ts';
import { toldCure } from '../../texts/remedy.ts';
import { changeDirectory, checkChange, merged } from '../changes/change.ts';
import { followName } from '../changes/follow-name.ts';
import { makeDevice } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { devices, deviceTable } from '../contracts/devices.ts';
import type { BodyOf } from '../contracts/operation.ts';
import { findObject, listObjects, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type Asked, type ApiRoute, route } from '../http/route.ts';
import { toldNext } from '../http/told-next.ts';
import { collectionRoutes } from './collection.ts';
import { shownDevice } from './shown-device.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'devices'>;

export const deviceRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, devices, {
    show: (view, device) => shownDevice(room, view, device),
    filter: ({ addresses }, { address }) => address === undefined || addresses.includes(address),
  }),
  createDevice(room),
  changeDevice(room),
  readTable(room),
  writeTable(room),
];

/** The acts that are left before they may send. */
const left = (view: DirectoryView, moved: readonly Device[]) => toldNext(rightsToGive(view, moved).map(toldCure));

function answer(room: Room, device: Device, warnings: readonly string[], isMoved: boolean) {
  const view = room.directory.current;
  return { item: shownDevice(room, view, device), warnings, ...left(view, isMoved ? [device] : []) };
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
      const { result, warnings } = await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked));
      return answer(room, result, warnings, true);
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
      const { result, warnings } = await changeDirectory(room, asked.actor, (view) => plan(view, asked.body, asked));
      const { addresses, logins } = asked.body;
      return answer(room, result, warnings, addresses !== undefined || logins !== undefined);
    },
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

/** Tables come and go seldom: what reads and writes them is loaded then. */
const tables = () => import('../changes/device-csv.ts');

const readTable = (room: Room): ApiRoute =>
  route(deviceTable.read, async ({ query }) => {
    const { devicesCsv } = await tables();
    const view = room.directory.current;
    const organization = requireOrganization(view, query.organization);
    return devicesCsv([...listObjects(view, 'device', organization)]);
  });

const writeTable = (room: Room): ApiRoute =>
  route(
    deviceTable.write,
    async ({ body, query, actor }) => {
      const { planDeviceImport, readDevicesCsv } = await tables();
      const read = readDevicesCsv(body.csv);
      if ('problems' in read)
        throw new Problem(
          'file-refused',
          { count: read.problems.length },
          'Mend them all; nothing was changed.',
          read.problems,
        );
      const plan = (view: DirectoryView) =>
        planDeviceImport(view, room.ids, requireOrganization(view, query.organization), read.rows);
      if (body.dryRun) {
        const view = room.directory.current;
        const { edits, changes, devices: planned } = plan(view);
        const after = await view.changedInPieces(edits, slices(room.clock));
        const warnings = await checkChange(room, view, after, edits);
        return { changes, applied: false, revision: view.revision, warnings, ...left(view, planned) };
      }
      const { result, warnings, revision } = await changeDirectory(room, actor, (view) => {
        const planned = plan(view);
        return { edits: planned.edits, result: planned };
      });
      return {
        changes: result.changes,
        applied: true,
        revision,
        warnings,
        ...left(room.directory.current, result.devices),
      };
    },
    { bodyLimit: bounds.admin.deviceTableBody },
  );
