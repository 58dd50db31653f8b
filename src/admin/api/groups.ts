/** Groups. */
import { changeDirectory, merged } from '../changes/change.ts';
import { makeGroup } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { groups } from '../contracts/mailboxes.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids'>;

export const groupRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, groups, { show: viewOf<'group'> }),
  route(groups.create, async ({ body, query, actor }) => {
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const group = makeGroup(room.ids, requireOrganization(view, query.organization).id, body);
      return { edits: [{ verb: 'put', object: group }], result: group };
    });
    return { item: viewOf(room.directory.current, result), warnings };
  }),
  route(groups.change, async ({ body, params, query, actor }) => {
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const object = merged(findObject(view, 'group', params.name, query.organization), body);
      return { edits: [{ verb: 'put', object }], result: object };
    });
    return { item: viewOf(room.directory.current, result), warnings };
  }),
];
