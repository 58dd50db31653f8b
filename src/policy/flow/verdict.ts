/** Whether mail flows: the one answer that `status` begins with, made of what is known at this moment. Pure. */
import { type Alarm, type AlarmKind, isFactAlarm } from '../../mail/alarm.ts';
import type { FlowState } from '../../mail/names.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { mailWaitsAlarms, type WaitingLane } from '../alarms/queue-alarms.ts';
import { type DiskFacts, diskAlarm, isFull } from '../delivery/disk.ts';

export interface FlowFacts {
  readonly view: DirectoryView;
  readonly now: number;
  /** Why the store cannot write; null: it can. */
  readonly storeTrouble: string | null;
  readonly disk: DiskFacts;
  readonly lanes: readonly WaitingLane[];
  /** How long mail may wait; null: however long. */
  readonly oldestMailMs: number | null;
  /** When mail was last delivered or handed on; null: never yet, or it is not known. */
  readonly lastOutAt: number | null;
  readonly raised: readonly Alarm[];
}

export interface FlowVerdict {
  readonly state: FlowState;
  /** They stand in the way of mail, the worst first. */
  readonly troubles: readonly Alarm[];
}

/** Alarms with which mail stands still; the others only want somebody to know. */
const STANDS_STILL: readonly AlarmKind[] = ['upstream-held', 'next-hop-unreachable', 'secrets-sealed'];

export function flowVerdict(facts: FlowFacts): FlowVerdict {
  const atTheDoor = takesNoMail(facts);
  const late = lateMail(facts);
  const troubles = [
    ...atTheDoor,
    ...STANDS_STILL.flatMap((kind) => facts.raised.filter((alarm) => alarm.kind === kind)),
    ...late,
  ];
  if (troubles.length === 0) return { state: 'flows', troubles };
  return { state: atTheDoor.length > 0 || nothingGoesOut(facts) ? 'stopped' : 'partly', troubles };
}

/** Known at once, where an alarm is raised at the next look. */
function takesNoMail({ storeTrouble, disk }: FlowFacts): readonly Alarm[] {
  const full = isFull(disk) ? diskAlarm(disk, true) : null;
  return [
    ...(storeTrouble === null
      ? []
      : [
          {
            key: 'store-unwell',
            kind: 'store-unwell',
            organizationId: null,
            subject: 'store',
            stage: 1,
            facts: { reason: storeTrouble },
          } as const,
        ]),
    ...(full === null ? [] : [full]),
  ];
}

/** Mail of an upstream whose trouble is told already is not told once more. */
function lateMail({ view, lanes, oldestMailMs, now, raised }: FlowFacts): readonly Alarm[] {
  if (oldestMailMs === null || oldestMailMs === 0) return [];
  const told = new Set(raised.flatMap((alarm) => connectorOf(alarm) ?? []));
  const rest = lanes.filter(({ lane }) => !told.has(lane.split(':', 2)[1] ?? ''));
  return mailWaitsAlarms(view, rest, oldestMailMs, now);
}

function connectorOf(alarm: Alarm): string | null {
  if (alarm.kind === 'upstream-held') return alarm.key.slice('upstream-held:'.length);
  if (alarm.kind === 'next-hop-unreachable' && isFactAlarm(alarm)) return alarm.facts.connectorId ?? null;
  return null;
}

/** Since the oldest of what waits came in, nothing has gone out. */
function nothingGoesOut({ lanes, lastOutAt }: FlowFacts): boolean {
  const waiting = lanes.filter(({ waiting: count }) => count > 0);
  const oldestAt = Math.min(...waiting.map(({ oldestReceivedAt }) => oldestReceivedAt));
  return waiting.length > 0 && (lastOutAt === null || lastOutAt < oldestAt);
}
