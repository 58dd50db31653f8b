/**
 * When a delayed recipient is tried again, when its sender is told, and when we give up. Pure. RFC 5321 §4.5.4.1.
 *
 * | after attempt | 1 | 2 | 3 | 4 | 5 | 6 | 7 and later |
 * |---|---|---|---|---|---|---|---|
 * | wait | 1 min | 2 min | 5 min | 10 min | 15 min | 30 min | 1 h |
 *
 * Each wait varies by a tenth either way, so that what failed together does not come back together; a next hop that names its own wait is
 * obeyed up to an hour; and one attempt always falls on the time of the delay notice and one on the expiry, so that neither comes late.
 */
import { bounds } from '../../base/bounds.ts';
import type { DelayedOutcome } from '../../mail/delivery.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { Route } from '../../mail/route.ts';

const MINUTE = 60_000;

export const RETRY_INTERVALS_MS: readonly number[] = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE);
/** Share of the wait that is left to chance, either way. */
const JITTER = 0.1;
/** Never sooner than this after a failure, whatever falls due: no spinning. */
const SHORTEST_RETRY_MS = 1_000;
/**
 * A message is tried at least so often before it expires, however old it looks: after a long outage of ours, or on a clock that was wrong,
 * it still gets the first quick retries.
 */
const ATTEMPTS_BEFORE_EXPIRY = 4;

export interface RetryFacts {
  /** Attempts made, the one that just failed included. */
  readonly attempts: number;
  /** How long the message has been here. */
  readonly ageMs: number;
  readonly expiryMs: number;
  /** Until the delay notice is due; null: none is owed any more. */
  readonly noticeInMs: number | null;
  /** The next hop's wish, or null. */
  readonly retryAfterMs: number | null;
  /** Chance, uniform in [0, 1). */
  readonly fraction: number;
}

export const hasExpired = (facts: Pick<RetryFacts, 'attempts' | 'ageMs' | 'expiryMs'>): boolean =>
  facts.ageMs >= facts.expiryMs && facts.attempts >= ATTEMPTS_BEFORE_EXPIRY;

/** Milliseconds from the failure to the next attempt. */
export function retryDelayMs(facts: RetryFacts): number {
  const step = Math.min(Math.max(facts.attempts, 1), RETRY_INTERVALS_MS.length) - 1;
  const interval = RETRY_INTERVALS_MS[step] ?? bounds.policy.retry;
  const varied = interval * (1 - JITTER + 2 * JITTER * facts.fraction);
  let delay = Math.max(varied, Math.min(facts.retryAfterMs ?? 0, bounds.policy.retry));
  if (facts.noticeInMs !== null && facts.noticeInMs > 0) delay = Math.min(delay, facts.noticeInMs);
  const expiresInMs = facts.expiryMs - facts.ageMs;
  if (expiresInMs > 0) delay = Math.min(delay, expiresInMs);
  return Math.max(SHORTEST_RETRY_MS, Math.ceil(delay));
}

/** How long a next hop that is busy asked to be left alone; not how long we keep a sign-in back ourselves. */
export const namedWaitMs = ({ cause, retryAfterMs }: Pick<DelayedOutcome, 'cause' | 'retryAfterMs'>): number =>
  cause === 'busy' ? Math.min(retryAfterMs ?? 0, bounds.policy.retry) : 0;

/** As many attempts as the table makes within so long a wait, the first included: the place in the table of what is put off untried. */
export function attemptsWithin(waitedMs: number): number {
  let attempts = 1;
  let at = 0;
  for (const interval of RETRY_INTERVALS_MS) {
    at += interval * (1 - JITTER);
    if (waitedMs < at) return attempts;
    attempts += 1;
  }
  return attempts;
}

/** How long a recipient on this route is tried: the Internet 4 days, what the administrator can mend sooner 2 days, or as the connector says. */
export function expiryMs(
  route: Route,
  connector: OutboundConnector | null,
  defaults: { readonly expiryMxMs: number; readonly expiryOtherMs: number },
): number {
  switch (route.kind) {
    case 'mx':
      return defaults.expiryMxMs;
    case 'connector':
      return connector?.expiryMs ?? defaults.expiryOtherMs;
    default:
      return defaults.expiryOtherMs;
  }
}

/** First pause of a lane in trouble; doubled at each further failure up to the longest. Always shorter than the retry of the message that met it. */
const LANE_PAUSE_MS = 30_000;

/** How long nothing is tried on a lane after `failures` troubles in a row. */
export const lanePauseMs = (failures: number): number =>
  Math.min(bounds.policy.lanePause, LANE_PAUSE_MS * 2 ** Math.min(10, Math.max(0, failures - 1)));
