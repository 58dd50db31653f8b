/** Devices as an administrator knows them, with what was seen of each; their list as CSV. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { slices } from '../../base/slices.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type { Device } from '../../directory/objects.ts';
import { rightsToGive } from '../../policy/devices/devices-without-right.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, checkChange, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { followName } from '../changes/follow-name.ts';
import { makeDevice } from '../changes/make-object.ts';
import { findObject, listObjects, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { refuseWhole } from '../changes/whole-check.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery, textAnswer } from './schemas.ts';
import { shownDevice } from './waiting-devices.ts';
import { toldCure } from '../../texts/remedy.ts';
import { nextFields } from '../contracts/cures.ts';
import { toldNext } from '../http/told-next.ts';

/** `next`: what is left to do before it may send. */
const deviceAnswer = itemAnswer.extend(nextFields);

export function deviceRoutes(app: App, room: AdminContext): void {
  const answer = (device: Device, warnings: readonly string[], isMoved = true) => {
    const view = room.directory.current;
    const next = toldNext(isMoved ? rightsToGive(view, [device]).map(toldCure) : []);
    return { item: shownDevice(room, view, device), warnings: [...warnings], ...next };
  };
  collectionRoutes(app, room, 'device', { show: (view, device) => shownDevice(room, view, device) });
  app.post(
    '/devices',
    {
      attachValidation: true,
      schema: {
        tags: ['devices'],
        querystring: organizationQuery,
        body: deviceForms.create,
        response: answers(deviceAnswer, 201),
      },
    },
    async (request, reply) => {
      const plan = (fields: z.output<typeof deviceForms.create>) => (view: DirectoryView) => {
        const organization = requireOrganization(view, request.query.organization);
        const object = makeDevice(room.ids, organization.id, fields);
        return { edits: [{ verb: 'put' as const, object }], result: object };
      };
      const view = room.directory.current;
      refuseWhole(request.validationError, deviceForms.create, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return reply.code(201).send(answer(result, warnings));
    },
  );
  app.patch(
    '/devices/:name',
    {
      attachValidation: true,
      schema: {
        tags: ['devices'],
        description: 'A new name is also put where outbound connectors name the device',
        params: nameParams,
        querystring: organizationQuery,
        body: deviceForms.patch,
        response: answers(deviceAnswer),
      },
    },
    async (request) => {
      const plan = (fields: z.output<typeof deviceForms.patch>) => (view: DirectoryView) => {
        const present = findObject(view, 'device', request.params.name, request.query.organization);
        const object: Device = merged(present, fields);
        return {
          edits: [{ verb: 'put' as const, object }, ...followName(view, 'devices', present, object.name)],
          result: object,
        };
      };
      const view = room.directory.current;
      refuseWhole(request.validationError, deviceForms.patch, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      const { addresses, logins } = request.body;
      return answer(result, warnings, addresses !== undefined || logins !== undefined);
    },
  );
  exportRoute(app, room);
  importRoute(app, room);
}

/** Tables come and go seldom: what reads and writes them is loaded then. */
const deviceTable = () => import('../changes/device-csv.ts');

function exportRoute(app: App, room: AdminContext): void {
  app.get(
    '/device-csv',
    {
      schema: {
        tags: ['devices'],
        querystring: organizationQuery,
        response: answers(textAnswer('text/csv', 'One device a line')),
      },
    },
    async (request, reply) => {
      const view = room.directory.current;
      const organization = requireOrganization(view, request.query.organization);
      const { devicesCsv } = await deviceTable();
      return reply.type('text/csv; charset=utf-8').send(devicesCsv([...listObjects(view, 'device', organization)]));
    },
  );
}

function importRoute(app: App, room: AdminContext): void {
  app.post(
    '/device-csv',
    {
      bodyLimit: bounds.admin.deviceTableBody,
      schema: {
        tags: ['devices'],
        description: 'All of it as one change, or nothing. Devices that the file does not name stay',
        querystring: organizationQuery,
        body: z.strictObject({
          csv: z.string().min(1).max(bounds.admin.deviceTable),
          dryRun: z.boolean().default(false),
        }),
        response: answers(
          z.object({
            changes: z.array(z.looseObject({})),
            applied: z.boolean(),
            revision: z.int(),
            warnings: z.array(z.string()),
            ...nextFields,
          }),
        ),
      },
    },
    async (request) => {
      const { planDeviceImport, readDevicesCsv } = await deviceTable();
      const read = readDevicesCsv(request.body.csv);
      if ('problems' in read)
        throw new Problem(
          'file-refused',
          `The file has ${read.problems.length === 1 ? 'a problem' : `${read.problems.length} problems`}.`,
          'Mend them all; nothing was changed.',
          read.problems,
        );
      const plan = (view: DirectoryView) => {
        const organization = requireOrganization(view, request.query.organization);
        return planDeviceImport(view, room.ids, organization, read.rows);
      };
      if (request.body.dryRun) {
        const view = room.directory.current;
        const { edits, changes, devices } = plan(view);
        const after = await view.changedInPieces(edits, slices(room.clock));
        const warnings = [...(await checkChange(room, view, after, edits))];
        const next = toldNext(rightsToGive(view, devices).map(toldCure));
        return { changes, applied: false, revision: view.revision, warnings, ...next };
      }
      const { result, warnings, revision } = await changeDirectory(room, request.actor, (view) => {
        const planned = plan(view);
        return { edits: planned.edits, result: planned };
      });
      const next = toldNext(rightsToGive(room.directory.current, result.devices).map(toldCure));
      return { changes: result.changes, applied: true, revision, warnings, ...next };
    },
  );
}
