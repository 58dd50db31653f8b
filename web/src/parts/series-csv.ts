/** Counts for a spreadsheet. Pure. */
import type { Series } from '../api/contracts.ts';

type Point = Series['points'][number];

/** No cell begins a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param columns behind the time; each by its title. */
export const seriesCsv = ({ points }: Series, columns: Readonly<Record<string, (point: Point) => string>>): string =>
  [
    ['time', ...Object.keys(columns)],
    ...points.map((point) => [
      new Date(point.at).toISOString(),
      ...Object.values(columns).map((textOf) => textOf(point)),
    ]),
  ]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
