/**
 * One question to a token or device endpoint (RFC 6749, RFC 7523, RFC 8628), by openid-client over fetch. Answers are values; nothing that
 * was sent or came back in confidence is in any text. Every question has a deadline, every answer a bound, no redirect is followed.
 */
import { bounds } from '../../base/bounds.ts';
import { bodyUpTo, fetchOverHttp, NO_SUCH_WAY, troubleOf } from '../../base/http-client.ts';
import { own } from '../../base/own.ts';
import { createPrivateKey, createHash, type KeyObject, X509Certificate, webcrypto } from 'node:crypto';
import type * as oauth from 'openid-client';
import type { Clock } from '../../base/clock.ts';
import { judgeOfUrl } from '../../policy/access/public-host.ts';
import { dialWords } from '../session/dial.ts';
import { harmless } from '../answers/remote-words.ts';
import { retryAfterMs } from '../answers/retry-after.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

/** How the client shows who it is. */
export type ClientProof =
  | { readonly kind: 'none' }
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string };

export interface TokenClient {
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string | null;
  readonly clientId: string;
  readonly proof: ClientProof;
  /** As of the connector. */
  readonly publicHostsOnly: boolean;
}

export type Grant =
  | { readonly kind: 'client-credentials'; readonly scope: string }
  | { readonly kind: 'refresh'; readonly refreshToken: string; readonly scope: string }
  | { readonly kind: 'device'; readonly deviceCode: string };

export interface Granted {
  readonly accessToken: string;
  /** null: the server did not say. */
  readonly expiresInMs: number | null;
  readonly refreshToken: string | null;
}

export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly expiresInMs: number;
  readonly intervalMs: number;
}

export type TokenTrouble =
  /** The server's verdict: its error code, and Microsoft's number where there is one. */
  | { readonly kind: 'refused'; readonly error: string; readonly code: number | null }
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | null }
  | ({ readonly kind: 'unreachable'; readonly timedOut: boolean } & ToldLine)
  /** Our own key or certificate cannot be used. */
  | ({ readonly kind: 'own-proof' } & ToldLine)
  | ({ readonly kind: 'nonsense' } & ToldLine);

export type TokenAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: TokenTrouble };

type Library = typeof import('openid-client');
/** Loaded with the first token: most sites sign in without, and it weighs more than a room of ours. */
const library = (): Promise<Library> => import('openid-client');

/** For a token that is said to live no time at all, or a negative one. */
const SHORT_LIFE_S = 10 * 60;
/** RFC 8628 §3.2: without a word it is 5 seconds. */
const ASSUMED_INTERVAL_S = 5;
/** RFC 7523 §3: short, but longer than clocks go wrong. */
const ASSERTION_LIFE_S = 300;

export function askForToken(client: TokenClient, grant: Grant, clock: Clock): Promise<TokenAnswer<Granted>> {
  return ask(client, clock, async (oauth, configuration) => {
    const answer = await requested(oauth, configuration, grant);
    // RFC 6750 §2.1: it has to go into a header.
    if (!/^[\x21-\x7e]+$/u.test(answer.access_token)) throw new Error('an access token that no header can hold');
    return {
      accessToken: answer.access_token,
      expiresInMs: answer.expires_in === undefined ? null : answer.expires_in * 1_000,
      refreshToken: answer.refresh_token ?? null,
    };
  });
}

function requested(
  oauth: Library,
  configuration: oauth.Configuration,
  grant: Grant,
): Promise<oauth.TokenEndpointResponse> {
  switch (grant.kind) {
    case 'client-credentials':
      return oauth.clientCredentialsGrant(configuration, { scope: grant.scope });
    case 'refresh':
      return oauth.refreshTokenGrant(configuration, grant.refreshToken, { scope: grant.scope });
    case 'device':
      return oauth.genericGrantRequest(configuration, 'urn:ietf:params:oauth:grant-type:device_code', {
        device_code: grant.deviceCode,
      });
  }
}

export function askForDeviceCode(client: TokenClient, scope: string, clock: Clock): Promise<TokenAnswer<DeviceCode>> {
  return ask(client, clock, async (oauth, configuration) => {
    const answer = await oauth.initiateDeviceAuthorization(configuration, { scope });
    return {
      deviceCode: answer.device_code,
      userCode: answer.user_code,
      verificationUri: answer.verification_uri,
      expiresInMs: answer.expires_in * 1_000,
      intervalMs: Math.max(1, answer.interval ?? ASSUMED_INTERVAL_S) * 1_000,
    };
  });
}

async function ask<Value>(
  client: TokenClient,
  clock: Clock,
  question: (oauth: Library, configuration: oauth.Configuration) => Promise<Value>,
): Promise<TokenAnswer<Value>> {
  const oauth = await library();
  const made = await authentication(oauth, client, clock);
  if ('trouble' in made) return { ok: false, trouble: made.trouble };
  const { tokenEndpoint, deviceEndpoint } = client;
  const server: oauth.ServerMetadata = {
    // No discovery: the endpoints are what the administrator set. The issuer is only looked at in id_tokens, which nobody asked for.
    issuer: new URL(tokenEndpoint).origin,
    token_endpoint: tokenEndpoint,
    ...(deviceEndpoint === null ? {} : { device_authorization_endpoint: deviceEndpoint }),
  };
  const configuration = new oauth.Configuration(server, client.clientId, undefined, made.authentication);
  // http is let through for loopback only, by the rule about connectors (policy/changes/connector-rules.ts).
  if (tokenEndpoint.startsWith('http:')) oauth.allowInsecureRequests(configuration);
  const abort = new AbortController();
  const timer = clock.timer(bounds.deliver.tokenAnswerTime, () => abort.abort());
  let answered: { readonly status: number; readonly retryAfterMs: number | null } | null = null;
  let why: unknown = null;
  configuration[oauth.customFetch] = async (url, init) => {
    try {
      const { method, headers, body: asked } = init;
      const form = asked === undefined || asked === null ? {} : { body: String(asked) };
      const mayConnect = judgeOfUrl(client.publicHostsOnly, url);
      const response = await fetchOverHttp(url, { method, headers, ...form, signal: abort.signal, mayConnect });
      const body = await bodyUpTo(bounds.deliver.tokenAnswer, response);
      if (body === null) throw new AnswerTooLarge();
      answered = {
        status: response.status,
        retryAfterMs: retryAfterMs(response.headers.get('retry-after'), clock.now()),
      };
      return new Response(tidied(body), { status: response.status, headers: plainHeaders(response) });
    } catch (error) {
      why = error;
      throw error;
    }
  };
  try {
    return { ok: true, value: await question(oauth, configuration) };
  } catch (error) {
    if (why !== null) return { ok: false, trouble: unreachable(why, abort.signal.aborted) };
    return { ok: false, trouble: verdict(oauth, error, answered) };
  } finally {
    timer.cancel();
  }
}

function unreachable(error: unknown, timedOut: boolean): TokenTrouble {
  if (error instanceof AnswerTooLarge) return { kind: 'nonsense', ...told(tooLarge) };
  const words = timedOut ? say`no answer within ${bounds.deliver.tokenAnswerTime / 1_000} s` : fetchTrouble(error);
  return { kind: 'unreachable', timedOut, ...told(words) };
}

/** Codes are believed, and the parser's word on what came: any other message may quote what was to be sent. */
export function fetchTrouble(thrown: unknown): Words {
  const { code, error, isNoHttp } = troubleOf(thrown);
  if (error === null) return brokeOff;
  if (isNoHttp)
    return say`what answers there does not speak HTTP: ${harmless(error.message, bounds.deliver.answerTold)}`;
  return code === '' ? brokeOff : (own(HTTP_WORDS, code) ?? dialWords(error));
}

const brokeOff = say`the request broke off`;
const UNTRUSTED = say`its certificate is not trusted: a proxy that looks into TLS, or the wrong host`;
/** Not the address: whoever named the host would read our network's names out of it. */
const LEADS_INSIDE = say`its name leads to an address that is not public: let a Global administrator look at the connector and allow it with --public-hosts-only off`;
const HTTP_WORDS: Readonly<Record<string, Phrase>> = {
  UND_ERR_SOCKET: say`the connection broke off`,
  UND_ERR_CONNECT_TIMEOUT: say`no connection in time`,
  UND_ERR_HEADERS_TIMEOUT: say`no answer in time`,
  UND_ERR_BODY_TIMEOUT: say`the answer did not end in time`,
  [NO_SUCH_WAY]: LEADS_INSIDE,
  ENOTFOUND: say`its name is not known in DNS`,
  EAI_AGAIN: say`DNS did not answer for its name`,
  CERT_HAS_EXPIRED: say`its certificate has expired`,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: say`its certificate is for another name`,
};

function verdict(
  oauth: Library,
  error: unknown,
  answered: { readonly status: number; readonly retryAfterMs: number | null } | null,
): TokenTrouble {
  if (answered !== null && (answered.status === 429 || answered.status >= 500)) return { kind: 'busy', ...answered };
  if (error instanceof oauth.ResponseBodyError) {
    const word = /^[a-z_.]{1,64}$/u.test(error.error) ? error.error : 'an unknown error';
    if (word === 'temporarily_unavailable' || word === 'server_error')
      return { kind: 'busy', status: error.status, retryAfterMs: answered?.retryAfterMs ?? null };
    return { kind: 'refused', error: word, code: microsoftCode(error.error_description) };
  }
  const what = say`the answer is none of a token endpoint`;
  return { kind: 'nonsense', ...told(answered === null ? what : say`${what} (HTTP ${answered.status})`) };
}

/** `AADSTS7000215: Invalid client secret ...`; the rest of it, with trace and correlation numbers, is not kept. */
function microsoftCode(description: string | undefined): number | null {
  const digits = /AADSTS(\d{4,10})/u.exec(description ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

class AnswerTooLarge extends Error {}
const tooLarge = say`the answer is larger than ${bounds.deliver.tokenAnswer} bytes`;

/**
 * The answer without what nobody asked for (who the person is: without discovery nobody could check it), and with times that one can
 * reckon with: a token is good for a day at most, whatever is said, and a lifetime that is none is a short one.
 */
function tidied(body: Buffer): string {
  const text = body.toString('utf8');
  try {
    const { id_token: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
    if (rest['expires_in'] !== undefined)
      rest['expires_in'] = seconds(rest['expires_in'], SHORT_LIFE_S, bounds.deliver.tokenLife);
    if (rest['interval'] !== undefined)
      rest['interval'] = seconds(rest['interval'], ASSUMED_INTERVAL_S, bounds.deliver.tokenInterval);
    return JSON.stringify(rest);
  } catch {
    return text;
  }
}

/** As a number or in digits; `instead` of what is no time. */
function seconds(value: unknown, instead: number, most: number): number {
  const given = typeof value === 'string' ? Number.parseFloat(value) : Number(value);
  return given > 0 ? Math.min(given, most) : instead;
}

/** The body was unpacked and counted anew. */
function plainHeaders(response: Response): Headers {
  const headers = new Headers();
  const type = response.headers.get('content-type');
  if (type !== null) headers.set('content-type', type);
  return headers;
}

type Authentication = { readonly authentication: oauth.ClientAuth } | { readonly trouble: TokenTrouble };

async function authentication(
  oauth: Library,
  { proof, tokenEndpoint }: TokenClient,
  clock: Clock,
): Promise<Authentication> {
  switch (proof.kind) {
    case 'none':
      return { authentication: oauth.None() };
    case 'secret':
      return { authentication: oauth.ClientSecretPost(proof.secret) };
    case 'certificate':
      return byCertificate(oauth, proof.certificate, proof.key, tokenEndpoint, clock);
  }
}

/** RFC 7523 with the thumbprints that Microsoft finds the certificate by. */
async function byCertificate(
  oauth: Library,
  certificatePem: string,
  keyPem: string,
  tokenEndpoint: string,
  clock: Clock,
): Promise<Authentication> {
  const trouble = (words: Phrase): Authentication => ({ trouble: { kind: 'own-proof', ...told(words) } });
  let certificate: X509Certificate;
  let key: KeyObject;
  try {
    certificate = new X509Certificate(certificatePem);
  } catch {
    return trouble(say`the certificate file holds no PEM certificate`);
  }
  try {
    key = createPrivateKey(keyPem);
  } catch {
    return trouble(say`the key file holds no PEM private key (without a passphrase)`);
  }
  if (key.asymmetricKeyType !== 'rsa') return trouble(say`the key is no RSA key, which the token endpoint wants`);
  if (!certificate.checkPrivateKey(key)) return trouble(say`the key is not the key of the certificate`);
  if (certificate.validToDate.getTime() <= clock.now())
    return trouble(say`the certificate has expired on ${certificate.validToDate.toISOString().slice(0, 10)}`);
  const thumbprint = (algorithm: string): string => createHash(algorithm).update(certificate.raw).digest('base64url');
  // PS256 (RFC 7518 §3.5).
  const form = { name: 'RSA-PSS', hash: 'SHA-256' };
  const imported = await webcrypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }),
    form,
    false,
    ['sign'],
  );
  return {
    authentication: oauth.PrivateKeyJwt(imported, {
      [oauth.modifyAssertion]: (header, payload) => {
        header['x5t'] = thumbprint('sha1');
        header['x5t#S256'] = thumbprint('sha256');
        const now = Math.floor(clock.now() / 1_000);
        Object.assign(payload, { aud: tokenEndpoint, iat: now, nbf: now, exp: now + ASSERTION_LIFE_S });
      },
    }),
  };
}
