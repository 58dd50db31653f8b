/** Licences: seats, who sits on them, and the report. */
import { z } from 'zod';
import { ownAddress } from '../../directory/fields/values.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import type { LicencePool, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import {
  isAssigned,
  licencePool,
  licenceReport,
  mailboxOfSender,
  needsProtectionSeat,
  protectionWindowMs,
} from '../../policy/licences/licences.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { makeLicencePool } from '../changes/make-object.ts';
import { requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery } from './schemas.ts';

const addressBody = z.strictObject({ address: ownAddress });
const seatsBody = licencePoolForms.patch.pick({ mailboxSeats: true, protectionSeats: true });

export function licenceRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'licence-pool');
  /** Changes the pool of an organization, which is made on first use. */
  const changePool = async (
    actor: string,
    organizationName: string | undefined,
    change: (pool: LicencePool, view: DirectoryView, organization: Organization) => LicencePool,
  ) => {
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const organization = requireOrganization(view, organizationName);
      const present =
        licencePool(view, organization.id) ??
        makeLicencePool(room.ids, organization.id, licencePoolForms.create.parse({}));
      const object = change(present, view, organization);
      return { edits: [{ verb: 'put', object }], result: object };
    });
    return { item: viewOf(room.directory.current, result), warnings };
  };

  app.post(
    '/licence-pools',
    {
      schema: {
        tags: ['licence-pools'],
        querystring: organizationQuery,
        body: licencePoolForms.create,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const pool = makeLicencePool(room.ids, requireOrganization(view, request.query.organization).id, request.body);
        return { edits: [{ verb: 'put', object: pool }], result: pool };
      });
      return reply.code(201).send({ item: viewOf(room.directory.current, result), warnings });
    },
  );
  app.patch(
    '/licence-pools/:name',
    {
      schema: {
        tags: ['licence-pools'],
        params: nameParams,
        body: licencePoolForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => changePool(request.actor, request.params.name, (pool) => merged(pool, request.body)),
  );
  app.put(
    '/licences/seats',
    { schema: { tags: ['licences'], querystring: organizationQuery, body: seatsBody, response: answers(itemAnswer) } },
    async (request) => changePool(request.actor, request.query.organization, (pool) => merged(pool, request.body)),
  );
  app.post(
    '/licences/assign',
    {
      schema: { tags: ['licences'], querystring: organizationQuery, body: addressBody, response: answers(itemAnswer) },
    },
    async (request) =>
      changePool(request.actor, request.query.organization, (pool, view, organization) =>
        assigned(pool, view, organization, request.body.address),
      ),
  );
  app.post(
    '/licences/unassign',
    {
      schema: { tags: ['licences'], querystring: organizationQuery, body: addressBody, response: answers(itemAnswer) },
    },
    async (request) =>
      changePool(request.actor, request.query.organization, (pool, view) =>
        unassigned(pool, view, request.body.address),
      ),
  );
  app.get(
    '/licences/report',
    { schema: { tags: ['licences'], querystring: organizationQuery, response: answers(z.looseObject({})) } },
    async (request) => {
      const view = room.directory.current;
      const organization = requireOrganization(view, request.query.organization);
      const senders = await room.store.usage.senders(organization.id, room.clock.now() - protectionWindowMs);
      return licenceReport(view, organization.id, senders);
    },
  );
}

function assigned(pool: LicencePool, view: DirectoryView, organization: Organization, address: string): LicencePool {
  const mailbox = mailboxOfSender(view, address.toLowerCase());
  if (mailbox?.organizationId === organization.id) {
    const key = mailbox.address;
    if (isAssigned(pool, key)) return pool;
    checkFree(pool.assignedMailboxes.length, pool.mailboxSeats, 'mailbox');
    return { ...pool, assignedMailboxes: [...pool.assignedMailboxes, key] };
  }
  const key = address.toLowerCase();
  if (!needsProtectionSeat(view, organization.id, key))
    throw new Problem(
      'not-allowed-here',
      `${address} is in no domain of the organization.`,
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
    throw new Problem('not-found', `No seat is assigned to ${address}.`, { act: 'see-all', of: 'seats' });
  return object;
}

function checkFree(used: number, total: number, what: 'mailbox' | 'protection'): void {
  if (used >= total)
    throw new Problem('too-many', `All ${total} ${what} seats are assigned.`, { act: 'raise-seats', what });
}
