/** Quarantine: what is kept back, a look into it, and the two ways out. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { anyAddress } from '../../directory/fields/values.ts';
import { screenRows } from '../../mail/screening/screened.ts';
import { administers, helps, helpsWithContent, json, named, operation } from './operation.ts';
import { changing } from './collection.ts';
import { countText, flagText, nextPage, noQuery, organizationField, pairCursor, timeText, word } from './shared.ts';
import { downloading, previewing } from './message-looks.ts';
import { messageStory } from './trace.ts';

const tag = 'quarantine';
const queueId = z.string().min(1).max(bounds.admin.idGiven);
const why = z.enum(screenRows);

const keptMail = named(
  'QuarantinedMail',
  z.object({
    queueId: z.string(),
    ordinal: z.int().meta({ description: 'Of the recipient within the message' }),
    organization: z.string().nullable(),
    receivedAt: z.number(),
    expiresAt: z.number().nullable().meta({ description: 'When it is deleted, without a report' }),
    sender: z.string(),
    recipient: z.string(),
    from: z.array(z.string()),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    sizeBytes: z.number(),
    clientAddress: z.string().nullable(),
    helo: z.string().nullable(),
    why: z.string().nullable().meta({ description: 'The check that decided, as a code; null: it is not on record' }),
    whyText: z.string(),
    virus: z.string().nullable(),
    scl: z.number().nullable().meta({ description: 'Spam confidence level' }),
    category: z.string().nullable(),
    results: z.string().nullable().meta({ description: 'What Authentication-Results says' }),
    composite: z.string().nullable().meta({ description: 'SPF, DKIM and DMARC in one word, with its reason' }),
    engine: z.object({ score: z.number(), symbols: z.array(z.string()) }).nullable(),
  }),
);

const picked = {
  sender: word,
  recipient: word,
  text: word.meta({ description: 'A part of the sender or of the recipient' }),
  why: why.optional().meta({ description: 'The check that decided' }),
  since: timeText.optional(),
  until: timeText.optional(),
};

export const quarantineSelection = z.strictObject({
  queueIds: z.array(queueId).min(1).max(bounds.admin.messagesSteered).optional(),
  recipients: z
    .array(z.strictObject({ queueId, ordinal: z.int().min(0) }))
    .min(1)
    .max(bounds.admin.messagesSteered)
    .optional()
    .meta({ description: 'These alone of their messages' }),
  ...picked,
  all: z.literal(true).optional(),
});

const ofOne = { params: z.object({ queueId }), query: noQuery } as const;

export const quarantine = {
  list: operation({
    id: 'listQuarantine',
    right: helps,
    method: 'GET',
    path: '/quarantine',
    tag,
    query: z.strictObject({
      organization: organizationField,
      ...picked,
      sort: z.enum(['newest', 'oldest']).default('newest').meta({ description: 'Which come first' }),
      limit: countText(bounds.admin.page, 100),
      after: pairCursor.optional().meta({ description: '`next` of the page before, of the same sort' }),
    }),
    answer: json(
      z.object({
        entries: z.array(keptMail),
        next: nextPage,
        total: z.int(),
      }),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  show: operation({
    id: 'showQuarantined',
    right: helps,
    method: 'GET',
    path: '/quarantine/:queueId',
    tag,
    ...ofOne,
    answer: json(z.object({ entries: z.array(keptMail), next: nextPage, story: messageStory.nullable() })),
    problems: ['not-found'],
  }),
  preview: operation({
    ...previewing,
    right: helpsWithContent,
    id: 'previewQuarantined',
    tag,
    path: '/quarantine/:queueId/preview',
  }),
  content: operation({
    ...downloading,
    right: helpsWithContent,
    id: 'downloadQuarantined',
    tag,
    path: '/quarantine/:queueId/content',
  }),
  act: operation({
    id: 'actOnQuarantine',
    right: administers,
    description:
      'release: they are delivered; with `to` that address gets a copy instead, and they stay. delete: nobody is told. ?dryRun=true: nothing is done, the answer says how many it would be',
    method: 'POST',
    path: '/quarantine/actions',
    tag,
    query: z.strictObject({ organization: word, dryRun: flagText.optional() }),
    body: z.strictObject({
      verb: z.enum(['release', 'delete']),
      selection: quarantineSelection,
      to: anyAddress.optional(),
      allowSender: z.boolean().optional().meta({
        description: 'Put the authors of what is released, by their address, on the allow list of their organization',
      }),
    }),
    answer: json(
      z.object({
        touched: z.int().meta({ description: 'Recipients; of a dry run: as many as it would be' }),
        allowed: z.array(z.string()).optional().meta({ description: 'Authors that are on the allow list now' }),
        dryRun: z.object({ sample: z.array(keptMail) }).optional(),
      }),
    ),
    problems: ['not-found', 'not-unique', 'nothing-selected', ...changing],
  }),
};
