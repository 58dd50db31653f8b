/** Mailboxes and groups. */
import { z } from 'zod';
import { hashPassword } from '../../base/password-verifier.ts';
import { label, newPassword, patchedLimits } from '../../directory/fields/values.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import type { DirectoryEdit, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { domainOf } from '../../directory/entries.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { generatePassword } from '../secrets/generate-password.ts';
import { makeCredential, makeGroup, makeMailbox } from '../changes/make-object.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { siblingVerifier } from '../secrets/sibling-verifier.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';
import { messageRoutes } from './messages.ts';
import { answers, itemAnswer, itemView, nameParams, organizationQuery } from './schemas.ts';
import { toldCure } from '../../texts/remedy.ts';

const createBody = mailboxForms.create.extend({
  /** Makes a first credential: a password, or `generate`. */
  password: newPassword.optional(),
  credentialName: label.default('default'),
  username: label.optional(),
});
const createAnswer = z.object({
  item: itemView,
  warnings: z.array(z.string()),
  credential: itemView.optional(),
  password: z.string().optional().meta({ description: 'Only when it was generated, only this once' }),
});

export function mailboxRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'mailbox', { alongside: deletedWith });
  app.post(
    '/mailboxes',
    {
      schema: {
        tags: ['mailboxes'],
        querystring: organizationQuery,
        body: createBody,
        response: answers(createAnswer, 201),
      },
    },
    async (request, reply) => {
      const { password, credentialName, username, ...fields } = request.body;
      const plain = password === 'generate' ? generatePassword(room.random) : password;
      const sibling = siblingVerifier(room.directory.current, username ?? fields.address);
      const verifier = plain === undefined ? null : await hashPassword(plain, room.random, sibling);
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const organization = requireOrganization(view, request.query.organization);
        const mailbox = makeMailbox(room.ids, organization.id, fields);
        const credential =
          verifier === null
            ? null
            : makeCredential(room.ids, mailbox, {
                name: credentialName,
                username: username ?? mailbox.address,
                verifier,
                enabled: true,
                createdAt: room.clock.now(),
              });
        const edits: DirectoryEdit[] = [{ verb: 'put', object: mailbox }];
        if (credential) edits.push({ verb: 'put', object: credential });
        return { edits, result: { mailbox, credential } };
      });
      const view = room.directory.current;
      return reply.code(201).send({
        item: viewOf(view, result.mailbox),
        warnings: [...warnings, ...keptHere(view, result.mailbox)],
        ...(result.credential ? { credential: viewOf(view, result.credential) } : {}),
        ...(password === 'generate' ? { password: plain } : {}),
      });
    },
  );
  app.patch(
    '/mailboxes/:name',
    {
      schema: {
        tags: ['mailboxes'],
        params: nameParams,
        querystring: organizationQuery,
        body: mailboxForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const present = findObject(view, 'mailbox', request.params.name, request.query.organization);
        const { limits, ...fields } = request.body;
        const object: MailboxAccount = {
          ...merged(present, fields),
          limits: patchedLimits(present.limits, limits ?? {}),
        };
        return { edits: [...renamedWith(view, present, object), { verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
  messageRoutes(app, room);
}

/** In front of another mail system a new mailbox takes its address away from there: said at once, or its mail would be missed there. */
function keptHere(view: DirectoryView, { address, delivery, forwarding }: MailboxAccount): readonly string[] {
  const domain = view.acceptedDomain(domainOf(address));
  if (domain?.type !== 'internal-relay' || delivery.kind === 'elsewhere' || forwarding !== null) return [];
  return [
    `Mail to ${address} is kept here from now on, while other mail of ${domain.name} goes on. ${toldCure({ act: 'leave-mailbox-elsewhere', address }).cure}`,
  ];
}

/** A credential without its mailbox is nothing, and a seat goes back to the pool. */
function deletedWith(view: DirectoryView, mailbox: MailboxAccount): readonly DirectoryEdit[] {
  return [
    ...view.credentials
      .filter((credential) => credential.mailboxId === mailbox.id)
      .map((credential): DirectoryEdit => ({ verb: 'delete', kind: 'credential', id: credential.id })),
    ...seatEdits(view, mailbox, (assigned) => assigned.filter((address) => address !== mailbox.address)),
  ];
}

/** A new primary address keeps its seat, and stays postmaster. */
function renamedWith(view: DirectoryView, before: MailboxAccount, after: MailboxAccount): readonly DirectoryEdit[] {
  if (before.address === after.address) return [];
  const organization = view.get('organization', before.organizationId);
  const rename = (address: string): string => (address === before.address ? after.address : address);
  return [
    ...seatEdits(view, before, (assigned) => assigned.map(rename)),
    ...(organization?.postmaster === before.address
      ? [{ verb: 'put' as const, object: { ...organization, postmaster: after.address } }]
      : []),
  ];
}

function seatEdits(
  view: DirectoryView,
  mailbox: MailboxAccount,
  change: (assigned: readonly string[]) => readonly string[],
): readonly DirectoryEdit[] {
  return view.licencePools
    .filter(
      (pool) => pool.organizationId === mailbox.organizationId && pool.assignedMailboxes.includes(mailbox.address),
    )
    .map((pool) => ({ verb: 'put', object: { ...pool, assignedMailboxes: change(pool.assignedMailboxes) } }));
}

export function groupRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'group');
  app.post(
    '/groups',
    {
      schema: {
        tags: ['groups'],
        querystring: organizationQuery,
        body: groupForms.create,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const group = makeGroup(room.ids, requireOrganization(view, request.query.organization).id, request.body);
        return { edits: [{ verb: 'put', object: group }], result: group };
      });
      return reply.code(201).send({ item: viewOf(room.directory.current, result), warnings });
    },
  );
  app.patch(
    '/groups/:name',
    {
      schema: {
        tags: ['groups'],
        params: nameParams,
        querystring: organizationQuery,
        body: groupForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const object = merged(findObject(view, 'group', request.params.name, request.query.organization), request.body);
        return { edits: [{ verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
}
