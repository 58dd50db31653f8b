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
export function cookieName({ host, secure }: Pick<HttpClient, 'host' | 'secure'>, of: '' | 'sso-' = ''): string {
  const port = /:(\d{1,5})$/u.exec(host)?.[1];
  if (!secure) return `doorpost-${of}${port ?? '80'}`;
  return ['__Host-doorpost', ...(of === '' ? [] : ['sso']), ...(port === undefined ? [] : [port])].join('-');
}

const attributes = ({ secure }: Pick<HttpClient, 'secure'>): string =>
  `HttpOnly; SameSite=Strict; Path=/${secure ? '; Secure' : ''}`;

export const cookieGiven = (client: HttpClient, value: string): string =>
  `${cookieName(client)}=${value}; ${attributes(client)}`;

export const cookieTaken = (client: HttpClient): string => `${cookieName(client)}=; Max-Age=0; ${attributes(client)}`;

/** Of a sign-in that was begun at the provider. The page that brings it is our own: no request of another site has to. */
export const begunCookieGiven = (client: HttpClient, value: string): string =>
  `${cookieName(client, 'sso-')}=${value}; Max-Age=${bounds.admin.ssoLife / 1_000}; ${attributes(client)}`;

export const begunCookieTaken = (client: HttpClient): string =>
  `${cookieName(client, 'sso-')}=; Max-Age=0; ${attributes(client)}`;

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

const SEALED = /^[\w-]{1,3000}$/u;

/** Of the cookies of that name those that are of the form: a few at most. */
const cookiesOf = (header: string | undefined, name: string, form: RegExp): readonly string[] =>
  (header ?? '')
    .split(';', bounds.admin.cookiesRead)
    .flatMap((pair) => {
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1).trim();
      return at > 0 && pair.slice(0, at).trim() === name && form.test(value) ? [value] : [];
    })
    .slice(0, bounds.admin.sessionsTried);

/** Sign-ins that were begun at the provider. */
export const begunBy = ({ headers }: Pick<FastifyRequest, 'headers'>, client: HttpClient): readonly string[] =>
  cookiesOf(headers.cookie, cookieName(client, 'sso-'), SEALED);

export const originOf = ({ secure, host }: Pick<HttpClient, 'secure' | 'host'>): string =>
  `${secure ? 'https' : 'http'}://${host}`;

export function presentedBy({ headers }: Pick<FastifyRequest, 'headers'>, client: HttpClient): Presented {
  const cookies = cookiesOf(headers.cookie, cookieName(client), SECRET);
  const secret = headers[SECRET_HEADER];
  return {
    cookies,
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
  if (client.host !== '' && headers.origin?.toLowerCase() === originOf(client)) return;
  throw new Problem(
    'wrong-origin',
    {},
    'Open the admin center by the address that it is called by here; a proxy has to hand on Host and X-Forwarded-Proto.',
  );
}
