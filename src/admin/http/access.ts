/**
 * The right to ask: the Host check against DNS rebinding, and sign-in by bearer token. The local socket needs neither, its mode is the sign-in. What
 * comes by a proxy comes from somebody else: then neither the socket nor loopback speaks for the sender.
 */
import { userInfo } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import { governs } from '../contracts/operation.ts';
import { askedForPage } from '../pages/asked-for-page.ts';
import { clientOf, isLoopbackItself, requireOwnHost, requirePrivacy } from './client.ts';
import { isSameRight } from '../../policy/access/rights.ts';
import type { AdminParts } from '../context.ts';
import { presentedBy, requireOwnOrigin } from '../sign-in/cookie.ts';
import { requirePermission } from './permission.ts';
import { Problem } from './problem.ts';

/** The caller of a request; null: nobody signed in, where nobody has to. Throws Problem. */
export async function checkAccess(
  room: Pick<AdminParts, 'settings' | 'tokens' | 'people' | 'clock'>,
  request: FastifyRequest,
) {
  if (isLocalAdministrator(request)) return localAdministrator(request.headers['doorpost-actor']);
  const { http } = room.settings;
  requireOwnHost(request, http);
  const { open, openToLoopback } = request.routeOptions.config;
  const isOpen = open === true || (request.is404 && askedForPage(request));
  // An operation that is open and does something takes secrets: it is a sign-in.
  if (!isOpen || !(request.method === 'GET' || request.method === 'HEAD')) requirePrivacy(request, http);
  if (request.routeOptions.config.operation?.right === null) requireOwnOrigin(request, clientOf(request));
  if (isOpen || (openToLoopback === true && isLoopbackItself(request))) return null;
  const caller = await signedIn(room, request);
  // Known before it is refused: the log says who asked.
  request.caller = caller;
  requireRight(caller, request);
  requireFresh(caller, request, room.clock.now());
  return caller;
}

/** Whether the sign-in of a request that goes on for long still holds: not of a token that was taken away since, or has expired. */
export async function stillSignedIn(
  room: Pick<AdminParts, 'tokens' | 'people'>,
  request: FastifyRequest,
): Promise<boolean> {
  if (isLocalAdministrator(request)) return true;
  const now = await callerNow(room, request);
  return now !== null && request.caller !== null && isSameRight(now, request.caller);
}

/** null: not signed in. The reason is told apart by who asked. */
async function callerNow(room: Pick<AdminParts, 'tokens' | 'people'>, request: FastifyRequest): Promise<Caller | null> {
  const token = bearerOf(request);
  if (token === undefined) return room.people.callerOf(presentedBy(request, clientOf(request)));
  const holder = await room.tokens.check(token);
  return holder.kind === 'known' ? holder.caller : null;
}

async function signedIn(room: Pick<AdminParts, 'tokens' | 'people'>, request: FastifyRequest): Promise<Caller> {
  const token = bearerOf(request);
  if (token === undefined) return signedInPerson(room, request);
  const holder = await room.tokens.check(token);
  if (holder.kind === 'known') return holder.caller;
  throw (
    room.people.wrongToken(clientOf(request).address) ??
    new Problem('sign-in-needed', { token: holder.kind }, { act: 'make-token' })
  );
}

/** By a browser. One that brings nothing is told what a program needs. */
async function signedInPerson({ people }: Pick<AdminParts, 'people'>, request: FastifyRequest): Promise<Caller> {
  const client = clientOf(request);
  const presented = presentedBy(request, client);
  if (presented.cookies.length === 0 && presented.secret === null)
    throw new Problem('sign-in-needed', { token: 'none' }, { act: 'make-token' });
  const caller = await people.callerOf(presented);
  if (caller === null) throw new Problem('sign-in-needed', { token: 'ended' }, { act: 'sign-in-to-admin-center' });
  requireOwnOrigin(request, client);
  return caller;
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

/** A browser that was left open gives no rights away, and takes nothing along. */
function requireFresh({ session }: Caller, { routeOptions }: FastifyRequest, now: number): void {
  if (session === undefined || routeOptions.config.operation?.fresh !== true) return;
  if (now - session.signedInAt < bounds.admin.freshSignIn) return;
  throw new Problem('fresh-sign-in-needed', {}, { act: 'sign-in-to-admin-center' });
}

/** A person who may open the socket may do everything on this machine anyway. */
const localAdministrator = (header: string | string[] | undefined): Caller => ({
  actor: `local:${localName(header)}`,
  role: 'global-administrator',
  organizations: null,
  content: true,
  expiresAt: null,
});

export const isLocalAdministrator = (request: FastifyRequest): boolean =>
  request.isLocal && !clientOf(request).forwarded;

/** A caller who holds the socket may say which person it is; the system's name for us stands in. */
function localName(header: string | string[] | undefined): string {
  if (typeof header === 'string' && /^[\w.@-]{1,64}$/u.test(header)) return header;
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'administrator');
  }
}
