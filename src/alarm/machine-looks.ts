/** Disks, the store and the doors of HTTP, as last seen. Nothing is read. */
import type { Alarm } from '../mail/alarm.ts';
import type { ClosedDoor } from '../mail/doors/closed-door.ts';
import type { LooksOf } from '../policy/alarms/alarm-round.ts';
import { doorAlarm } from '../policy/alarms/door-alarm.ts';
import { type DiskFacts, diskAlarm, diskKey } from '../policy/delivery/disk.ts';
import { type QuarantineRoom, quarantineAlarm } from '../policy/delivery/quarantine-room.ts';
import type { Store } from '../store/store.ts';
import type { AlarmBook } from './book.ts';

export interface MachineParts {
  readonly book: Pick<AlarmBook, 'get'>;
  readonly store: Pick<Store, 'unhealthyReason'>;
  /** Disks that mail is kept on. */
  readonly disks: () => readonly DiskFacts[];
  readonly quarantine: () => QuarantineRoom | null;
  /** null: not known yet. */
  readonly closedDoors: () => readonly ClosedDoor[] | null;
}

export function machineLooks({ book, store, disks, quarantine, closedDoors }: MachineParts): LooksOf<'machine'> {
  const reason = store.unhealthyReason();
  const closed = closedDoors();
  const kept = quarantine();
  return {
    disks: {
      found: [
        ...disks().flatMap((facts) => diskAlarm(facts, book.get(diskKey(facts)) !== null) ?? []),
        ...[kept === null ? null : quarantineAlarm(kept)].filter((one) => one !== null),
      ],
      over: () => ({ end: 'room-again' }),
    },
    store: { found: reason === null ? [] : [unwell(reason)], over: () => ({ end: 'commits-again' }) },
    doors:
      closed === null
        ? null
        : { found: [doorAlarm(closed)].filter((one) => one !== null), over: () => ({ end: 'doors-open' }) },
  };
}

const unwell = (reason: string): Alarm => ({
  key: 'store-unwell',
  kind: 'store-unwell',
  organizationId: null,
  subject: 'store',
  stage: 1,
  facts: { reason },
});
