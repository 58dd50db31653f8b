/** The end of mail's days in quarantine, as its organization has set them. Part of housekeeping. */
import type { ObjectId } from '../../base/id.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { quarantineLanes } from '../../mail/route.ts';
import { malwareDays } from '../../policy/delivery/quarantine-room.ts';
import type { QueueEntry } from '../../store/store.ts';
import type { Quarantine } from './quarantine.ts';
import { say } from '../../texts/phrase.ts';

const DAY_MS = 86_400_000;

/** @param now as housekeeping takes it: not that of a clock that has just jumped ahead. */
export async function expireQuarantine(
  quarantine: Pick<Quarantine, 'expire'>,
  directory: LiveDirectory,
  now: number,
  over: AbortSignal,
): Promise<void> {
  for (const { id, quarantineDays } of directory.current.organizations) {
    if (over.aborted) return;
    const ends: readonly (readonly [days: number, malware: boolean])[] = [
      [quarantineDays, false],
      [malwareDays, true],
    ];
    for (const [days, malware] of ends) {
      const isOver = ({ message }: QueueEntry): boolean => (message.screened?.category === 'MALW') === malware;
      const selection = { lane: laneIn(id), olderThan: now - days * DAY_MS };
      await quarantine.expire(selection, isOver, days === 1 ? say`${days} day` : say`${days} days`);
    }
  }
}

const laneIn = (organizationId: ObjectId): string => `${quarantineLanes}${organizationId}`;
