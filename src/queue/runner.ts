/**
 * The queue room: has what is due claimed (`claimer.ts`), attempted (`attempt.ts`), and what became of it settled and committed
 * (`conclude.ts`). The way of one delivery is here, from its claim to its end.
 *
 * Promises: what is due is attempted within the bounds (deliveries at once of each kind and per lane); one lane's trouble holds up no other;
 * a result is committed or repeated until it is, never dropped; a clock that jumps neither stalls the queue nor expires it.
 * Never: speaks to a next hop itself, decides a reply, holds content in memory. RFC 5321 §4.5.4.
 */
import { bounds } from '../base/bounds.ts';
import { Pieces } from '../base/slices.ts';
import type { Delivery } from '../mail/delivery.ts';
import type { Place } from '../mail/doors/place.ts';
import { type Attempted, type AttemptParts, type Deliver, DeliveryAttempt } from './attempt/attempt.ts';
import { AttemptDeadline } from './attempt/attempt-deadline.ts';
import { Claimer } from './claim/claimer.ts';
import { Concluder } from './conclude/conclude.ts';
import { LaneGate, type LaneStatus, type Turn } from './claim/lane-gate.ts';
import { Outstanding } from './claim/outstanding.ts';
import { placeKind } from './claim/place-kind.ts';
import { Places } from './claim/places.ts';
import type { QueueRoomParts } from './room-parts.ts';
import { createQueueTime } from './queue-time.ts';

export interface RunnerParts extends QueueRoomParts {
  readonly deliver: Deliver;
}

export interface RunnerStatus {
  readonly state: 'stopped' | 'running' | 'draining';
  readonly deliveries: number;
  /** Lanes with deliveries under way or in trouble. */
  readonly lanes: readonly LaneStatus[];
}

export class Runner {
  readonly #parts: RunnerParts;
  readonly #lanes: LaneGate;
  readonly #places: Places;
  readonly #out: Outstanding;
  readonly #deadline: AttemptDeadline;
  readonly #claimer: Claimer;
  readonly #attemptParts: AttemptParts;
  readonly #concluder: Concluder;
  /** Results that cannot be committed are repeated until this. */
  readonly #giveUp = new AbortController();
  #state: RunnerStatus['state'] = 'stopped';
  #whenQuiet = (): void => {};
  #stopListening: (() => void) | null = null;

  constructor(parts: RunnerParts) {
    const { store, clock, log, settings } = parts;
    const time = createQueueTime(clock);
    const pieces = new Pieces();
    const lanes = new LaneGate(clock, settings.perLane);
    const out = new Outstanding(settings.concurrentDeliveries + bounds.queue.waitingForPlace);
    this.#parts = parts;
    this.#lanes = lanes;
    this.#out = out;
    this.#places = new Places(clock, settings.concurrentDeliveries);
    this.#deadline = new AttemptDeadline(clock);
    this.#claimer = new Claimer({ store, clock, time, log, lanes, out, begin: (delivery) => this.#begin(delivery) });
    this.#attemptParts = { ...parts, lanes, deadline: this.#deadline, pieces };
    this.#concluder = new Concluder({ ...parts, time, pieces });
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'running';
    const { spool } = this.#parts.store;
    const listening = [spool.onWork(() => this.wake()), spool.onTerritory(() => this.#lanes.forgetTroubles())];
    this.#stopListening = () => listening.forEach((stop) => stop());
    this.#claimer.start();
  }

  /** Something may have become due. */
  wake(): void {
    this.#claimer.wake();
  }

  /** No new claims; what runs may finish within `graceMs`, then it is broken off and its leases go back. Resolves when all is quiet. */
  async drain(graceMs: number): Promise<void> {
    this.#state = 'draining';
    this.#claimer.stop();
    this.#stopListening?.();
    await this.#quiet(graceMs);
    this.#deadline.breakOff();
    await this.#quiet(bounds.queue.lastCommits);
    const left = this.#out.total;
    if (left > 0) this.#parts.log.warn({ deliveries: left }, 'deliveries were left unsettled at shutdown');
    this.#giveUp.abort();
    this.#state = 'stopped';
  }

  status(): RunnerStatus {
    return { state: this.#state, deliveries: this.#out.total, lanes: this.#lanes.status() };
  }

  /** An administrator wants an attempt now: lanes in trouble may be tried at once. */
  forgetTroubles(): void {
    this.#lanes.forgetTroubles();
    this.wake();
  }

  #begin(delivery: Delivery): void {
    const turn = this.#lanes.enter(delivery.lane);
    if (turn.kind === 'later') {
      // Its lane is busy from now on, so it is not claimed again before the probe has ended.
      void this.#claimer.giveBack(delivery.leaseId).then(() => this.wake());
      return;
    }
    void this.#carry(delivery, turn);
  }

  /** From a claim to its end: attempted, then concluded, or given back where nothing has happened. */
  async #carry(delivery: Delivery, turn: Turn): Promise<void> {
    const isHeard = this.#lanes.isHeard(delivery.lane);
    const isOver = this.#out.add(delivery.lane, isHeard);
    const place = this.#placeFor(delivery, isHeard);
    const attempt = new DeliveryAttempt(this.#attemptParts, delivery, place, turn);
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
        if (this.#lanes.leave(delivery.lane, turn) || this.#out.isShut) this.wake();
      }
      const { outcomes } = attempted;
      const interrupted = attempt.isBrokenOff;
      if (interrupted && outcomes.every(({ action }) => action === 'delayed'))
        await this.#claimer.giveBack(delivery.leaseId);
      else await this.#concluder.conclude({ delivery, ...attempted, interrupted }, this.#giveUp.signal);
    } catch (error) {
      const fields = { queueId: delivery.message.queueId, error: String(error) };
      this.#parts.log.error(fields, 'a delivery could not be concluded');
    } finally {
      place.leave();
      if (isOver()) this.wake();
      if (this.#out.total === 0) this.#whenQuiet();
    }
  }

  #placeFor({ lane, message }: Delivery, isHeard: boolean): Place {
    const kind = placeKind(this.#parts.directory.current, lane);
    return this.#places.of({ kind, isHeard, isReport: message.reversePath === null });
  }

  #quiet(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#out.total === 0) return resolve();
      const timer = this.#parts.clock.timer(withinMs, resolve);
      this.#whenQuiet = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}
