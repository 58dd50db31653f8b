/**
 * Looks every minute whether the disk has room and the store can write, and every few minutes what of the queue an administrator must know:
 * mail that waits too long, a queue that grows, reports that nobody gets. What is found again ends nothing and repeats nothing, also after
 * a restart: every look judges by what there is.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { Alarm, AlarmEnd, AlarmKind } from '../mail/alarm.ts';
import type { Observe } from '../mail/observation.ts';
import { type DiskFacts, diskAlarm, diskKey } from '../policy/delivery/disk.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { failoversOf } from '../policy/routing/routing.ts';
import {
  GROWTH_STEP_MS,
  GROWTH_STEPS,
  hasShrunk,
  mailWaitsAlarms,
  placeOf,
  queueGrowsAlarm,
  reportsUnreadAlarms,
  unreachableKey,
  type WaitingLane,
} from '../policy/alarms/queue-alarms.ts';
import type { Store } from '../store/store.ts';
import type { AlarmBook } from './book.ts';

export interface HouseWatchParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly observe: Observe;
  readonly book: AlarmBook;
  readonly store: Pick<Store, 'unhealthyReason'> & {
    readonly spool: Pick<Store['spool'], 'lanes'>;
    readonly trace: Pick<Store['trace'], 'orphanReports'>;
  };
  /** Disks that mail is kept on, as last measured. */
  readonly disks: () => readonly DiskFacts[];
  /** How long mail may wait; null: however long. */
  readonly oldestMailMs: number | null;
}

const OWN_ACCOUNT: readonly AlarmKind[] = ['upstream-held', 'upstream-throttled'];
const STORE_UNWELL = 'store-unwell';
const QUEUE_GROWS = 'queue-grows';
const LEAST_BETWEEN_LOOKS_MS = 60_000;

export class HouseWatch {
  readonly #parts: HouseWatchParts;
  /** Recipients that waited at the last looks, a step apart. */
  #counts: readonly number[] = [];
  #countedAt = Number.NEGATIVE_INFINITY;
  #reportsLookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: HouseWatchParts) {
    this.#parts = parts;
  }

  /** A report was made that nobody gets. */
  orphanReport(): void {
    this.#reportsLookedAt = Number.NEGATIVE_INFINITY;
  }

  /** Cheap: nothing is read. */
  lookAtDisk(): void {
    const { disks, store, book } = this.#parts;
    const all = disks();
    const full = all.flatMap((facts) => diskAlarm(facts, book.get(diskKey(facts)) !== null) ?? []);
    this.#are('disk-full', full, 'room-again');
    const reason = store.unhealthyReason();
    const facts = { reason: reason ?? '' };
    const unwell: Alarm = {
      key: STORE_UNWELL,
      kind: STORE_UNWELL,
      organizationId: null,
      subject: 'store',
      stage: 1,
      facts,
    };
    this.#are(STORE_UNWELL, reason === null ? [] : [unwell], 'commits-again');
  }

  /** Returns how long until the next look. Rejects with StoreUnavailable. */
  async lookAtQueue(): Promise<number> {
    const { store, clock, directory, oldestMailMs } = this.#parts;
    const lanes = await store.spool.lanes();
    const now = clock.now();
    if (oldestMailMs !== null)
      this.#are('mail-waits', mailWaitsAlarms(directory.current, this.#notTold(lanes), oldestMailMs, now), 'none-late');
    this.#lookAtGrowth(lanes);
    this.#endUnreachable(lanes);
    await this.#lookAtReports(now);
    // The oldest of what waits is late next. There may be a lane for each of a hundred thousand domains.
    let nextMs = GROWTH_STEP_MS;
    for (const { waiting, oldestReceivedAt } of oldestMailMs === null ? [] : lanes) {
      const dueMs = oldestReceivedAt + (oldestMailMs ?? 0) - now;
      if (waiting > 0 && dueMs > 0) nextMs = Math.min(nextMs, dueMs);
    }
    return Math.max(LEAST_BETWEEN_LOOKS_MS, nextMs);
  }

  /** Leaves out mail that waits for our own account at an upstream: the alarm of that upstream says already that it waits. */
  #notTold<Each extends WaitingLane>(lanes: readonly Each[]): readonly Each[] {
    const { book, directory } = this.#parts;
    const isTold = (connectorId: ObjectId | null): boolean =>
      connectorId !== null && OWN_ACCOUNT.some((kind) => book.get(`${kind}:${connectorId}`) !== null);
    return lanes.filter(({ lane }) => !isTold(placeOf(directory.current, lane).connectorId));
  }

  #lookAtGrowth(lanes: readonly WaitingLane[]): void {
    const { clock, observe, book } = this.#parts;
    const waiting = lanes.reduce((sum, lane) => sum + lane.waiting, 0);
    const raised = book.get(QUEUE_GROWS)?.alarm;
    if (raised?.kind === QUEUE_GROWS && hasShrunk(raised, waiting))
      observe({ kind: 'alarm-over', key: QUEUE_GROWS, end: 'queue-shrank' });
    if (clock.monotonic() - this.#countedAt < GROWTH_STEP_MS) return;
    this.#countedAt = clock.monotonic();
    this.#counts = [...this.#counts, waiting].slice(-(GROWTH_STEPS + 1));
    const alarm = queueGrowsAlarm(this.#counts);
    if (alarm !== null) this.#raise(alarm);
  }

  /** A next hop that no mail waits for troubles nobody: the mail went another way, or has ended. */
  #endUnreachable(lanes: readonly WaitingLane[]): void {
    const { book, directory, observe } = this.#parts;
    const raised = book.list().flatMap(({ alarm }) => (alarm.kind === 'next-hop-unreachable' ? [alarm] : []));
    if (raised.length === 0) return;
    const waitedFor = new Set(
      lanes
        .filter(({ waiting, held }) => waiting + held > 0)
        .map(({ lane }) => unreachableKey(placeOf(directory.current, lane))),
    );
    for (const alarm of raised)
      if (!waitedFor.has(alarm.key) && !hasFailover(directory.current, alarm.facts.connectorId ?? null))
        observe({ kind: 'alarm-over', key: alarm.key, end: 'nothing-waits' });
  }

  async #lookAtReports(now: number): Promise<void> {
    const { store, clock } = this.#parts;
    const isRaised = this.#parts.book.list().some(({ alarm }) => alarm.kind === 'reports-unread');
    if (this.#reportsLookedAt !== Number.NEGATIVE_INFINITY && !isRaised) return;
    this.#reportsLookedAt = clock.monotonic();
    const most = bounds.alarm.reportsLookedAt;
    const reports = await store.trace.orphanReports(null, most);
    this.#are('reports-unread', reportsUnreadAlarms(reports, most, now), 'none-lately');
  }

  /** These are all of the kind: what is raised and not among them is over. */
  #are(kind: AlarmKind, alarms: readonly Alarm[], end: AlarmEnd): void {
    const { book, observe } = this.#parts;
    const present = new Set(alarms.map(({ key }) => key));
    for (const alarm of alarms) this.#raise(alarm);
    for (const { alarm } of book.list())
      if (alarm.kind === kind && !present.has(alarm.key)) observe({ kind: 'alarm-over', key: alarm.key, end });
  }

  #raise(alarm: Alarm): void {
    const { book, observe } = this.#parts;
    // The same with other figures is no news, but what is read of it are the latest.
    if (book.get(alarm.key)?.alarm.stage === alarm.stage) book.raise(alarm);
    else observe({ kind: 'alarm', alarm });
  }
}

/** Its mail goes another way meanwhile, so that none waits: only an attempt with it tells that it is well again. */
function hasFailover(view: DirectoryView, connectorId: ObjectId | null): boolean {
  const connector = view.get('outbound-connector', connectorId);
  return connector !== null && connector.enabled && failoversOf(view, connector).length > 0;
}
