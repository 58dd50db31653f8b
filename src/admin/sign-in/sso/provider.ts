/**
 * The identity provider, asked by openid-client: OpenID Connect Core 1.0 by authorization code, with PKCE (RFC 7636), state, nonce, and the issuer in
 * the answer where the provider says that it stands there (RFC 9207). Promises: every question has a deadline, every answer a bound, no redirect is
 * followed, the ID token's signature is looked at; nothing secret is in any text. Never: the token is used for anything, or kept.
 */
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type * as oauth from 'openid-client';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { fetchTrusting, troubleOf } from '../../../base/http-client.ts';
import { NamedFileError, readNamedFile } from '../../../base/named-file.ts';
import type { Settings } from '../../../config/settings.ts';
import { judgeOfEndpoint } from './endpoint-judge.ts';

export type ProviderSettings = Settings['oidc'] & { readonly issuer: string; readonly clientId: string };

type Library = typeof import('openid-client');
/** Loaded with the first sign-in: most servers have no provider. */
const library = (): Promise<Library> => import('openid-client');

export interface Begun {
  /** To which the browser is sent. */
  readonly address: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why the provider did not say who somebody is. */
export class ProviderTrouble extends Error {
  override readonly name = 'ProviderTrouble';
  /** `denied`: its own word to the browser, in `said`; the others: it could not be asked, or gave no answer that can be used. */
  readonly why: 'denied' | 'failed';
  readonly said: string;

  constructor(why: ProviderTrouble['why'], said: string, options?: ErrorOptions) {
    super(said, options);
    this.why = why;
    this.said = said;
  }
}

export class Provider {
  readonly #settings: ProviderSettings;
  readonly #clock: Pick<Clock, 'monotonic' | 'timer'>;
  #metadata: { readonly readAt: number; readonly of: Promise<oauth.ServerMetadata> } | null = null;
  #asking = 0;

  constructor(settings: ProviderSettings, clock: Pick<Clock, 'monotonic' | 'timer'>) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** @param anew the person has to prove there once more who they are. Rejects with ProviderTrouble. */
  async begin(redirect: string, anew: boolean): Promise<Begun> {
    const { scopes } = this.#settings;
    return this.#ask(async (asked) => {
      const { oauth } = asked;
      const configuration = await this.#configuration(asked);
      const { authorization_endpoint: endpoint } = configuration.serverMetadata();
      if (endpoint === undefined || !this.#isSafe(endpoint))
        throw new ProviderTrouble('failed', 'The provider names no place to sign in that is asked by https.');
      const verifier = oauth.randomPKCECodeVerifier();
      const [state, nonce] = [oauth.randomState(), oauth.randomNonce()];
      const address = oauth.buildAuthorizationUrl(configuration, {
        ...{ redirect_uri: redirect, response_mode: 'query', scope: [...new Set(['openid', ...scopes])].join(' ') },
        ...{ state, nonce, code_challenge: await oauth.calculatePKCECodeChallenge(verifier) },
        ...{ code_challenge_method: 'S256', ...(anew ? { prompt: 'login', max_age: '0' } : {}) },
      });
      return { address: address.href, state, nonce, verifier };
    });
  }

  /** The claims of the person who came back. @param answer the query that they came back with. Rejects with ProviderTrouble. */
  async finish(
    { state, nonce, verifier }: Omit<Begun, 'address'>,
    redirect: string,
    answer: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.#ask(async (asked) => {
      const { oauth } = asked;
      const configuration = await this.#configuration(asked);
      oauth.enableNonRepudiationChecks(configuration);
      const url = new URL(redirect);
      url.search = answer;
      const given = await oauth.authorizationCodeGrant(configuration, url, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = given.claims();
      if (claims === undefined) throw new ProviderTrouble('failed', 'The provider did not say who came.');
      return claims;
    });
  }

  async #configuration({ oauth, fetch }: Asked): Promise<oauth.Configuration> {
    const { clientId, issuer } = this.#settings;
    const metadata = await this.#known({ oauth, fetch });
    const configuration = new oauth.Configuration(
      metadata,
      clientId,
      { [oauth.clockTolerance]: bounds.admin.clockSkew },
      await this.#authentication(oauth, metadata),
    );
    configuration[oauth.customFetch] = fetch;
    if (isClearHere(issuer)) oauth.allowInsecureRequests(configuration);
    return configuration;
  }

  /** Asked once for all who come meanwhile, and again when it is old. */
  #known(asked: Asked): Promise<oauth.ServerMetadata> {
    const now = this.#clock.monotonic();
    if (this.#metadata !== null && now - this.#metadata.readAt < bounds.admin.ssoMetadataKept) return this.#metadata.of;
    const of = this.#discovered(asked);
    const kept = { readAt: now, of };
    this.#metadata = kept;
    of.catch(() => {
      if (this.#metadata === kept) this.#metadata = null;
    });
    return of;
  }

  async #discovered({ oauth, fetch }: Asked): Promise<oauth.ServerMetadata> {
    const { issuer, clientId } = this.#settings;
    const found = await oauth.discovery(new URL(issuer), clientId, undefined, oauth.None(), {
      [oauth.customFetch]: fetch,
      ...(isClearHere(issuer) ? { execute: [oauth.allowInsecureRequests] } : {}),
    });
    return found.serverMetadata();
  }

  async #authentication(oauth: Library, metadata: oauth.ServerMetadata): Promise<oauth.ClientAuth> {
    const { clientSecretFile } = this.#settings;
    if (clientSecretFile === null) return oauth.None();
    const secret = (await readNamedFile(clientSecretFile, bounds.admin.ssoSecretFile)).toString('utf8').trim();
    // Without a word of it the standard has the first (OpenID Connect Discovery §3).
    const byHeader = metadata.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true;
    return byHeader ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
  }

  async #ask<Value>(question: (asked: Asked) => Promise<Value>): Promise<Value> {
    if (this.#asking >= bounds.admin.ssoAtOnce)
      throw new ProviderTrouble('failed', 'Too many sign in by the provider at once.');
    this.#asking++;
    const abort = new AbortController();
    const timer = this.#clock.timer(bounds.admin.ssoAnswerTime, () => abort.abort());
    const oauth = await library();
    try {
      return await question({ oauth, fetch: await this.#fetchWith(abort.signal) });
    } catch (error) {
      throw verdict(oauth, error, abort.signal.aborted);
    } finally {
      this.#asking--;
      timer.cancel();
    }
  }

  async #fetchWith(signal: AbortSignal): Promise<oauth.CustomFetch> {
    const secureContext = await this.#trust();
    return async (url, { method, headers, body }) => {
      const mayConnect = judgeOfEndpoint(this.#settings.issuer, url);
      const form = body === undefined || body === null ? {} : { body: String(body) };
      const way = { mayConnect, secureContext };
      const answer = await fetchTrusting(way, url, { method, headers, ...form, signal }, bounds.admin.ssoAnswer);
      if (answer.body === null)
        throw new ProviderTrouble('failed', `The provider's answer is larger than ${bounds.admin.ssoAnswer} bytes.`);
      const isBare = answer.status === 204 || answer.status === 304;
      return new Response(isBare ? null : new Uint8Array(answer.body), {
        status: answer.status,
        headers: { 'content-type': answer.mediaType },
      });
    };
  }

  /** null: the machine's own authorities. */
  async #trust(): Promise<SecureContext | null> {
    const { caFile } = this.#settings;
    if (caFile === null) return null;
    const extra = (await readNamedFile(caFile, bounds.admin.ssoCaFile)).toString('utf8');
    return createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system'), extra] });
  }

  #isSafe(address: string): boolean {
    const url = URL.parse(address);
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isClearHere(this.#settings.issuer));
  }
}

interface Asked {
  readonly oauth: Library;
  readonly fetch: oauth.CustomFetch;
}

/** In tests: no setting says so. */
const isClearHere = (issuer: string): boolean => /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/|$)/u.test(issuer);

function verdict(oauth: Library, error: unknown, timedOut: boolean): ProviderTrouble {
  if (error instanceof ProviderTrouble) return error;
  const cause = { cause: error };
  if (timedOut)
    return new ProviderTrouble('failed', `The provider did not answer within ${bounds.admin.ssoAnswerTime / 1_000} s.`);
  if (error instanceof oauth.AuthorizationResponseError)
    return new ProviderTrouble('denied', wordOf(error.error), cause);
  if (error instanceof oauth.ResponseBodyError)
    return new ProviderTrouble('failed', `The provider refused: ${wordOf(error.error)}.`, cause);
  if (error instanceof oauth.ClientError) {
    const inner = error.cause instanceof ProviderTrouble ? error.cause : null;
    return (
      inner ??
      new ProviderTrouble('failed', `The provider's answer cannot be used (${wordOf(error.code ?? '')}).`, cause)
    );
  }
  if (error instanceof NamedFileError)
    return new ProviderTrouble('failed', `A file that oidc names cannot be read (${wordOf(error.code)}).`, cause);
  const { code } = troubleOf(error);
  return new ProviderTrouble('failed', `The provider could not be asked (${wordOf(code)}).`, cause);
}

/** Codes alone are told: whole sentences may quote what was to be kept. */
const wordOf = (code: string): string => (/^[\w.-]{1,64}$/u.test(code) ? code : 'no known reason');
