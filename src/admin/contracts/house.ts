/** The house itself: status, audit log, backup, certificates, tokens. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { json, made, named, nothing, operation } from './operation.ts';
import { problemForm } from './problems.ts';
import { countText, nextPage, numberCursor } from './shared.ts';

const tag = 'house';
const certificate = z.object({ subject: z.string(), notAfter: z.number(), names: z.array(z.string()) }).nullable();
const pause = z.object({ longestMs: z.number(), p99Ms: z.number() });

export const house = {
  status: operation({
    id: 'showStatus',
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
          listeners: z.array(z.object({ name: z.string(), role: z.string(), address: z.string(), port: z.number() })),
          queue: z.object({ waiting: z.number(), held: z.number() }),
          sessions: z.number(),
          storeHealthy: z.boolean(),
          log: z.object({ linesLost: z.number() }),
          standstill: z.object({ sinceStart: pause, lastMinute: pause }),
          disk: z.object({ path: z.string(), freeBytes: z.number(), leastBytes: z.number(), full: z.boolean() }),
          alarms: z.number(),
          certificate,
        }),
      ),
    ),
    problems: [],
  }),
  audit: operation({
    id: 'listAudit',
    method: 'GET',
    path: '/audit',
    tag,
    description: 'Who changed what, newest first',
    query: z.strictObject({
      limit: countText(bounds.admin.page, 100),
      before: numberCursor.optional(),
      after: numberCursor.optional(),
      id: z.string().max(bounds.admin.nameGiven).optional(),
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
              revision: z.number(),
              kind: z.string(),
              id: z.string(),
              name: z.string(),
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
  backup: operation({
    id: 'makeBackup',
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
    method: 'POST',
    path: '/certificates/reload',
    tag,
    answer: json(z.object({ certificate })),
    problems: ['certificate-refused'],
  }),
};

const tokenName = z.string().regex(/^[\w.@-]{1,64}$/u, 'letters, digits, . _ @ and - only, at most 64');

export const tokens = {
  list: operation({
    id: 'listTokens',
    method: 'GET',
    path: '/tokens',
    tag: 'tokens',
    description: `All of them: there are at most ${bounds.admin.tokens}`,
    answer: json(z.object({ items: z.array(z.object({ name: z.string(), createdAt: z.number().nullable() })) })),
    problems: [],
  }),
  create: operation({
    id: 'createToken',
    method: 'POST',
    path: '/tokens',
    tag: 'tokens',
    body: z.strictObject({ name: tokenName }),
    answer: made(z.object({ name: z.string(), token: z.string().meta({ description: 'Only this once' }) })),
    problems: ['already-there', 'too-many'],
  }),
  remove: operation({
    id: 'removeToken',
    method: 'DELETE',
    path: '/tokens/:name',
    tag: 'tokens',
    params: z.object({ name: z.string().max(bounds.admin.tokenGiven) }),
    answer: nothing,
    problems: ['not-found'],
  }),
};
