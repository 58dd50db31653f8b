/**
 * Requests to Graph: with the token of the moment (a refused one is got anew once), a deadline, a bounded answer, no redirects. What the
 * server said is a value; what broke off is a failure.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { bodyUpTo, fetchOverHttp, troubleOf } from '../../../base/http-client.ts';
import type { Place } from '../../../mail/doors/place.ts';
import type { BearerSource } from '../../oauth/token-source.ts';
import { delayedBy, type HopFailure, noPlace } from '../../answers/failure.ts';
import { retryAfterMs } from '../../answers/retry-after.ts';
import { fetchTrouble } from '../../oauth/token-endpoint.ts';
import type { GraphRefusal } from './judge.ts';

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

export type AskGraph = (request: GraphRequest, signal: AbortSignal) => Promise<GraphAnswer>;

/** Codes of requests whose connection did not come about. */
const NEVER_GOT_THERE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function graphClient(
  source: BearerSource,
  { clock, place }: { readonly clock: Clock; readonly place: Place },
): AskGraph {
  async function once(request: GraphRequest, token: string | null, signal: AbortSignal): Promise<GraphAnswer> {
    const abort = new AbortController();
    const onAbort = (): void => abort.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) abort.abort();
    const timer = clock.timer(bounds.deliver.graphAnswerTime, onAbort);
    try {
      const response = await fetchOverHttp(request.url, {
        method: request.method,
        signal: abort.signal,
        headers: {
          accept: 'application/json',
          'user-agent': 'doorpost',
          ...request.headers,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(request.body === undefined ? {} : { 'content-type': request.body.type }),
        },
        ...(request.body === undefined ? {} : { body: request.body.bytes }),
      });
      // Of one that is larger: what it answers was done, the status says so.
      const text = (await bodyUpTo(bounds.deliver.graphAnswer, response))?.toString('utf8') ?? null;
      const read = json(text ?? '');
      const body = read ?? {};
      const isJson = text === null ? isTyped(response, JSON_TYPE) : read !== null;
      if (request.yes.includes(response.status) && !isTyped(response, PAGE_TYPE))
        return { kind: 'done', status: response.status, body, isJson };
      const { code, message } = errorOf(body);
      const after = retryAfterMs(response.headers.get('retry-after'), clock.now());
      const told = token === null ? message : message.replaceAll(token, '[a secret of ours]');
      const page = isTyped(response, PAGE_TYPE) ? { isPage: true as const } : {};
      return {
        kind: 'refused',
        refusal: { status: response.status, code, message: told, retryAfterMs: after, ...page },
      };
    } catch (error) {
      const { host } = new URL(request.url);
      const timedOut = abort.signal.aborted;
      const why = signal.aborted
        ? 'given up'
        : timedOut
          ? `no answer within ${bounds.deliver.graphAnswerTime / 60_000} min`
          : fetchTrouble(error);
      const cause = timedOut ? 'timed-out' : 'connection-failed';
      return {
        kind: NEVER_GOT_THERE.has(troubleOf(error).code) ? 'not-asked' : 'unclear',
        failure: delayedBy({ cause, status: '4.4.2', text: `${host}: ${why}`, of: 'route' }),
      };
    } finally {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
    }
  }

  const placed = async (request: GraphRequest, token: string | null, signal: AbortSignal): Promise<GraphAnswer> =>
    (await place.take(signal)) ? once(request, token, signal) : { kind: 'not-asked', failure: noPlace };

  /** A token endpoint may be slow: others may work meanwhile. */
  const token: BearerSource['token'] = (signal, refused) => {
    place.leave();
    return source.token(signal, refused);
  };

  return async (request, signal) => {
    // Nothing is begun that would be broken off at once: whether it got there could not be told then.
    if (signal.aborted) return { kind: 'not-asked', failure: givenUp(new URL(request.url).host) };
    if (request.withoutToken) return placed(request, null, signal);
    const got = await token(signal);
    if (!got.ok) return { kind: 'not-asked', failure: got.failure };
    const answer = await placed(request, got.token, signal);
    if (answer.kind !== 'refused' || answer.refusal.status !== 401) return answer;
    const fresh = await token(signal, got.token);
    return fresh.ok ? placed(request, fresh.token, signal) : { kind: 'not-asked', failure: fresh.failure };
  };
}

export const givenUp = (host: string): HopFailure =>
  delayedBy({ cause: 'timed-out', status: '4.4.2', text: `${host}: given up`, of: 'route' });

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
