/** The trace: search, the story of one message, the session behind a reference. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { directions, ingresses } from '../../mail/delivery.ts';
import { screenRows } from '../../mail/screening/screened.ts';
import { traceStatuses } from '../../mail/trace-event.ts';
import { csvAnswer, csvRows } from './csv.ts';
import { json, named, operation, reads } from './operation.ts';
import { countText, flagText, nextPage, numberCursor, pageFields, timeText, value, word } from './shared.ts';
import { toldLack } from './sightings.ts';
import { saidForm } from './cures.ts';

const tag = 'trace';

const row = named(
  'TraceRow',
  z.object({
    at: z.number(),
    queueId: z.string().nullable(),
    sessionId: z.string().nullable(),
    reference: z.string().nullable(),
    sender: z.string().nullable(),
    recipient: z.string().nullable(),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    status: z.string(),
    clientAddress: z.string().nullable(),
    connectorId: z.string().nullable(),
    connector: z.string().nullable(),
    deviceId: z.string().nullable().optional().meta({ description: 'The device it came from, as it was known then' }),
    device: z.string().nullable().optional().meta({ description: 'Its name today' }),
    ingress: z.string().nullable(),
    organizationId: z.string().nullable(),
    sizeBytes: z.number().nullable(),
    lastText: z.string().nullable(),
    lastSaid: saidForm.optional().meta({ description: 'In the story of a message: the sentence of the last word' }),
    cause: z.string().nullable().optional().meta({ description: 'Why it was refused, failed or waits, in a line' }),
    reason: z.string().nullable().optional().meta({ description: 'Why it was refused, as a code' }),
    code: z.string().nullable().optional().meta({ description: 'The status that it failed with: `5.1.1`' }),
    checks: z
      .array(z.object({ check: z.string(), isObserved: z.boolean() }))
      .optional()
      .meta({ description: 'Checks of protection that applied to it; observed: it went on all the same' }),
    former: z.array(z.string()).optional().meta({ description: 'Addresses a redirected recipient had before' }),
    waiting: z
      .object({
        nextAttemptAt: z.number(),
        attempts: z.number(),
        due: z.boolean().meta({ description: 'Its turn has come' }),
        held: z.boolean().meta({ description: 'An administrator has paused it' }),
        lane: z.string(),
        laneText: z.string(),
      })
      .nullable()
      .optional()
      .meta({ description: 'How it waits; null: it does not' }),
  }),
);

const event = named(
  'TraceEvent',
  z.object({
    at: z.number(),
    kind: z.string(),
    queueId: z.string(),
    ordinal: z.number().nullable(),
    recipient: z.string().nullable(),
    text: z.string(),
    said: saidForm.optional(),
    cause: z.string().optional().meta({ description: 'Why it failed or waits, as a code' }),
    code: z.string().optional().meta({ description: 'The status that it failed with: `5.1.1`' }),
    lane: z.string().optional().meta({ description: 'The destination it goes to from now on' }),
    nextAttemptAt: z.number().optional().meta({ description: 'When it is tried again, as it was seen then' }),
    reply: z.string().optional(),
    remoteHost: z.string().optional(),
    remoteAddress: z.string().optional(),
    tls: z.string().optional(),
    mechanism: z.string().optional().meta({ description: 'The SASL mechanism that it was submitted with' }),
    actor: z.string().optional(),
    relatedQueueId: z.string().optional(),
  }),
);

const refusal = z.object({
  reference: z.string(),
  at: z.number(),
  reply: z.string(),
  cause: z.string(),
  stage: z.string(),
  sender: z.string().nullable(),
  recipient: z.string().nullable(),
  organizationId: z.string().nullable(),
  habits: z.array(z.string()).optional(),
  reason: value.optional(),
  lack: toldLack.nullable(),
});

const session = named(
  'Session',
  z.object({
    sessionId: z.string(),
    startedAt: z.number(),
    endedAt: z.number(),
    listener: z.string(),
    clientAddress: z.string(),
    clientPort: z.number(),
    helo: z.string().nullable(),
    tls: z.string().nullable(),
    certificateNames: z.array(z.string()),
    ingress: z.string().nullable(),
    connectorId: z.string().nullable(),
    connector: z.string().nullable(),
    login: z.string().nullable(),
    authMechanism: z.string().nullable().optional(),
    deviceId: z.string().nullable().optional(),
    device: z.string().nullable().optional(),
    software: z.string().nullable().optional(),
    habits: z.array(z.string()).optional(),
    refusals: z.array(refusal),
    noMail: value.optional(),
    lack: toldLack.nullable().meta({ description: 'Why it brought no mail though nothing was refused' }),
    accepted: z.array(z.string()),
    organizations: z
      .array(z.string())
      .optional()
      .meta({ description: 'The ids of those that own anything of it; absent: nobody does' }),
    transcript: z.string(),
    end: z.string(),
  }),
);

export const messageStory = named(
  'MessageStory',
  z.object({ rows: z.array(row), events: z.array(event), session: session.nullable() }),
);

const lookedBackTo = z.number().nullable().meta({
  description:
    'It did not look further back: the time of the row that it came to. next, where there is one, goes on there',
});

const addresses = z.string().min(1).max(bounds.admin.parameter).optional();

const searched = {
  organization: word,
  since: timeText.optional(),
  until: timeText.optional(),
  sender: addresses.meta({
    description:
      'An address, or a part of one: ann, contoso.com, @contoso.com, a*@*.com. Several with commas or blanks: any of them',
  }),
  recipient: addresses.meta({ description: 'The same' }),
  subject: word.meta({ description: 'A part of it' }),
  subjectMatch: z.enum(['contains', 'starts', 'ends']).optional().meta({ description: 'Where; absent: anywhere' }),
  remoteHost: word.meta({ description: 'A next hop by its name' }),
  sizeOver: z.coerce.number().int().min(0).optional().meta({ description: 'Larger than so many bytes' }),
  status: word.meta({ description: `One or several with commas: ${traceStatuses.join(', ')}` }),
  messageId: z.string().min(1).max(bounds.admin.parameter).optional(),
  queueId: word.meta({ description: 'As it is, or as it stands in a reply' }),
  reference: word.meta({ description: 'The same' }),
  clientAddress: word,
  connector: word,
  device: word.meta({ description: 'Name or id; of one that was deleted the id' }),
  ingress: z.enum(ingresses).optional(),
  direction: z.enum(directions).optional().meta({
    description:
      'As its organization sees it: incoming (from strangers and partners), outgoing (from its own, to domains that are not its own), internal (from its own, in its domains)',
  }),
  check: z.enum(screenRows).optional().meta({ description: 'Refused, marked or kept back by that check' }),
  observed: z
    .enum(screenRows)
    .optional()
    .meta({ description: 'It would have been, were that check not only observed' }),
  code: z
    .string()
    .trim()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/u, 'a status has three numbers: 5.1.1')
    .optional()
    .meta({ description: 'The status that it failed with, as its report says: `5.1.1`' }),
  failedSince: timeText.optional().meta({ description: 'It failed then or later, whenever it came' }),
  failedUntil: timeText.optional().meta({ description: 'It failed before then' }),
  text: word,
};

export const trace = {
  search: operation({
    id: 'searchTrace',
    right: reads,
    method: 'GET',
    path: '/trace',
    tag,
    query: z.strictObject({
      ...searched,
      limit: countText(bounds.admin.page, 100),
      after: numberCursor.optional(),
      newerThan: numberCursor.optional().meta({ description: '`newest` of a page: only rows that came since' }),
    }),
    answer: json(
      z.object({
        rows: z.array(row),
        next: nextPage,
        newest: z.string().nullable().optional(),
        lookedBackTo: lookedBackTo.optional(),
      }),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  count: operation({
    id: 'countTrace',
    right: reads,
    method: 'GET',
    path: '/trace/count',
    tag,
    description: `How many rows match: at most ${bounds.admin.traceCounted}, and as many as are found in a few seconds`,
    query: z.strictObject(searched),
    answer: json(
      named(
        'TraceCount',
        z.object({
          count: z.int(),
          more: z.boolean().meta({ description: 'There are more than that, or may be' }),
          lookedBackTo: lookedBackTo.meta({ description: 'Time ran out there; null: it did not' }),
        }),
      ),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  table: operation({
    id: 'exportTrace',
    right: reads,
    fresh: true,
    method: 'GET',
    path: '/trace-csv',
    tag,
    query: z.strictObject({ ...searched, limit: csvRows }),
    answer: csvAnswer('row'),
    problems: ['not-found', 'not-unique'],
  }),
  message: operation({
    id: 'showMessageStory',
    right: reads,
    method: 'GET',
    path: '/trace/messages/:queueId',
    tag,
    params: z.object({ queueId: z.string().max(bounds.admin.idGiven) }),
    answer: json(messageStory),
    problems: ['not-found'],
  }),
  session: operation({
    id: 'showSession',
    right: reads,
    method: 'GET',
    path: '/trace/sessions/:reference',
    tag,
    description: 'A session id, or a reference that a refusal quoted',
    params: z.object({ reference: z.string().max(bounds.admin.idGiven) }),
    answer: json(session),
    problems: ['not-found'],
  }),
  sessions: operation({
    id: 'listTracedSessions',
    right: reads,
    method: 'GET',
    path: '/trace/sessions',
    tag,
    description:
      'Sessions, the latest first, found by their mail, their refusals, or that they brought none; without transcripts. A page may have fewer than were asked for, and one may stand on two pages',
    query: z.strictObject({
      organization: word,
      address: word,
      device: word,
      since: timeText.optional(),
      refused: flagText
        .optional()
        .meta({ description: 'Only those of which something was refused, or that brought no mail' }),
      limit: countText(bounds.admin.sessionsListed, 10),
      after: numberCursor.optional(),
    }),
    answer: json(z.object({ items: z.array(session.omit({ transcript: true })), next: nextPage, lookedBackTo })),
    problems: ['not-found', 'not-unique'],
  }),
  refusals: operation({
    id: 'showRefusals',
    right: reads,
    method: 'GET',
    path: '/trace/refusals',
    tag,
    description: 'Refusals on record, counted by one thing, the most first, with the latest of each',
    query: z.strictObject({
      organization: word,
      since: timeText.default('24h'),
      by: z.enum(['cause', 'code', 'device', 'address']).default('cause'),
      top: countText(bounds.admin.refusalGroups, 10),
    }),
    answer: json(
      z.object({
        since: z.number(),
        by: z.string(),
        counted: z.number().meta({ description: 'Of all groups' }),
        groups: z.number().meta({ description: 'How many there are' }),
        items: z.array(
          z.object({
            label: z.string().nullable().meta({
              description: 'Kind of a reason, `550 5.7.64`, id of a device, or address; null: none, or not known',
            }),
            name: z.string().nullable().meta({ description: 'Of a device' }),
            count: z.number(),
            lastAt: z.number(),
            reference: z.string().nullable(),
            cause: z.string().nullable(),
          }),
        ),
        lookedBackTo,
      }),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  refusalCounts: operation({
    id: 'listRefusalCounts',
    right: reads,
    method: 'GET',
    path: '/trace/refusal-counts',
    tag,
    description:
      'Refusals, and sessions without mail, that were only counted: by address and hour (and organization, where several are concerned), the latest first, of an hour the most',
    query: z.strictObject({ organization: word, since: timeText.optional(), clientAddress: word, ...pageFields }),
    answer: json(
      z.object({
        items: z.array(
          z.object({
            clientAddress: z.string(),
            hourStart: z.number(),
            count: z.number(),
            organizationId: z.string().nullable(),
          }),
        ),
        next: nextPage,
      }),
    ),
    problems: ['not-found', 'not-unique', 'too-many-entries'],
  }),
  orphanReports: operation({
    id: 'listOrphanReports',
    right: reads,
    method: 'GET',
    path: '/trace/orphan-reports',
    tag,
    description: 'Non-delivery reports whose addressee is no mailbox of ours',
    query: z.strictObject({
      organization: word,
      limit: countText(bounds.admin.page, 100),
      after: numberCursor.optional(),
    }),
    answer: json(z.object({ rows: z.array(row), next: nextPage })),
    problems: ['not-found'],
  }),
};
