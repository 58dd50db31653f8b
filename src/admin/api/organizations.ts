/** Organizations, and the one object that is above them: the system settings. */
import { patchedLimits } from '../../directory/fields/values.ts';
import { systemOf } from '../answers/etag.ts';
import { merged } from '../changes/change.ts';
import { makeOrganization, makeSystem } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { organizations, system } from '../contracts/organizations.ts';
import { findObject } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids'>;

export const organizationRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, organizations, {
    show: viewOf<'organization'>,
    alongside: (view, organization) =>
      view.licencePools
        .filter((pool) => pool.organizationId === organization.id)
        .map((pool) => ({ verb: 'delete', kind: 'licence-pool', id: pool.id })),
  }),
  create(room),
  change(room),
  showSystem(room),
  changeSystem(room),
];

const create = (room: Room): ApiRoute =>
  route(organizations.create, ({ body, actor }) => {
    const organization = makeOrganization(room.ids, body);
    return putItem<'organization'>(room, actor, () => organization);
  });

const change = (room: Room): ApiRoute =>
  route(organizations.change, ({ body: { limits, ...fields }, params, actor }) =>
    putItem<'organization'>(room, actor, (view) => {
      const present = findObject(view, 'organization', params.name, null);
      return { ...merged(present, fields), limits: patchedLimits(present.limits, limits ?? {}) };
    }),
  );

const showSystem = (room: Room): ApiRoute =>
  route(system.show, () => {
    const view = room.directory.current;
    return { item: viewOf(view, systemOf(view)) };
  });

const changeSystem = (room: Room): ApiRoute =>
  route(system.change, ({ body: { limits, defaultOrganization, captureOutbound }, actor }) =>
    putItem<'system'>(room, actor, (view) => {
      const present = view.system ?? makeSystem(room.ids);
      return {
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
    }),
  );
