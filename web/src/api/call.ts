/** One call of the API, typed by its contract. Every page asks by it; nothing else in `web/` fetches. */
import type { Answering, AnswerTo, LineOf, Operations, Problem, SaidTo } from './contracts.ts';
import { freshSignIn } from './fresh.ts';
import { meanwhile, type Seen } from './meanwhile.ts';
import { isSomebodyThere } from './presence.ts';
import { secret, signedOut } from './secret.ts';
import { language } from '../words/language.ts';

const BASE = '/api/v1';

/** An answer that is an error: its body is problem+json with a code, facts, and a cure. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;
  readonly status: number;
  /** Seconds after which it may be tried again; null: the server did not say. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, status: number, retryAfter: number | null) {
    super(problem.detail);
    this.problem = problem;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** `not-found`: of `/problems/not-found`. */
  get code(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf('/') + 1);
  }
}

/** The server did not answer at all, or not in our language: it is down, restarts, or something stands between. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Calls that say something must say it; the others may be made with a signal alone, or with nothing. */
type Given<Key extends keyof Operations> =
  Record<string, never> extends SaidTo<Key>
    ? [said?: SaidTo<Key> & Patience]
    : unknown extends SaidTo<Key>
      ? [said?: Patience]
      : [said: SaidTo<Key> & Patience];

interface Patience {
  readonly signal?: AbortSignal;
  /** Of lines: there was a sign of the server, a line or not. */
  readonly heard?: () => void;
  /** The object that a change is about, as the person saw it: when it is not so any more, they are asked. */
  readonly seen?: Seen;
}

/** Throws ApiProblem or Unreachable; an AbortError where the signal ended it. */
export async function call<Key extends Answering<'json' | 'nothing' | 'text'>>(
  key: Key,
  ...[said]: Given<Key>
): Promise<AnswerTo<Key>> {
  const response = await answered(key, said ?? {});
  if (response.status === 204) return undefined as AnswerTo<Key>;
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return (isJson ? await response.json() : await wholeText(response)) as AnswerTo<Key>;
}

/** A file of the server's. */
export async function octets<Key extends Answering<'octets'>>(key: Key, ...[said]: Given<Key>): Promise<Blob> {
  const response = await answered(key, said ?? {});
  try {
    return await response.blob();
  } catch (error) {
    throw new Unreachable('the answer broke off', { cause: error });
  }
}

/** A part must not be taken for all. */
async function wholeText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw new Unreachable('the answer broke off', { cause: error });
  }
}

/** Lines of an answer as they come: NDJSON, or server-sent events. Ends when the answer does. */
export async function* lines<Key extends Answering<'lines' | 'events'>>(
  key: Key,
  ...[said]: Given<Key>
): AsyncGenerator<LineOf<Key>, undefined> {
  const response = await answered(key, said ?? {});
  const isEvents = (response.headers.get('content-type') ?? '').includes('event-stream');
  for await (const line of textLines(response, said?.heard)) {
    const json = isEvents ? /^data: ?(.*)$/u.exec(line)?.[1] : line;
    if (json !== undefined && json.trim() !== '') yield JSON.parse(json) as LineOf<Key>;
  }
  return undefined;
}

async function answered(key: string, said: Parts & Patience): Promise<Response> {
  try {
    return await answeredOnce(key, said);
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : null;
    if (code === 'fresh-sign-in-needed' && (await freshSignIn.ask())) return answered(key, said);
    if (code !== 'not-as-seen' || said.seen === undefined) throw error;
    const seen = await meanwhile.ask({ key, params: said.params ?? {}, seen: said.seen });
    if (seen === null) throw error;
    // Looked at again: somebody may be faster once more.
    return answered(key, { ...said, seen });
  }
}

async function answeredOnce(key: string, said: Parts & Patience): Promise<Response> {
  const { params = {}, query = {}, body, signal, seen } = said;
  const [method = 'GET', path = ''] = key.split(' ');
  const known = secret.read();
  let response: Response;
  try {
    response = await fetch(addressOf(path, params, query), {
      method,
      signal,
      headers: {
        accept: 'application/json',
        'accept-language': language,
        ...(known !== null && { 'x-doorpost': known }),
        ...(!isSomebodyThere() && { 'x-doorpost-by-itself': '1' }),
        ...(seen !== undefined && { 'if-match': `"${seen.etag}"` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Unreachable('the server did not answer', { cause: error });
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'sign-in-needed') signedOut.emit('ended');
  throw problem;
}

function addressOf(path: string, params: object, query: object): string {
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) =>
    encodeURIComponent(String((params as Readonly<Record<string, unknown>>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.append(name, String(value));
  return `${BASE}${filled}${search.size > 0 ? `?${search}` : ''}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const isProblem = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
  // A proxy's own page, for one.
  if (!isProblem) throw new Unreachable(`answered ${response.status}, not as the API does`);
  const retryAfter = Number(response.headers.get('retry-after') ?? '') || null;
  return new ApiProblem((await response.json()) as Problem, response.status, retryAfter);
}

async function* textLines({ body }: Response, heard: Patience['heard']): AsyncGenerator<string, undefined> {
  if (body === null) return undefined;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard?.();
      const parts = (rest + value).split(/\r?\n/u);
      rest = parts.pop() ?? '';
      yield* parts;
    }
    if (rest !== '') yield rest;
  } finally {
    await reader.cancel().catch(() => {});
  }
  return undefined;
}
