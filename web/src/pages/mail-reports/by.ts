/** What the counts are told apart by, and how the trace is asked for the same mail. Pure. */
import { FREE } from '../../parts/filters.tsx';

export const BY = [
  'way',
  'device',
  'connector',
  'upstream',
  'tls',
  'sign-in',
  'from-domain',
  'to-domain',
  'other-domain',
  'code',
] as const;
export type By = (typeof BY)[number];

type Words = Readonly<Record<string, string>>;

/** @param name of the object, as it is called today. @returns null: the trace cannot be asked for it. */
export function linkOf(by: By, label: string | null, name: string | null, outcome: string | null): Words | null {
  const words = label === null || label === '' ? null : wordsOf(by, label, name);
  if (words === null) return null;
  return outcome === 'Rejected' ? { ...words, status: 'Rejected' } : words;
}

/** Mail comes back when its time has come, which may be days after it came: by a code it is sought by that. */
export const timesOf = (by: By, since: number, until?: number): Words =>
  by === 'code'
    ? { since: '90d', failedSince: String(since), ...(until !== undefined && { failedUntil: String(until) }) }
    : { since: String(since), ...(until !== undefined && { until: String(until) }) };

function wordsOf(by: By, label: string, name: string | null): Words | null {
  switch (by) {
    case 'way':
      return { way: label };
    case 'device':
      return { device: label };
    case 'connector':
      return name === null ? null : { connector: name };
    case 'from-domain':
    case 'other-domain':
      return { from: `*@${label}` };
    case 'to-domain':
      return { to: `*@${label}` };
    case 'code':
      return { code: label };
    case 'sign-in':
      return name === null ? null : { [FREE]: `signed in as ${name}` };
    default:
      return null;
  }
}
