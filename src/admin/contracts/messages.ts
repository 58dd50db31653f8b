/** Reading what arrived in a mailbox, or what evaluation mode captured. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { shownContent } from './message-looks.ts';
import { governsContent, json, named, operation, readsContent } from './operation.ts';
import { nameParams, nextPage, noQuery, organizationField, organizationQuery, pageFields } from './shared.ts';

const id = z.string().min(1).max(bounds.admin.nameGiven);

const summary = named(
  'MessageSummary',
  z.object({
    id: z.string(),
    folder: z.string(),
    at: z.number(),
    from: z.string(),
    subject: z.string(),
    sizeBytes: z.number(),
    seen: z.boolean(),
  }),
);
const message = named(
  'Message',
  z.object({
    id: z.string(),
    folder: z.string(),
    at: z.number(),
    sizeBytes: z.number(),
    ...shownContent,
  }),
);
const list = json(z.object({ items: z.array(summary), next: nextPage }));
const stored = { as: 'octets', type: 'message/rfc822', description: 'As it is stored, byte for byte' } as const;
const problems = ['not-found', 'not-unique', 'mail-kept-elsewhere', 'too-busy'] as const;

const inMailbox = { method: 'GET', tag: 'mailboxes', right: readsContent, problems } as const;
export const mailboxMessages = {
  list: operation({
    ...inMailbox,
    id: 'listMailboxMessages',
    path: '/mailboxes/:name/messages',
    params: nameParams,
    query: z.strictObject({ organization: organizationField, ...pageFields }),
    answer: list,
    problems: [...problems, 'too-many-entries'],
  }),
  read: operation({
    ...inMailbox,
    id: 'readMailboxMessage',
    path: '/mailboxes/:name/messages/:id',
    params: nameParams.extend({ id }),
    query: organizationQuery,
    answer: json(message),
  }),
  raw: operation({
    ...inMailbox,
    id: 'readMailboxMessageRaw',
    path: '/mailboxes/:name/messages/:id/raw',
    params: nameParams.extend({ id }),
    query: organizationQuery,
    answer: stored,
  }),
};

/** Captured mail belongs to no organization. */
const captured = {
  method: 'GET',
  tag: 'captured',
  right: governsContent,
  problems: ['not-found', 'too-busy'],
} as const;
export const capturedMessages = {
  list: operation({
    ...captured,
    id: 'listCapturedMessages',
    path: '/captured',
    query: z.strictObject(pageFields),
    answer: list,
    problems: ['too-busy', 'too-many-entries'],
  }),
  read: operation({
    ...captured,
    id: 'readCapturedMessage',
    path: '/captured/:id',
    params: z.object({ id }),
    query: noQuery,
    answer: json(message),
  }),
  raw: operation({
    ...captured,
    id: 'readCapturedMessageRaw',
    path: '/captured/:id/raw',
    params: z.object({ id }),
    query: noQuery,
    answer: stored,
  }),
};
