/**
 * Speaks to a running Doorpost: HTTP over the local administrator's socket, or to a URL with a token. Promises: every request ends by
 * its deadline; a refusal is shown with the server's own cure; "not running" is told apart from "refused".
 */
import { own } from '../base/own.ts';
import { bounds } from '../base/bounds.ts';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { http, https } from '../base/http-client.ts';
import { SEE_EACH } from '../config/schema-problems.ts';
import type { ToldCure } from '../mail/remedy.ts';
import { CliFailure, exitCodes } from './terminal/failure.ts';

export type Target =
  | { readonly kind: 'socket'; readonly path: string /** for the audit log */; readonly actor?: string }
  | { readonly kind: 'url'; readonly url: string; readonly token: string | null };

export interface Ask {
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: unknown;
  /** In place of `body`: a text as it is, and its media type. */
  readonly text?: { readonly type: string; readonly text: string };
  readonly timeoutMs?: number;
  /** Of an answer in lines: it ends here when this aborts, and that is no failure. */
  readonly until?: AbortSignal | undefined;
}

export interface Client {
  /** Parsed JSON; null for 204. Throws CliFailure. */
  ask<Answer>(method: string, path: string, ask?: Ask): Promise<Answer>;
  text(method: string, path: string, ask?: Ask): Promise<string>;
  bytes(method: string, path: string, ask?: Ask): Promise<Uint8Array>;
  /** Calls `each` with every line of an NDJSON answer. The deadline is for silence, not for the whole. */
  lines(method: string, path: string, ask: Ask, each: (line: unknown) => void): Promise<void>;
  /** The same for server-sent events, whose data is JSON. */
  events(path: string, ask: Ask, each: (event: unknown) => void): Promise<void>;
}

/** A path segment. */
export const segment = (text: string): string => encodeURIComponent(text);

export function createClient(target: Target): Client {
  const request = (method: string, path: string, ask: Ask): Promise<IncomingMessage> => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(ask.query ?? {}))
      if (value !== undefined && value !== null) query.set(name, String(value));
    const full = `/api/v1${path}${query.size > 0 ? `?${query.toString()}` : ''}`;
    const text = ask.text?.text ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
    const body = text === null ? null : Buffer.from(text);
    const headers: Record<string, string> = { accept: 'application/json, */*', 'user-agent': 'doorpost-cli' };
    if (body) {
      headers['content-type'] = ask.text?.type ?? 'application/json';
      headers['content-length'] = String(body.length);
    }
    return new Promise((resolve, reject) => {
      const taken = (response: IncomingMessage): void => resolve(response);
      const timeout = ask.timeoutMs ?? bounds.cli.answer;
      let sent: ClientRequest;
      if (target.kind === 'socket') {
        sent = http().request(
          {
            socketPath: target.path,
            path: full,
            method,
            headers: { ...headers, host: 'localhost', ...actor(target.actor) },
            timeout,
          },
          taken,
        );
      } else {
        const url = new URL(full, target.url);
        if (target.token !== null) headers['authorization'] = `Bearer ${target.token}`;
        sent = (url.protocol === 'https:' ? https() : http()).request(url, { method, headers, timeout }, taken);
      }
      sent.on('timeout', () =>
        sent.destroy(Object.assign(new Error(`no answer within ${timeout / 1000} s`), { code: 'ETIMEDOUT' })),
      );
      sent.on('error', (error: NodeJS.ErrnoException) => reject(unreachable(target, error)));
      sent.end(body ?? undefined);
    });
  };

  const collect = async (response: IncomingMessage): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let size = 0;
    try {
      for await (const part of response) {
        size += (part as Buffer).length;
        if (size > bounds.cli.answerBytes)
          throw new CliFailure('the answer is too large', 'narrow the question, for instance with --limit');
        parts.push(part as Buffer);
      }
    } catch (error) {
      throw error instanceof CliFailure ? error : unreachable(target, error as NodeJS.ErrnoException);
    }
    return Buffer.concat(parts);
  };

  const accepted = async (method: string, path: string, ask: Ask): Promise<IncomingMessage> => {
    const response = await request(method, path, ask);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return response;
    throw refusal(status, (await collect(response)).toString('utf8'));
  };

  const eachLine = async (method: string, path: string, ask: Ask, each: (line: string) => void): Promise<void> => {
    const response = await accepted(method, path, ask);
    let rest = '';
    response.setEncoding('utf8');
    const end = (): void => void response.destroy();
    if (ask.until?.aborted) end();
    ask.until?.addEventListener('abort', end, { once: true });
    try {
      for await (const part of response) {
        rest += part as string;
        const whole = rest.split('\n');
        rest = whole.pop() ?? '';
        for (const line of whole) each(line);
      }
    } catch (error) {
      if (ask.until?.aborted) return;
      throw error instanceof CliFailure ? error : unreachable(target, error as NodeJS.ErrnoException);
    }
    each(rest);
  };

  const bytes: Client['bytes'] = async (method, path, ask = {}) => collect(await accepted(method, path, ask));
  const text: Client['text'] = async (method, path, ask = {}) =>
    Buffer.from(await bytes(method, path, ask)).toString('utf8');
  return {
    bytes,
    text,
    async ask<Answer>(method: string, path: string, ask: Ask = {}): Promise<Answer> {
      const answer = await text(method, path, ask);
      if (answer === '') return null as Answer;
      try {
        return JSON.parse(answer) as Answer;
      } catch {
        throw new CliFailure('the answer is not JSON', 'check that the URL leads to Doorpost', exitCodes.unreachable);
      }
    },
    lines: (method, path, ask, each) =>
      eachLine(method, path, ask, (line) => {
        if (line.trim() !== '') each(JSON.parse(line));
      }),
    events: (path, ask, each) =>
      eachLine('GET', path, ask, (line) => {
        if (line.startsWith('data: ')) each(JSON.parse(line.slice('data: '.length)));
      }),
  };
}

/** Whoever may open the socket may say who they are; a header takes plain ASCII only. */
const actor = (name: string | undefined): Record<string, string> =>
  name !== undefined && /^[\w.@-]{1,64}$/u.test(name) ? { 'doorpost-actor': name } : {};

function unreachable(target: Target, error: NodeJS.ErrnoException): CliFailure {
  const place = target.kind === 'socket' ? target.path : target.url;
  const why: Record<string, string> = {
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
        ? 'start it with `doorpost start` or `doorpost serve`, or name its data directory with --data (or DOORPOST_DATA)'
        : 'check --url (or DOORPOST_URL) and that Doorpost runs there';
  return new CliFailure(
    `Doorpost is not reached at ${place}: ${own(why, error.code ?? '') ?? error.message}`,
    cure,
    exitCodes.unreachable,
  );
}

interface Problem extends Partial<ToldCure> {
  readonly title?: string;
  readonly detail?: string;
  readonly problems?: readonly ({ readonly path?: string; readonly message?: string } & Partial<ToldCure>)[];
}

const toldOf = ({ cure, remedy }: Partial<ToldCure>): ToldCure | null =>
  cure === undefined || cure === '' ? null : remedy === undefined ? { cure } : { cure, remedy };

/** From problem+json (RFC 9457) to what a person reads. */
function refusal(status: number, body: string): CliFailure {
  let problem: Problem = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) problem = parsed as Problem;
  } catch {
    // Something between us and Doorpost answered: its status is all there is to say.
  }
  const message = problem.detail ?? problem.title ?? `the server answered ${status}`;
  const all = problem.problems ?? [];
  // One problem that the sentence tells already is not told twice.
  const [only] = all;
  const told = all.length === 1 && message.includes(only?.message ?? message) && only?.cure === problem.cure;
  const details = (told ? [] : all).map((one) => ({
    text: `${one.path ? `${one.path}: ` : ''}${one.message ?? ''}`,
    told: toldOf(one),
  }));
  // Each has its own, right there.
  const cure =
    (problem.cure === SEE_EACH && details.length > 0 ? null : toldOf(problem)) ??
    (status === 401 ? 'set DOORPOST_TOKEN to a token made by `doorpost token add NAME`' : null);
  return new CliFailure(message, cure, exitCodes.refused, details, status);
}
