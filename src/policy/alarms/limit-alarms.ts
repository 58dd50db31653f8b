/** Counted limits that are nearly used up: how near, and the alarm it makes. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { Alarm } from '../../mail/alarm.ts';
import { type LimitedKind, limitedBy, type LimitedOwner } from '../../mail/usage-subject.ts';
import { type LimitName, limitTable } from '../../mail/limits.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { LimitReason } from '../../mail/reason.ts';
import { toldCure } from '../../texts/remedy.ts';

/** Each is a stage of its own. */
export const LIMIT_PARTS = [0.8, 0.9, 1] as const;

/** 0: enough room; 1, 2, 3: 80, 90, 100 % used. */
export const limitStage = (used: number, most: number): number =>
  used === 0 ? 0 : LIMIT_PARTS.filter((part) => used >= part * most).length;

/** `subject` as usage is counted (`mail/usage-subject.ts`). */
export const limitKey = (subject: string, name: LimitName): string => `limit:${subject}:${name}`;

/** The other way round; null: no key of a limit. */
export function limitOfKey(key: string): (LimitedOwner & { readonly name: string }) | null {
  const [, subject = '', name = ''] = /^limit:(.+):(\w+)$/u.exec(key) ?? [];
  const owner = limitedBy(subject);
  return owner === null ? null : { ...owner, name };
}

export interface LimitUse {
  readonly subject: string;
  readonly organizationId: ObjectId;
  readonly of: LimitedKind;
  /** The connector's name, the mailbox's address. */
  readonly called: string;
  readonly name: LimitName;
  readonly used: number;
  readonly most: number;
  /** `recipients a day`. */
  readonly words: string;
}

/** null: enough room. */
export function limitAlarm(use: LimitUse): Alarm | null {
  const stage = limitStage(use.used, use.most);
  if (stage === 0) return null;
  const { subject, organizationId, of, called, name, used, most, words } = use;
  const full = stage === LIMIT_PARTS.length;
  return {
    key: limitKey(subject, name),
    kind: 'limit-near',
    organizationId,
    subject: called,
    stage,
    cause: `${of === 'connector' ? 'Connector' : 'Mailbox'} ${called} has used ${used} of ${most} ${words} (${name})${full ? ': what it sends now is refused' : ''}.`,
    ...toldCure({ act: 'give-more-room', limit: name, of, called }),
  };
}

/** The help for a sender that was refused for a limit. */
export function limitRemedy({ limit, of, called }: LimitReason): Remedy {
  const { overridableAt } = limitTable[limit];
  const whose =
    of !== undefined && called !== undefined && overridableAt.includes(of) ? ({ of, called } as const) : null;
  return { act: 'raise-limit', limit, whose, byConnector: overridableAt.includes('connector') };
}
