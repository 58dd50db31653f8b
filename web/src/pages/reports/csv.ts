/** Counts of checks for a spreadsheet. */
import type { Series } from '../../api/contracts.ts';

/** Codes and numbers alone: nothing in it is to be quoted. */
export const csvOf = ({ points }: Series): string =>
  [
    'time,check,act,messages',
    ...points.map((one) => [isoTime(one.at), one.label ?? '*', one.outcome, one.count].join(',')),
  ]
    .map((line) => `${line}\r\n`)
    .join('');

const isoTime = (at: number): string => new Date(at).toISOString();
