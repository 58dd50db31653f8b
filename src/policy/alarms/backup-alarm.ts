/** The alarm of backups that are made no more. Where none was ever made nobody is told again and again: the set-up asks for one. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { Alarm } from '../../mail/alarm.ts';

/** @param lastAt when the last complete one was made; null: none ever. */
export function backupAlarm(lastAt: number | null, now: number): Alarm | null {
  if (lastAt === null || now - lastAt < bounds.alarm.backupAge) return null;
  return {
    key: 'backup-old',
    kind: 'backup-old',
    organizationId: null,
    subject: 'backup',
    stage: 1,
    facts: { lastAt },
  };
}
