/** Amounts in the reader's language. */
import { locale } from '../words/language.ts';

const unit = (name: string, unitDisplay: 'short' | 'long' = 'short') =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 1 });
// Short, bytes would be `325 byte`.
const units = [unit('byte', 'long'), unit('kilobyte'), unit('megabyte'), unit('gigabyte')] as const;
const STEP = 1_000;

/** `5.2 MB`; null: empty. */
export function sizeText(bytes: number | null): string {
  if (bytes === null) return '';
  let [size, at] = [bytes, 0];
  while (size >= STEP && at < units.length - 1) [size, at] = [size / STEP, at + 1];
  return (units[at] ?? units[0]).format(size);
}

const whole = new Intl.NumberFormat(locale);
export const countText = (count: number): string => whole.format(count);
