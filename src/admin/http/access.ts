/**
 * The right to ask: the Host check against DNS rebinding, and sign-in by bearer token. The local socket needs neither, its mode is the sign-in. What
 * comes by a proxy comes from somebody else: then neither the socket nor loopback speaks for the sender.
 */
import { userInfo } from 'node:os';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../mail/doors/caller.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { contains } from '../../mail/network/address-ranges.ts';
import type { AdminContext } from '../context.ts';
import { governs } from '../contracts/operation.ts';
import { requirePermission } from './permission.ts';
import { Problem } from './problem.ts';

/** The caller of a request; null: nobody signed in, where nobody has to. Throws Problem. */
export async function checkAccess(room: Pick<AdminContext, 'settings' | 'tokens'>, request: FastifyRequest) {
  if (isLocalAdministrator(request)) return localAdministrator(request.headers['doorpost-actor']);
  checkHost(request.headers.host, room.settings.http.hosts);
  const { open, openToLoopback } = request.routeOptions.config;
  if (open === true || (openToLoopback === true && isLoopbackItself(request))) return null;
  const caller = await signedIn(room, request);
  // Known before it is refused: the log says who asked.
  request.caller = caller;
  requireRight(caller, request);
  return caller;
}

/** Whether the sign-in of a request that goes on for long still holds: not of a token that was taken away since, or has expired. */
export async function stillSignedIn(room: Pick<AdminContext, 'tokens'>, request: FastifyRequest): Promise<boolean> {
  if (isLocalAdministrator(request)) return true;
  return (await room.tokens.check(bearerOf(request) ?? '')).kind === 'known';
}

async function signedIn(room: Pick<AdminContext, 'tokens'>, request: FastifyRequest): Promise<Caller> {
  const token = bearerOf(request);
  if (token === undefined) throw new Problem('sign-in-needed', { token: 'none' }, { act: 'make-token' });
  const holder = await room.tokens.check(token);
  if (holder.kind !== 'known') throw new Problem('sign-in-needed', { token: holder.kind }, { act: 'make-token' });
  return holder.caller;
}

const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,512})$/iu.exec(headers.authorization ?? '')?.[1];

/** A route that says nothing of whom it is for is for Global administrators. */
function requireRight(caller: Caller, { is404, routeOptions }: FastifyRequest): void {
  if (is404) return;
  const { operation, localOnly } = routeOptions.config;
  requirePermission(caller, operation?.right ?? governs);
  if (localOnly === true)
    throw new Problem(
      'local-only',
      { what: 'operation' },
      "Run the command on the server itself, against the data directory's socket.",
    );
}

/** A person who may open the socket may do everything on this machine anyway. */
const localAdministrator = (header: string | string[] | undefined): Caller => ({
  actor: `local:${localName(header)}`,
  role: 'global-administrator',
  organizations: null,
  content: true,
  expiresAt: null,
});

export const isLocalAdministrator = (request: FastifyRequest): boolean => request.isLocal && !isForwarded(request);

/** A program of this machine that asks for itself, by a name that only this machine has. */
const isLoopbackItself = (request: FastifyRequest): boolean =>
  !request.isLocal &&
  isLoopback(request.raw.socket.remoteAddress) &&
  !isForwarded(request) &&
  // Proxies speak HTTP/1.0 by default; programs that scrape do not.
  request.raw.httpVersion !== '1.0' &&
  isLoopbackName(hostOf(request.headers.host));

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

const isForwarded = ({ headers }: FastifyRequest): boolean =>
  Object.keys(headers).some(
    (name) => FORWARDING.has(name) || FORWARDING_FAMILIES.some((family) => name.startsWith(family)),
  );

/** A web page anywhere can point its own name at 127.0.0.1; it cannot choose what the browser writes into Host. */
function checkHost(header: string | undefined, hosts: readonly string[]): void {
  const name = hostOf(header);
  if (name !== null && (isLoopbackName(name) || hosts.some((host) => host.toLowerCase() === name))) return;
  throw new Problem(
    'wrong-host',
    {},
    'Use localhost or a loopback address, or add the name to http.hosts in doorpost.yaml.',
  );
}

/** `name:port`, `[v6]:port` -> lower-case name; null when it is no Host header. */
function hostOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/iu.exec(header ?? '');
  return (match?.[1] ?? match?.[2] ?? null)?.toLowerCase() ?? null;
}

const isLoopbackName = (name: string | null): boolean => name === 'localhost' || (name !== null && isLoopback(name));

function isLoopback(address: string | undefined): boolean {
  const range = address === undefined ? null : parseRange(address);
  return (
    range !== null &&
    ['127.0.0.0/8', '::1'].some((loopback) => {
      const known = parseRange(loopback);
      return known !== null && contains(known, range);
    })
  );
}

/** A caller who holds the socket may say which person it is; the system's name for us stands in. */
function localName(header: string | string[] | undefined): string {
  if (typeof header === 'string' && /^[\w.@-]{1,64}$/u.test(header)) return header;
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'administrator');
  }
}
