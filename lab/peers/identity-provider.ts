/**
 * An identity provider on loopback: oidc-provider, which is one in earnest. People sign in without typing: who comes is said by the test. It answers
 * for the issuer that it was opened with, so that it can be gone, and be there again.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Certificate } from './certificates.ts';

export const CLIENT = 'doorpost';
export const CLIENT_SECRET = 'a-secret-of-the-client-that-is-long-enough';

export interface ProviderPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Who sits at the browser, from the next sign-in on. */
  person: ProviderPerson;
  /** Since when they are signed in there, in seconds since 1970; null: just now. */
  since: number | null;
  /** Stands in for an answer. */
  instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  /** false: nobody answers. */
  listen(open: boolean): Promise<void>;
}

/** @param redirects where it sends people back to. @param certificate by which it speaks https; absent: clear */
export async function openIdentityProvider(
  redirects: () => readonly string[],
  certificate?: Certificate,
): Promise<IdentityProvider> {
  const desk: Pick<IdentityProvider, 'person' | 'since' | 'instead'> = {
    person: { sub: 'nobody' },
    since: null,
    instead: null,
  };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    if (desk.instead?.(request, response) !== true) answer(request, response);
  };
  const server = certificate === undefined ? createServer(respond) : createSecureServer(certificate, respond);
  const port = await listening(server, 0);
  const issuer = `${certificate === undefined ? 'http' : 'https'}://localhost:${port}`;
  const provider = providerOf(issuer, redirects, () => desk.person);
  const callback = provider.callback();
  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      callback(request, response);
      return;
    }
    // Whoever comes has typed everything already.
    const { person, since } = desk;
    const login = { accountId: person.sub, ...(since === null ? {} : { ts: since }) };
    void provider.interactionFinished(request, response, { login });
  };
  return Object.assign(desk, {
    issuer,
    async listen(open: boolean) {
      if (open) await listening(server, port);
      else await ended(server);
    },
    [Symbol.asyncDispose]: () => ended(server),
  });
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function ended(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function providerOf(issuer: string, redirects: () => readonly string[], person: () => ProviderPerson): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: CLIENT_SECRET,
        redirect_uris: [...redirects()],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'roles', 'groups', 'preferred_username', 'email'], profile: ['name'] },
    // As Entra, Keycloak and others: all that is known stands in the token.
    conformIdTokenClaims: false,
    cookies: { keys: ['of-the-provider'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...person(), sub }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async (context) => {
      const { oidc } = context;
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
  });
}

/** Follows the provider's pages until it sends the browser back to us. @returns the query that it came back with. */
export async function atProvider(address: string, cookies = new Map<string, string>()): Promise<string> {
  let url = address;
  for (let step = 0; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to === null) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(to, url).href;
    if (url.includes('/sign-in/sso?')) return new URL(url).search;
  }
  throw new Error('it went round in circles');
}
