/** The subjects that sent mail is counted by: kept in the store with the counts, so that they are written in one way for ever. */
import type { ObjectId } from '../base/id.ts';

/** Counted for limits, over rolling windows. */
const LIMITED = ['mailbox', 'connector'] as const;
export type LimitedKind = (typeof LIMITED)[number];

export const usageSubject = (of: LimitedKind, id: ObjectId): string => `${of}:${id}`;

/** How subjects begin that are counted for limits. */
export const limitedPrefixes: readonly string[] = LIMITED.map((of) => `${of}:`);
export const isLimited = (subject: string): boolean => limitedPrefixes.some((prefix) => subject.startsWith(prefix));

export interface LimitedOwner {
  readonly of: LimitedKind;
  readonly id: ObjectId;
}

/** null: it is not counted for limits. */
export function limitedBy(subject: string): LimitedOwner | null {
  const of = LIMITED.find((each) => subject.startsWith(`${each}:`));
  return of === undefined ? null : { of, id: subject.slice(of.length + 1) as ObjectId };
}

/** Addresses of an organization that have no mailbox, counted for protection seats: the prefix, and the address key behind it. */
export const senderPrefix = (organizationId: ObjectId): string => `sender:${organizationId}:`;
export const senderSubject = (organizationId: ObjectId, key: string): string => `${senderPrefix(organizationId)}${key}`;

/** A sender and its counts: `subject` as one of the above, or of `screening/abuse.ts`. */
export interface UsageIncrement {
  readonly subject: string;
  readonly messages: number;
  readonly recipients: number;
}
