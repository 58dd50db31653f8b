/** The queue: what waits, and the verbs that steer it. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { NeededRight } from '../../mail/doors/caller.ts';
import { anyAddress, hostOrAddress, port } from '../../directory/fields/values.ts';
import { administers, helps, json, named, operation, reads } from './operation.ts';
import { countText, flagText, nextPage, pairCursor, pageFields, timeText, value, word } from './shared.ts';
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
      header: z.object({
        messageId: z.string().nullable(),
        subject: z.string().nullable(),
        from: z.array(z.string()),
        has8bit: z.boolean(),
        headerHas8bit: z.boolean(),
        precedence: z.string().optional(),
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
    }),
    lane: z.string(),
    laneText: z.string().meta({ description: 'The lane with names in place of ids' }),
    held: z.boolean(),
    leased: z.boolean().nullable(),
    nextAttemptAt: z.number(),
  }),
);

const laneCount = z.object({
  lane: z.string(),
  laneText: z.string(),
  waiting: z.number(),
  held: z.number(),
  oldestReceivedAt: z.number(),
  nextAttemptAt: z.number(),
  lastAttemptAt: z.number(),
});

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

export const queueSelection = z.strictObject({
  queueIds: z.array(z.string().min(1).max(bounds.admin.idGiven)).min(1).max(bounds.admin.messagesSteered).optional(),
  sender: word,
  recipient: word,
  lane: word,
  held: z.boolean().optional(),
  olderThan: timeText.optional(),
  all: z.literal(true).optional(),
});

export const queue = {
  list: operation({
    id: 'listQueue',
    right: reads,
    method: 'GET',
    path: '/queue',
    tag,
    query: z.strictObject({
      organization: word,
      sender: word,
      recipient: word,
      lane: word.meta({
        description: 'A lane (connector:<name>, mailbox:<address>, mx:<domain>), or its beginning and *',
      }),
      held: flagText.optional(),
      olderThan: timeText.optional(),
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
    query: z.strictObject(pageFields),
    answer: json(z.object({ items: z.array(laneCount), next: nextPage })),
    problems: ['too-many-entries'],
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
  act: operation({
    id: 'steerQueue',
    right: helps,
    description: 'redirect, expire and bounce need the role organization-administrator',
    method: 'POST',
    path: '/queue/actions',
    tag,
    query: z.strictObject({ organization: word }),
    body: z.strictObject({
      verb: z.enum(queueVerbs),
      selection: queueSelection,
      to: anyAddress.optional(),
      connector: word,
      host: hostOrAddress.optional(),
      port: port.optional(),
      reason: z.string().max(bounds.admin.steerReason).optional(),
    }),
    answer: json(z.object({ touched: z.int() })),
    problems: ['not-found', 'not-unique', 'nothing-selected', 'refers-to-nothing'],
  }),
};
