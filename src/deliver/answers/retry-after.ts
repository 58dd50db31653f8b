/** Retry-After (RFC 9110 §10.2.3): seconds or a date. Pure. */
import { bounds } from '../../base/bounds.ts';

/** null: nothing that can be read. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  // However many digits: too long a wait to be counted is the longest one.
  if (/^\d+$/u.test(text)) return Math.min(Number(text) * 1_000, bounds.deliver.retryAfter);
  const at = /GMT$/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), bounds.deliver.retryAfter);
}
