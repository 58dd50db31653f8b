/**
 * The one client for HTTP: token endpoints, Microsoft Graph, webhooks. It is undici, loaded with the first request, because it weighs 28 MB that
 * most servers have no use for. Promises: no redirect is followed, an answer is read up to a bound, an error says why in a code. Never: a
 * cookie, a cache, a retry.
 */

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
}

/** One request. Rejects where there is no answer; `troubleOf` tells why. */
export async function fetchOverHttp(url: string, init: HttpRequest): Promise<Response> {
  const { fetch } = await import('undici');
  // The same interface, declared in two places.
  return (await fetch(url, { ...init, redirect: 'manual' })) as unknown as Response;
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

/**
 * Node's own HTTP without its clients of the web, for who listens and for the command line, which speaks over a local socket: an `import` of
 * node:http makes each of its exports there, also those (WebSocket and its kin) that load the whole of fetch, 14 MB that a server has no use for.
 */
export const http = (): typeof import('node:http') => process.getBuiltinModule('node:http');
export const https = (): typeof import('node:https') => process.getBuiltinModule('node:https');
