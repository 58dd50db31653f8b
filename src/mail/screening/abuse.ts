/** Abuse of our own doors: what is counted of a sender, and the triggers that are looked for in it (`screening/abuse.ts`). */
import type { ObjectId } from '../../base/id.ts';

/**
 * `external`: messages for other domains, and their recipients there; `spam`, `sure-spam`: messages that the spam filter calls so, or is sure
 * of; `malware`: messages that the virus scanner finds some in; `unknown`: recipients that next hops do not know (`messages`), of those they
 * answered for (`recipients`).
 */
const abuseCounts = ['external', 'spam', 'sure-spam', 'malware', 'unknown'] as const;
export type AbuseCount = (typeof abuseCounts)[number];

/** The findings that there may be in the counts. `busy-device`: many more recipients than in the device's own usual hour. */
export const abuseTriggers = ['sure-spam', 'spam', 'malware', 'external', 'busy-device', 'unknown'] as const;
export type AbuseTrigger = (typeof abuseTriggers)[number];

/** An organization's answer to a limit of recipients in an hour. */
export const hourlyLimitActions = ['alert', 'block-for-today', 'block'] as const;
export type HourlyLimitAction = (typeof hourlyLimitActions)[number];

/** One of ours that mail comes from. */
export const ownSenderKinds = ['mailbox', 'connector', 'device'] as const;
export interface OwnSender {
  readonly of: (typeof ownSenderKinds)[number];
  readonly id: ObjectId;
}

/** How subjects of usage begin that are counted against abuse. */
export const abusePrefix = 'abuse:';
export const abuseSubject = (counted: AbuseCount, { of, id }: OwnSender): string =>
  `${abusePrefix}${counted}:${of}:${id}`;

/** null: it is not counted against abuse, or by a later version. */
export function abuseOf(subject: string): { readonly counted: AbuseCount; readonly sender: OwnSender } | null {
  if (!subject.startsWith(abusePrefix)) return null;
  const kindAt = subject.indexOf(':', abusePrefix.length) + 1;
  const idAt = subject.indexOf(':', kindAt) + 1;
  if (kindAt === 0 || idAt === 0) return null;
  const said = subject.slice(abusePrefix.length, kindAt - 1);
  const kind = subject.slice(kindAt, idAt - 1);
  const counted = abuseCounts.find((each) => each === said);
  const of = ownSenderKinds.find((each) => each === kind);
  return counted === undefined || of === undefined
    ? null
    : { counted, sender: { of, id: subject.slice(idAt) as ObjectId } };
}
