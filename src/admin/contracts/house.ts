/** The house itself: status, audit log, backup, certificates. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { ingresses } from '../../mail/delivery.ts';
import { closedDoorReasons } from '../../mail/doors/closed-door.ts';
import { flowStates } from '../../mail/names.ts';
import { quarantineForm, restrictedField, screeningForm } from './engines.ts';
import { cureFields } from './cures.ts';
import { governs, json, named, operation, reads } from './operation.ts';
import { problemForm } from './problems.ts';
import { csvAnswer, csvRows } from './csv.ts';
import { placeFields } from './places.ts';
import { countText, nextPage, numberCursor, timeText } from './shared.ts';

const tag = 'house';
const certificate = z.object({ subject: z.string(), notAfter: z.number(), names: z.array(z.string()) }).nullable();
const ingress = z.enum(ingresses);
const troubleForm = z.object({ kind: z.string(), subject: z.string(), cause: z.string(), ...cureFields });

const flowForm = named(
  'MailFlow',
  z.object({
    at: z.number(),
    state: z.enum(flowStates).meta({ description: 'partly: some mail stands still, other mail goes on' }),
    captures: z.boolean().meta({ description: 'Mail for outside is kept back here instead of being sent' }),
    troubles: z.array(troubleForm).meta({ description: 'What stands in the way of mail, the worst first' }),
    lastIn: z
      .object({
        at: z.number(),
        queueId: z.string(),
        organizationId: z.string().nullable(),
        ingress,
        sender: z.string().nullable(),
        recipient: z.string().nullable().meta({ description: 'The first of them' }),
        recipients: z.number(),
        clientAddress: z.string().nullable(),
        connector: z.string().nullable(),
        device: z.string().nullable(),
      })
      .nullable(),
    lastOut: z
      .object({
        at: z.number(),
        queueId: z.string(),
        organizationId: z.string().nullable(),
        recipient: z.string(),
        ...placeFields,
      })
      .nullable(),
    today: z.object({
      zone: z.string().meta({ description: 'Whose day it is: the time zone of the server' }),
      midnight: z.number(),
      since: z.number().meta({ description: 'Later than midnight on the day an older version was replaced' }),
      in: z.array(z.object({ ingress, messages: z.number(), recipients: z.number() })),
      out: z
        .array(
          z.object({
            way: z.string().meta({ description: 'mailbox, group, mx, connector, capture or none' }),
            upstream: z.string().nullable(),
            delivered: z.number(),
            failed: z.number(),
            captured: z.number(),
          }),
        )
        .meta({ description: 'Recipients, by where their mail went' }),
      refused: z.object({
        count: z.number(),
        reasons: z.array(z.object({ reason: z.string().nullable(), count: z.number() })),
      }),
    }),
    oldest: z
      .object({
        queueId: z.string(),
        organizationId: z.string().nullable(),
        receivedAt: z.number(),
        recipient: z.string(),
        ...placeFields,
        attempts: z.number(),
        nextAttemptAt: z.number(),
        lastReply: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The oldest mail that waits and that nobody paused' }),
  }),
);

const pause = z.object({ longestMs: z.number(), p99Ms: z.number() });

const entriesSought = {
  before: numberCursor.optional(),
  id: z.string().max(bounds.admin.nameGiven).optional(),
  actor: z.string().max(bounds.admin.nameGiven).optional().meta({ description: 'As it stands in an entry' }),
  kind: z.string().max(bounds.admin.nameGiven).optional(),
  text: z
    .string()
    .max(bounds.admin.nameGiven)
    .optional()
    .meta({ description: 'Part of the name of who did it, or of what it was done to' }),
  organization: z
    .string()
    .max(bounds.admin.organizationGiven)
    .optional()
    .meta({ description: 'Whose it is, before and after' }),
  since: timeText.optional(),
};

export const house = {
  status: operation({
    id: 'showStatus',
    right: reads,
    description:
      'Of all mail for Global administrators, else of the caller’s organizations: sessions and lost lines are then 0, and paths are not shown',
    method: 'GET',
    path: '/status',
    tag,
    answer: json(
      named(
        'Status',
        z.object({
          version: z.string(),
          mode: z.enum(['evaluation', 'production']),
          uptimeMs: z.number(),
          hostName: z.string(),
          submissionHost: z
            .string()
            .optional()
            .meta({ description: 'Its name for those that sign in, where it has another one' }),
          listeners: z.array(z.object({ name: z.string(), role: z.string(), address: z.string(), port: z.number() })),
          queue: z.object({ waiting: z.number(), held: z.number() }),
          sessions: z.number(),
          storeHealthy: z.boolean(),
          storeTrouble: z.string().nullable().meta({ description: 'Why its store cannot write' }),
          log: z.object({ linesLost: z.number() }),
          standstill: z.object({ sinceStart: pause, lastMinute: pause }),
          disk: z.object({ path: z.string(), freeBytes: z.number(), leastBytes: z.number(), full: z.boolean() }),
          alarms: z.number(),
          raisedAlarms: z.array(
            z.object({ key: z.string(), kind: z.string(), subject: z.string(), since: z.number() }),
          ),
          screening: screeningForm.optional(),
          quarantine: quarantineForm.optional(),
          restricted: restrictedField.optional(),
          flow: flowForm,
          certificate,
          certificates: z
            .array(
              z.object({
                subject: z.string(),
                notAfter: z.number(),
                names: z.array(z.string()),
                keyKind: z.string().meta({ description: 'rsa, ec' }),
                selfSigned: z.boolean(),
              }),
            )
            .meta({ description: 'All that are shown, to mail and by HTTPS' }),
          node: z.string().meta({ description: 'The version of Node.js' }),
          adminCenter: z.object({
            address: z.string().nullable().meta({ description: 'For a browser; null: it listens nowhere' }),
            tunnel: z
              .boolean()
              .meta({ description: 'Is for this machine; from another one it takes a tunnel: no http.url is set' }),
            tls: z.boolean().meta({ description: 'Speaks HTTPS itself' }),
            listening: z.array(z.object({ address: z.string(), port: z.number() })),
            closed: z
              .array(z.object({ address: z.string(), port: z.number(), why: z.enum(closedDoorReasons) }))
              .meta({ description: 'Set, and not open' }),
          }),
          lastBackup: z
            .object({
              at: z.number(),
              outcome: z.enum(['whole', 'incomplete', 'failed']),
              folder: z.string().nullable().meta({ description: 'On the server; null: an earlier version made it' }),
              octets: z.number().nullable().meta({ description: 'Of the copy; null: there is none' }),
              said: z.string().nullable().meta({ description: 'Why it failed' }),
              wholeAt: z.number().nullable().meta({ description: 'When the last whole one was made; null: never' }),
            })
            .nullable()
            .meta({ description: 'The last that was tried, for Global administrators; null: none' }),
        }),
      ),
    ),
    problems: [],
  }),
  settings: operation({
    id: 'showSettings',
    right: governs,
    method: 'GET',
    path: '/settings',
    tag,
    description: 'What the process runs with, by doorpost.yaml and the environment; none of it is a secret',
    answer: json(
      z.object({
        file: z.string().nullable().meta({ description: 'doorpost.yaml; null: there is none' }),
        items: z.array(
          named(
            'Setting',
            z.object({
              name: z.string().meta({ description: 'As in doorpost.yaml' }),
              text: z.string().meta({ description: 'The value in force, in words' }),
              source: z.discriminatedUnion('kind', [
                z.object({ kind: z.literal('default') }),
                z.object({ kind: z.literal('file'), file: z.string(), line: z.number() }),
                z.object({ kind: z.literal('variable'), name: z.string() }),
                z.object({ kind: z.literal('option'), name: z.string() }),
              ]),
              written: z.string().meta({ description: 'The lines for doorpost.yaml that say the same' }),
              default: z.string(),
              variable: z.string().nullable().meta({ description: 'Of the environment; it goes before the file' }),
              howTo: z.string().meta({ description: 'What can be written there' }),
              meaning: z.string(),
            }),
          ),
        ),
      }),
    ),
    problems: [],
  }),
  audit: operation({
    id: 'listAudit',
    right: reads,
    method: 'GET',
    path: '/audit',
    tag,
    description: 'Who changed what, newest first',
    query: z.strictObject({
      ...entriesSought,
      limit: countText(bounds.admin.page, 100),
      after: numberCursor.optional(),
    }),
    answer: json(
      z.object({
        items: z.array(
          named(
            'AuditEntry',
            z.object({
              n: z.number(),
              at: z.number(),
              actor: z.string(),
              verb: z.enum(['made', 'changed', 'removed', 'did', 'read']),
              revision: z.number(),
              kind: z.string(),
              id: z.string(),
              name: z.string(),
              organization: z.string().nullable().meta({ description: 'Whose it is; null: nobody’s, or gone since' }),
              before: z.unknown().meta({ description: 'The object as it was; null: it was not there' }),
              after: z.unknown().meta({ description: 'The object as it became; null: it went' }),
            }),
          ),
        ),
        next: nextPage,
      }),
    ),
    problems: [],
  }),
  auditTable: operation({
    id: 'exportAudit',
    right: reads,
    fresh: true,
    method: 'GET',
    path: '/audit-csv',
    tag,
    query: z.strictObject({ ...entriesSought, limit: csvRows }),
    answer: csvAnswer('entry'),
    problems: ['not-found', 'not-unique'],
  }),
  backup: operation({
    id: 'makeBackup',
    right: governs,
    method: 'POST',
    path: '/backup',
    tag,
    description: '`missing`: queue ids of messages whose content is lost or damaged. The key file is not in it',
    body: z.strictObject({ folder: z.string().min(1).max(bounds.admin.folderGiven) }),
    answer: {
      as: 'lines',
      form: z.union([
        z.object({ progress: z.number() }),
        z.object({ done: z.literal(true), missing: z.array(z.string()).optional() }),
        z.object({ problem: problemForm }),
      ]),
      description: 'Lines of progress, then of the end: {done, missing} or {problem}',
    },
    problems: ['local-only', 'backup-failed'],
  }),
  reloadCertificates: operation({
    id: 'reloadCertificates',
    right: governs,
    method: 'POST',
    path: '/certificates/reload',
    tag,
    answer: json(z.object({ certificate })),
    problems: ['certificate-refused'],
  }),
};
