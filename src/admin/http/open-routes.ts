/** Routes beside the API, at the root and mostly without sign-in: health, readiness, metrics, the API's description, what errors mean. */
import { isProblemCode } from '../../mail/problem.ts';
import type { AdminParts } from '../context.ts';
import type { App } from './fastify-app.ts';
import { Problem } from './problem.ts';
import { problemPageOf } from './problem-page.ts';

type Room = Pick<AdminParts, 'status' | 'store' | 'metrics' | 'version'>;

export function openRoutes(app: App, room: Room): void {
  app.get('/healthz', { config: { open: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { open: true } }, async (_request, reply) => {
    const reasons = whyNotReady(room);
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons });
  });
  app.get('/metrics', { config: { openToLoopback: true } }, async (_request, reply) => {
    const { type, body } = await room.metrics.text();
    return reply.type(type).send(body);
  });
  let described: Promise<string> | null = null;
  app.get('/openapi.json', { config: { open: true } }, async (_request, reply) => {
    // Made when somebody asks, once: a server does not need it to carry mail.
    described ??= import('./openapi.ts').then(({ openApiOf }) => JSON.stringify(openApiOf(room.version)));
    return reply.type('application/json; charset=utf-8').send(await described);
  });
  app.get<{ Params: { code: string } }>('/problems/:code', { config: { open: true } }, async (request, reply) => {
    const { code } = request.params;
    if (!isProblemCode(code))
      throw new Problem(
        'not-found',
        { what: 'code', name: code },
        'The answer that names it says in detail what happened.',
      );
    return reply
      .headers({ 'content-security-policy': "default-src 'none'" })
      .type('text/html; charset=utf-8')
      .send(problemPageOf(code));
  });
}

function whyNotReady({ status, store }: Room): readonly string[] {
  const { disk, listeners } = status();
  return [
    ...(store.unhealthyReason() === null ? [] : ['the store cannot commit']),
    ...(disk.full ? [`the disk is full: ${disk.freeBytes} bytes are free, ${disk.leastBytes} must stay free`] : []),
    ...(listeners.length > 0 ? [] : ['no SMTP listener is open']),
  ];
}
