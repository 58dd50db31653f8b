/**
 * Access tokens for next hops: got when one is needed, kept in memory until shortly before they expire, asked for once however many wait.
 * Promises: a rotated refresh token is sealed before the token it came with is used, and no two nodes refresh with one token at once; a
 * refusal is not repeated for each message; no text holds a token or a secret. Never: writes an access token anywhere. RFC 6749 §4.4 and
 * §6, RFC 7523, RFC 9700 §4.14.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import { isByToken, type TokenSignIn } from '../../directory/upstream.ts';
import type { NoteStore, Store } from '../../store/store.ts';
import type { TokenState } from '../../mail/doors/upstreams.ts';
import { toldCure } from '../../texts/remedy.ts';
import { delayedBy, type HopFailure, toldFailure } from '../answers/failure.ts';
import { clientProof, type UnsealSecret } from './client-proof.ts';
import { KeptToken } from './kept-token.ts';
import { askForToken, type Granted, type TokenAnswer } from './token-endpoint.ts';
import type { BearerSource, GotToken } from './token-source.ts';
import { failureOfTokenTrouble, noSignIn, notSignedIn } from './token-trouble.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { lineOf } from '../../mail/lines/said.ts';

export interface TokenOptions {
  readonly readSecret: UnsealSecret;
  readonly writeSecret: (name: SecretName, plain: string) => Promise<void>;
  readonly notes: Pick<NoteStore, 'get' | 'put'> | null;
  /** One node at a time uses a refresh token. */
  readonly exclusive: Store['exclusive'];
  readonly clock: Clock;
  readonly log: Log;
}

export interface TokenWanted {
  /** Nothing is taken from memory: somebody has just changed something. */
  readonly fresh?: boolean;
  /** The next hop did not take this one. */
  readonly refused?: string;
}

const NOTE_EVERY_MS = 60 * 60_000;

type Delegated = Extract<TokenSignIn, { kind: 'delegated' }>;

interface RefreshToken {
  /** As it is sealed; null: there is none. */
  readonly sealed: string | null;
  /** As it is to be asked with. */
  readonly value: string | null;
}

/** A person's sign-in is one with a refresh token: the next ones are asked for with it. */
type Signed = Granted & { readonly refreshToken: string };

/** A sign-in of another way, or why it was not kept. */
export type Taken =
  | { readonly ok: true; readonly connector: OutboundConnector }
  | { readonly ok: false; readonly why: 'changed' | 'another' | 'no-turn' | 'not-sealed' };

/** The memory of one connector. */
interface Remembered {
  /** null: no token was asked for since something was set anew. */
  kept: KeptToken | null;
  /** Counts what was set anew, so that a sign-in after it is another one for whoever remembers failures. */
  generation: number;
  /** A rotated refresh token that could not be sealed, good for as long as the one that it follows is the sealed one. */
  unsealed: { readonly follows: RefreshToken['sealed']; readonly value: string } | null;
  /** The newest sign-in that waits for its turn to be sealed. */
  waiting: Pick<Delegated, 'refreshSecret'> | null;
}

const useKey = (connectorId: OutboundConnector['id']): string => `token:${connectorId}`;

export class Tokens {
  readonly #options: TokenOptions;
  /** By connector; there are as many as the directory has. */
  readonly #remembered = new Map<ObjectId, Remembered>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  async token(
    connector: OutboundConnector,
    signal: AbortSignal,
    { fresh = false, refused }: TokenWanted = {},
  ): Promise<GotToken> {
    const { auth } = connector;
    if (!isByToken(auth))
      return { ok: false, failure: noSignIn(`connector ${connector.name} has no sign-in by token`) };
    const kept = this.#keptOf(connector, auth);
    if (refused !== undefined) kept.refused(refused);
    const known = fresh ? null : kept.answer(connector);
    if (known !== null) return known;
    const stillGood = kept.stillGood();
    kept.pending ??= this.#got(connector, auth, kept).finally(() => {
      kept.pending = null;
    });
    const answer = await unlessAborted(kept.pending, signal);
    return answer.ok || fresh ? answer : (stillGood() ?? answer);
  }

  /** For a session. null: the connector signs in without a token. */
  source(connector: OutboundConnector, fresh = false): BearerSource | null {
    const { auth } = connector;
    if (!isByToken(auth)) return null;
    return {
      username: auth.username,
      identity: this.#identityOf(connector, auth),
      token: (signal, refused) => this.token(connector, signal, refused === undefined ? { fresh } : { refused }),
    };
  }

  state({ id }: OutboundConnector): TokenState {
    const { validUntil = null, trouble = null } = this.#remembered.get(id)?.kept ?? {};
    const helps = trouble?.cure == null ? null : toldCure(trouble.cure);
    return {
      validUntil,
      trouble: trouble && { ...toldFailure(trouble), met: lineOf(trouble), helps },
    };
  }

  /** When the sign-in of a connector was last used, as far as that was noted. Rejects with StoreUnavailable. */
  async lastUsedAt(connectorId: OutboundConnector['id']): Promise<number | null> {
    const note = await this.#options.notes?.get('upstream', useKey(connectorId));
    // Another version may have written it.
    const { lastUsedAt } = Object(note?.value) as { readonly lastUsedAt?: unknown };
    return typeof lastUsedAt === 'number' && Number.isFinite(lastUsedAt) ? lastUsedAt : null;
  }

  /** These secrets were set or deleted: what is remembered of access tokens is for nothing. */
  forget(connectorId: OutboundConnector['id'], secrets: readonly SecretName[] = []): void {
    const known = this.#of(connectorId);
    if (known.waiting !== null && secrets.includes(known.waiting.refreshSecret)) known.waiting = null;
    known.kept = null;
    known.generation++;
  }

  /** A person has signed in by another way (device code). `current`: the connector as it is then; null: gone. */
  async took(connector: OutboundConnector, granted: Signed, current: () => OutboundConnector | null): Promise<Taken> {
    const { id, auth } = connector;
    if (auth?.kind !== 'delegated') return { ok: false, why: 'changed' };
    const { refreshSecret } = auth;
    const known = this.#of(id);
    const mine = { refreshSecret };
    known.waiting = mine;
    try {
      return await this.#inTurn(connector, async () => {
        const present = current();
        if (present?.auth?.kind !== 'delegated' || present.auth.refreshSecret !== refreshSecret)
          return { ok: false, why: 'changed' };
        if (known.waiting !== mine) return { ok: false, why: 'another' };
        const isSame = this.#identityOf(connector, auth) === this.#identityOf(present, present.auth);
        return this.#take(present, present.auth, granted, isSame);
      });
    } catch (error) {
      if (error instanceof NoTurn) return { ok: false, why: 'no-turn' };
      throw error;
    } finally {
      if (known.waiting === mine) known.waiting = null;
    }
  }

  async #take(present: OutboundConnector, signIn: Delegated, granted: Signed, isSame: boolean): Promise<Taken> {
    try {
      await this.#seal(present, signIn, granted.refreshToken);
    } catch (error) {
      const text = 'the refresh token of a sign-in could not be sealed';
      this.#options.log.error({ connector: present.name, error: nameOf(error) }, text);
      return { ok: false, why: 'not-sealed' };
    }
    this.forget(present.id);
    const kept = this.#keptOf(present, signIn);
    // An access token is good for the scope that it was asked for, a refresh token for any.
    if (isSame) kept.keep(granted, present);
    this.#note(present, kept);
    return { ok: true, connector: present };
  }

  #of(id: ObjectId): Remembered {
    const known = this.#remembered.get(id);
    if (known !== undefined) return known;
    const made: Remembered = { kept: null, generation: 0, unsealed: null, waiting: null };
    this.#remembered.set(id, made);
    return made;
  }

  #identityOf({ id }: OutboundConnector, { kind, tokenEndpoint, clientId, scope, username }: TokenSignIn): string {
    return JSON.stringify([kind, tokenEndpoint, clientId, scope, username, this.#of(id).generation]);
  }

  #keptOf(connector: OutboundConnector, signIn: TokenSignIn): KeptToken {
    const identity = this.#identityOf(connector, signIn);
    const known = this.#of(connector.id);
    if (known.kept?.identity !== identity) known.kept = new KeptToken(identity, this.#options.clock);
    return known.kept;
  }

  async #got(connector: OutboundConnector, signIn: TokenSignIn, kept: KeptToken): Promise<GotToken> {
    const failed = (failure: HopFailure): GotToken => {
      this.#options.log.warn({ connector: connector.name }, toldFailure(failure).text);
      return kept.failed(connector, failure);
    };
    const ask = async (): Promise<GotToken> => {
      const refresh = signIn.kind === 'delegated' ? await this.#refreshToken(connector, signIn) : null;
      const answer = await this.#ask(connector, signIn, refresh?.value ?? null);
      if ('cause' in answer) return failed(answer);
      if (!answer.ok) return failed(failureOfTokenTrouble(connector, signIn, answer.trouble));
      const { refreshToken: rotated } = answer.value;
      if (signIn.kind === 'delegated' && refresh !== null) {
        if (rotated !== null) await this.#rotate(connector, signIn, refresh, rotated);
        this.#note(connector, kept);
      }
      return kept.keep(answer.value, connector);
    };
    try {
      return signIn.kind === 'delegated' ? await this.#inTurn(connector, ask) : await ask();
    } catch (error) {
      return failed(this.#broken(connector, error));
    }
  }

  /** Two that refresh with one token, of which the second is spent, look like a theft to the provider: it would end the sign-in. */
  async #inTurn<Result>({ id }: OutboundConnector, work: () => Promise<Result>): Promise<Result> {
    const { clock, exclusive } = this.#options;
    const patience = new AbortController();
    const timer = clock.timer(bounds.deliver.tokenTurn, () => patience.abort(new NoTurn()));
    const begun = (): Promise<Result> => {
      timer.cancel();
      return work();
    };
    try {
      return await exclusive(`token:${id}`, begun, patience.signal);
    } finally {
      timer.cancel();
    }
  }

  /** It is read each time: in a turn before this one another node may have sealed another. */
  async #refreshToken({ id }: OutboundConnector, { refreshSecret }: Delegated): Promise<RefreshToken> {
    const sealed = await this.#options.readSecret(refreshSecret);
    const known = this.#of(id);
    if (known.unsealed?.follows !== sealed) known.unsealed = null;
    return { sealed, value: known.unsealed?.value ?? sealed };
  }

  async #ask(
    connector: OutboundConnector,
    signIn: TokenSignIn,
    refreshToken: string | null,
  ): Promise<TokenAnswer<Granted> | HopFailure> {
    const { readSecret, clock } = this.#options;
    const proof = await clientProof(connector, signIn, readSecret);
    if ('cause' in proof) return proof;
    const { tokenEndpoint, clientId, scope } = signIn;
    const deviceEndpoint = signIn.kind === 'delegated' ? signIn.deviceEndpoint : null;
    const { publicHostsOnly } = connector;
    const client = { tokenEndpoint, deviceEndpoint, clientId, proof, publicHostsOnly };
    if (signIn.kind === 'client-credentials') return askForToken(client, { kind: 'client-credentials', scope }, clock);
    if (refreshToken === null) return notSignedIn(connector.name, signIn);
    return askForToken(client, { kind: 'refresh', refreshToken, scope }, clock);
  }

  /** RFC 6749 §6: the old one may be dead from now on, whatever else of the sign-in was changed meanwhile. */
  async #rotate(
    connector: OutboundConnector,
    signIn: Delegated,
    { sealed }: RefreshToken,
    value: string,
  ): Promise<void> {
    const { readSecret } = this.#options;
    try {
      // Somebody has brought another one: what came of the old sign-in must not stand in the place of the new.
      if ((await readSecret(signIn.refreshSecret)) === sealed) await this.#seal(connector, signIn, value);
    } catch (error) {
      this.#hold(connector, sealed, value, error);
    }
  }

  async #seal({ id }: OutboundConnector, { refreshSecret }: Delegated, value: string): Promise<void> {
    await this.#options.writeSecret(refreshSecret, value);
    this.#of(id).unsealed = null;
  }

  #hold({ id, name }: OutboundConnector, follows: RefreshToken['sealed'], value: string, error: unknown): void {
    this.#of(id).unsealed = { follows, value };
    this.#options.log.error(
      { connector: name, error: nameOf(error) },
      'the new refresh token could not be sealed; it is kept in memory and sealed with the next one',
    );
  }

  #note({ id, name }: OutboundConnector, kept: KeptToken): void {
    const { clock, notes, log } = this.#options;
    const now = clock.now();
    if (notes === null || this.#of(id).kept !== kept || (kept.notedAt !== null && now - kept.notedAt < NOTE_EVERY_MS))
      return;
    kept.notedAt = now;
    notes
      .put('upstream', [{ key: useKey(id), value: { lastUsedAt: now } }])
      .catch(() => log.warn({ connector: name }, 'the use of the refresh token could not be noted'));
  }

  /** No question was asked, or its answer could not be kept. */
  #broken({ name }: OutboundConnector, error: unknown): HopFailure {
    if (error instanceof SealBroken)
      return noSignIn(
        say`the secret of connector ${name} does not open with secret.key: set it again, or put the right key file back and restart`,
        null,
      );
    if (error instanceof NoTurn)
      return delayedBy({
        cause: 'timed-out',
        status: '4.3.2',
        ...told(say`no token for connector ${name} now: another question for one has not ended; it is tried again`),
        cure: null,
        of: 'route',
      });
    const words = told(say`the secret of connector ${name} could not be read; the reason is in the log`);
    this.#options.log.error({ connector: name, error: nameOf(error) }, words.text);
    return delayedBy({ cause: 'storage-failed', status: '4.3.0', ...words, of: 'route' });
  }
}

/** Somebody else had the turn for too long. */
class NoTurn extends Error {
  constructor() {
    super('no turn to use the refresh token came in time');
  }
}

/** Its message might quote a secret. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The request goes on for the others who wait for it. */
function unlessAborted(pending: Promise<GotToken>, signal: AbortSignal): Promise<GotToken> {
  const { promise, resolve, reject } = Promise.withResolvers<GotToken>();
  const givenUp = (): void =>
    resolve({
      ok: false,
      failure: delayedBy({ cause: 'timed-out', status: '4.4.1', ...told(say`given up while waiting for a token`) }),
    });
  if (signal.aborted) givenUp();
  signal.addEventListener('abort', givenUp, { once: true });
  pending.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener('abort', givenUp));
}
