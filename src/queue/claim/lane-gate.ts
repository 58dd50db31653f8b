/**
 * Whether a delivery on a lane may go on now. Knows of each lane, while the runner runs, the deliveries under way and the trouble with its
 * next hop: during a pause nothing is tried, after it one delivery probes, and only its success opens the lane again. In memory only: after
 * a restart a dead next hop is found out again by its first message. (What waits in a lane and when it is due is the store's to know.)
 */
import { memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { type DelayedOutcome, type FailureCause, isLaneTrouble, type Outcome } from '../../mail/delivery.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import { type Lane, type LaneKind, laneKind } from '../../mail/route.ts';
import { lanePauseMs, namedWaitMs } from '../../policy/delivery/retry.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface LaneTrouble {
  readonly failures: number;
  /** Monotonic. Until then nothing is tried. */
  readonly until: number;
  readonly outcome: DelayedOutcome;
}

export interface LaneStatus {
  readonly lane: Lane;
  readonly running: number;
  readonly failures: number;
  /** Until the next probe; 0 when not in trouble. */
  readonly pausedForMs: number;
  readonly cause: FailureCause | null;
  readonly met: ToldLine | null;
  /** The cure, where the attempt that met the trouble knew one. */
  readonly cure: ToldCure | null;
}

/** The turn of a claimed delivery. Given back with `leave`, but for `later`. */
export type Turn =
  | { readonly kind: 'open' }
  /** The lane's pause is over: this one delivery finds out whether its next hop is well again. */
  | { readonly kind: 'probe' }
  /** Nothing is tried: the recipients are put off with what the lane's last attempt was told. */
  | { readonly kind: 'paused'; readonly trouble: LaneTrouble }
  /** Another delivery probes at this moment: give the lease back, what it finds out decides. */
  | { readonly kind: 'later' };

const OPEN: Turn = { kind: 'open' };

export class LaneGate {
  readonly #clock: Clock;
  readonly #perLane: number;
  readonly #running = new Map<Lane, number>();
  readonly #trouble = memoryOf<Lane, LaneTrouble>(bounds.queue.troublesKept);
  readonly #probes = new Map<Lane, Turn>();
  /** As many under way as allowed. */
  readonly #full = new Set<Lane>();
  /** Lanes that have been heard, and are not in trouble since; the one heard last at the end. */
  readonly #heard = memoryOf<Lane, true>(bounds.queue.heardLanes);

  constructor(clock: Clock, perLane: number) {
    this.#clock = clock;
    this.#perLane = perLane;
  }

  enter(lane: Lane): Turn {
    const turn = this.#turn(lane);
    if (turn.kind === 'later') return turn;
    if (turn.kind === 'probe') this.#probes.set(lane, turn);
    const running = (this.#running.get(lane) ?? 0) + 1;
    this.#running.set(lane, running);
    if (running >= this.#most(lane)) this.#full.add(lane);
    return turn;
  }

  /** It took mail, or refused some in words, and was not in trouble since: in memory only, as all of this. */
  isHeard(lane: Lane): boolean {
    return this.#heard.has(lane);
  }

  /** Heard lanes of a kind that take more deliveries now. */
  heardOf(kind: LaneKind): readonly Lane[] {
    return [...this.#heard.rkeys()].filter((lane) => laneKind(lane) === kind && !this.isBusy(lane));
  }

  /** A next hop that has said nothing yet is not given all at once: what hangs there hangs for long. */
  #most(lane: Lane): number {
    return this.#heard.has(lane) ? this.#perLane : Math.min(this.#perLane, bounds.queue.unheardLane);
  }

  #turn(lane: Lane): Turn {
    const trouble = this.#trouble.peek(lane);
    if (trouble === undefined) return OPEN;
    if (this.#isPaused(trouble)) return { kind: 'paused', trouble };
    return this.#probes.has(lane) ? { kind: 'later' } : { kind: 'probe' };
  }

  /** Returns whether the lane takes deliveries again that was busy. */
  leave(lane: Lane, turn: Turn): boolean {
    const probed = this.#probes.get(lane) === turn && this.#probes.delete(lane);
    const left = (this.#running.get(lane) ?? 1) - 1;
    if (left > 0) this.#running.set(lane, left);
    else this.#running.delete(lane);
    return (left < this.#most(lane) && this.#full.delete(lane)) || probed;
  }

  /** Lanes that take no more deliveries now. */
  busy(): readonly Lane[] {
    return this.#probes.size === 0 ? [...this.#full] : [...this.#full.union(new Set(this.#probes.keys()))];
  }

  isBusy(lane: Lane): boolean {
    return this.#full.has(lane) || this.#probes.has(lane);
  }

  /** How many deliveries of any lane that is not busy can be begun without passing its bound, be it one that was never heard. */
  room(): number {
    let room = Math.min(this.#perLane, bounds.queue.unheardLane);
    for (const [lane, running] of this.#running)
      if (!this.#full.has(lane)) room = Math.min(room, Math.max(1, this.#most(lane) - running));
    return room;
  }

  #isPaused(trouble: LaneTrouble): boolean {
    return trouble.until > this.#clock.monotonic();
  }

  /** Learns from a real attempt. */
  note(lane: Lane, outcomes: readonly Outcome[]): void {
    const trouble = outcomes.find(isLaneTrouble);
    if (trouble === undefined) {
      if (outcomes.some(isTold)) this.#trouble.delete(lane);
      if (outcomes.some(hasSpoken)) this.#hear(lane);
      return;
    }
    this.#heard.delete(lane);
    const known = this.#trouble.peek(lane);
    // Several deliveries that met the same trouble at once are one trouble.
    if (known !== undefined && this.#isPaused(known)) return;
    const failures = (known?.failures ?? 0) + 1;
    this.#trouble.set(lane, {
      failures,
      until: this.#clock.monotonic() + Math.max(lanePauseMs(failures), namedWaitMs(trouble)),
      outcome: trouble,
    });
  }

  #hear(lane: Lane): void {
    this.#heard.set(lane, true);
  }

  /** An administrator asks for an attempt now, or the directory changed: every lane may be tried again at once. */
  forgetTroubles(): void {
    this.#trouble.clear();
    this.#probes.clear();
  }

  status(): readonly LaneStatus[] {
    const lanes = new Set([...this.#running.keys(), ...this.#trouble.rkeys()]);
    return [...lanes].map((lane) => {
      const trouble = this.#trouble.peek(lane);
      return {
        lane,
        running: this.#running.get(lane) ?? 0,
        failures: trouble?.failures ?? 0,
        pausedForMs: trouble ? Math.max(0, trouble.until - this.#clock.monotonic()) : 0,
        cause: trouble?.outcome.cause ?? null,
        met: trouble === undefined ? null : (trouble.outcome.apart?.met ?? trouble.outcome),
        cure: trouble?.outcome.apart?.helps ?? null,
      };
    });
  }
}

/** The outcome is final, or a delay in the next hop's own words: it did not just break here. */
const hasSpoken = (outcome: Outcome): boolean =>
  outcome.action === 'delayed' ? outcome.reply !== null : outcome.action !== 'rerouted';

/** Nothing is learned about a next hop that was not asked. */
const isTold = (outcome: Outcome): boolean =>
  outcome.action !== 'rerouted' && !(outcome.action === 'delayed' && outcome.putOff === true);
