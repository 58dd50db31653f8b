/** Days of the time zone of this machine, in which its administrators live. */

/** Midnight before that time. */
export function startOfDay(time: number): number {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

const HOUR_MS = 3_600_000;

/** When the hour began, counted from midnight: so that a day is made of its hours where the zone is half an hour off, too. */
export function startOfHour(time: number): number {
  const midnight = startOfDay(time);
  return midnight + Math.floor((time - midnight) / HOUR_MS) * HOUR_MS;
}

export const zoneName = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
