/** Days as the server counts them: in its zone, wherever the browser is. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const options = { month: 'short', day: 'numeric' } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone });
  } catch {
    // A zone that this browser does not know.
    format = new Intl.DateTimeFormat(undefined, options);
  }
  formats.set(zone, format);
  return format;
}

/** @param at when the day began, in milliseconds since 1970. @param zone of the server. */
export const dayIn = (at: number, zone: string): string => formatOf(zone).format(at);
