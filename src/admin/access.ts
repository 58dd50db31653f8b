/** Who may ask: the Host check against DNS rebinding, and sign-in by bearer token. The local socket needs neither, its mode is the sign-in. */
import { userInfo } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { parseRange } from '../policy/address-ranges.ts';
import { contains } from '../policy/address-ranges.ts';
import type { AdminContext } from './context.ts';
import { Problem } from './problem.ts';

/** Returns the actor for the audit log; throws Problem. */
export async function checkAccess(room: AdminContext, request: FastifyRequest): Promise<string> {
  if (request.isLocal) return `local:${localName(request.headers['doorpost-actor'])}`;
  checkHost(request.headers.host, room.settings.http.hosts);
  const { open, openToLoopback, localOnly } = request.routeOptions.config;
  if (open === true || (openToLoopback === true && isLoopback(request.raw.socket.remoteAddress))) return 'anonymous';
  const token = /^Bearer ([\w.~+/=-]{1,512})$/iu.exec(request.headers.authorization ?? '')?.[1];
  const name = token === undefined ? null : await room.tokens.check(token);
  if (name === null)
    throw new Problem(
      401,
      token === undefined ? 'No token was given.' : 'The token is not known.',
      'Make one on the server with `doorpost token add <name>` and send it as Authorization: Bearer <token>.',
    );
  if (localOnly === true)
    throw new Problem(
      403,
      'This is for the local administrator only.',
      "Run the doorpost command on the server itself, against the data directory's socket.",
    );
  return `token:${name}`;
}

/** A web page anywhere can point its own name at 127.0.0.1; it cannot choose what the browser writes into Host. */
function checkHost(header: string | undefined, hosts: readonly string[]): void {
  const name = hostOf(header);
  if (name !== null && (name === 'localhost' || isLoopback(name) || hosts.some((host) => host.toLowerCase() === name)))
    return;
  throw new Problem(
    421,
    'This server does not answer to that host name.',
    'Use localhost or a loopback address, or add the name to http.hosts in doorpost.yaml.',
  );
}

/** `name:port`, `[v6]:port` -> lower-case name; null when it is no Host header. */
function hostOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/iu.exec(header ?? '');
  return (match?.[1] ?? match?.[2] ?? null)?.toLowerCase() ?? null;
}

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

/** Whoever holds the socket may say which person it is; the system's name for us stands in. */
function localName(header: string | string[] | undefined): string {
  if (typeof header === 'string' && /^[\w.@-]{1,64}$/u.test(header)) return header;
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'administrator');
  }
}
