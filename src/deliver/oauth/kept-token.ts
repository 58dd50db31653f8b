/** The memory of one sign-in: its token until that is due to be renewed, and why the last question for one failed. Nothing of it is written. */
import type { Clock } from '../../base/clock.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { type HopFailure, notBefore } from '../answers/failure.ts';
import type { Granted } from './token-endpoint.ts';
import type { GotToken } from './token-source.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

const MINUTE_MS = 60_000;
const EARLY_MS = 5 * MINUTE_MS;
/** HVE wants them renewed this early. */
const HVE_EARLY_MS = 20 * MINUTE_MS;
/** For a server that does not say how long a token lives. */
const ASSUMED_LIFE_MS = 10 * MINUTE_MS;
/** A refusal is the same for everybody for this long: one question a minute, not one a message. */
const HOLD_FAILURE_MS = MINUTE_MS;

interface AccessToken {
  readonly text: string;
  readonly expiresAt: number;
  /** On the clock that never jumps. */
  readonly renewAt: number;
}

export class KeptToken {
  /** The sign-in it stands on. */
  readonly identity: string;
  /** The question that is under way: one, however many wait. */
  pending: Promise<GotToken> | null = null;
  /** When its use was last noted. */
  notedAt: number | null = null;
  readonly #clock: Clock;
  #token: AccessToken | null = null;
  #failure: { readonly of: OutboundConnector; readonly failure: HopFailure; readonly until: number } | null = null;

  constructor(identity: string, clock: Clock) {
    this.identity = identity;
    this.#clock = clock;
  }

  /** The next hop did not take this one. */
  refused(text: string): void {
    if (this.#token?.text === text) this.#token = null;
  }

  /** The answer for now, without asking anybody; null: it has to be asked for. */
  answer(of: OutboundConnector): GotToken | null {
    const now = this.#clock.monotonic();
    if (this.#token !== null && now < this.#token.renewAt) return toldOf(this.#token);
    const held = this.#failure;
    // A changed connector is another object: what was true of the old one is asked anew.
    if (held === null || held.of !== of || now >= held.until) return null;
    return { ok: false, failure: notBefore(held.failure, held.until - now) };
  }

  /** The token as it is now, due to be renewed or not: to fall back on while its renewal is not possible. */
  stillGood(): () => GotToken | null {
    const token = this.#token;
    return () => (token !== null && this.#clock.now() < token.expiresAt ? toldOf(token) : null);
  }

  keep({ accessToken: text, expiresInMs }: Granted, { service }: Pick<OutboundConnector, 'service'>): GotToken {
    const lifeMs = expiresInMs ?? ASSUMED_LIFE_MS;
    const earlyMs = Math.min(service === 'hve' ? HVE_EARLY_MS : EARLY_MS, lifeMs / 2);
    const expiresAt = this.#clock.now() + lifeMs;
    this.#token = { text, expiresAt, renewAt: this.#clock.monotonic() + lifeMs - earlyMs };
    this.#failure = null;
    return { ok: true, token: text, expiresAt, ...told(say`got a token, valid until ${timeOf(expiresAt)}`) };
  }

  failed(of: OutboundConnector, failure: HopFailure): GotToken {
    const namedMs = 'retryAfterMs' in failure ? (failure.retryAfterMs ?? 0) : 0;
    this.#failure = { of, failure, until: this.#clock.monotonic() + Math.max(namedMs, HOLD_FAILURE_MS) };
    return { ok: false, failure };
  }

  /** null: there is none that is good now. */
  get validUntil(): number | null {
    const expiresAt = this.#token?.expiresAt ?? null;
    return expiresAt !== null && expiresAt > this.#clock.now() ? expiresAt : null;
  }

  /** Of the last question; null: it was answered. */
  get trouble(): HopFailure | null {
    return this.#failure?.failure ?? null;
  }
}

const toldOf = ({ text, expiresAt }: AccessToken): GotToken => ({
  ok: true,
  token: text,
  expiresAt,
  ...told(say`has a token, valid until ${timeOf(expiresAt)}`),
});

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
