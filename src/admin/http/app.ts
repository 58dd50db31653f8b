/** The HTTP application without its sockets: every operation by its contract, problem+json for every error, sign-in on every route that is not open. */
import { bounds } from '../../base/bounds.ts';
import fastify, { type FastifyInstance } from 'fastify';
import { checkAccess } from './access.ts';
import { arrivalOf, readClient } from './client.ts';
import type { AdminContext, AdminParts } from '../context.ts';
import type { App } from './fastify-app.ts';
import { hasLoneSurrogate } from './lone-surrogate.ts';
import type { AdminConnections } from './connections.ts';
import { knownProblem } from './known-problem.ts';
import { languageAsked } from './language-asked.ts';
import { askedForPage } from '../pages/asked-for-page.ts';
import { servePages } from '../pages/pages.ts';
import { Problem } from './problem.ts';
import { CallerRooms } from '../scope/rooms.ts';
import { openRoutes } from './open-routes.ts';
import { register } from './register.ts';
import { sentencesOf } from '../../texts/languages.ts';

export async function createApp(room: AdminParts, connections: AdminConnections): Promise<App> {
  const app = fastify({
    logger: false,
    bodyLimit: bounds.admin.body,
    handlerTimeout: bounds.admin.handler,
    routerOptions: { maxParamLength: bounds.admin.parameter, ignoreTrailingSlash: true },
    return503OnClosing: true,
    // Given here, not set later: Fastify then never loads compilers of its own, which weigh megabytes. What is asked is checked by the contracts.
    schemaController: {
      compilersFactory: {
        buildValidator: () => (() => () => true) as never,
        buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
      },
    },
  });

  readJsonOnly(app);
  takeYaml(app);

  app.decorateRequest('caller', null);
  app.decorateRequest('isLocal', false);
  app.decorateRequest('client', null);
  app.addHook('onRequest', async (request, reply) => {
    request.isLocal = connections.local.has(request.raw.socket);
    request.client = readClient(arrivalOf(request), room.settings.http.trustedProxies);
    // An API answers no page: nothing may be sniffed, framed or kept.
    void reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    request.caller = await checkAccess(room, request);
    requireText(request.url);
    if (request.caller !== null) connections.signedIn.add(request.raw.socket);
  });
  app.addHook('onResponse', async (request, reply) => {
    connections.signedIn.delete(request.raw.socket);
    const fields = {
      actor: request.caller?.actor ?? 'anonymous',
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
    };
    if (request.method === 'GET') room.log.debug(fields, 'admin request');
    else room.log.info(fields, 'admin request');
  });
  answerErrors(app, room);
  const { seeAnswer } = room;
  if (seeAnswer !== undefined)
    app.addHook('onSend', async (request, reply, payload) => {
      const { operation } = request.routeOptions.config;
      return operation === undefined ? payload : seeAnswer({ operation, status: reply.statusCode, payload });
    });

  await app.register(
    async (scope) => {
      const rooms = new CallerRooms(room);
      for (const route of rooms.routes) register(scope, room, rooms, route);
    },
    { prefix: '/api/v1' },
  );
  openRoutes(app, room);
  servePages(app, room);
  await app.ready();
  return app;
}

/** JSON is the only language; an empty body is no body, whatever its type says. */
function readJsonOnly(
  app: { removeAllContentTypeParsers(): void } & Pick<FastifyInstance, 'addContentTypeParser' | 'getDefaultJsonParser'>,
): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer);
    } catch {
      done(notUtf8());
      return;
    }
    void parse(request, text, (error, value: unknown) => {
      if (error === null && text.includes('\\u') && hasLoneSurrogate(value)) done(notUtf8());
      else done(error, value);
    });
  });
}

/** Percent-encoded octets of an address are UTF-8 too (RFC 3986 §2.5): nothing is guessed there either. */
function requireText(url: string): void {
  try {
    decodeURIComponent(url);
  } catch {
    throw new Problem(
      'not-utf8',
      { of: 'address' },
      'Encode names and words as UTF-8, each byte as %XX, and % itself as %25.',
    );
  }
}

/** A file that is applied comes as it is; its route reads and bounds it (RFC 9512). */
function takeYaml(app: Pick<FastifyInstance, 'addContentTypeParser'>): void {
  app.addContentTypeParser(['application/yaml', 'text/yaml'], (request, payload, done) => {
    if (request.routeOptions.config.takesYaml === true) done(null, payload);
    else done(new Problem('not-json', {}, 'Send content-type: application/json.'));
  });
}

/** RFC 8259 §8.1: nothing is guessed, and no octet is replaced. */
const notUtf8 = (): Problem =>
  new Problem(
    'not-utf8',
    { of: 'request' },
    'Send JSON in UTF-8; a file that was saved otherwise has to be converted.',
  );

function answerErrors(
  app: Pick<FastifyInstance, 'setErrorHandler' | 'setNotFoundHandler'>,
  room: Pick<AdminContext, 'log'>,
): void {
  app.setNotFoundHandler((request, reply) => {
    if (askedForPage(request)) return reply.sendPage();
    throw new Problem(
      'no-such-path',
      { method: request.method, path: printable(request.url) },
      'GET /openapi.json lists what there is.',
    );
  });
  app.setErrorHandler(async (error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500)
      room.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'admin request failed');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="doorpost"');
    if (problem.code === 'sign-in-slowed')
      void reply.header('retry-after', (problem as Problem<'sign-in-slowed'>).facts.seconds);
    const sentences = await sentencesOf(languageAsked(request.headers['accept-language']));
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem.body(sentences)));
  });
}

/** The part of an error that a caller may know: our own words, or nothing. */
function toProblem(error: unknown): Problem {
  const known = knownProblem(error);
  if (known !== null) return known;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large', { of: 'request' }, 'Send less at once.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('not-json', {}, 'Send content-type: application/json.');
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return new Problem('took-too-long', {}, { act: 'see-status', why: 'slow' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('unreadable-request', {}, 'Send valid JSON; GET /openapi.json shows the forms.');
  return new Problem('internal-error', { of: 'request' }, 'See the log at this time; if it repeats, report it.');
}

const printable = (text: string): string => text.slice(0, bounds.admin.nameShown).replace(/[^\x20-\x7e]/gu, '?');
