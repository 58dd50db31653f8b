/**
 * Looks at the queue for what an administrator must know: mail that waits too long, a queue that grows, next hops that nothing waits for any more,
 * reports that nobody gets. Each look judges by what there is, so that a restart ends nothing and repeats nothing.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import { type AlarmKind, isFactAlarm } from '../mail/alarm.ts';
import type { AlarmLook, LooksOf } from '../policy/alarms/alarm-round.ts';
import {
  GROWTH_STEP_MS,
  GROWTH_STEPS,
  hasShrunk,
  mailWaitsAlarms,
  noUpstreamAlarms,
  placeOf,
  queueGrowsAlarm,
  reportsUnreadAlarms,
  unreachableKey,
  type WaitingLane,
} from '../policy/alarms/queue-alarms.ts';
import { failoversOf } from '../policy/routing/routing.ts';
import type { Store } from '../store/store.ts';
import type { AlarmBook } from './book.ts';

export interface QueueParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly book: Pick<AlarmBook, 'get' | 'list'>;
  readonly store: {
    readonly spool: Pick<Store['spool'], 'lanes'>;
    readonly trace: Pick<Store['trace'], 'search'>;
  };
  /** How long mail may wait; null: however long. */
  readonly oldestMailMs: number | null;
}

export interface QueueFindings {
  readonly looks: LooksOf<'queue'>;
  /** How long until the next look. */
  readonly nextMs: number;
}

const OWN_ACCOUNT: readonly AlarmKind[] = ['upstream-held', 'upstream-throttled'];
const LEAST_BETWEEN_LOOKS_MS = 60_000;

export class QueueLooks {
  readonly #parts: QueueParts;
  /** Recipients that waited at the last looks, a step apart. */
  #counts: readonly number[] = [];
  #countedAt = Number.NEGATIVE_INFINITY;
  /** A report was made that nobody gets, or none has been looked for yet. */
  #reportsAreNew = true;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** A report was made that nobody gets. */
  orphanReport(): void {
    this.#reportsAreNew = true;
  }

  /** Rejects with StoreUnavailable. */
  async look(): Promise<QueueFindings> {
    const lanes = await this.#parts.store.spool.lanes();
    const looks = {
      'late-mail': this.#lateMail(lanes),
      growth: this.#growth(lanes),
      'without-upstream': {
        found: noUpstreamAlarms(this.#parts.directory.current, lanes),
        over: () => ({ end: 'nothing-waits' }),
      } satisfies AlarmLook,
      unreached: this.#unreached(lanes),
      reports: await this.#reports(),
    };
    return { looks, nextMs: this.#nextMs(lanes) };
  }

  /** The oldest of what waits is late next. There may be a lane for each of a hundred thousand domains. */
  #nextMs(lanes: readonly WaitingLane[]): number {
    const { clock, oldestMailMs } = this.#parts;
    if (oldestMailMs === null) return GROWTH_STEP_MS;
    const now = clock.now();
    let nextMs = GROWTH_STEP_MS;
    for (const { waiting, oldestReceivedAt } of lanes) {
      const dueMs = oldestReceivedAt + oldestMailMs - now;
      if (waiting > 0 && dueMs > 0) nextMs = Math.min(nextMs, dueMs);
    }
    return Math.max(LEAST_BETWEEN_LOOKS_MS, nextMs);
  }

  #lateMail(lanes: readonly WaitingLane[]): AlarmLook {
    const { clock, directory, oldestMailMs } = this.#parts;
    const found =
      oldestMailMs === null ? [] : mailWaitsAlarms(directory.current, this.#notTold(lanes), oldestMailMs, clock.now());
    return { found, over: () => ({ end: 'none-late' }) };
  }

  /** Leaves out mail that waits for our own account at an upstream: the alarm of that upstream says already that it waits. */
  #notTold(lanes: readonly WaitingLane[]): readonly WaitingLane[] {
    const { book, directory } = this.#parts;
    const isTold = (connectorId: ObjectId | null): boolean =>
      connectorId !== null && OWN_ACCOUNT.some((kind) => book.get(`${kind}:${connectorId}`) !== null);
    return lanes.filter(({ lane }) => !isTold(placeOf(directory.current, lane).connectorId));
  }

  #growth(lanes: readonly WaitingLane[]): AlarmLook {
    const { clock } = this.#parts;
    const waiting = lanes.reduce((sum, lane) => sum + lane.waiting, 0);
    const isDue = clock.monotonic() - this.#countedAt >= GROWTH_STEP_MS;
    if (isDue) {
      this.#countedAt = clock.monotonic();
      this.#counts = [...this.#counts, waiting].slice(-(GROWTH_STEPS + 1));
    }
    const alarm = isDue ? queueGrowsAlarm(this.#counts) : null;
    return {
      found: alarm === null ? [] : [alarm],
      // It has stopped growing long before it is small again.
      over: (raised) =>
        raised.kind === 'queue-grows' && isFactAlarm(raised) && !hasShrunk(raised, waiting)
          ? null
          : { end: 'queue-shrank' },
    };
  }

  /** A next hop that no mail waits for troubles nobody: the mail went another way, or has ended. */
  #unreached(lanes: readonly WaitingLane[]): AlarmLook {
    const { book, directory } = this.#parts;
    const view = directory.current;
    const raised = book.list().flatMap(({ alarm }) => (alarm.kind === 'next-hop-unreachable' ? [alarm] : []));
    const waitedFor = new Set(
      (raised.length === 0 ? [] : lanes)
        .filter(({ waiting, held }) => waiting + held > 0)
        .map(({ lane }) => unreachableKey(placeOf(view, lane))),
    );
    // One that is raised from now on was not looked at.
    const over = new Set(
      raised
        .filter((alarm) => !waitedFor.has(alarm.key))
        .filter((alarm) => !isFactAlarm(alarm) || !hasFailover(view, alarm.facts.connectorId ?? null))
        .map(({ key }) => key),
    );
    return { found: [], over: ({ key }) => (over.has(key) ? { end: 'nothing-waits' } : null) };
  }

  /** null: it was not looked for them, as there is nothing new and nothing raised. */
  async #reports(): Promise<AlarmLook | null> {
    const { store, clock, book } = this.#parts;
    if (!this.#reportsAreNew && !book.list().some(({ alarm }) => alarm.kind === 'reports-unread')) return null;
    this.#reportsAreNew = false;
    const most = bounds.alarm.reportsLookedAt;
    const { rows: reports } = await store.trace.search({ orphan: true, limit: most }).catch((error: unknown) => {
      // They are looked for again: nobody else tells of them.
      this.#reportsAreNew = true;
      throw error;
    });
    return {
      found: reportsUnreadAlarms(reports, most, clock.now(), this.#parts.directory.current),
      over: () => ({ end: 'none-lately' }),
    };
  }
}

/** Its mail goes another way meanwhile, so that none waits: only an attempt with it tells that it is well again. */
function hasFailover(view: DirectoryView, connectorId: ObjectId | null): boolean {
  const connector = view.get('outbound-connector', connectorId);
  return connector !== null && connector.enabled && failoversOf(view, connector).length > 0;
}
