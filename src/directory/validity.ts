/** How long an entry of a list or a restriction holds: `never` ends, until a day is over, or for some days. Pure. */
import { bounds } from '../base/bounds.ts';
import { utcDay } from '../base/words/utc-day.ts';

const DAY = 24 * 60 * 60_000;

export interface Dated {
  /** `never`, `2026-12-31`, `30 days` (since it was added) or `45 days after last use`. */
  readonly until: string;
  readonly addedAt: number;
  /** null: not yet, or it does not matter. */
  readonly usedAt: number | null;
}

/** The normal form; null: it is none. */
export function readValidity(text: string): string | null {
  const said = text.trim().toLowerCase();
  if (said === 'never') return said;
  const [, count, rest] = /^(\d{1,3})\s*(?:d|days?)(\s+after\s+last\s+use)?$/u.exec(said) ?? [];
  if (count !== undefined) {
    const days = Number(count);
    if (days < 1 || days > bounds.config.listedDays) return null;
    return `${days} ${days === 1 ? 'day' : 'days'}${rest === undefined ? '' : ' after last use'}`;
  }
  return endOfDay(said) === null ? null : said;
}

/** Milliseconds at which a day is over, by UTC; null: it is no day. */
function endOfDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return null;
  const begins = Date.parse(`${text}T00:00:00Z`);
  // JavaScript takes the 31st of February for a day of March.
  return Number.isNaN(begins) || utcDay(begins) !== text ? null : begins + DAY;
}

/** @param until in its normal form. */
export const endsByUse = (until: string): boolean => until.endsWith(' after last use');

/** The moment from which on it does not hold; null: it holds until it is removed. */
export function endsAt({ until, addedAt, usedAt }: Dated): number | null {
  if (until === 'never') return null;
  const [, days, afterUse] = /^(\d+) days?( after last use)?$/u.exec(until) ?? [];
  if (days === undefined) return endOfDay(until);
  return (afterUse === undefined ? addedAt : Math.max(addedAt, usedAt ?? 0)) + Number(days) * DAY;
}

export function holdsAt(dated: Dated, now: number): boolean {
  const end = endsAt(dated);
  return end === null || now < end;
}
