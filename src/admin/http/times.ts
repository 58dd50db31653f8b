/** Times as people and programs write them in a query. */
import { parseDuration } from '../../config/values.ts';
import { Problem } from './problem.ts';

const OFFSET = /[+-]\d\d:\d\d$/u;

/** null: not understood. */
function parseTime(value: string | number, now: number): number | null {
  if (typeof value === 'number') return value;
  if (/^\d{10,16}$/u.test(value)) return Number(value);
  const ago = parseDuration(value);
  if (ago !== null) return now - ago;
  // A time of day without an offset would be read in the zone of this machine, a date alone is UTC: both are UTC here.
  const at = Date.parse(/\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u.test(value) && !OFFSET.test(value) ? `${value}Z` : value);
  return Number.isNaN(at) ? null : at;
}

/** null: none was given. Throws a Problem for what is no time. */
export function requireTime(value: string | number | undefined, name: string, now: number): number | null {
  if (value === undefined) return null;
  const at = parseTime(value, now);
  if (at === null)
    throw new Problem(
      'invalid-parameters',
      { why: 'no-time', parameter: name },
      'Write how long ago (2h, 7d), a date (2026-12-01 or 2026-12-01T08:00:00Z), or milliseconds since 1970.',
    );
  return at;
}
