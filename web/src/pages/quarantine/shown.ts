/** Rows of the quarantine, as the page names them. */
import type { KeptMail } from '../../api/contracts.ts';
import type quarantine from '../../words/en/quarantine.ts';

export const keyOf = ({ queueId, ordinal }: KeptMail): string => `${queueId}.${ordinal}`;

export function ofKey(key: string): { readonly queueId: string; readonly ordinal: number } {
  const [queueId = '', ordinal = ''] = key.split('.');
  return { queueId, ordinal: Number(ordinal) };
}

export type Why = keyof typeof quarantine.why;
/** Those that mail is kept for; `other` stands for those of a newer server. */
export const whys: readonly Exclude<Why, 'other'>[] = [
  'malware',
  'high-confidence-spam',
  'spam',
  'bulk',
  'dmarc-quarantine',
  'dmarc-reject',
  'unauthenticated',
  'blocked-author',
  'attachment-type',
  'too-large-to-scan',
];
export const knownWhy = (why: string | null | undefined): Why => whys.find((one) => one === why) ?? 'other';
