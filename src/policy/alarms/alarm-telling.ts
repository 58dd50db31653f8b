/**
 * The telling of alarms: each stage once, again after a day while it lasts and nobody said that it is known, its end once.
 * Pure: what is remembered of an alarm goes in and comes out.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Alarm, AlarmOver } from '../../mail/alarm.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

const HOUR_MS = 3_600_000;

/** An alarm that lasts is told again so often. */
export const REMIND_AFTER_MS = 24 * HOUR_MS;
/** Alarms that come within this time share one mail; one that is over again within it is not told at all. */
export const GATHER_MS = 60_000;

/** All that is kept of an alarm until its end has been told. */
export interface RaisedAlarm {
  readonly alarm: Alarm;
  readonly since: number;
  /** When its stage began. */
  readonly stageSince: number;
  /** The highest stage that was told; 0: none yet. */
  readonly toldStage: number;
  readonly toldAt: number | null;
  /** By whom, and of which stage: a higher one is told nevertheless. */
  readonly acknowledged: null | { readonly at: number; readonly actor: string; readonly stage: number };
  readonly over: null | ({ readonly at: number } & AlarmOver);
}

export type TellingKind = 'raised' | 'reminder' | 'over';

export interface Telling {
  readonly what: TellingKind;
  readonly entry: RaisedAlarm;
}

/** Raised, or raised again. The words are always the latest. */
export function raised(known: RaisedAlarm | null, alarm: Alarm, now: number): RaisedAlarm {
  if (known === null)
    return { alarm, since: now, stageSince: now, toldStage: 0, toldAt: null, acknowledged: null, over: null };
  // Over, and raised anew before its end was told: goes on as one alarm, of which higher stages are told.
  const { acknowledged, toldStage } =
    known.over === null ? known : { acknowledged: null, toldStage: Math.min(known.toldStage, alarm.stage) };
  return {
    ...known,
    alarm,
    toldStage,
    stageSince: alarm.stage === known.alarm.stage ? known.stageSince : now,
    acknowledged: acknowledged !== null && acknowledged.stage >= alarm.stage ? acknowledged : null,
    over: null,
  };
}

/** null: it can be forgotten, as nobody was told of it. */
export function ended(known: RaisedAlarm, over: AlarmOver, now: number): RaisedAlarm | null {
  if (known.toldStage === 0) return null;
  if (known.over !== null) return known;
  return { ...known, over: { at: now, ...over } };
}

/** The news of it that is to be told now. */
export function dueTelling(entry: RaisedAlarm, now: number): TellingKind | null {
  if (entry.over !== null) return entry.toldStage > 0 ? 'over' : null;
  if (entry.alarm.stage > entry.toldStage) return entry.acknowledged === null ? 'raised' : null;
  // A wall clock that was set back must not silence it: the future is no time to have been told at.
  const ago = entry.toldAt === null ? REMIND_AFTER_MS : Math.abs(now - entry.toldAt);
  return entry.acknowledged === null && ago >= REMIND_AFTER_MS ? 'reminder' : null;
}

/** After it was told. null: it can be forgotten. `current` may have changed since the telling was made up. */
export function told(current: RaisedAlarm, telling: Telling, now: number): RaisedAlarm | null {
  if (telling.what === 'over')
    // Raised anew while its end was being told: it is told anew.
    return current.over === null ? { ...current, toldStage: 0, toldAt: null } : null;
  return { ...current, toldStage: Math.max(current.toldStage, telling.entry.alarm.stage), toldAt: now };
}

export interface TellingPlan {
  readonly full: readonly Telling[];
  /** Told as a number. */
  readonly rest: readonly Telling[];
}

const order: Readonly<Record<TellingKind, number>> = { raised: 0, reminder: 1, over: 2 };

/** New alarms before known ones before those that are over; the worse first. */
export function planTelling(tellings: readonly Telling[]): TellingPlan {
  const sorted = [...tellings].sort(
    (one, other) =>
      order[one.what] - order[other.what] ||
      other.entry.alarm.stage - one.entry.alarm.stage ||
      one.entry.since - other.entry.since,
  );
  return { full: sorted.slice(0, bounds.policy.alarmsInFull), rest: sorted.slice(bounds.policy.alarmsInFull) };
}

/** How long the next telling has to wait. `tellings`: times of those there were, oldest first. */
export function waitBeforeTelling(tellings: readonly number[], monotonicNow: number): number {
  const within = tellings.filter((at) => monotonicNow - at < HOUR_MS);
  const first = within[within.length - bounds.policy.tellingsAnHour];
  return first === undefined ? 0 : first + HOUR_MS - monotonicNow;
}

/** The reader: the alarm's organization, or for the server's own alarms the default one. null: there is none. */
export function toldOrganization(view: DirectoryView, organizationId: ObjectId | null): ObjectId | null {
  const named = view.get('organization', organizationId);
  const fallback = view.get('organization', view.system?.defaultOrganizationId ?? null) ?? view.organizations[0];
  return (named ?? fallback)?.id ?? null;
}
