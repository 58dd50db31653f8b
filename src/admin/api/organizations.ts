/** Organizations, and the one object that is above them: the system settings. */
import { patchedLimits } from '../../directory/fields/values.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { systemPatch } from '../../directory/kinds/system.ts';
import type { Organization, SystemSettings } from '../../directory/objects.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { makeOrganization, makeSystem } from '../changes/make-object.ts';
import { findObject } from '../http/naming.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery } from './schemas.ts';

export function organizationRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'organization', {
    alongside: (view, organization) =>
      view.licencePools
        .filter((pool) => pool.organizationId === organization.id)
        .map((pool) => ({ verb: 'delete', kind: 'licence-pool', id: pool.id })),
  });
  app.post(
    '/organizations',
    {
      schema: {
        tags: ['organizations'],
        querystring: organizationQuery,
        body: organizationForms.create,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const organization = makeOrganization(room.ids, request.body);
      const { warnings } = await changeDirectory(room, request.actor, () => ({
        edits: [{ verb: 'put', object: organization }],
        result: null,
      }));
      return reply.code(201).send({ item: viewOf(room.directory.current, organization), warnings });
    },
  );
  app.patch(
    '/organizations/:name',
    {
      schema: {
        tags: ['organizations'],
        params: nameParams,
        querystring: organizationQuery,
        body: organizationForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const present = findObject(view, 'organization', request.params.name, null);
        const { limits, ...fields } = request.body;
        const object: Organization = {
          ...merged(present, fields),
          limits: patchedLimits(present.limits, limits ?? {}),
        };
        return { edits: [{ verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );

  app.get('/system', { schema: { tags: ['system'], response: answers(itemAnswer) } }, async () => {
    const view = room.directory.current;
    const system = view.system ?? {
      kind: 'system',
      id: '',
      limits: {},
      defaultOrganizationId: null,
      captureOutbound: false,
    };
    return { item: viewOf(view, system as SystemSettings) };
  });
  app.patch(
    '/system',
    { schema: { tags: ['system'], body: systemPatch, response: answers(itemAnswer) } },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const present = view.system ?? makeSystem(room.ids);
        const { limits, defaultOrganization, captureOutbound } = request.body;
        const object: SystemSettings = {
          ...present,
          captureOutbound: captureOutbound ?? present.captureOutbound,
          defaultOrganizationId:
            defaultOrganization === undefined
              ? present.defaultOrganizationId
              : defaultOrganization === null
                ? null
                : findObject(view, 'organization', defaultOrganization, null).id,
          limits: patchedLimits(present.limits, limits ?? {}),
        };
        return { edits: [{ verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
}
