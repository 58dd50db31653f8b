/**
 * Requests to Graph: with the token of the moment (a refused one is got anew once), a deadline, a bounded answer, no redirects. What the
 * server said is a value; what broke off is a failure.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import {
  type AddressJudge,
  bodyUpTo,
  fetchOverHttp,
  type HttpRequest,
  NO_SUCH_WAY,
  noSuchWay,
  troubleOf,
} from '../../../base/http-client.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import type { Place } from '../../../mail/doors/place.ts';
import { isPublicHost, judgeOfUrl } from '../../../policy/access/public-host.ts';
import type { BearerSource, GotToken } from '../../oauth/token-source.ts';
import type { AttemptSignals } from '../../attempt-signals.ts';
import { delayedBy, type HopFailure, noPlace } from '../../answers/failure.ts';
import { retryAfterMs } from '../../answers/retry-after.ts';
import { fetchTrouble } from '../../oauth/token-endpoint.ts';
import type { GraphRefusal } from './judge.ts';
import { say } from '../../../texts/phrase.ts';
import { told } from '../../../texts/told.ts';

export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** The statuses that mean it was done, by documentation. No other: a proxy's page has status 200 too, and the mail would be gone. */
  readonly yes: readonly number[];
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
  /** The address itself is the permission (upload sessions): no token goes there. */
  readonly withoutToken?: true;
}

export type GraphAnswer =
  | {
      readonly kind: 'done';
      readonly status: number;
      /** Empty as well where there was none, or none that is a JSON object. */
      readonly body: Readonly<Record<string, unknown>>;
      readonly isJson: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: GraphRefusal }
  /** The answer was lost: whether it was done over there is not known. */
  | { readonly kind: 'unclear'; readonly failure: HopFailure }
  /** Nothing was asked, or it never got there. */
  | { readonly kind: 'not-asked'; readonly failure: HopFailure };

/** Codes of requests whose connection did not come about. */
const NEVER_GOT_THERE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  NO_SUCH_WAY,
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** undefined: any address. `nowhere`: it is not asked at all. */
type JudgeOf = (url: string) => AddressJudge | undefined | 'nowhere';

interface GraphClientParts {
  readonly clock: Clock;
  readonly place: Place;
  readonly mayConnect: JudgeOf;
}

/** An address that was not set but answered (to upload to) may be inner only where it is of the endpoint that was set. */
export function judgeOfGraph(
  { publicHostsOnly }: Pick<OutboundConnector, 'publicHostsOnly'>,
  endpoint: string,
  url: string,
): ReturnType<JudgeOf> {
  const { hostname, origin } = new URL(url);
  const isOther = origin !== new URL(endpoint).origin;
  return publicHostsOnly && isOther && !isPublicHost(hostname) ? 'nowhere' : judgeOfUrl(publicHostsOnly, url);
}

export class GraphClient {
  readonly #source: BearerSource;
  readonly #clock: Clock;
  readonly #place: Place;
  readonly #mayConnect: JudgeOf;

  constructor(source: BearerSource, { clock, place, mayConnect }: GraphClientParts) {
    this.#source = source;
    this.#clock = clock;
    this.#place = place;
    this.#mayConnect = mayConnect;
  }

  /**
   * @param signal nothing is begun after it fires.
   * @param answered fires when the answer to a request that is on its way is not awaited any more: the same, but for what sends the message.
   */
  async ask(request: GraphRequest, signal: AbortSignal, answered = signal): Promise<GraphAnswer> {
    // Nothing is begun that would be broken off at once: whether it got there could not be told then.
    if (signal.aborted) return { kind: 'not-asked', failure: givenUp(new URL(request.url).host) };
    const until = { begin: signal, answer: answered };
    if (request.withoutToken) return this.#placed(request, null, until);
    const got = await this.#token(signal);
    if (!got.ok) return { kind: 'not-asked', failure: got.failure };
    const answer = await this.#placed(request, got.token, until);
    if (answer.kind !== 'refused' || answer.refusal.status !== 401) return answer;
    const fresh = await this.#token(signal, got.token);
    return fresh.ok ? this.#placed(request, fresh.token, until) : { kind: 'not-asked', failure: fresh.failure };
  }

  /** A token endpoint may be slow: others may work meanwhile. */
  #token(signal: AbortSignal, refused?: string): Promise<GotToken> {
    this.#place.leave();
    return this.#source.token(signal, refused);
  }

  async #placed(request: GraphRequest, token: string | null, { begin, answer }: AttemptSignals): Promise<GraphAnswer> {
    if (!(await this.#place.take(begin))) return { kind: 'not-asked', failure: noPlace };
    if (begin.aborted) return { kind: 'not-asked', failure: givenUp(new URL(request.url).host) };
    return this.#once(request, token, answer);
  }

  async #once(request: GraphRequest, token: string | null, signal: AbortSignal): Promise<GraphAnswer> {
    const abort = new AbortController();
    const onAbort = (): void => abort.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) abort.abort();
    const timer = this.#clock.timer(bounds.deliver.graphAnswerTime, onAbort);
    try {
      const mayConnect = this.#mayConnect(request.url);
      if (mayConnect === 'nowhere') throw noSuchWay();
      const sent = { ...asSent(request, token), signal: abort.signal, mayConnect };
      const response = await fetchOverHttp(request.url, sent);
      return await this.#read(response, request, token);
    } catch (error) {
      return brokenOff(error, request, { timedOut: abort.signal.aborted, givenUp: signal.aborted });
    } finally {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #read(response: Response, { yes }: GraphRequest, token: string | null): Promise<GraphAnswer> {
    const { status, headers } = response;
    // Of one that is larger: what it answers was done, the status says so.
    const text = (await bodyUpTo(bounds.deliver.graphAnswer, response))?.toString('utf8') ?? null;
    const read = json(text ?? '');
    const body = read ?? {};
    const isJson = text === null ? isTyped(response, JSON_TYPE) : read !== null;
    const isPage = isTyped(response, PAGE_TYPE);
    if (yes.includes(status) && !isPage) return { kind: 'done', status, body, isJson };
    const { code, message } = errorOf(body);
    const harmlessOnes = token === null ? message : message.replaceAll(token, '[a secret of ours]');
    const after = retryAfterMs(headers.get('retry-after'), this.#clock.now());
    const refusal = {
      status,
      code,
      message: harmlessOnes,
      retryAfterMs: after,
      ...(isPage ? { isPage: true as const } : {}),
    };
    return { kind: 'refused', refusal };
  }
}

const asSent = ({ method, headers, body }: GraphRequest, token: string | null): Omit<HttpRequest, 'signal'> => ({
  method,
  headers: {
    accept: 'application/json',
    'user-agent': 'doorpost',
    ...headers,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': body.type }),
  },
  ...(body === undefined ? {} : { body: body.bytes }),
});

function brokenOff(
  error: unknown,
  { url }: GraphRequest,
  { timedOut, givenUp: isGivenUp }: Readonly<Record<'timedOut' | 'givenUp', boolean>>,
): GraphAnswer {
  const late = say`no answer within ${bounds.deliver.graphAnswerTime / 60_000} min`;
  const why = isGivenUp ? say`given up` : timedOut ? late : fetchTrouble(error);
  const cause = timedOut ? 'timed-out' : 'connection-failed';
  return {
    kind: NEVER_GOT_THERE.has(troubleOf(error).code) ? 'not-asked' : 'unclear',
    failure: delayedBy({ cause, status: '4.4.2', ...told(say`${new URL(url).host}: ${why}`), of: 'route' }),
  };
}

export const givenUp = (host: string): HopFailure =>
  delayedBy({ cause: 'timed-out', status: '4.4.2', ...told(say`${host}: given up`), of: 'route' });

/** Graph answers with JSON or with nothing: a page for people is a proxy's or a captive portal's, whatever its status. */
const PAGE_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/iu;
const JSON_TYPE = /^\s*application\/(?:[\w.-]+\+)?json\b/iu;
const isTyped = ({ headers }: Response, type: RegExp): boolean => type.test(headers.get('content-type') ?? '');

/** null: no JSON object. */
function json(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** `{"error": {"code": "ErrorAccessDenied", "message": "..."}}`; `code` goes into texts, so it has to look like one. */
function errorOf(body: Readonly<Record<string, unknown>>): { readonly code: string; readonly message: string } {
  const error = (body['error'] ?? {}) as { code?: unknown; message?: unknown };
  const code = typeof error.code === 'string' && /^[\w.-]{1,100}$/u.test(error.code) ? error.code : '';
  return { code, message: typeof error.message === 'string' ? error.message : '' };
}
