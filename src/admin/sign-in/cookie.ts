/** The cookie of a session, and the second secret beside it: how a browser brings both (RFC 6265). */
import type { FastifyRequest } from 'fastify';
import { bounds } from '../../base/bounds.ts';
import type { HttpClient } from '../http/client.ts';
import { Problem } from '../http/problem.ts';

/** The header that the page adds by itself: no other origin can, and no cookie brings it. */
const SECRET_HEADER = 'x-doorpost';
/** Set by a page that asks by itself: such a request does not show that somebody is there. */
const BY_ITSELF_HEADER = 'x-doorpost-by-itself';

/** Cookies go to every port of a host, so that each port has a name of its own: the port as the browser sees it. */
export function cookieName({ host, secure }: Pick<HttpClient, 'host' | 'secure'>): string {
  const port = /:(\d{1,5})$/u.exec(host)?.[1];
  if (secure) return port === undefined ? '__Host-doorpost' : `__Host-doorpost-${port}`;
  return `doorpost-${port ?? '80'}`;
}

const attributes = ({ secure }: Pick<HttpClient, 'secure'>): string =>
  `HttpOnly; SameSite=Strict; Path=/${secure ? '; Secure' : ''}`;

export const cookieGiven = (client: HttpClient, value: string): string =>
  `${cookieName(client)}=${value}; ${attributes(client)}`;

export const cookieTaken = (client: HttpClient): string => `${cookieName(client)}=; Max-Age=0; ${attributes(client)}`;

/** The secrets that a request brings. */
export interface Presented {
  /** Usually one. Another port of the host can add more under the same name. */
  readonly cookies: readonly string[];
  /** null: none, or no single one. */
  readonly secret: string | null;
  /** Asked by the page, not by a person at it. */
  readonly byItself: boolean;
}

const SECRET = /^[\w-]{43}$/u;

export function presentedBy({ headers }: Pick<FastifyRequest, 'headers'>, client: HttpClient): Presented {
  const name = cookieName(client);
  const cookies = (headers.cookie ?? '').split(';', bounds.admin.cookiesRead).flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1).trim();
    return at > 0 && pair.slice(0, at).trim() === name && SECRET.test(value) ? [value] : [];
  });
  const secret = headers[SECRET_HEADER];
  return {
    cookies: cookies.slice(0, bounds.admin.sessionsTried),
    secret: typeof secret === 'string' && SECRET.test(secret) ? secret : null,
    byItself: headers[BY_ITSELF_HEADER] !== undefined,
  };
}

/** A page of another origin, of another port too, changes nothing here (RFC 6454). Throws a Problem. */
export function requireOwnOrigin(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  client: HttpClient,
): void {
  if (method === 'GET' || method === 'HEAD') return;
  const own = `${client.secure ? 'https' : 'http'}://${client.host}`;
  if (client.host !== '' && headers.origin?.toLowerCase() === own) return;
  throw new Problem(
    'wrong-origin',
    {},
    'Open the admin center by the address that it is called by here; a proxy has to hand on Host and X-Forwarded-Proto.',
  );
}
