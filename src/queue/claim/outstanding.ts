/**
 * The deliveries that have been handed out of the queue and are not concluded, by kind of lane; and which lanes are left in the queue for it. Half of what a
 * kind may have out is left to lanes that have been heard.
 */
import { everyLane, type Lane, type LaneKind, laneKind, openLane } from '../../mail/route.ts';
import type { LaneGate } from './lane-gate.ts';

interface Out {
  all: number;
  /** Of these, of lanes that had not been heard when they were handed out. */
  unheard: number;
}

export class Outstanding {
  readonly #most: number;
  readonly #kinds = new Map<LaneKind, Out>();
  #total = 0;

  /** @param most of each kind. */
  constructor(most: number) {
    this.#most = most;
  }

  get total(): number {
    return this.#total;
  }

  /** Returns what takes it off again, which tells whether others may be handed out now that were not. */
  add(lane: Lane, isHeard: boolean): () => boolean {
    const out = this.#of(laneKind(lane));
    this.#total += 1;
    out.all += 1;
    if (!isHeard) out.unheard += 1;
    return () => {
      const before = this.#isShut(out);
      this.#total -= 1;
      out.all -= 1;
      if (!isHeard) out.unheard -= 1;
      return before;
    };
  }

  /** Lanes that take nothing now, for one reason or another. */
  busy(lanes: LaneGate): readonly Lane[] {
    const busy = lanes.busy();
    const shut = [...this.#kinds].filter(([, out]) => this.#isShut(out));
    if (shut.length === 0) return busy;
    return [
      ...busy,
      ...shut.flatMap(([kind, { all }]) => [
        everyLane(kind),
        ...(all >= this.#most ? [] : lanes.heardOf(kind).map(openLane)),
      ]),
    ];
  }

  /** Whether some lanes are left in the queue, whatever waits in them. */
  get isShut(): boolean {
    return [...this.#kinds.values()].some((out) => this.#isShut(out));
  }

  #isShut({ all, unheard }: Out): boolean {
    return all >= this.#most || unheard >= this.#most / 2;
  }

  #of(kind: LaneKind): Out {
    let out = this.#kinds.get(kind);
    if (out === undefined) this.#kinds.set(kind, (out = { all: 0, unheard: 0 }));
    return out;
  }
}
