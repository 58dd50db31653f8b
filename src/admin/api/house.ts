/** The house itself: status, audit log, backup, certificates, tokens; health, readiness and metrics without sign-in. */
import { bounds } from '../../base/bounds.ts';
import { isAbsolute } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { isProblemCode, problemPageOf } from '../http/problem-page.ts';
import { withoutSecrets } from '../http/views.ts';
import { answers, countText, numberCursor, textAnswer } from './schemas.ts';

const loose = z.looseObject({});
const readiness = z.object({ status: z.enum(['ready', 'not ready']), reasons: z.array(z.string()) });
const tokenItem = z.object({ name: z.string(), createdAt: z.number().nullable() });
const tokenName = z.string().regex(/^[\w.@-]{1,64}$/u, 'letters, digits, . _ @ and - only, at most 64');

export function houseRoutes(app: App, room: AdminContext): void {
  app.get('/status', { schema: { tags: ['house'], response: answers(loose) } }, async () => ({
    version: room.version,
    ...(await room.status()),
  }));
  app.get(
    '/audit',
    {
      schema: {
        tags: ['house'],
        querystring: z.strictObject({
          limit: countText(bounds.admin.page, 100),
          before: numberCursor.optional(),
          after: numberCursor.optional(),
          id: z.string().max(bounds.admin.nameGiven).optional(),
        }),
        response: answers(z.object({ items: z.array(loose), next: z.string().nullable() })),
      },
    },
    async (request) => {
      const { limit, before, after, id } = request.query;
      const items = await room.store.directory.audit({
        limit,
        ...(before === undefined ? {} : { before: Number(before) }),
        ...(after === undefined ? {} : { after: Number(after) }),
        ...(id === undefined ? {} : { id }),
      });
      const last = items.length < limit ? undefined : items.at(-1);
      return { items: items.map(withoutSecrets), next: last === undefined ? null : String(last.n) };
    },
  );
  app.post(
    '/backup',
    {
      config: { localOnly: true },
      handlerTimeout: bounds.admin.backup,
      schema: {
        tags: ['house'],
        description:
          'Answers lines of JSON: {progress}, at the end {done, missing} or {problem}. `missing`: queue ids of messages whose content is lost or damaged. The key file is not in it',
        body: z.strictObject({ folder: z.string().min(1).max(bounds.admin.folderGiven) }),
        response: answers(textAnswer('application/x-ndjson', 'Lines of progress, then of the end')),
      },
    },
    async (request, reply) => {
      if (!isAbsolute(request.body.folder))
        throw new Problem(
          'invalid-fields',
          'The folder must be an absolute path.',
          'The server runs elsewhere than you do; write it from the root.',
        );
      void reply.type('application/x-ndjson');
      return reply.send(backupStream(room, request.body.folder));
    },
  );
  app.post('/certificates/reload', { schema: { tags: ['house'], response: answers(loose) } }, async () => {
    try {
      await room.reloadCertificates();
    } catch (error) {
      room.log.error({ err: error }, 'certificates were not reloaded');
      throw new Problem(
        'certificate-refused',
        `The old certificate stays in force: ${reasonOf(error)}`,
        'Check that the file is there, can be read by the server, is PEM, and that certificate and key belong together.',
      );
    }
    return { certificate: (await room.status()).certificate };
  });
  tokenRoutes(app, room);
}

/** Files and reasons of the system, for the administrator who named them; one line. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .slice(0, bounds.admin.reason)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

function backupStream(room: AdminContext, folder: string): Readable {
  const stream = new Readable({ read() {} });
  const line = (value: object): void => void stream.push(`${JSON.stringify(value)}\n`);
  let last = -1;
  room.store
    .backup(folder, (done) => {
      const percent = Math.floor(done * 100);
      if (percent > last) line({ progress: done });
      last = Math.max(last, percent);
    })
    .then(
      ({ missing }) => {
        if (missing.length > 0)
          room.log.error(
            { queueIds: missing },
            'the content of queued messages is lost; the backup has everything else',
          );
        line({ done: true, ...(missing.length > 0 && { missing }) });
      },
      (error: unknown) => {
        room.log.error({ err: error }, 'backup failed');
        line({
          problem: new Problem(
            'backup-failed',
            `The backup failed: ${reasonOf(error)}`,
            'Name an empty or new folder that the server may write to, with room for all mail. A folder without backup.json is no whole backup.',
          ).body(),
        });
      },
    )
    .finally(() => stream.push(null));
  return stream;
}

function tokenRoutes(app: App, room: AdminContext): void {
  app.get(
    '/tokens',
    { schema: { tags: ['tokens'], response: answers(z.object({ items: z.array(tokenItem) })) } },
    async () => ({ items: await room.tokens.list() }),
  );
  app.post(
    '/tokens',
    {
      schema: {
        tags: ['tokens'],
        body: z.strictObject({ name: tokenName }),
        response: answers(z.object({ name: z.string(), token: z.string() }), 201),
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const tokens = await room.tokens.list();
      if (tokens.some((each) => each.name === name))
        throw new Problem(
          'already-there',
          `There is a token "${name}" already.`,
          'Choose another name, or delete that one first.',
        );
      if (tokens.length >= bounds.admin.tokens)
        throw new Problem('too-many', `There are ${bounds.admin.tokens} tokens already.`, 'Delete those nobody uses.');
      const token = await room.tokens.create(name);
      await note(room, request.actor, name, 'created');
      return reply.code(201).send({ name, token });
    },
  );
  app.delete(
    '/tokens/:name',
    {
      schema: {
        tags: ['tokens'],
        params: z.object({ name: z.string().max(bounds.admin.tokenGiven) }),
        response: answers(z.null(), 204),
      },
    },
    async (request, reply) => {
      if (!(await room.tokens.delete(request.params.name)))
        throw new Problem('not-found', 'There is no such token.', { act: 'see-all', of: 'tokens' });
      await note(room, request.actor, request.params.name, 'deleted');
      return reply.code(204).send();
    },
  );
}

const note = (room: AdminContext, actor: string, name: string, act: string): Promise<void> =>
  room.store.directory.note({
    at: room.clock.now(),
    actor,
    kind: 'secret',
    id: `token:${name}`,
    name: `token:${name}`,
    before: null,
    after: act,
  });

/** Outside /api/v1. */
export function openRoutes(app: App, room: AdminContext): void {
  app.get(
    '/healthz',
    {
      config: { open: true },
      schema: { tags: ['health'], security: [], response: { 200: z.object({ status: z.literal('ok') }) } },
    },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/readyz',
    {
      config: { open: true },
      schema: {
        tags: ['health'],
        description: '503 with the reasons while it cannot take mail',
        security: [],
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const status = await room.status();
      const reasons = [
        ...(room.store.unhealthyReason() === null ? [] : ['the store cannot commit']),
        ...(status.disk.full
          ? [`the disk is full: ${status.disk.freeBytes} octets are free, ${status.disk.leastBytes} must stay free`]
          : []),
        ...(status.listeners.length > 0 ? [] : ['no SMTP listener is open']),
      ];
      return reply
        .code(reasons.length === 0 ? 200 : 503)
        .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons });
    },
  );
  app.get(
    '/metrics',
    {
      config: { openToLoopback: true },
      schema: {
        tags: ['health'],
        description: 'For Prometheus; without a token only for a program of this machine, never through a proxy',
        security: [{}, { token: [] }],
        response: answers(textAnswer('text/plain', 'Prometheus text')),
      },
    },
    async (_request, reply) => {
      const { type, body } = await room.metrics.text();
      return reply.type(type).send(body);
    },
  );
  problemPages(app);
  app.get('/openapi.json', { config: { open: true }, schema: { hide: true } as object }, async () => app.swagger());
}

function problemPages(app: App): void {
  app.get(
    '/problems/:code',
    {
      config: { open: true },
      schema: {
        tags: ['help'],
        description: 'What a code of an error means and what to do about it: the `type` of every problem leads here',
        security: [],
        params: z.object({ code: z.string().max(bounds.admin.idGiven) }),
        response: answers(textAnswer('text/html', 'A page for people')),
      },
    },
    async ({ params: { code } }, reply) => {
      if (!isProblemCode(code))
        throw new Problem(
          'not-found',
          'There is no such code.',
          'The answer that names it says in detail what happened.',
        );
      return reply
        .headers({ 'content-security-policy': "default-src 'none'" })
        .type('text/html; charset=utf-8')
        .send(problemPageOf(code));
    },
  );
}
