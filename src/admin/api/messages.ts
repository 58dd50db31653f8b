/** Reading what arrived in a mailbox, or what evaluation mode captured. Looking is noted at debug only; content never reaches the log. */
import { bounds } from '../../base/bounds.ts';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { App } from '../http/fastify-app.ts';
import type { MailboxAccount } from '../../directory/objects.ts';
import type { AdminContext, MailboxReader } from '../context.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, nameParams, organizationQuery, textAnswer } from './schemas.ts';
import type { Cure } from '../../mail/remedy.ts';

const id = z.string().min(1).max(bounds.admin.nameGiven);
const listing = answers(z.object({ items: z.array(z.looseObject({ id: z.string() })) }));
const message = answers(z.looseObject({}));
const stored = answers(textAnswer('message/rfc822', 'As it is stored, octet for octet'));

export function messageRoutes(app: App, room: AdminContext): void {
  const tags = ['mailboxes'];
  const mailbox = (name: string, organization: string | undefined) =>
    keptHere(findObject(room.directory.current, 'mailbox', name, organization));
  const params = nameParams.extend({ id });
  const missing = (name: string): Problem => noSuchMessage({ act: 'see-messages', mailbox: name });

  app.get(
    '/mailboxes/:name/messages',
    { schema: { tags, params: nameParams, querystring: organizationQuery, response: listing } },
    async ({ params: { name }, query }) => ({ items: await room.mailboxes.list(mailbox(name, query.organization)) }),
  );
  app.get(
    '/mailboxes/:name/messages/:id',
    { schema: { tags, params, querystring: organizationQuery, response: message } },
    async ({ params: { name, id: wanted }, query }) => {
      const found = await room.mailboxes.read(mailbox(name, query.organization), wanted);
      if (found === null) throw missing(name);
      return found;
    },
  );
  app.get(
    '/mailboxes/:name/messages/:id/raw',
    { schema: { tags, params, querystring: organizationQuery, response: stored } },
    async ({ params: { name, id: wanted }, query }, reply) => {
      const raw = await room.mailboxes.raw(mailbox(name, query.organization), wanted);
      if (raw === null) throw missing(name);
      return reply.headers(rawHeaders).send(readable(raw));
    },
  );
}

/** Mail for outside domains that evaluation mode kept back. */
export function capturedRoutes(app: App, room: AdminContext): void {
  const tags = ['captured'];
  const params = z.object({ id });
  const missing = (): Problem => noSuchMessage({ act: 'see-captured' });

  app.get('/captured', { schema: { tags, response: listing } }, async () => ({ items: await room.captured.list() }));
  app.get('/captured/:id', { schema: { tags, params, response: message } }, async (request) => {
    const found = await room.captured.read(request.params.id);
    if (found === null) throw missing();
    return found;
  });
  app.get('/captured/:id/raw', { schema: { tags, params, response: stored } }, async (request, reply) => {
    const raw = await room.captured.raw(request.params.id);
    if (raw === null) throw missing();
    return reply.headers(rawHeaders).send(readable(raw));
  });
}

/** Its mail is on our disk; what LMTP took away is another server's to show. */
function keptHere(mailbox: MailboxAccount): MailboxAccount {
  const { delivery } = mailbox;
  if (delivery.kind === 'maildir') return mailbox;
  if (delivery.kind === 'elsewhere')
    throw new Problem(
      'mail-kept-elsewhere',
      `The mailbox ${mailbox.address} only signs in here; its mail is kept elsewhere.`,
      { act: 'read-elsewhere', address: mailbox.address, how: 'handed-on' },
    );
  const place =
    delivery.kind === 'lmtp-socket'
      ? `the socket ${delivery.path}`
      : `${delivery.host.includes(':') ? `[${delivery.host}]` : delivery.host}:${delivery.port}`;
  throw new Problem(
    'mail-kept-elsewhere',
    `The mailbox ${mailbox.address} is delivered by LMTP to ${place}; its mail is not kept here.`,
    { act: 'read-elsewhere', address: mailbox.address, how: 'handed-over' },
  );
}

/** An attachment: a browser must not run what a stranger sent. */
const rawHeaders = { 'content-type': 'message/rfc822', 'content-disposition': 'attachment' };

const readable = (raw: NonNullable<Awaited<ReturnType<MailboxReader['raw']>>>): Buffer | Readable =>
  raw instanceof Uint8Array ? Buffer.from(raw) : Readable.from(raw);

const noSuchMessage = (cure: Cure): Problem => new Problem('not-found', 'There is no such message here.', cure);
