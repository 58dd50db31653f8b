/**
 * Keeps our own sign-ins at smart hosts from locking the account: a name and password that were refused are tried once per back-off, not
 * once per message, and a pair that is not known to work is tried by one session at a time. A changed password starts afresh.
 */
import { memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { HopFailure } from '../answers/failure.ts';

/** One session tries now. */
export interface SignInTurn {
  readonly allowed: true;
  succeeded(): void;
  /** The password was refused. Returns how long nobody tries, and whether that is news: the first to find out. */
  failed(failure: HopFailure): { readonly retryAfterMs: number; readonly news: boolean };
  /** No verdict (connection lost, 454): the next may try. */
  unclear(): null;
}

/** Not now; `failure`: how the next hop refused it. */
interface NotNow {
  readonly allowed: false;
  readonly retryAfterMs: number;
  readonly failure: HopFailure;
}

export interface SignInGuard {
  /** `account`: the connector's id, a space, the name. `password`: what the sign-in stands on; for a token whatever it is got with. */
  enter(account: string, password: string, signal: AbortSignal): Promise<SignInTurn | NotNow>;
  /** A person has seen that it works now: it is tried again at once. */
  release(connectorId: ObjectId): void;
}

const FIRST_BACK_OFF_MS = 5 * 60_000;

interface State {
  /** Digest of the password this is about. */
  password: string;
  proven: boolean;
  failures: number;
  closedUntil: number;
  failure: HopFailure | null;
  trying: Promise<void> | null;
}

export function createSignInGuard(clock: Clock): SignInGuard {
  const states = memoryOf<string, State>(bounds.deliver.signInAccounts);

  function stateOf(account: string, password: string): State {
    const digest = createHash('sha256').update(password).digest('hex');
    let state = states.peek(account);
    if (state === undefined || state.password !== digest) {
      state = { password: digest, proven: false, failures: 0, closedUntil: 0, failure: null, trying: null };
      states.set(account, state);
    }
    return state;
  }

  return {
    async enter(account, password, signal) {
      const state = stateOf(account, password);
      while (!state.proven && state.trying !== null && !signal.aborted) await state.trying;
      const leftMs = state.closedUntil - clock.monotonic();
      if (state.failure !== null && leftMs > 0) return { allowed: false, retryAfterMs: leftMs, failure: state.failure };
      let release = (): void => {};
      if (!state.proven)
        state.trying = new Promise((resolve) => {
          release = () => {
            state.trying = null;
            resolve();
          };
        });
      return {
        allowed: true,
        succeeded() {
          state.proven = true;
          state.failures = 0;
          state.failure = null;
          release();
        },
        failed(failure) {
          const now = clock.monotonic();
          // Sessions that were signing in side by side, while the pair was still good, find the same thing out: one failure.
          const news = state.proven || state.closedUntil <= now;
          if (news) {
            state.closedUntil = now + Math.min(FIRST_BACK_OFF_MS * 2 ** state.failures, bounds.deliver.signInBackOff);
            state.failures = Math.min(state.failures + 1, 20);
            state.failure = failure;
          }
          state.proven = false;
          release();
          return { retryAfterMs: state.closedUntil - now, news };
        },
        unclear() {
          release();
          return null;
        },
      };
    },
    release(connectorId) {
      for (const [account, state] of states)
        if (account.startsWith(`${connectorId} `)) Object.assign(state, { failures: 0, closedUntil: 0, failure: null });
    },
  };
}
