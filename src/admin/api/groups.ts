/** Groups. */
import { merged } from '../changes/change.ts';
import { makeGroup } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { groups } from '../contracts/mailboxes.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids'>;

export const groupRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, groups, { show: viewOf<'group'> }),
  route(groups.create, ({ body, query, actor }) =>
    putItem<'group'>(room, actor, (view) =>
      makeGroup(room.ids, requireOrganization(view, query.organization).id, body),
    ),
  ),
  route(groups.change, ({ body, params, query, actor }) =>
    putItem<'group'>(room, actor, (view) => merged(findObject(view, 'group', params.name, query.organization), body)),
  ),
];
