/** The queue: what waits, and the verbs that steer it. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { NeededRight } from '../../mail/doors/caller.ts';
import { anyAddress, hostOrAddress, port } from '../../directory/fields/values.ts';
import { administers, helps, json, named, operation, reads, readsContent } from './operation.ts';
import { countText, flagText, nextPage, pairCursor, pageFields, timeText, value, word } from './shared.ts';
import { destinationStates } from '../../policy/delivery/destination-state.ts';
import { remedyForm } from './cures.ts';
import { csvAnswer, csvRows } from './csv.ts';
import { downloading, previewing } from './message-looks.ts';
import { placeFields } from './places.ts';
import { messageStory } from './trace.ts';

const tag = 'queue';
const address = z.object({ local: z.string(), domain: z.string(), domainKey: z.string() });

const queueEntry = named(
  'QueueEntry',
  z.object({
    message: z.object({
      queueId: z.string(),
      sessionId: z.string().nullable(),
      organizationId: z.string().nullable(),
      ingress: z.string(),
      connectorId: z.string().nullable(),
      mailboxId: z.string().nullable(),
      deviceId: z.string().nullable().optional(),
      report: z.literal(true).optional(),
      clientAddress: z.string().nullable(),
      helo: z.string().nullable(),
      receivedAt: z.number(),
      reversePath: address.nullable(),
      body: z.string(),
      smtputf8: z.boolean(),
      ret: z.string().nullable(),
      envid: z.string().nullable(),
      requireTls: z.literal(true).optional(),
      header: z.object({
        messageId: z.string().nullable(),
        subject: z.string().nullable(),
        from: z.array(z.string()),
        has8bit: z.boolean(),
        headerHas8bit: z.boolean(),
        precedence: z.string().optional(),
        tlsRequired: z.string().optional(),
      }),
      sizeBytes: z.number(),
    }),
    recipient: z.object({
      ordinal: z.number(),
      address,
      notify: z.union([z.literal('never'), z.array(z.enum(['success', 'failure', 'delay']))]).nullable(),
      orcpt: z.string().nullable(),
      via: z.array(z.string()),
      attempts: z.number(),
      delayedSince: z.number().nullable(),
      delayNoticeAt: z.number().nullable(),
      lastReply: z.string().nullable(),
      pinnedRoute: value.nullable(),
      releasedAt: z.number().optional().meta({ description: 'When it was let out of quarantine' }),
    }),
    lane: z.string(),
    laneText: z.string().meta({ description: 'The lane with names in place of ids' }),
    ...placeFields,
    held: z.boolean(),
    leased: z.boolean().nullable(),
    nextAttemptAt: z.number(),
  }),
);

const count = z.int();

const laneCount = named(
  'Destination',
  z.object({
    lane: z.string(),
    laneText: z.string(),
    ...placeFields,
    organization: z.string().nullable().meta({ description: 'Whose it is; null: mail of several may go there' }),
    state: z.enum(destinationStates).meta({
      description:
        'paused: all of it by an administrator; no-upstream: its organization has none; held: its upstream is in trouble that somebody has to mend; active: deliveries are under way; throttled: its upstream takes no more at the moment; backing-off: the last attempt met trouble; due: its turn has come; waiting: it was put off',
    }),
    until: z
      .number()
      .nullable()
      .meta({ description: 'When that ends by itself; null: it does not, or it is not known' }),
    waiting: z.number(),
    held: z.number().meta({ description: 'Paused by an administrator' }),
    oldestReceivedAt: z.number(),
    nextAttemptAt: z.number(),
    lastAttemptAt: z.number().meta({ description: 'The attempt that is furthest away' }),
    attempts: count.nullable().meta({ description: 'The most of one recipient' }),
    ages: z
      .object({ tenMinutes: count, hour: count, sixHours: count, day: count, older: count })
      .nullable()
      .meta({ description: 'Recipients by how long they have waited: less than ten minutes, an hour, and so on' }),
    lastReply: z.string().nullable().meta({ description: 'What one of them was told last' }),
    cause: z.string().nullable().meta({ description: 'Why it waits, as a code' }),
    cure: z.string().nullable(),
    remedy: remedyForm.nullable(),
  }),
);

/** Each is followed by the name of the destination. */
export const laneOrders = ['destination', 'oldest', 'waiting', 'held', 'next'] as const;

export const queueVerbs = ['hold', 'release', 'retry', 'redirect', 'expire', 'bounce'] as const;
/** Of each verb by itself: what ends mail, or leads it elsewhere, is more than helping out. */
export const queueVerbRights = {
  hold: helps,
  release: helps,
  retry: helps,
  redirect: administers,
  expire: administers,
  bounce: administers,
} as const satisfies Record<(typeof queueVerbs)[number], NeededRight>;

const queueId = z.string().min(1).max(bounds.admin.idGiven);

export const queueSelection = z.strictObject({
  queueIds: z.array(queueId).min(1).max(bounds.admin.messagesSteered).optional(),
  recipients: z
    .array(z.strictObject({ queueId, ordinal: z.int().min(0) }))
    .min(1)
    .max(bounds.admin.messagesSteered)
    .optional()
    .meta({ description: 'These alone of their messages' }),
  sender: word,
  recipient: word,
  text: word.meta({ description: 'A part of the sender or of the recipient' }),
  lane: word,
  held: z.boolean().optional(),
  olderThan: timeText.optional(),
  all: z.literal(true).optional(),
});

const listed = {
  organization: word,
  queueId: word,
  sender: word,
  recipient: word,
  text: word.meta({ description: 'A part of the sender or of the recipient' }),
  lane: word.meta({
    description: 'A lane (connector:<name>, mailbox:<address>, mx:<domain>), or its beginning and *',
  }),
  held: flagText.optional(),
  olderThan: timeText.optional(),
};

/** Why a verb left recipients of its selection alone. */
export const untouchedReasons = ['under-way', 'paused', 'paused-already', 'not-paused', 'not-waiting'] as const;

const untouched = z.object({
  why: z.enum(untouchedReasons).meta({
    description:
      'under-way: an attempt is being made at this moment; paused: retry leaves that alone; paused-already, not-paused: there is nothing to do; not-waiting: it was named, and waits no more',
  }),
  count,
  sample: z.array(z.object({ queueId: z.string(), recipient: z.string().nullable() })),
});

export const queue = {
  list: operation({
    id: 'listQueue',
    right: reads,
    method: 'GET',
    path: '/queue',
    tag,
    query: z.strictObject({
      ...listed,
      limit: countText(bounds.admin.page, 100),
      after: pairCursor.optional(),
    }),
    answer: json(z.object({ entries: z.array(queueEntry), next: nextPage, total: z.int() })),
    problems: ['not-found'],
  }),
  lanes: operation({
    id: 'listLanes',
    right: reads,
    method: 'GET',
    path: '/queue/lanes',
    tag,
    query: z.strictObject({
      organization: word,
      sort: z.enum(laneOrders).default('destination').meta({
        description: 'What comes first: the destination by its lane, the oldest mail, the most of it, the next attempt',
      }),
      ...pageFields,
    }),
    answer: json(z.object({ items: z.array(laneCount), next: nextPage })),
    problems: ['too-many-entries', 'not-found', 'not-unique'],
  }),
  table: operation({
    id: 'exportQueue',
    right: reads,
    fresh: true,
    method: 'GET',
    path: '/queue-csv',
    tag,
    query: z.strictObject({ ...listed, limit: csvRows }),
    answer: csvAnswer('recipient'),
    problems: ['not-found', 'not-unique'],
  }),
  show: operation({
    id: 'showQueued',
    right: reads,
    method: 'GET',
    path: '/queue/:queueId',
    tag,
    params: z.object({ queueId: z.string().max(bounds.admin.idGiven) }),
    query: z.strictObject({
      limit: countText(bounds.admin.recipientsShown, bounds.admin.recipientsShown),
      after: pairCursor.optional(),
    }),
    answer: json(z.object({ entries: z.array(queueEntry), next: nextPage, story: messageStory.nullable() })),
    problems: ['not-found'],
  }),
  preview: operation({ ...previewing, right: readsContent, id: 'previewQueued', tag, path: '/queue/:queueId/preview' }),
  content: operation({
    ...downloading,
    right: readsContent,
    id: 'downloadQueued',
    tag,
    path: '/queue/:queueId/content',
  }),
  act: operation({
    id: 'steerQueue',
    right: helps,
    description:
      'redirect, expire and bounce need the role organization-administrator. ?dryRun=true: nothing is done, the answer says how many it would be, and has the first of them',
    method: 'POST',
    path: '/queue/actions',
    tag,
    query: z.strictObject({ organization: word, dryRun: flagText.optional() }),
    body: z.strictObject({
      verb: z.enum(queueVerbs),
      selection: queueSelection,
      to: anyAddress.optional(),
      connector: word,
      host: hostOrAddress.optional(),
      port: port.optional(),
      reason: z.string().max(bounds.admin.steerReason).optional(),
    }),
    answer: json(
      z.object({
        touched: count.meta({ description: 'Recipients; of a dry run: as many as it would be' }),
        untouched: z.array(untouched).optional(),
        dryRun: z.object({ sample: z.array(queueEntry) }).optional(),
      }),
    ),
    problems: ['not-found', 'not-unique', 'nothing-selected', 'refers-to-nothing'],
  }),
};
