/** Allow and block lists, and restrictions. */
import { merged } from '../changes/change.ts';
import { makeAllowEntry, makeBlockEntry } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { allowEntries, blockEntries } from '../contracts/lists.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'clock'>;

export const listRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, allowEntries, { show: viewOf<'allow-entry'> }),
  route(allowEntries.create, ({ body, query, actor }) =>
    putItem<'allow-entry'>(room, actor, (view) =>
      makeAllowEntry(room.ids, requireOrganization(view, query.organization).id, room.clock.now(), body),
    ),
  ),
  route(allowEntries.change, ({ body, params, query, actor }) =>
    putItem<'allow-entry'>(room, actor, (view) =>
      merged(findObject(view, 'allow-entry', params.name, query.organization), body),
    ),
  ),
  ...collectionRoutes(room, blockEntries, { show: viewOf<'block-entry'> }),
  route(blockEntries.create, ({ body, query, actor }) =>
    putItem<'block-entry'>(room, actor, (view) =>
      makeBlockEntry(room.ids, requireOrganization(view, query.organization).id, room.clock.now(), body),
    ),
  ),
  route(blockEntries.change, ({ body, params, query, actor }) =>
    putItem<'block-entry'>(room, actor, (view) =>
      merged(findObject(view, 'block-entry', params.name, query.organization), body),
    ),
  ),
];
