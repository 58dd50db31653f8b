/**
 * A settlement that is too large for one record of the journal, as several. Pure.
 *
 * New recipients and what was merely noted come first, the states of the recipients and the reports that are owed last and together. So a
 * crash in between leaves recipients that wait as before, and the next attempt finds that the message has their heirs already; a report
 * is neither lost nor doubled.
 */
import type { TraceEvent } from '../../../mail/trace-event.ts';
import type { Settlement } from '../../store.ts';

export type SettlementPart = Omit<Settlement, 'leaseId'>;

const slices = <Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, index) => items.slice(index * most, (index + 1) * most));

/** In the order in which they have to be written, each after the one before is on disk. `most`: new recipients, or events, of one part. */
export function settlementParts(settlement: SettlementPart, most: number): readonly SettlementPart[] {
  const { queueId, added, events } = settlement;
  if (added.length <= most && events.length <= most) return [settlement];
  const { early, last } = events.length <= most ? { early: [], last: events } : withLastWords(events);
  const nothing = { queueId, changes: [], owed: [] };
  return [
    ...slices(early, most).map((some) => ({ ...nothing, added: [], events: some })),
    ...slices(added, most).map((some) => ({ ...nothing, added: some, events: [] })),
    { ...settlement, added: [], events: last },
  ];
}

/** The last word about each recipient goes with its state (`lastWords`). */
function withLastWords(events: readonly TraceEvent[]): { early: TraceEvent[]; last: TraceEvent[] } {
  const lastOf = new Map(events.map((event) => [event.ordinal, event]));
  return {
    early: events.filter((event) => lastOf.get(event.ordinal) !== event),
    last: events.filter((event) => lastOf.get(event.ordinal) === event),
  };
}

/** The same as two smaller ones, or null: it cannot be halved. */
export function halved(part: SettlementPart): readonly [SettlementPart, SettlementPart] | null {
  const { queueId, changes, added, owed, events } = part;
  const nothing = { queueId, changes: [], added: [], owed: [], events: [] };
  const half = (length: number): number => Math.ceil(length / 2);
  if (added.length > 0 && (changes.length > 0 || events.length > 0 || owed.length > 0))
    return [
      { ...nothing, added },
      { ...part, added: [] },
    ];
  if (added.length > 1)
    return [
      { ...nothing, added: added.slice(0, half(added.length)) },
      { ...nothing, added: added.slice(half(added.length)) },
    ];
  // A report and the states it tells of stay together.
  if (changes.length > 1 && owed.length === 0) {
    const first = changes.slice(0, half(changes.length));
    const ordinals = new Set(first.map(({ ordinal }) => ordinal));
    const isFirst = ({ ordinal }: TraceEvent): boolean => ordinal !== null && ordinals.has(ordinal);
    return [
      { ...nothing, changes: first, events: events.filter(isFirst) },
      {
        ...nothing,
        changes: changes.slice(first.length),
        events: events.filter((event) => !isFirst(event)),
      },
    ];
  }
  if (changes.length === 0 && events.length > 1)
    return [
      { ...nothing, events: events.slice(0, half(events.length)) },
      { ...nothing, events: events.slice(half(events.length)) },
    ];
  return null;
}
