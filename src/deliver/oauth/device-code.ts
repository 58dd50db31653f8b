/**
 * Signing in with another device (RFC 8628): we show a code, a person types it at the provider's page, and we ask until it was done. The
 * refresh token that comes is sealed and never shown. One sign-in under way for each connector; a new one ends the old one.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { assertNever } from '../../base/never.ts';
import { own } from '../../base/own.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { TokenSignIn } from '../../directory/upstream.ts';
import type { DeviceCodeState } from '../../mail/doors/device-code.ts';
import { toldFailure } from '../answers/failure.ts';
import { clientProof, type UnsealSecret } from './client-proof.ts';
import {
  askForDeviceCode,
  askForToken,
  type DeviceCode,
  type Granted,
  type TokenClient,
  type TokenTrouble,
} from './token-endpoint.ts';
import { failureOfTokenTrouble } from './token-trouble.ts';
import type { Taken, Tokens } from './tokens.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { again, told } from '../../texts/told.ts';

export interface DeviceCodeOptions {
  readonly tokens: Pick<Tokens, 'took'>;
  readonly readSecret: UnsealSecret;
  /** Lets mail go that waits for it. Returns for how many recipients; null: that could not be told. Never rejects. */
  readonly onSignedIn?: (connector: OutboundConnector) => Promise<number | null>;
  /** The connector as it is now; null: gone. */
  readonly current: (id: ObjectId) => OutboundConnector | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** RFC 8628 §3.5. */
const SLOW_DOWN_MS = 5_000;

/** A sign-in that has its code. */
interface Begun {
  readonly connector: OutboundConnector;
  readonly signIn: TokenSignIn;
  readonly client: TokenClient;
  readonly code: DeviceCode;
}

export class DeviceCodes {
  readonly #options: DeviceCodeOptions;
  readonly #states = new Map<ObjectId, DeviceCodeState>();
  readonly #running = new Map<ObjectId, AbortController>();

  constructor(options: DeviceCodeOptions) {
    this.#options = options;
  }

  /** Gets a code and begins to ask. */
  async start(connector: OutboundConnector): Promise<DeviceCodeState> {
    this.#running.get(connector.id)?.abort();
    const abort = new AbortController();
    this.#running.set(connector.id, abort);
    const settle = (state: DeviceCodeState): DeviceCodeState => {
      if (this.#running.get(connector.id) === abort) this.#states.set(connector.id, state);
      return state;
    };
    const begun = await this.#begin(connector);
    if ('state' in begun) return settle(begun);
    const { userCode, verificationUri, expiresInMs } = begun.code;
    const expiresAt = this.#options.clock.now() + Math.min(expiresInMs, bounds.deliver.deviceCode);
    const waiting = settle({ state: 'waiting', userCode, verificationUri, expiresAt });
    this.#askOn(begun, abort.signal).then(
      (state) => {
        if (state !== null) settle(state);
      },
      (error: unknown) => {
        this.#options.log.error({ connector: connector.name, error: String(error) }, 'the sign-in by code broke');
        settle(this.#failed(say`local error; it is in the log`));
      },
    );
    return waiting;
  }

  state(id: ObjectId): DeviceCodeState {
    return this.#states.get(id) ?? { state: 'none' };
  }

  close(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  async #begin(connector: OutboundConnector): Promise<Begun | DeviceCodeState> {
    const { auth } = connector;
    if (auth?.kind !== 'delegated' || auth.deviceEndpoint === null)
      return this.#failed(say`the connector has no delegated sign-in with a device endpoint`);
    const proof = await clientProof(connector, auth, this.#options.readSecret);
    if ('cause' in proof) return this.#failed(again(toldFailure(proof)));
    const { tokenEndpoint, deviceEndpoint, clientId, scope } = auth;
    const { publicHostsOnly } = connector;
    const client = { tokenEndpoint, deviceEndpoint, clientId, proof, publicHostsOnly };
    const code = await askForDeviceCode(client, scope, this.#options.clock);
    if (!code.ok) return this.#failed(again(toldFailure(failureOfTokenTrouble(connector, auth, code.trouble))));
    return { connector, signIn: auth, client, code: code.value };
  }

  /** null: given up for another one. */
  async #askOn({ connector, signIn, client, code }: Begun, signal: AbortSignal): Promise<DeviceCodeState | null> {
    const { clock } = this.#options;
    const until = clock.monotonic() + Math.min(code.expiresInMs, bounds.deliver.deviceCode);
    const pause = new Pause(code.intervalMs);
    while (clock.monotonic() < until) {
      await sleep(clock, pause.ms, signal);
      if (signal.aborted) return null;
      const answer = await askForToken(client, { kind: 'device', deviceCode: code.deviceCode }, clock);
      if (signal.aborted) return null;
      if (answer.ok) return this.#granted(connector, answer.value);
      const next = pause.after(answer.trouble);
      switch (next) {
        case 'again':
          break;
        case 'declined':
          return this.#failed(say`the sign-in was declined at the provider`);
        case 'out-of-time':
          return this.#failed(OUT_OF_TIME);
        case 'failed':
          return this.#failed(again(toldFailure(failureOfTokenTrouble(connector, signIn, answer.trouble))));
        default:
          assertNever(next);
      }
    }
    return this.#failed(OUT_OF_TIME);
  }

  async #granted(connector: OutboundConnector, granted: Granted): Promise<DeviceCodeState> {
    const { current, tokens, onSignedIn, clock } = this.#options;
    const { refreshToken } = granted;
    if (refreshToken === null)
      return this.#failed(
        say`the provider gave no refresh token: the scope has to hold offline_access (Microsoft) or the application has to ask for offline access`,
      );
    const taken = await tokens.took(connector, { ...granted, refreshToken }, () => current(connector.id));
    if (!taken.ok) return this.#failed(notKept(taken.why));
    const tried = (await onSignedIn?.(taken.connector)) ?? null;
    return { state: 'done', at: clock.now(), tried };
  }

  #failed(words: Phrase): DeviceCodeState {
    return { state: 'failed', at: this.#options.clock.now(), ...told(words) };
  }
}

const OUT_OF_TIME = say`nobody typed the code in time: start again`;

function notKept(why: Extract<Taken, { ok: false }>['why']): Phrase {
  switch (why) {
    case 'changed':
      return say`the connector was changed meanwhile: sign in again`;
    case 'another':
      return say`another refresh token was set meanwhile and stays: sign in again if this account is to be used`;
    case 'no-turn':
      return say`the provider granted it, but a question for a token that was under way did not end in time: sign in again`;
    case 'not-sealed':
      return say`the provider granted it, but the refresh token could not be sealed; the reason is in the log: sign in again`;
    default:
      return assertNever(why);
  }
}

type Meaning = 'pending' | 'slower' | 'declined' | 'out-of-time' | 'broken-off' | 'failed';

/** By RFC 8628 §3.5, and in Microsoft's words. */
const meanings: Readonly<Record<string, Meaning>> = {
  authorization_pending: 'pending',
  slow_down: 'slower',
  access_denied: 'declined',
  authorization_declined: 'declined',
  expired_token: 'out-of-time',
  code_expired: 'out-of-time',
  bad_verification_code: 'out-of-time',
};

function meaningOf(trouble: TokenTrouble): Meaning {
  if (trouble.kind === 'busy' || trouble.kind === 'unreachable') return 'broken-off';
  return trouble.kind === 'refused' ? (own(meanings, trouble.error) ?? 'failed') : 'failed';
}

/** The time between two questions; it only grows. */
class Pause {
  #ms: number;
  /** In a row. */
  #brokenOff = 0;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get ms(): number {
    return this.#ms;
  }

  after(trouble: TokenTrouble): 'again' | 'declined' | 'out-of-time' | 'failed' {
    const meaning = meaningOf(trouble);
    switch (meaning) {
      case 'pending':
        this.#brokenOff = 0;
        return 'again';
      case 'slower':
        this.#ms += SLOW_DOWN_MS;
        return 'again';
      case 'broken-off':
        if (++this.#brokenOff > bounds.deliver.deviceCodeBroken) return 'failed';
        this.#ms = Math.max(this.#ms, SLOW_DOWN_MS, trouble.kind === 'busy' ? (trouble.retryAfterMs ?? 0) : 0);
        return 'again';
      case 'declined':
      case 'out-of-time':
      case 'failed':
        return meaning;
      default:
        return assertNever(meaning);
    }
  }
}
