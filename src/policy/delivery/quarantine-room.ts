/** How much may lie in quarantine, and what becomes of mail beyond that. Pure. */
import type { FactAlarm } from '../../mail/alarm.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import { bounds } from '../../base/bounds.ts';

/** Malware stays for so long, whatever the organization has set (Exchange has 30 days, fixed). */
export const malwareDays = bounds.policy.malwareDays;

export interface QuarantineRoom {
  readonly messages: number;
  readonly bytes: number;
  /** Of the spool's file system; null: it is none of this machine, and messages alone are counted. */
  readonly diskBytes: number | null;
}

/** 1: it is full. */
export function quarantineUse({ messages, bytes, diskBytes }: QuarantineRoom): number {
  const ofDisk = diskBytes === null ? 0 : bytes / (diskBytes * (bounds.policy.quarantineShare / 100));
  return Math.max(messages / bounds.policy.quarantineMessages, ofDisk);
}

/** A message that a full quarantine does not take. Malware goes nowhere else: `refuse`. */
export const whenFull = (screened: Screened): Screened | 'refuse' =>
  screened.category === 'MALW' ? 'refuse' : { ...screened, disposition: 'junk' };

/** null: there is room. Stage 2: nothing more comes in. */
export function quarantineAlarm(room: QuarantineRoom): FactAlarm<'quarantine-full'> | null {
  const use = quarantineUse(room);
  if (use < bounds.policy.quarantineNearly / 100) return null;
  const { messages, bytes } = room;
  const facts = { messages, bytes, percent: Math.round(use * 100) };
  const stage = use >= 1 ? 2 : 1;
  return { key: 'quarantine-full', kind: 'quarantine-full', organizationId: null, subject: 'quarantine', stage, facts };
}
