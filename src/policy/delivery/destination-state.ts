/** How it stands with a destination: the one word that says why its mail waits, and until when. Pure. */
import { lanesWithoutUpstream } from '../../mail/route.ts';

export const destinationStates = [
  /** All that waits for it was paused by an administrator. */
  'paused',
  /** Its organization has no upstream. */
  'no-upstream',
  /** Its upstream is in trouble that somebody has to mend: mail for it does not expire. */
  'held',
  /** Deliveries are under way. */
  'active',
  /** Its upstream takes no more at the moment. */
  'throttled',
  /** The last attempt met trouble on the way: nothing is tried until then. */
  'backing-off',
  /** Its turn has come. */
  'due',
  /** It was put off, and has its time. */
  'waiting',
] as const;
export type DestinationState = (typeof destinationStates)[number];

export interface DestinationFacts {
  readonly lane: string;
  /** Recipients that nobody has paused. */
  readonly waiting: number;
  readonly nextAttemptAt: number;
  readonly inTrouble: boolean;
  readonly running: number;
  readonly pausedForMs: number;
  readonly throttledUntil: number | null;
  readonly now: number;
}

/** `until`: when that ends by itself; null: it does not, or nobody knows. */
export function destinationState(facts: DestinationFacts): {
  readonly state: DestinationState;
  readonly until: number | null;
} {
  const { lane, waiting, nextAttemptAt, running, pausedForMs, throttledUntil, now } = facts;
  if (waiting === 0) return { state: 'paused', until: null };
  if (lane.startsWith(lanesWithoutUpstream)) return { state: 'no-upstream', until: null };
  if (facts.inTrouble) return { state: 'held', until: null };
  if (running > 0) return { state: 'active', until: null };
  if (throttledUntil !== null) return { state: 'throttled', until: throttledUntil };
  if (pausedForMs > 0) return { state: 'backing-off', until: now + pausedForMs };
  return nextAttemptAt > now ? { state: 'waiting', until: nextAttemptAt } : { state: 'due', until: null };
}
