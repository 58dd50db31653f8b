/** Licences: seats, who sits on them, and the report. */
import type { ObjectId } from '../../base/id.ts';
import { lowerCase } from '../../base/lower-case.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import type { LicencePool, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import {
  isAssigned,
  lacksMailboxSeat,
  licencePool,
  licenceReport,
  mailboxOfSender,
  needsProtectionSeat,
  protectionWindowMs,
  type SeenSender,
  type SenderWithoutMailbox,
  withSeat,
} from '../../policy/licences/licences.ts';
import type { Cure } from '../../mail/remedy.ts';
import { merged } from '../changes/change.ts';
import { makeLicencePool } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { licencePools, licences } from '../contracts/licences.ts';
import { type EntryList, listAnswer, wholeList } from '../answers/list-answer.ts';
import { findObject, isThere, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids'>;

export const licenceRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, licencePools, { show: viewOf<'licence-pool'> }),
  route(licencePools.create, ({ body, query, actor }) =>
    putItem<'licence-pool'>(room, actor, (view) =>
      makeLicencePool(room.ids, requireOrganization(view, query.organization).id, body),
    ),
  ),
  route(licencePools.change, ({ body, params, query, actor }) =>
    changePool(room, actor, poolNamed(room, params.name, query.organization), (pool) => merged(pool, body)),
  ),
  route(licences.seats, ({ body, query, actor }) =>
    changePool(room, actor, poolOf(room, query.organization), (pool) => merged(pool, body)),
  ),
  route(licences.assign, ({ body, query, actor }) =>
    changePool(room, actor, poolOf(room, query.organization), (pool, view) => assigned(pool, view, body.address)),
  ),
  route(licences.unassign, ({ body, query, actor }) =>
    changePool(room, actor, poolOf(room, query.organization), (pool, view) => unassigned(pool, view, body.address)),
  ),
  route(licences.report, async ({ query }) => {
    const view = room.directory.current;
    const { id } = requireOrganization(view, query.organization);
    const mailboxes = await wholeList(room.clock, lacking(view, id), SEE_LISTS);
    const senders = await wholeList(room.clock, await senderList(room, view, id), SEE_LISTS);
    return licenceReport(view, id, {
      missing: mailboxes.map(({ address }) => address),
      senders: senders.map((sender) => withSeat(view, id, sender)),
    });
  }),
  route(licences.lacking, ({ query }) => {
    const view = room.directory.current;
    return listAnswer(room.clock, lacking(view, requireOrganization(view, query.organization).id), query);
  }),
  route(licences.senders, async ({ query }) => {
    const view = room.directory.current;
    const { id } = requireOrganization(view, query.organization);
    return listAnswer(room.clock, await senderList(room, view, id), query);
  }),
];

const SEE_LISTS: Cure = { act: 'see-all', of: 'without-seat' };

const byAddress = [({ address }: { readonly address: string }) => lowerCase(address)];

const lacking = (view: DirectoryView, id: ObjectId): EntryList<MailboxAccount, { readonly address: string }> => ({
  pieces: view.listOf('mailbox').pieces(),
  isWanted: (mailbox) => lacksMailboxSeat(view, id, mailbox),
  order: byAddress,
  show: ({ address }) => ({ address }),
});

const senderList = async (
  { store, clock }: Room,
  view: DirectoryView,
  id: ObjectId,
): Promise<EntryList<SeenSender, SenderWithoutMailbox>> => ({
  pieces: [await store.usage.senders(id, clock.now() - protectionWindowMs)],
  isWanted: ({ address }) => needsProtectionSeat(view, id, address),
  order: byAddress,
  show: (sender) => withSeat(view, id, sender),
});

type Pool = (view: DirectoryView) => LicencePool;

/** The pool of an organization; it comes into being with its first use. */
const poolOf =
  (room: Room, organizationName: string | undefined): Pool =>
  (view) => {
    const { id } = requireOrganization(view, organizationName);
    return licencePool(view, id) ?? makeLicencePool(room.ids, id, licencePoolForms.create.parse({}));
  };

/** By its id, else as its organization is called. One that would come into being is looked for too: it has to be of the organization that was named. */
const poolNamed =
  (room: Room, name: string, organizationName: string | undefined): Pool =>
  (view) => {
    const isOther =
      organizationName !== undefined &&
      requireOrganization(view, organizationName).id !== requireOrganization(view, name).id;
    return isOther || isThere(view, 'licence-pool', name)
      ? findObject(view, 'licence-pool', name, organizationName)
      : poolOf(room, name)(view);
  };

const changePool = (
  room: Room,
  actor: string,
  present: Pool,
  change: (pool: LicencePool, view: DirectoryView) => LicencePool,
) => putItem<'licence-pool'>(room, actor, (view) => change(present(view), view));

function assigned(pool: LicencePool, view: DirectoryView, address: string): LicencePool {
  const mailbox = mailboxOfSender(view, address.toLowerCase());
  if (mailbox?.organizationId === pool.organizationId) {
    const key = mailbox.address;
    if (isAssigned(pool, key)) return pool;
    checkFree(pool.assignedMailboxes.length, pool.mailboxSeats, 'mailbox');
    return { ...pool, assignedMailboxes: [...pool.assignedMailboxes, key] };
  }
  const key = address.toLowerCase();
  if (!needsProtectionSeat(view, pool.organizationId, key))
    throw new Problem(
      'not-allowed-here',
      { what: 'seat', address },
      'Seats are for own mailboxes, and for own-domain senders without mailbox.',
    );
  if (pool.assignedSenders.includes(key)) return pool;
  checkFree(pool.assignedSenders.length, pool.protectionSeats, 'protection');
  return { ...pool, assignedSenders: [...pool.assignedSenders, key] };
}

function unassigned(pool: LicencePool, view: DirectoryView, address: string): LicencePool {
  const mailbox = mailboxOfSender(view, address.toLowerCase());
  const keys = [address.toLowerCase(), ...(mailbox === null ? [] : [mailbox.address.toLowerCase()])];
  const without = (list: readonly string[]): readonly string[] =>
    list.filter((each) => !keys.includes(each.toLowerCase()));
  const object = {
    ...pool,
    assignedMailboxes: without(pool.assignedMailboxes),
    assignedSenders: without(pool.assignedSenders),
  };
  if (
    object.assignedMailboxes.length === pool.assignedMailboxes.length &&
    object.assignedSenders.length === pool.assignedSenders.length
  )
    throw new Problem('not-found', { what: 'seat', address }, { act: 'see-all', of: 'seats' });
  return object;
}

function checkFree(used: number, total: number, what: 'mailbox' | 'protection'): void {
  if (used >= total)
    throw new Problem('too-many', { what: `${what}-seats`, most: total }, { act: 'raise-seats', what });
}
