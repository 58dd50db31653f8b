/** Times: the browser's zone and language; the exact time with its zone, and UTC, where the pointer rests. */
import { Tooltip } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { locale } from '../words/language.ts';

const short = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });
const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const utcDate = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `30 Nov 2026` */
export const dateText = (at: number): string => date.format(at);
/** The same of a time that stands for a day, the end of which it is in UTC: that day, wherever one is. */
export const dayText = (at: number): string => utcDate.format(at);
/** `14:03` */
export const clockTime = (at: number): string => short.format(at);
/** `Nov 30, 14:03:12` */
export const dayAndTime = (at: number): string => `${day.format(at)}, ${seconds.format(at)}`;

/** `5 min. ago`, `in 2 hr.` */
export function fromNow(at: number, now: number): string {
  const ms = at - now;
  const [unit, size] =
    Math.abs(ms) < HOUR
      ? (['minute', MINUTE] as const)
      : Math.abs(ms) < DAY
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const);
  return relative.format(Math.trunc(ms / size), unit);
}

interface Props {
  readonly at: number;
  /** `relative` moves on by itself, twice a minute. */
  readonly as?: 'time' | 'relative';
}

export function Time({ at, as = 'time' }: Props) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (as === 'time') return undefined;
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, [as]);
  return (
    <Tooltip relationship="description" content={`${whole.format(at)} (${new Date(at).toISOString()})`}>
      <time dateTime={new Date(at).toISOString()}>{as === 'time' ? dayAndTime(at) : fromNow(at, now)}</time>
    </Tooltip>
  );
}
