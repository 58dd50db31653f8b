/** Routes put into Fastify: what is asked is checked by the contract, what is answered goes out as the contract says. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fieldProblems, SEE_EACH } from '../../config/schema-problems.ts';
import type { AdminContext, AdminParts } from '../context.ts';
import { refuseWhole } from '../changes/whole-check.ts';
import type { Operation } from '../contracts/operation.ts';
import { noQuery } from '../contracts/shared.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import { inLanguage } from '../answers/in-language.ts';
import { sentencesOf } from '../../texts/languages.ts';
import type { Sentences } from '../../texts/sentences.ts';
import { type CallerRooms, NOBODY } from '../scope/rooms.ts';
import { begunBy, begunCookieGiven, begunCookieTaken, cookieGiven, cookieTaken, originOf } from '../sign-in/cookie.ts';
import { isLocalAdministrator, stillSignedIn } from './access.ts';
import { clientOf, isLoopback } from './client.ts';
import type { App } from './fastify-app.ts';
import { languageAsked } from './language-asked.ts';
import { type IfMatch, readIfMatch, requireMatch } from './if-match.ts';
import { Problem } from './problem.ts';
import { type Asked, type ApiRoute, type Browser, Written } from './route.ts';

/** Parts of the whole that know who signs in. */
type House = Pick<AdminParts, 'tokens' | 'people'>;

export function register(app: App, house: House, rooms: CallerRooms, route: ApiRoute): void {
  const { operation, options } = route;
  const { localOnly = false, handlerTimeout, bodyLimit } = options;
  app.route({
    method: operation.method,
    url: operation.path,
    config: { localOnly, open: operation.right === null, takesYaml: operation.file !== undefined, operation },
    ...(handlerTimeout === undefined ? {} : { handlerTimeout }),
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    handler: async (request, reply) => {
      // It signs somebody in; the hook has looked at where it comes from.
      const caller = operation.right === null ? NOBODY : request.caller;
      // The hook has let nobody come as far who had to sign in and did not.
      if (caller === null) throw new Error(`${operation.id} was asked by nobody`);
      const ifMatch = operation.takesIfMatch === true ? readIfMatch(request.headers['if-match']) : null;
      const theirs = rooms.of(caller);
      const { room, routeOf, tryOut } = ifMatch === null ? theirs : theirs.asSeen(ifMatch);
      const own = routeOf(operation);
      const sentences = await sentencesOf(languageAsked(request.headers['accept-language']));
      const asked = checked(room, own, { request, caller, reply, house, ifMatch, sentences });
      if (!isTried(operation, asked)) return send(operation, reply, await own.act(asked), sentences);
      return reply.type(JSON_TYPE).send(written(await tryOut(operation, asked), sentences));
    },
  });
}

const isTried = ({ canBeTried }: Operation, { query }: Asked<Operation>): boolean =>
  canBeTried === true && (query as { readonly dryRun?: boolean }).dryRun === true;

/** A request, as it came to the door. */
interface Coming {
  readonly request: FastifyRequest;
  readonly caller: Caller;
  readonly reply: FastifyReply;
  readonly house: House;
  readonly ifMatch: IfMatch | null;
  readonly sentences: Sentences;
}

/** Throws the Problem of what is wrong with it. */
function checked(
  room: Pick<AdminContext, 'directory'>,
  { operation, options }: ApiRoute,
  { request, caller, reply, house, ifMatch, sentences }: Coming,
): Asked<Operation> {
  const { params, query = noQuery, body } = operation;
  // An operation that takes another type reads it itself.
  const file = request.body instanceof Readable ? request.body : null;
  const asked = {
    params: read(params, request.params, 'invalid-parameters'),
    query: read(query, request.query, 'invalid-parameters'),
    file,
    actor: caller.actor,
    caller,
    sentences,
    isLocal: isLocalAdministrator(request),
    browser: browserOf(request, reply),
    requireSeen: (etag: string) => ifMatch && requireMatch(ifMatch, [etag]),
    gone: () => abortedWith(reply, caller, house),
    stillSignedIn: () => stillSignedIn(house, request),
  };
  if (body === undefined || file !== null) return { ...asked, body: undefined } as Asked<Operation>;
  try {
    return { ...asked, body: read(body, request.body, 'invalid-fields') } as Asked<Operation>;
  } catch (error) {
    const { edits } = options;
    if (edits === undefined) throw error;
    const view = room.directory.current;
    throw refuseWhole(error, body, request.body, view, (fields) =>
      edits(fields as never, asked as unknown as Asked<Operation>, view),
    );
  }
}

function read(form: z.ZodType | undefined, data: unknown, code: 'invalid-fields' | 'invalid-parameters'): unknown {
  if (form === undefined) return undefined;
  const result = form.safeParse(data ?? undefined);
  if (result.success) return result.data;
  const problems = fieldProblems(result.error, keysOf(form));
  throw code === 'invalid-fields'
    ? new Problem(code, { why: 'fields' }, SEE_EACH, problems)
    : new Problem(code, { why: 'parameters' }, SEE_EACH, problems);
}

function keysOf(form: z.ZodType): readonly string[] {
  const { shape } = form as { readonly shape?: object };
  return shape === undefined ? [] : Object.keys(shape);
}

/** A person whose session or right was taken away counts as gone. */
function abortedWith(reply: FastifyReply, { session }: Caller, { people }: House): AbortSignal {
  const gone = new AbortController();
  const forget = session && people.sessions.whileOpen(session.id, () => gone.abort());
  reply.raw.once('close', () => {
    forget?.();
    gone.abort();
  });
  return gone.signal;
}

function browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
  const client = clientOf(request);
  const set = (cookie: string): void => void reply.header('set-cookie', cookie);
  return {
    address: client.address,
    isBeyondLoopback: client.forwarded || !(client.address === 'local' || isLoopback(client.address)),
    agent: request.headers['user-agent'] ?? '',
    origin: originOf(client),
    begun: begunBy(request, client),
    // Fastify sends each of several.
    keep: (cookie) => set(cookie === null ? cookieTaken(client) : cookieGiven(client, cookie)),
    keepBegun: (cookie) => set(cookie === null ? begunCookieTaken(client) : begunCookieGiven(client, cookie)),
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** JSON in the language of its reader. */
const written = (value: unknown, sentences: Sentences): string => JSON.stringify(inLanguage(value, sentences));

function send({ answer }: Operation, reply: FastifyReply, given: unknown, sentences: Sentences): FastifyReply {
  switch (answer.as) {
    case 'nothing':
      return reply.code(204).send();
    case 'json':
      return given instanceof Written
        ? reply.code(answer.status).type(JSON_TYPE).send(Readable.from(given.pieces))
        : reply.code(answer.status).type(JSON_TYPE).headers(tagOf(given)).send(written(given, sentences));
    case 'lines':
      return reply
        .type('application/x-ndjson')
        .send(Readable.from(linesOf(given as AsyncIterable<unknown>, sentences)));
    case 'events':
      return reply.type('text/event-stream').send(given);
    case 'text':
      return reply.type(`${answer.type}; charset=utf-8`).send(sendable(given));
    case 'octets':
      // A browser must not run what a stranger sent.
      return reply.headers({ 'content-type': answer.type, 'content-disposition': 'attachment' }).send(sendable(given));
  }
}

/** Of an answer that is one object. */
function tagOf(given: unknown): { etag?: string } {
  const { item } = given as { readonly item?: { readonly etag?: string } };
  return item?.etag === undefined ? {} : { etag: `"${item.etag}"` };
}

const sendable = (given: unknown): unknown =>
  typeof given === 'string' || Buffer.isBuffer(given) ? given : Readable.from(given as AsyncIterable<Uint8Array>);

async function* linesOf(lines: AsyncIterable<unknown>, sentences: Sentences): AsyncGenerator<string> {
  for await (const line of lines) yield `${written(line, sentences)}\n`;
}
