/** What the counts are told apart by, how the trace is asked for the same mail, and the counts as a table. Pure. */
import type { Series } from '../../api/contracts.ts';

export const BY = ['way', 'device', 'connector', 'upstream', 'tls', 'from-domain', 'to-domain'] as const;
export type By = (typeof BY)[number];

type Words = Readonly<Record<string, string>>;

/** @param name of the object, as it is called today. @returns null: the trace cannot be asked for it. */
export function linkOf(by: By, label: string | null, name: string | null, outcome: string | null): Words | null {
  const words = label === null || label === '' ? null : wordsOf(by, label, name);
  if (words === null) return null;
  return outcome === 'Rejected' ? { ...words, status: 'Rejected' } : words;
}

function wordsOf(by: By, label: string, name: string | null): Words | null {
  switch (by) {
    case 'way':
      return { way: label };
    case 'device':
      return { device: label };
    case 'connector':
      return name === null ? null : { connector: name };
    case 'from-domain':
      return { from: `*@${label}` };
    case 'to-domain':
      return { to: `*@${label}` };
    default:
      return null;
  }
}

/** For a spreadsheet: no cell begins a formula. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const tableOf = ({ points }: Series, nameOf: (label: string | null) => string): string =>
  [
    ['time', 'name', 'outcome', 'count', 'bytes'],
    ...points.map(({ at, label, outcome, count, bytes }) => [
      new Date(at).toISOString(),
      nameOf(label),
      outcome,
      String(count),
      String(bytes),
    ]),
  ]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
