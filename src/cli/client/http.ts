/**
 * HTTP to a running Doorpost: over the local administrator's socket, or to a URL with a token. Promises: every request ends by its deadline; a
 * refusal is shown with the server's own cure; "not running" is told apart from "refused".
 */
import { bounds } from '../../base/bounds.ts';
import { type PlainAnswer, plainRequest } from '../../base/http-client.ts';
import { own } from '../../base/own.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { CliFailure, exitCodes } from '../terminal/failure.ts';
import { refusal } from './refusal.ts';

export type Target =
  | { readonly kind: 'socket'; readonly path: string /** for the audit log */; readonly actor?: string }
  | { readonly kind: 'url'; readonly url: string; readonly token: string | null };

export interface Patience {
  readonly timeoutMs?: number;
  /** Of an answer in lines: it ends here when this aborts, and that is no failure. */
  readonly until?: AbortSignal | undefined;
}

export interface Ask extends Patience {
  readonly method: string;
  /** Below the server's address, with its query. */
  readonly path: string;
  readonly body: { readonly type: string; readonly text: string } | null;
}

/** An answer that is no refusal. */
async function accepted(target: Target, ask: Ask): Promise<PlainAnswer> {
  const response = await request(target, ask);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw refusal(status, (await collect(partsOf(target, response))).toString('utf8'));
}

/** The answer, whole. */
export async function answerOf(target: Target, ask: Ask): Promise<Buffer> {
  return collect(partsOf(target, await accepted(target, ask)));
}

/** The answer line by line, as it comes. The deadline is for silence, not for the whole. */
export async function* linesOf(target: Target, ask: Ask): AsyncGenerator<string, void, undefined> {
  const response = await accepted(target, ask);
  response.setEncoding('utf8');
  let rest = '';
  for await (const part of partsOf<string>(target, response, ask.until)) {
    const [first = '', ...more] = part.split('\n');
    rest += first;
    for (const next of more) {
      if (ask.until?.aborted) return;
      yield rest;
      rest = next;
    }
    if (rest.length > bounds.cli.answerLine)
      throw new CliFailure('a line of the answer is too long', 'check that the URL leads to Doorpost');
  }
  // Broken off by us, it ends within a line.
  if (!ask.until?.aborted) yield rest;
}

/** Parts of an answer as they come. Faults of who takes them are their own, and never told as a server that is not reached. */
async function* partsOf<Part extends Buffer | string = Buffer>(
  target: Target,
  response: PlainAnswer,
  until?: AbortSignal,
): AsyncGenerator<Part, void, undefined> {
  const end = (): void => void response.destroy();
  if (until?.aborted) end();
  until?.addEventListener('abort', end, { once: true });
  try {
    for await (const part of response) yield part as Part;
  } catch (error) {
    if (!until?.aborted) throw unreachable(target, error as NodeJS.ErrnoException);
  } finally {
    until?.removeEventListener('abort', end);
  }
}

async function request(target: Target, { method, path, body, timeoutMs }: Ask): Promise<PlainAnswer> {
  const octets = body === null ? null : Buffer.from(body.text);
  const headers = {
    accept: 'application/json, */*',
    'user-agent': 'doorpost-cli',
    ...(body && { 'content-type': body.type, 'content-length': String(octets?.length) }),
    ...(target.kind === 'socket' ? { host: 'localhost', ...actor(target.actor) } : bearer(target.token)),
  };
  const place = target.kind === 'socket' ? { socketPath: target.path } : { url: target.url };
  const asked = { method, path, headers, body: octets, timeoutMs: timeoutMs ?? bounds.cli.answer };
  try {
    return await plainRequest(place, asked);
  } catch (error) {
    throw unreachable(target, error as NodeJS.ErrnoException);
  }
}

async function collect(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > bounds.cli.answerBytes)
      throw new CliFailure('the answer is too large', 'narrow the question, for instance with --limit');
    all.push(part);
  }
  return Buffer.concat(all);
}

const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/** A person who may open the socket may say who they are; a header takes plain ASCII only. */
const actor = (name: string | undefined): Record<string, string> =>
  name !== undefined && /^[\w.@-]{1,64}$/u.test(name) ? { 'doorpost-actor': name } : {};

const NO_TLS = 'no TLS';

function unreachable(target: Target, error: NodeJS.ErrnoException): CliFailure {
  const place = target.kind === 'socket' ? target.path : target.url;
  // The code of OpenSSL's own errors is EPROTO: only their text tells them apart.
  const isPlain = /wrong version number|packet length too long|http request/iu.test(error.message);
  const code = isPlain && target.kind === 'url' ? NO_TLS : (error.code ?? '');
  const why: Record<string, string> = {
    [NO_TLS]: 'http is spoken there, not https',
    ECONNRESET: 'the connection was broken off',
    EPROTO: 'no connection by TLS could be agreed on',
    ENOENT: 'there is no such socket',
    ECONNREFUSED: 'nobody listens there',
    EACCES: 'this user may not open it',
    ENOTFOUND: 'the name is not found',
    ETIMEDOUT: error.message,
  };
  const cure =
    error.code === 'EACCES'
      ? 'run this as the user that runs Doorpost, or use --url with a token'
      : target.kind === 'socket'
        ? say`start it with \`${command`start`}\` or \`${command`serve`}\`, or name its data directory with --data (or DOORPOST_DATA)`
        : code === NO_TLS
          ? `write it with http: ${place.replace(/^https:/iu, 'http:')} (--url, or DOORPOST_URL); the token then goes in clear, so only on this machine or through a tunnel`
          : code === 'ECONNRESET' && /^http:/iu.test(place)
            ? 'if TLS is spoken there, write it with https: in --url (or DOORPOST_URL); else see that Doorpost runs there'
            : 'check --url (or DOORPOST_URL) and that Doorpost runs there';
  return new CliFailure(
    `Doorpost is not reached at ${place}: ${own(why, code) ?? error.message}`,
    cure,
    exitCodes.unreachable,
  );
}
