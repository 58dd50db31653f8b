/**
 * Signing in with another device (RFC 8628): we show a code, a person types it at the provider's page, and we ask until it was done. The
 * refresh token that comes is sealed and never shown. One sign-in under way for each connector; a new one ends the old one.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import { askForDeviceCode, askForToken, type ClientProof, type DeviceCode } from './token-endpoint.ts';
import { toldFailure } from '../answers/failure.ts';
import { failureOfTokenTrouble, noClientSecret } from './token-trouble.ts';
import type { TokenSignIn, Tokens } from './tokens.ts';

export interface DeviceCodeOptions {
  readonly tokens: Pick<Tokens, 'took' | 'forget'>;
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  /** Tells that mail which waits for it can go. */
  readonly onSignedIn?: (connector: OutboundConnector) => void;
  /** The connector as it is now; null: gone. */
  readonly current: (id: ObjectId) => OutboundConnector | null;
  readonly clock: Clock;
  readonly log: Log;
}

export type DeviceCodeState =
  | { readonly state: 'none' }
  | {
      readonly state: 'waiting';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresAt: number;
    }
  | { readonly state: 'done'; readonly at: number }
  | { readonly state: 'failed'; readonly at: number; readonly text: string };

export interface DeviceCodes {
  /** Gets a code and begins to ask. */
  start(connector: OutboundConnector): Promise<DeviceCodeState>;
  state(id: ObjectId): DeviceCodeState;
  close(): void;
}

/** RFC 8628 §3.5. */
const SLOW_DOWN_MS = 5_000;

/** By RFC 8628 §3.5, and in Microsoft's words. */
const DECLINED: ReadonlySet<string> = new Set(['access_denied', 'authorization_declined']);
const OUT_OF_TIME: ReadonlySet<string> = new Set(['expired_token', 'code_expired', 'bad_verification_code']);

export function createDeviceCodes(options: DeviceCodeOptions): DeviceCodes {
  const { clock, tokens, log } = options;
  const states = new Map<ObjectId, DeviceCodeState>();
  const running = new Map<ObjectId, AbortController>();

  const failed = (text: string): DeviceCodeState => ({ state: 'failed', at: clock.now(), text });

  async function poll(
    connector: OutboundConnector,
    signIn: TokenSignIn,
    proof: ClientProof,
    code: DeviceCode,
    signal: AbortSignal,
  ): Promise<DeviceCodeState | null> {
    const client = { ...endpointsOf(signIn), clientId: signIn.clientId, proof };
    const until = clock.monotonic() + Math.min(code.expiresInMs, bounds.deliver.deviceCode);
    let { intervalMs } = code;
    let brokenOff = 0;
    while (clock.monotonic() < until) {
      await sleep(clock, intervalMs, signal);
      if (signal.aborted) return null;
      const answer = await askForToken(client, { kind: 'device', deviceCode: code.deviceCode }, clock);
      if (signal.aborted) return null;
      if (answer.ok) {
        if (answer.value.refreshToken === null)
          return failed(
            'the provider gave no refresh token: the scope has to hold offline_access (Microsoft) or the application has to ask for offline access',
          );
        const present = options.current(connector.id);
        if (present?.auth?.kind !== 'delegated') return failed('the connector was changed meanwhile: sign in again');
        tokens.forget(connector.id);
        await tokens.took(present, answer.value);
        options.onSignedIn?.(present);
        return { state: 'done', at: clock.now() };
      }
      const { trouble } = answer;
      if (trouble.kind === 'refused' && trouble.error === 'authorization_pending') brokenOff = 0;
      else if (trouble.kind === 'refused' && trouble.error === 'slow_down') intervalMs += SLOW_DOWN_MS;
      else if (trouble.kind === 'refused' && DECLINED.has(trouble.error))
        return failed('the sign-in was declined at the provider');
      else if (trouble.kind === 'refused' && OUT_OF_TIME.has(trouble.error)) break;
      else if (
        (trouble.kind === 'busy' || trouble.kind === 'unreachable') &&
        ++brokenOff <= bounds.deliver.deviceCodeBroken
      )
        intervalMs = Math.max(intervalMs, SLOW_DOWN_MS, trouble.kind === 'busy' ? (trouble.retryAfterMs ?? 0) : 0);
      else return failed(toldFailure(failureOfTokenTrouble(connector, signIn, trouble)));
    }
    return failed('nobody typed the code in time: start again');
  }

  async function proofOf(connector: OutboundConnector, name: SecretName | null): Promise<ClientProof | string> {
    if (name === null) return { kind: 'none' };
    const secret = await options.readSecret(name);
    return secret === null ? toldFailure(noClientSecret(connector.name)) : { kind: 'secret', secret };
  }

  return {
    async start(connector) {
      running.get(connector.id)?.abort();
      const abort = new AbortController();
      running.set(connector.id, abort);
      const settle = (state: DeviceCodeState): DeviceCodeState => {
        if (running.get(connector.id) === abort) states.set(connector.id, state);
        return state;
      };
      const { auth } = connector;
      if (auth?.kind !== 'delegated' || auth.deviceEndpoint === null)
        return settle(failed('the connector has no delegated sign-in with a device endpoint'));
      const proof = await proofOf(connector, auth.clientSecret);
      if (typeof proof === 'string') return settle(failed(proof));
      const client = { ...endpointsOf(auth), clientId: auth.clientId, proof };
      const code = await askForDeviceCode(client, auth.scope, clock);
      if (!code.ok) return settle(failed(toldFailure(failureOfTokenTrouble(connector, auth, code.trouble))));
      const { userCode, verificationUri, expiresInMs } = code.value;
      const expiresAt = clock.now() + Math.min(expiresInMs, bounds.deliver.deviceCode);
      const waiting = settle({ state: 'waiting', userCode, verificationUri, expiresAt });
      poll(connector, auth, proof, code.value, abort.signal).then(
        (state) => {
          if (state !== null) settle(state);
        },
        (error: unknown) => {
          log.error({ connector: connector.name, error: String(error) }, 'the sign-in by code broke');
          settle(failed('local error; it is in the log'));
        },
      );
      return waiting;
    },
    state: (id) => states.get(id) ?? { state: 'none' },
    close() {
      for (const abort of running.values()) abort.abort();
    },
  };
}

const endpointsOf = (
  signIn: TokenSignIn,
): { readonly tokenEndpoint: string; readonly deviceEndpoint: string | null } => ({
  tokenEndpoint: signIn.tokenEndpoint,
  deviceEndpoint: signIn.kind === 'delegated' ? signIn.deviceEndpoint : null,
});
