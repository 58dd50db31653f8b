/**
 * What the runner knows of each lane while it runs: deliveries under way, and trouble with the next hop. In memory only: after a restart a
 * dead next hop is found out again by its first message.
 */
import type { Clock } from '../base/clock.ts';
import type { FailureCause, Outcome } from '../mail/delivery.ts';
import type { Lane } from '../mail/route.ts';
import { lanePauseMs } from '../policy/retry.ts';

export interface LaneTrouble {
  readonly failures: number;
  /** Monotonic. Until then nothing is tried; then one delivery probes. */
  readonly until: number;
  readonly outcome: DelayedOutcome;
}

type DelayedOutcome = Extract<Outcome, { action: 'delayed' }>;

export interface LaneStatus {
  readonly lane: Lane;
  readonly running: number;
  readonly failures: number;
  /** Until the next probe; 0 when not in trouble. */
  readonly pausedForMs: number;
  readonly cause: FailureCause | null;
  readonly text: string | null;
}

/** Troubles remembered. Beyond, the oldest is forgotten, which only costs one probe. */
const TROUBLES_KEPT = 10_000;

export class LaneBook {
  readonly #clock: Clock;
  readonly #perLane: number;
  readonly #running = new Map<Lane, number>();
  readonly #trouble = new Map<Lane, LaneTrouble>();

  constructor(clock: Clock, perLane: number) {
    this.#clock = clock;
    this.#perLane = perLane;
  }

  enter(lane: Lane): void {
    this.#running.set(lane, (this.#running.get(lane) ?? 0) + 1);
  }

  leave(lane: Lane): void {
    const left = (this.#running.get(lane) ?? 1) - 1;
    if (left > 0) this.#running.set(lane, left);
    else this.#running.delete(lane);
  }

  /** Lanes that take no more deliveries now. */
  busy(): readonly Lane[] {
    return [...this.#running].filter(([lane, running]) => running >= this.#allowed(lane)).map(([lane]) => lane);
  }

  /** How many deliveries of any lane that is not busy can be begun without passing its bound. */
  room(): number {
    let fullest = 0;
    for (const [lane, running] of this.#running)
      if (running < this.#allowed(lane)) fullest = Math.max(fullest, running);
    return Math.max(1, this.#perLane - fullest);
  }

  /** A lane in trouble is probed by one delivery at a time. */
  #allowed(lane: Lane): number {
    return this.#trouble.has(lane) ? 1 : this.#perLane;
  }

  /** The trouble a lane pauses for at this moment, or null: may be tried. */
  paused(lane: Lane): LaneTrouble | null {
    const trouble = this.#trouble.get(lane);
    return trouble !== undefined && trouble.until > this.#clock.monotonic() ? trouble : null;
  }

  /** Learns from a real attempt. */
  note(lane: Lane, outcomes: readonly Outcome[]): void {
    const trouble = outcomes.find((outcome) => outcome.action === 'delayed' && outcome.laneTrouble);
    if (trouble === undefined) {
      if (outcomes.some((outcome) => outcome.action !== 'rerouted')) this.#trouble.delete(lane);
      return;
    }
    // Several deliveries that met the same trouble at once are one trouble.
    if (this.paused(lane) !== null) return;
    const failures = (this.#trouble.get(lane)?.failures ?? 0) + 1;
    this.#trouble.delete(lane);
    this.#trouble.set(lane, {
      failures,
      until: this.#clock.monotonic() + lanePauseMs(failures),
      outcome: trouble as DelayedOutcome,
    });
    const oldest = this.#trouble.keys().next();
    if (this.#trouble.size > TROUBLES_KEPT && !oldest.done) this.#trouble.delete(oldest.value);
  }

  /** An administrator asks for an attempt now, or the directory changed: every lane may be tried again at once. */
  forgetTroubles(): void {
    this.#trouble.clear();
  }

  status(): readonly LaneStatus[] {
    const lanes = new Set([...this.#running.keys(), ...this.#trouble.keys()]);
    return [...lanes].map((lane) => {
      const trouble = this.#trouble.get(lane);
      return {
        lane,
        running: this.#running.get(lane) ?? 0,
        failures: trouble?.failures ?? 0,
        pausedForMs: trouble ? Math.max(0, trouble.until - this.#clock.monotonic()) : 0,
        cause: trouble?.outcome.cause ?? null,
        text: trouble?.outcome.text ?? null,
      };
    });
  }
}
