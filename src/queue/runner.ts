/**
 * The queue room: claims what is due, has it attempted, and commits what became of it.
 *
 * Promises: what is due is attempted within the bounds (deliveries at once of each kind and per lane); one lane's trouble holds up no other;
 * a result is committed or repeated until it is, never dropped; a clock that jumps neither stalls the queue nor expires it.
 * Never: speaks to a next hop itself, decides a reply, holds content in memory. RFC 5321 §4.5.4.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import { Deadline } from '../base/deadline.ts';
import type { IdSource, LeaseId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import { Pieces } from '../base/slices.ts';
import type { Settings } from '../config/settings.ts';
import type { Delivery } from '../mail/delivery.ts';
import type { Observe } from '../mail/observation.ts';
import type { Lane } from '../mail/route.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { ClaimRequest, Store } from '../store/store.ts';
import { DeliveryAttempt, type Attempted, type Deliver } from './attempt/attempt.ts';
import { AttemptDeadline } from './attempt/attempt-deadline.ts';
import { createConclude } from './conclude/conclude.ts';
import { LaneGate, type LaneStatus, type Turn } from './claim/lane-gate.ts';
import { Outstanding } from './claim/outstanding.ts';
import { placeKind } from './claim/place-kind.ts';
import { Places } from './claim/places.ts';
import { createQueueTime } from './queue-time.ts';

export interface RunnerParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly settings: Settings['queue'] & { readonly hostName: string };
}

export interface RunnerStatus {
  readonly state: 'stopped' | 'running' | 'draining';
  readonly deliveries: number;
  /** Lanes with deliveries under way or in trouble. */
  readonly lanes: readonly LaneStatus[];
}

export interface Runner {
  start(): void;
  /** Something may have become due. */
  wake(): void;
  /** No new claims; what runs may finish within `graceMs`, then it is broken off and its leases go back. Resolves when all is quiet. */
  drain(graceMs: number): Promise<void>;
  status(): RunnerStatus;
  /** An administrator wants an attempt now: lanes in trouble may be tried at once. */
  forgetTroubles(): void;
}

const SHORTEST_NAP_MS = 10;
/** Pause after a claim that failed. */
const CLAIM_TROUBLE_MS = 1_000;

export function createRunner(parts: RunnerParts): Runner {
  const { store, clock, log, settings } = parts;
  const time = createQueueTime(clock);
  const lanes = new LaneGate(clock, settings.perLane);
  const pieces = new Pieces();
  const conclude = createConclude({ ...parts, time, pieces });
  const places = new Places(clock, settings.concurrentDeliveries);
  const deadline = new AttemptDeadline(clock);
  const nap = new Deadline(clock);
  const giveUp = new AbortController();
  let state: RunnerStatus['state'] = 'stopped';
  const out = new Outstanding(settings.concurrentDeliveries + bounds.queue.waitingForPlace);
  let whenQuiet = (): void => {};
  let pumping = false;
  let again = false;
  let stopListening: (() => void) | null = null;

  const attemptParts = { ...parts, lanes, deadline, pieces };
  const work = async (delivery: Delivery, turn: Turn): Promise<void> => {
    const isHeard = lanes.isHeard(delivery.lane);
    const isOver = out.add(delivery.lane, isHeard);
    const kind = placeKind(parts.directory.current, delivery.lane);
    const place = places.of({ kind, isHeard, isReport: delivery.message.reversePath === null });
    const attempt = new DeliveryAttempt(attemptParts, delivery, place, turn);
    try {
      let attempted: Attempted;
      try {
        await attempt.decide();
        attempted = attempt.over(await attempt.handOver());
      } catch (error) {
        attempted = attempt.broke(error);
      } finally {
        attempt.end();
        // The lane is free for the next delivery as soon as the next hop has answered; its word is written meanwhile.
        if (lanes.leave(delivery.lane, turn) || out.isShut) wake();
      }
      const { outcomes, routes } = attempted;
      const interrupted = deadline.brokenOff || delivery.lost?.aborted === true;
      if (interrupted && outcomes.every((outcome) => outcome.action === 'delayed')) await release(delivery.leaseId);
      else await conclude({ delivery, outcomes, routes, interrupted }, giveUp.signal);
    } catch (error) {
      log.error({ queueId: delivery.message.queueId, error: String(error) }, 'a delivery could not be concluded');
    } finally {
      place.leave();
      if (isOver()) wake();
      if (out.total === 0) whenQuiet();
    }
  };

  const release = async (leaseId: LeaseId): Promise<void> => {
    try {
      await store.spool.release(leaseId);
    } catch (error) {
      // The lease ends by itself.
      log.warn({ leaseId, error: String(error) }, 'a lease could not be given back');
    }
  };

  const begin = (delivery: Delivery): void => {
    const turn = lanes.enter(delivery.lane);
    if (turn.kind === 'later') {
      // Its lane is busy from now on, so it is not claimed again before the probe has ended.
      void release(delivery.leaseId).then(wake);
      return;
    }
    void work(delivery, turn);
  };

  /** Claims until nothing is due or nothing more fits; returns how long to sleep, or null: a delivery that ends wakes. */
  const claimAll = async (): Promise<number | null> => {
    while (state === 'running') {
      const request: ClaimRequest = {
        now: time.dueNow(),
        limit: bounds.queue.claimed,
        leaseMs: bounds.queue.lease,
        busyLanes: out.busy(lanes),
        perLane: Math.min(lanes.room(), bounds.queue.claimed),
      };
      const claimed = await store.spool.claim(request);
      if (state !== 'running') {
        await Promise.all(claimed.map((delivery) => release(delivery.leaseId)));
        return null;
      }
      for (const delivery of claimed) begin(delivery);
      if (moreMayBeDue(claimed, request)) continue;
      const dueAt = await store.spool.nextDueAt(out.busy(lanes));
      return dueAt === null ? bounds.queue.nap : dueAt - time.dueNow();
    }
    return null;
  };

  /** A lane that gave less than it was asked for has nothing more; one that is busy now is not asked. */
  const moreMayBeDue = (claimed: readonly Delivery[], { limit, perLane }: ClaimRequest): boolean => {
    if (claimed.length >= limit) return true;
    const given = new Map<Lane, number>();
    for (const { lane } of claimed) given.set(lane, (given.get(lane) ?? 0) + 1);
    return [...given].some(([lane, count]) => count >= perLane && !lanes.isBusy(lane));
  };

  const pump = async (): Promise<void> => {
    again = false;
    let napMs: number | null = CLAIM_TROUBLE_MS;
    try {
      napMs = await claimAll();
    } catch (error) {
      log.warn({ error: String(error) }, 'claiming failed; it is repeated');
    }
    pumping = false;
    if (state !== 'running') return;
    if (again) wake();
    else if (napMs !== null) nap.set(clock.monotonic() + Math.min(Math.max(napMs, SHORTEST_NAP_MS), bounds.queue.nap));
  };

  /** After everything that is resolved by now: all that one commit brought is claimed together. */
  const wake = (): void => {
    again = true;
    if (pumping || state !== 'running') return;
    pumping = true;
    setImmediate(() => void pump());
  };
  nap.onExpire = wake;

  const quiet = (withinMs: number): Promise<void> =>
    new Promise((resolve) => {
      if (out.total === 0) return resolve();
      const timer = clock.timer(withinMs, resolve);
      whenQuiet = () => {
        timer.cancel();
        resolve();
      };
    });

  return {
    start() {
      if (state !== 'stopped') return;
      state = 'running';
      const listening = [store.spool.onWork(wake), store.spool.onTerritory(() => lanes.forgetTroubles())];
      stopListening = () => listening.forEach((stop) => stop());
      wake();
    },
    wake,
    async drain(graceMs) {
      state = 'draining';
      nap.cancel();
      stopListening?.();
      await quiet(graceMs);
      deadline.breakOff();
      await quiet(bounds.queue.lastCommits);
      if (out.total > 0) log.warn({ deliveries: out.total }, 'deliveries were left unsettled at shutdown');
      giveUp.abort();
      state = 'stopped';
    },
    status: () => ({ state, deliveries: out.total, lanes: lanes.status() }),
    forgetTroubles() {
      lanes.forgetTroubles();
      wake();
    },
  };
}
