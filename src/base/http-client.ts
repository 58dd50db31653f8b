/**
 * The one client for HTTP. For token endpoints, Microsoft Graph and webhooks it is undici, loaded with the first request, because it weighs 28 MB
 * that most servers have no use for; for the command line, Node's own. Promises: no redirect is followed, an answer is read up to a bound, an error says why in a code. Never: a
 * cookie, a cache, a retry.
 */

import { lookup } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { memo } from './memo.ts';

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Which addresses of the host may be connected to; absent: any. Of a name alone: an address in the URL is judged by who takes it from there. */
  readonly mayConnect?: AddressJudge | undefined;
}

export type AddressJudge = (address: string) => boolean;

/** The code of a request that was not sent: no address of its host may be connected to. */
export const NO_SUCH_WAY = 'ENOSUCHWAY';

export const noSuchWay = (): Error => Object.assign(new Error('no address may be connected to'), { code: NO_SUCH_WAY });

/** One request. Rejects where there is no answer; `troubleOf` tells why. */
export async function fetchOverHttp(url: string, { mayConnect, ...init }: HttpRequest): Promise<Response> {
  const { fetch } = await import('undici');
  const by = mayConnect === undefined ? {} : { dispatcher: await connectionsTo(mayConnect) };
  // The same interface, declared in two places.
  return (await fetch(url, { ...init, ...by, redirect: 'manual' })) as unknown as Response;
}

/** Connections that are opened to judged addresses only, apart from all others: one that is kept open was judged. */
const connectionsTo = memo(async (mayConnect: AddressJudge) => {
  const { Agent } = await import('undici');
  return new Agent({ connect: { lookup: judgedLookup(mayConnect, lookup) } });
});

/** The lookup of a connection: the addresses that come of it are those that are connected to, so that a second answer of DNS changes nothing. */
export const judgedLookup =
  (mayConnect: AddressJudge, look: typeof lookup): LookupFunction =>
  (hostname, options, give) =>
    look(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return give(error, []);
      const addresses = found.filter(({ address }) => mayConnect(address));
      const [first] = addresses;
      if (first === undefined) return give(noSuchWay(), []);
      return options.all === true ? give(null, addresses) : give(null, first.address, first.family);
    });

/** How a host is reached that its own domain named: nothing of it is left to the machine's resolver. */
export interface FoundWay {
  /** Found and judged by the caller; one at least. */
  readonly addresses: readonly string[];
  /** The authorities that its certificate has to chain to. */
  readonly secureContext: SecureContext;
}

export interface WholeAnswer {
  readonly status: number;
  /** Lower case, without parameters; empty: it said none. */
  readonly mediaType: string;
  /** null: it has more octets than the bound. */
  readonly body: Buffer | null;
}

/** One request over a connection of its own, answered whole. Rejects as `fetchOverHttp`. */
export async function fetchBy(
  { addresses, secureContext }: FoundWay,
  url: string,
  init: Omit<HttpRequest, 'mayConnect'>,
  mostBytes: number,
): Promise<WholeAnswer> {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const [first] = found;
  if (first === undefined) throw noSuchWay();
  const lookup: LookupFunction = (_host, options, give) =>
    options.all === true ? give(null, found) : give(null, first.address, first.family);
  return fetchWhole({ lookup, secureContext }, url, init, mostBytes);
}

/** How a host is reached that the machine's resolver looks up. */
export interface TrustedWay {
  /** Absent: any. An address in the URL is judged by who takes it from there. */
  readonly mayConnect: AddressJudge | undefined;
  /** The authorities that its certificate has to chain to; null: those of the machine. */
  readonly secureContext: SecureContext | null;
}

/** As `fetchBy`. */
export const fetchTrusting = (
  { mayConnect = () => true, secureContext }: TrustedWay,
  url: string,
  init: Omit<HttpRequest, 'mayConnect'>,
  mostBytes: number,
): Promise<WholeAnswer> =>
  fetchWhole(
    { lookup: judgedLookup(mayConnect, lookup), ...(secureContext === null ? {} : { secureContext }) },
    url,
    init,
    mostBytes,
  );

async function fetchWhole(
  connect: { readonly lookup: LookupFunction; readonly secureContext?: SecureContext },
  url: string,
  init: Omit<HttpRequest, 'mayConnect'>,
  mostBytes: number,
): Promise<WholeAnswer> {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ connect });
  try {
    const response = (await fetch(url, { ...init, dispatcher, redirect: 'manual' })) as unknown as Response;
    const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    return { status: response.status, mediaType, body: await bodyUpTo(mostBytes, response) };
  } finally {
    await dispatcher.destroy();
  }
}

/** Why there was no answer. */
export interface HttpTrouble {
  /** `ECONNREFUSED`, `UND_ERR_SOCKET`; empty: it has none. */
  readonly code: string;
  /** The system's own error, where it is told; its message may quote what was to be sent, but that of `not-http` does not. */
  readonly error: Error | null;
  /** The peer there does not speak HTTP. */
  readonly isNoHttp: boolean;
}

/** The client wraps what really happened. */
export function troubleOf(thrown: unknown): HttpTrouble {
  const error = thrown instanceof Error ? (thrown.cause instanceof Error ? thrown.cause : thrown) : null;
  const code = error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, error, isNoHttp: error?.name === 'HTTPParserError' };
}

/** The whole answer, or null: it has more octets than that. The rest is not read (leaving the loop ends the connection). */
export async function bodyUpTo(mostBytes: number, response: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The address of a server of ours: its socket on this machine, or a URL. */
export type HttpPlace = { readonly socketPath: string } | { readonly url: string };

export interface PlainRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Of silence. */
  readonly timeoutMs: number;
}

/** An answer as it comes. */
export interface PlainAnswer extends AsyncIterable<unknown> {
  readonly statusCode?: number | undefined;
  setEncoding(encoding: 'utf8'): unknown;
  /** No more of it. */
  destroy(): unknown;
}

/**
 * One request by Node's own HTTP, for the command line: a command is short, and undici would cost each of them 150 ms. Rejects with the error of
 * the connection, `ETIMEDOUT` for silence.
 */
export function plainRequest(
  place: HttpPlace,
  { method, path, headers, body, timeoutMs }: PlainRequest,
): Promise<PlainAnswer> {
  const options = { method, headers, timeout: timeoutMs };
  return new Promise((resolve, reject) => {
    const url = 'url' in place ? new URL(path, place.url) : null;
    const { request } = url?.protocol === 'https:' ? process.getBuiltinModule('node:https') : http();
    const sent = url === null ? request({ ...place, path, ...options }, resolve) : request(url, options, resolve);
    sent.on('timeout', () =>
      sent.destroy(Object.assign(new Error(`no answer within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' })),
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

/**
 * Node's own HTTP without its clients of the web: an `import` of node:http makes each of its exports there, also those (WebSocket and its kin)
 * that load the whole of fetch, 14 MB that a server has no use for.
 */
export const http = (): typeof import('node:http') => process.getBuiltinModule('node:http');
