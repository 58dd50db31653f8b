/**
 * The 30-a-minute rule of submission: nothing is refused, what comes too fast is delivered in the following minutes. Pure.
 */

/** One minute of a mailbox's pace: when it began (monotonic ms, may lie ahead) and how many messages it holds. */
export interface Pace {
  readonly minuteAt: number;
  readonly used: number;
}

const MINUTE_MS = 60_000;

/** Gives the next message its place. `delayMs` is 0 within the limit, and whole. */
export function nextPlace(
  pace: Pace | null,
  now: number,
  perMinute: number,
): { readonly pace: Pace; readonly delayMs: number } {
  if (pace === null || now >= pace.minuteAt + MINUTE_MS) return { pace: { minuteAt: now, used: 1 }, delayMs: 0 };
  if (pace.used < perMinute)
    return { pace: { ...pace, used: pace.used + 1 }, delayMs: Math.max(0, Math.ceil(pace.minuteAt - now)) };
  const minuteAt = pace.minuteAt + MINUTE_MS;
  return { pace: { minuteAt, used: 1 }, delayMs: Math.ceil(minuteAt - now) };
}
