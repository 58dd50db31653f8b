import type { Language } from '../mail/names.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number): string => String(number).padStart(2, '0');

/** `Tue, 01 Dec 2026 08:00:00 +0000` (RFC 5322 §3.3), in UTC: the reader's zone is not known here. */
export function rfc5322Date(at: number): string {
  const date = new Date(at);
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** For people: `Tue, 01 Dec 2026 08:00 UTC`, `Di., 1. Dez. 2026, 08:00 UTC`. Made once for a report: a format takes its time. */
export function dateIn(language: Language): (at: number) => string {
  if (language === 'en') return (at) => rfc5322Date(at).replace(/:\d\d \+0000$/, ' UTC');
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return (at) => `${format.format(at)} UTC`;
}
