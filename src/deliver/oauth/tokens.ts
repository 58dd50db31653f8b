/**
 * Access tokens for next hops: got when one is needed, kept in memory until shortly before they expire, asked for once however many wait.
 * Promises: a rotated refresh token is sealed before the token it came with is used; a refusal is not repeated for each message; no text
 * holds a token or a secret. Never: writes an access token anywhere. RFC 6749 §4.4 and §6, RFC 7523.
 */
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { readNamedFile } from '../../base/named-file.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import type { UpstreamSignIn } from '../../directory/upstream.ts';
import type { NoteStore } from '../../store/store.ts';
import type { BearerSource, GotToken } from './token-source.ts';
import { delayedBy, type HopFailure, notBefore, toldFailure } from '../answers/failure.ts';
import { askForToken, type ClientProof, type Granted, type TokenAnswer } from './token-endpoint.ts';
import { failureOfTokenTrouble, noClientSecret, noSignIn, notSignedIn } from './token-trouble.ts';

export type TokenSignIn = Exclude<UpstreamSignIn, { kind: 'password' }>;

export interface TokenOptions {
  /** null: there is none. Rejects with SealBroken when the key file does not fit. */
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  readonly writeSecret: (name: SecretName, plain: string) => Promise<void>;
  readonly notes: Pick<NoteStore, 'put'> | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface TokenWanted {
  /** Nothing is taken from memory: somebody has just changed something. */
  readonly fresh?: boolean;
  /** The next hop did not take this one. */
  readonly refused?: string;
}

export interface TokenState {
  readonly validUntil: number | null;
  /** Why the last request failed; null: it did not. */
  readonly trouble: string | null;
}

export interface Tokens {
  token(connector: OutboundConnector, signal: AbortSignal, wanted?: TokenWanted): Promise<GotToken>;
  /** For a session. null: the connector signs in without a token. */
  source(connector: OutboundConnector, fresh?: boolean): BearerSource | null;
  state(connector: OutboundConnector): TokenState;
  /** Another person has signed in, or a secret was set: what is remembered is for nothing. */
  forget(connectorId: OutboundConnector['id']): void;
  /** A token of another way (device code). */
  took(connector: OutboundConnector, granted: Granted): Promise<void>;
}

const MINUTE_MS = 60_000;
const EARLY_MS = 5 * MINUTE_MS;
/** HVE wants them renewed this early. */
const HVE_EARLY_MS = 20 * MINUTE_MS;
/** For a server that does not say how long a token lives. */
const ASSUMED_LIFE_MS = 10 * MINUTE_MS;
/** A refusal is the same for everybody for this long: one question a minute, not one a message. */
const HOLD_FAILURE_MS = MINUTE_MS;
const NOTE_EVERY_MS = 60 * MINUTE_MS;

interface Kept {
  /** The sign-in it stands on. */
  identity: string;
  token: { readonly text: string; readonly expiresAt: number; readonly renewAt: number } | null;
  failure: { readonly of: OutboundConnector; readonly failure: HopFailure; readonly until: number } | null;
  pending: Promise<GotToken> | null;
  /** A rotated refresh token that could not be sealed. */
  unsealed: string | null;
  notedAt: number | null;
}

export function createTokens(options: TokenOptions): Tokens {
  const { clock, log } = options;
  /** By connector; there are as many as the directory has. */
  const kept = new Map<string, Kept>();
  /** Counts what was set anew, so that a sign-in after it is another one for whoever remembers failures. */
  const generations = new Map<string, number>();

  const identityOf = (connector: OutboundConnector, signIn: TokenSignIn): string =>
    JSON.stringify([
      signIn.kind,
      signIn.tokenEndpoint,
      signIn.clientId,
      signIn.scope,
      signIn.username,
      generations.get(connector.id) ?? 0,
    ]);

  function entryOf(connector: OutboundConnector, signIn: TokenSignIn): Kept {
    const identity = identityOf(connector, signIn);
    let entry = kept.get(connector.id);
    if (entry === undefined || entry.identity !== identity) {
      entry = { identity, token: null, failure: null, pending: null, unsealed: null, notedAt: null };
      kept.set(connector.id, entry);
    }
    return entry;
  }

  async function got(connector: OutboundConnector, signIn: TokenSignIn, entry: Kept): Promise<GotToken> {
    const made = await request(connector, signIn, entry);
    if ('cause' in made) return failed(connector, entry, made);
    if (!made.ok) return failed(connector, entry, failureOfTokenTrouble(connector, signIn, made.trouble));
    return keep(connector, signIn, entry, made.value);
  }

  function failed(connector: OutboundConnector, entry: Kept, failure: HopFailure): GotToken {
    const holdMs = Math.max('retryAfterMs' in failure ? (failure.retryAfterMs ?? 0) : 0, HOLD_FAILURE_MS);
    entry.failure = { of: connector, failure, until: clock.monotonic() + holdMs };
    log.warn({ connector: connector.name }, toldFailure(failure));
    return { ok: false, failure };
  }

  async function keep(
    connector: OutboundConnector,
    signIn: TokenSignIn,
    entry: Kept,
    { accessToken, expiresInMs, refreshToken }: Granted,
  ): Promise<GotToken> {
    // Somebody has signed in anew meanwhile: what came of the old sign-in must not stand in the place of the new.
    const isCurrent = kept.get(connector.id) === entry;
    if (signIn.kind === 'delegated' && isCurrent) {
      // RFC 6749 §6: the old one may be dead from now on.
      if (refreshToken !== null) await seal(connector, signIn.refreshSecret, entry, refreshToken);
      note(connector, entry);
    }
    const lifeMs = expiresInMs ?? ASSUMED_LIFE_MS;
    const earlyMs = Math.min(connector.service === 'hve' ? HVE_EARLY_MS : EARLY_MS, lifeMs / 2);
    const expiresAt = clock.now() + lifeMs;
    entry.token = { text: accessToken, expiresAt, renewAt: clock.monotonic() + lifeMs - earlyMs };
    entry.failure = null;
    return { ok: true, token: accessToken, expiresAt, text: `got a token, valid until ${timeOf(expiresAt)}` };
  }

  async function seal(connector: OutboundConnector, name: SecretName, entry: Kept, value: string): Promise<void> {
    try {
      await options.writeSecret(name, value);
      entry.unsealed = null;
    } catch (error) {
      entry.unsealed = value;
      log.error(
        { connector: connector.name, error: error instanceof Error ? error.name : 'unknown' },
        'the new refresh token could not be sealed; it is kept in memory and sealed with the next one',
      );
    }
  }

  function note(connector: OutboundConnector, entry: Kept): void {
    const now = clock.now();
    if (options.notes === null || (entry.notedAt !== null && now - entry.notedAt < NOTE_EVERY_MS)) return;
    entry.notedAt = now;
    options.notes
      .put('upstream', [{ key: `token:${connector.id}`, value: { lastUsedAt: now } }])
      .catch(() => log.warn({ connector: connector.name }, 'the use of the refresh token could not be noted'));
  }

  async function request(
    connector: OutboundConnector,
    signIn: TokenSignIn,
    entry: Kept,
  ): Promise<TokenAnswer<Granted> | HopFailure> {
    try {
      const proof = await proofOf(connector, signIn);
      if ('cause' in proof) return proof;
      const { tokenEndpoint, clientId, scope } = signIn;
      const deviceEndpoint = signIn.kind === 'delegated' ? signIn.deviceEndpoint : null;
      const client = { tokenEndpoint, deviceEndpoint, clientId, proof };
      if (signIn.kind === 'client-credentials')
        return await askForToken(client, { kind: 'client-credentials', scope }, clock);
      const refreshToken = entry.unsealed ?? (await options.readSecret(signIn.refreshSecret));
      if (refreshToken === null) return notSignedIn(connector.name, signIn);
      return await askForToken(client, { kind: 'refresh', refreshToken, scope }, clock);
    } catch (error) {
      if (error instanceof SealBroken)
        return noSignIn(
          `the secret of connector ${connector.name} does not open with secret.key: set it again, or put the right key file back and restart`,
          null,
        );
      const text = `the secret of connector ${connector.name} could not be read; the reason is in the log`;
      log.error({ connector: connector.name, error: error instanceof Error ? error.name : 'unknown' }, text);
      return delayedBy({ cause: 'storage-failed', status: '4.3.0', text, of: 'route' });
    }
  }

  async function proofOf(connector: OutboundConnector, signIn: TokenSignIn): Promise<ClientProof | HopFailure> {
    if (signIn.kind === 'delegated') {
      if (signIn.clientSecret === null) return { kind: 'none' };
      return secretProof(connector, signIn.clientSecret);
    }
    if (signIn.proof.kind === 'secret') return secretProof(connector, signIn.proof.secret);
    const { certificateFile, keyFile } = signIn.proof;
    try {
      const [certificate, key] = await Promise.all([readNamedFile(certificateFile), readNamedFile(keyFile)]);
      return { kind: 'certificate', certificate: String(certificate), key: String(key) };
    } catch (error) {
      return noSignIn(
        `no token for connector ${connector.name}: ${(error as Error).message}: put certificate and key there as PEM files, readable by Doorpost`,
        null,
      );
    }
  }

  async function secretProof(connector: OutboundConnector, name: SecretName): Promise<ClientProof | HopFailure> {
    const secret = await options.readSecret(name);
    return secret === null ? noClientSecret(connector.name) : { kind: 'secret', secret };
  }

  async function token(
    connector: OutboundConnector,
    signal: AbortSignal,
    { fresh = false, refused }: TokenWanted = {},
  ): Promise<GotToken> {
    const { auth } = connector;
    if (auth === null || auth.kind === 'password')
      return { ok: false, failure: noSignIn(`connector ${connector.name} has no sign-in by token`) };
    const entry = entryOf(connector, auth);
    if (entry.token !== null && entry.token.text === refused) entry.token = null;
    const { token: present, failure } = entry;
    if (!fresh && present !== null && clock.monotonic() < present.renewAt)
      return {
        ok: true,
        token: present.text,
        expiresAt: present.expiresAt,
        text: `has a token, valid until ${timeOf(present.expiresAt)}`,
      };
    const leftMs = failure === null ? 0 : failure.until - clock.monotonic();
    // A changed connector is another object: what was true of the old one is asked anew.
    if (!fresh && failure !== null && failure.of === connector && leftMs > 0)
      return { ok: false, failure: notBefore(failure.failure, leftMs) };
    entry.pending ??= got(connector, auth, entry).finally(() => {
      entry.pending = null;
    });
    const answer = await unlessAborted(entry.pending, signal);
    // A token that is due to be renewed is still good while its renewal is not possible.
    if (!answer.ok && present !== null && present.text !== refused && clock.now() < present.expiresAt && !fresh)
      return {
        ok: true,
        token: present.text,
        expiresAt: present.expiresAt,
        text: `has a token, valid until ${timeOf(present.expiresAt)}`,
      };
    return answer;
  }

  return {
    token,
    source(connector, fresh = false) {
      const { auth } = connector;
      if (auth === null || auth.kind === 'password') return null;
      return {
        username: auth.username,
        identity: identityOf(connector, auth),
        token: (signal, refused) => token(connector, signal, refused === undefined ? { fresh } : { refused }),
      };
    },
    state(connector) {
      const entry = kept.get(connector.id);
      const failure = entry?.failure ?? null;
      const expiresAt = entry?.token?.expiresAt ?? null;
      return {
        validUntil: expiresAt !== null && expiresAt > clock.now() ? expiresAt : null,
        trouble: failure === null ? null : toldFailure(failure.failure),
      };
    },
    forget(connectorId) {
      kept.delete(connectorId);
      generations.set(connectorId, (generations.get(connectorId) ?? 0) + 1);
    },
    async took(connector, granted) {
      const { auth } = connector;
      if (auth?.kind !== 'delegated') return;
      await keep(connector, auth, entryOf(connector, auth), granted);
    },
  };
}

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;

/** The request goes on for the others who wait for it. */
function unlessAborted(pending: Promise<GotToken>, signal: AbortSignal): Promise<GotToken> {
  const { promise, resolve, reject } = Promise.withResolvers<GotToken>();
  const givenUp = (): void =>
    resolve({
      ok: false,
      failure: delayedBy({ cause: 'timed-out', status: '4.4.1', text: 'given up while waiting for a token' }),
    });
  if (signal.aborted) givenUp();
  signal.addEventListener('abort', givenUp, { once: true });
  pending.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener('abort', givenUp));
}
