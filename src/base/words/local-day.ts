/** Days of the time zone of this machine, in which its administrators live. */

/** Midnight before that time. */
export function startOfDay(time: number): number {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

export const zoneName = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
