/** The hours or days of an answer about amounts: what is not in it was nothing, and each has its place. Pure. */
import type { Series } from '../api/contracts.ts';

export const STEP_MS = { hour: 3_600_000, day: 86_400_000 } as const;

export const stepOf = ({ step }: Pick<Series, 'step'>): number => STEP_MS[step === 'day' ? 'day' : 'hour'];

interface Places {
  /** When each began, ascending. */
  readonly times: readonly number[];
  readonly indexOf: (at: number) => number;
}

export function placesOf({ from, to, step }: Pick<Series, 'from' | 'to' | 'step'>): Places {
  const length = stepOf({ step });
  const times = Array.from(
    { length: Math.max(1, Math.ceil((to - from) / length)) },
    (_, index) => from + index * length,
  );
  return {
    times,
    // Days of the server's zone may have 23 or 25 hours.
    indexOf: (at) => Math.min(times.length - 1, Math.max(0, Math.round((at - from) / length))),
  };
}
