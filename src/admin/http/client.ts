/**
 * The client of a request: its address, whether nobody can read along, and the name it was called by. Fields of proxies are believed from
 * `http.trustedProxies` alone and read from the right, where our own proxies write: what stands further left, a client may have written itself.
 */
import type { FastifyRequest } from 'fastify';
import { bounds } from '../../base/bounds.ts';
import type { Settings } from '../../config/settings.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import { Problem } from './problem.ts';

export interface HttpClient {
  /** Canonical text of an IP address; `local` for the local socket. */
  readonly address: string;
  /** Came by TLS: to us, or to a trusted proxy that says so. */
  readonly secure: boolean;
  /** Lower case, as its browser would write it into Origin: without the port that the scheme implies. Empty: there was none that can be read. */
  readonly host: string;
  /** By a proxy, trusted or not: neither the socket nor loopback speaks for the sender. */
  readonly forwarded: boolean;
}

/** The facts of a connection and of the head of a request. */
export interface HttpArrival {
  /** Of the socket; absent when it is gone. */
  readonly peer: string | undefined;
  /** By the local socket. */
  readonly isLocal: boolean;
  readonly encrypted: boolean;
  readonly httpVersion: string;
  readonly headers: FastifyRequest['headers'];
}

export const arrivalOf = ({ isLocal, headers, raw }: FastifyRequest): HttpArrival => ({
  peer: raw.socket.remoteAddress,
  isLocal,
  encrypted: 'encrypted' in raw.socket,
  httpVersion: raw.httpVersion,
  headers,
});

/** Of a request that passed the door. */
export function clientOf(request: FastifyRequest): HttpClient {
  if (request.client === null) throw new Error('asked before the door has looked');
  return request.client;
}

export function readClient(arrival: HttpArrival, trustedProxies: Settings['http']['trustedProxies']): HttpClient {
  const { isLocal, encrypted, headers, httpVersion } = arrival;
  const address = isLocal ? 'local' : canonicalAddress(arrival.peer ?? '');
  const trusts = (one: string): boolean => trustedProxies.some((network) => coverage(network, one) !== null);
  // Proxies speak HTTP/1.0 by default; programs of this machine do not.
  const shows = httpVersion === '1.0' || Object.keys(headers).some(isForwarding);
  if (isLocal || !trusts(address))
    return { address, secure: encrypted, host: hostSeen(headers.host, encrypted), forwarded: shows };
  if (!shows)
    return { address, secure: encrypted, host: hostSeen(headers.host, encrypted), forwarded: !isLoopback(address) };
  const behind = firstStranger(partsOf(headers['x-forwarded-for']), address, trusts);
  const secure = behind !== null && at(partsOf(headers['x-forwarded-proto']), behind.hops)?.toLowerCase() === 'https';
  const host = at(partsOf(headers['x-forwarded-host']), behind?.hops ?? 0) || headers.host;
  return { address: behind?.address ?? address, secure, host: hostSeen(host, secure), forwarded: true };
}

/**
 * The nearest hop that is no proxy of ours, as the proxy before it saw it; what is no address leaves that proxy's own. `hops`: how many entries
 * further right were proxies of ours. null: more of them than can be.
 */
function firstStranger(
  chain: readonly string[],
  peer: string,
  trusts: (address: string) => boolean,
): { readonly address: string; readonly hops: number } | null {
  let address = peer;
  for (let hops = 0; hops < chain.length; hops++) {
    if (hops >= bounds.admin.forwardingHops) return null;
    const next = addressIn(at(chain, hops) ?? '');
    if (next === null) return { address, hops };
    address = next;
    if (!trusts(address)) return { address, hops };
  }
  return { address, hops: Math.max(0, chain.length - 1) };
}

/** Counted from the right. A list that is shorter was not added to by each: its leftmost entry was the first proxy's. */
const at = (list: readonly string[], hops: number): string | undefined => list[Math.max(0, list.length - 1 - hops)];

const partsOf = (field: string | string[] | undefined): readonly string[] =>
  field === undefined
    ? []
    : [field]
        .flat()
        .join(',')
        .split(',')
        .map((part) => part.trim());

/** `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`; null: none of them. */
function addressIn(text: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/iu.exec(text);
  const bare = match?.[1] ?? match?.[2] ?? text;
  return coverage(bare, bare) === null ? null : canonicalAddress(bare);
}

/** Fields that proxies add. One of them is enough: a client that writes them itself only loses rights by it. */
const FORWARDING = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-real-port',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-remote-ip',
  'x-remote-addr',
  'x-host',
  'x-proxyuser-ip',
  'client-ip',
  'true-client-ip',
  'cdn-loop',
  'proxy-connection',
  'x-amzn-trace-id',
  'x-appengine-user-ip',
  'x-azure-clientip',
  'x-azure-socketip',
]);
const FORWARDING_FAMILIES = [
  'x-forwarded',
  'x-original-',
  'x-envoy-',
  'x-arr-',
  'cf-',
  'fastly-',
  'x-proxy-',
  'x-varnish',
];

const isForwarding = (name: string): boolean =>
  FORWARDING.has(name) || FORWARDING_FAMILIES.some((family) => name.startsWith(family));

/** A web page anywhere can point its own name at our address; it cannot choose what the browser writes into Host. */
export function requireOwnHost(request: FastifyRequest, { hosts, url }: Settings['http']): void {
  const own = [...hosts, ...(url === null ? [] : [new URL(url).hostname.replace(/^\[|\]$/gu, '')])].map((name) =>
    name.toLowerCase(),
  );
  // The field of a proxy may come from the page: Host itself has to be right too.
  for (const host of [request.headers.host, clientOf(request).host]) {
    const name = nameIn(host);
    if (name === null || !(isLoopbackName(name) || own.includes(name)))
      throw new Problem(
        'wrong-host',
        {},
        'Use localhost or a loopback address, or add the name to http.hosts in doorpost.yaml.',
      );
  }
}

/** Secrets are not taken where others read along: a proxy has to say that it was asked by https. Throws Problem. */
export function requirePrivacy(request: FastifyRequest, { trustedProxies }: Settings['http']): void {
  const { forwarded, secure } = clientOf(request);
  if (!forwarded || secure) return;
  const { remoteAddress = '' } = request.raw.socket;
  if (!request.isLocal && trustedProxies.some((network) => coverage(network, canonicalAddress(remoteAddress)) !== null))
    throw new Problem(
      'not-encrypted',
      { why: 'clear-to-proxy' },
      'Use the https address. If you do, let the proxy send X-Forwarded-Proto.',
    );
  throw new Problem(
    'not-encrypted',
    { why: 'unknown-proxy' },
    "Let the proxy ask the port of HTTP and send X-Forwarded-For and X-Forwarded-Proto; name the proxy's address in http.trustedProxies in doorpost.yaml.",
  );
}

/** A program of this machine that asks for itself, by a name that only this machine has. */
export const isLoopbackItself = (request: FastifyRequest): boolean =>
  !request.isLocal &&
  isLoopback(clientOf(request).address) &&
  !clientOf(request).forwarded &&
  isLoopbackName(nameIn(request.headers.host));

const HOST = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/iu;

/** `name:port`, `[v6]:port` -> lower-case name; null when it is no Host header. */
function nameIn(header: string | undefined): string | null {
  const match = HOST.exec(header ?? '');
  return (match?.[1] ?? match?.[2] ?? null)?.toLowerCase() ?? null;
}

function hostSeen(header: string | undefined, secure: boolean): string {
  const port = HOST.exec(header ?? '')?.[3];
  if (nameIn(header) === null) return '';
  const whole = (header ?? '').toLowerCase();
  return port !== undefined && Number(port) === (secure ? 443 : 80) ? whole.slice(0, -port.length - 1) : whole;
}

const isLoopbackName = (name: string | null): boolean => name === 'localhost' || (name !== null && isLoopback(name));

export const isLoopback = (address: string): boolean =>
  ['127.0.0.0/8', '::1'].some((loopback) => coverage(loopback, address) !== null);
