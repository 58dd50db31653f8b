/** Counts, sizes and spans of time, in words for a sentence: not for arithmetic. */

/** `1 device`, `2 devices`. */
export const many = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

/** `980 B`, `3.4 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}

interface Span {
  readonly count: number;
  readonly unit: 's' | 'min' | 'h' | 'days';
}

export function spanOf(ms: number): Span {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return { count: seconds, unit: 's' };
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return { count: minutes, unit: 'min' };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { count: hours, unit: 'h' } : { count: Math.round(hours / 24), unit: 'days' };
}

/** `45 s`, `12 min`, `3 h`, `2 days`. */
export function spanText(ms: number): string {
  const { count, unit } = spanOf(ms);
  return `${count} ${unit}`;
}

/** The same, and for what is over at once `0.04 s`. */
export const shortSpanText = (ms: number): string =>
  ms >= 10_000 ? spanText(ms) : `${Number((ms / 1_000).toPrecision(2))} s`;
