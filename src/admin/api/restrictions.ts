/** Restricted senders, connectors and addresses, and the mail of theirs that waits. */
import { bounds } from '../../base/bounds.ts';
import type { Restriction } from '../../directory/objects.ts';
import { assertNever } from '../../base/never.ts';
import { isMailOf, restrictedMail } from '../../policy/owners/restricted-mail.ts';
import { merged } from '../changes/change.ts';
import { makeRestriction } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { restrictions } from '../contracts/lists.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'clock' | 'store' | 'steering'>;

export const restrictionRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, restrictions, { show: viewOf<'restriction'> }),
  route(
    restrictions.create,
    async ({ body, query, actor }) => {
      const answer = await putItem<'restriction'>(room, actor, (view) =>
        makeRestriction(room.ids, requireOrganization(view, query.organization).id, room.clock.now(), body),
      );
      if (query.dryRun === true) return { ...answer, paused: 0 };
      const made = room.directory.current.get('restriction', answer.item.id as Restriction['id']);
      return { ...answer, paused: made === null ? 0 : await steer(room, made, 'hold', actor) };
    },
    { handlerTimeout: bounds.admin.steer },
  ),
  route(restrictions.change, ({ body, params, query, actor }) =>
    putItem<'restriction'>(room, actor, (view) =>
      merged(findObject(view, 'restriction', params.name, query.organization), body),
    ),
  ),
  route(
    restrictions.mail,
    async ({ body, params, query, actor }) => {
      const found = findObject(room.directory.current, 'restriction', params.name, query.organization);
      return { mail: await steer(room, found, body.verb, actor) };
    },
    { handlerTimeout: bounds.admin.steer },
  ),
];

type Verb = 'count' | 'hold' | 'release' | 'expire';

/** Recipients that were touched. */
async function steer(room: Room, restriction: Restriction, verb: Verb, actor: string): Promise<number> {
  const { queueIds, recipients } = await restrictedMail(
    isMailOf(room.directory.current, restriction),
    room.store.spool.read({ organizationIds: [restriction.organizationId] }),
    { looked: bounds.admin.restrictedLooked, messages: bounds.admin.messagesSteered },
  );
  if (queueIds.length === 0) return 0;
  switch (verb) {
    case 'count':
      return recipients;
    case 'hold':
      return room.steering.hold({ queueIds }, actor);
    case 'release':
      return room.steering.release({ queueIds }, actor);
    case 'expire':
      return room.steering.expire({ queueIds }, actor, { reason: restriction.why });
    default:
      return assertNever(verb);
  }
}
