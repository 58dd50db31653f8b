/** Reading what arrived in a mailbox, or what evaluation mode captured. Who read which message is in the audit log before it is shown; content never reaches a log. */
import type { MailboxAccount } from '../../directory/objects.ts';
import type { Cure } from '../../mail/remedy.ts';
import type { ListedMessage } from '../../mail/doors/stored-message.ts';
import type { AdminContext, MailboxReader } from '../context.ts';
import { capturedMessages, mailboxMessages } from '../contracts/messages.ts';
import { listAnswer, type Order } from '../answers/list-answer.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'mailboxes' | 'captured'>;

const newestFirst: Order<ListedMessage> = [({ at }) => -at, ({ folder }) => folder, ({ id }) => id];

const listed = (room: Room, messages: readonly ListedMessage[], query: QueryOf<typeof capturedMessages.list>) =>
  listAnswer(room.clock, { pieces: [messages], order: newestFirst, show: (one) => one }, query);

export function messageRoutes(room: Room): readonly ApiRoute[] {
  const mailbox = (name: string, organization: string | undefined) =>
    keptHere(findObject(room.directory.current, 'mailbox', name, organization));
  const missing = (name: string, id: string): Problem => noSuchMessage(id, { act: 'see-messages', mailbox: name });
  return [
    route(mailboxMessages.list, async ({ params, query }) =>
      listed(room, await room.mailboxes.list(mailbox(params.name, query.organization)), query),
    ),
    route(mailboxMessages.read, async ({ params: { name, id }, query, actor }) => {
      const owner = mailbox(name, query.organization);
      const found = await room.mailboxes.read(owner, id);
      if (found === null) throw missing(name, id);
      await noteReading(room, actor, owner, id);
      return found;
    }),
    route(mailboxMessages.raw, async ({ params: { name, id }, query, actor }) => {
      const owner = mailbox(name, query.organization);
      const raw = await room.mailboxes.raw(owner, id);
      if (raw === null) throw missing(name, id);
      await noteReading(room, actor, owner, id);
      return octets(raw);
    }),
  ];
}

/** Mail for outside domains that evaluation mode kept back. */
export function capturedRoutes(room: Room): readonly ApiRoute[] {
  const missing = (id: string): Problem => noSuchMessage(id, { act: 'see-captured' });
  return [
    route(capturedMessages.list, async ({ query }) => listed(room, await room.captured.list(), query)),
    route(capturedMessages.read, async ({ params, actor }) => {
      const found = await room.captured.read(params.id);
      if (found === null) throw missing(params.id);
      await noteReading(room, actor, null, params.id);
      return found;
    }),
    route(capturedMessages.raw, async ({ params, actor }) => {
      const raw = await room.captured.raw(params.id);
      if (raw === null) throw missing(params.id);
      await noteReading(room, actor, null, params.id);
      return octets(raw);
    }),
  ];
}

/** @param mailbox null: captured mail. Rejects where the log cannot be written: then nothing is shown. */
const noteReading = (room: Room, actor: string, mailbox: MailboxAccount | null, message: string): Promise<void> =>
  room.store.directory.note({
    at: room.clock.now(),
    actor,
    kind: 'content',
    id: mailbox?.id ?? 'captured',
    name: mailbox?.address ?? 'captured',
    before: null,
    after: { message, organizationId: mailbox?.organizationId ?? null },
  });

/** Its mail is on our disk; what LMTP took away is another server's to show. */
function keptHere(mailbox: MailboxAccount): MailboxAccount {
  const { delivery } = mailbox;
  if (delivery.kind === 'maildir') return mailbox;
  if (delivery.kind === 'elsewhere')
    throw new Problem(
      'mail-kept-elsewhere',
      { address: mailbox.address, place: delivery },
      { act: 'read-elsewhere', address: mailbox.address, how: 'handed-on' },
    );
  throw new Problem(
    'mail-kept-elsewhere',
    { address: mailbox.address, place: delivery },
    { act: 'read-elsewhere', address: mailbox.address, how: 'handed-over' },
  );
}

const octets = (raw: NonNullable<Awaited<ReturnType<MailboxReader['raw']>>>): Buffer | AsyncIterable<Uint8Array> =>
  raw instanceof Uint8Array ? Buffer.from(raw) : raw;

const noSuchMessage = (id: string, cure: Cure): Problem => new Problem('not-found', { what: 'message', id }, cure);
