/** The trace's words for each habit that was taken and put right. null: nothing of the message had to be changed for it. */
import type { TraceEvent } from '../../mail/trace-event.ts';
import type { QueueId } from '../../base/id.ts';
import type { HabitName } from '../../mail/names.ts';
import { repairs } from '../../texts/en/repairs.ts';
import { worded } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

/** One event each, of the session first. */
export function repairEvents(
  at: number,
  queueId: QueueId,
  ofSession: ReadonlySet<HabitName> | null,
  ofMessage: ReadonlySet<HabitName> | null,
): readonly TraceEvent[] {
  if (ofSession === null && ofMessage === null) return [];
  const met = new Set([...(ofSession ?? []), ...(ofMessage ?? [])]);
  return [...met].map((habit) => ({ at, kind: 'Repair', queueId, ordinal: null, ...told(worded(repairs[habit])) }));
}

/** One event for each name of a field that was taken out because only we may write it. */
export const removalEvents = (at: number, queueId: QueueId, names: ReadonlySet<string> | null): readonly TraceEvent[] =>
  [...(names ?? [])].map((name) => ({
    at,
    kind: 'Repair',
    queueId,
    ordinal: null,
    ...(name === 'authentication-results'
      ? line`${name} was taken out of the header: it spoke in the name of this server`
      : line`${name} was taken out of the header: only a mail server of the house may write it`),
  }));
