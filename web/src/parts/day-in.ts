/** Days as the server counts them: in its zone, wherever the browser is. */
import { locale } from '../words/language.ts';

const forms = { short: { month: 'short', day: 'numeric' }, whole: { dateStyle: 'medium' } } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${form} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const options = forms[form];
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    // A zone that this browser does not know.
    format = new Intl.DateTimeFormat(locale, options);
  }
  formats.set(key, format);
  return format;
}

/** @param at when the day began, in milliseconds since 1970. @param zone of the server. */
export const dayIn = (at: number, zone: string): string => formatOf(zone, 'short').format(at);
/** The same with its year: `30 Nov 2026`. */
export const dateIn = (at: number, zone: string): string => formatOf(zone, 'whole').format(at);
