/** Whether the disk has room for mail: the one judgement that the door, readiness, status, checks and the alarm share. Pure. */
import type { Alarm } from '../../mail/alarm.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { limitsFor } from '../limits.ts';

/** Half again the largest message: what is under way may still be finished (G6). @param set by an administrator; null: he said nothing. */
export const leastFreeBytes = (view: DirectoryView, set: number | null): number =>
  set ?? 1.5 * limitsFor(view)('messageSize');

export interface DiskFacts {
  /** A folder on it. */
  readonly path: string;
  readonly freeBytes: number;
  /** Octets that must stay free; with less no mail is taken. */
  readonly leastBytes: number;
}

export const isFull = ({ freeBytes, leastBytes }: Omit<DiskFacts, 'path'>): boolean => freeBytes < leastBytes;

/** Told ahead, while there is time; and the alarm is over only with more, so that it does not come and go. */
const NEARLY = 2;
const ROOM_AGAIN = 2.5;

/** null: there is room. @param isRaised an alarm of it lasts. */
export function diskAlarm(facts: DiskFacts, isRaised: boolean): Alarm | null {
  const { path, freeBytes, leastBytes } = facts;
  const stage = isFull(facts) ? 2 : freeBytes < leastBytes * (isRaised ? ROOM_AGAIN : NEARLY) ? 1 : 0;
  if (stage === 0) return null;
  return { key: diskKey(facts), kind: 'disk-full', organizationId: null, subject: path, stage, facts };
}

export const diskKey = ({ path }: Pick<DiskFacts, 'path'>): string => `disk-full:${path}`;
