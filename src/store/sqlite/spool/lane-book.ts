/**
 * The writer's memory of the lanes: for each one the earliest time at which something in it may be due, and whose turn it is.
 * Times are lower bounds: too early costs one look into the index, which corrects it; too late must never be noted.
 * Pure; holds one entry per lane that has anything waiting, whatever the number of messages.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Lane } from '../../../mail/route.ts';

export class LaneBook {
  /** Earliest possibly due time of each lane that has unheld, unleased recipients. */
  readonly #dueAt = new Map<Lane, number>();
  /** Lanes that are due, in the order of their turns. */
  readonly #ready = new Set<Lane>();
  /** Binary heap by time of lanes that are not due yet; entries that `#dueAt` contradicts are stale. */
  readonly #later: { at: number; lane: Lane }[] = [];

  /** Something in `lane` may be due at `at`. */
  note(lane: Lane, at: number): void {
    const known = this.#dueAt.get(lane);
    if (known !== undefined && known <= at) return;
    this.#dueAt.set(lane, at);
    if (!this.#ready.has(lane)) this.#push(at, lane);
  }

  /** Takes what a look into the index found: the true next time (null: nothing). The lane goes to the end of the row. */
  correct(lane: Lane, at: number | null, now: number): void {
    const wasReady = this.#ready.delete(lane);
    if (at === null) {
      this.#dueAt.delete(lane);
      return;
    }
    const known = this.#dueAt.get(lane);
    this.#dueAt.set(lane, at);
    if (at <= now) this.#ready.add(lane);
    else if (wasReady || known !== at) this.#push(at, lane);
  }

  /** As `correct`, without a turn taken: the lane keeps its place. */
  restate(lane: Lane, at: number | null): void {
    if (at === null) {
      this.#ready.delete(lane);
      this.#dueAt.delete(lane);
      return;
    }
    if (this.#dueAt.get(lane) === at) return;
    this.#dueAt.set(lane, at);
    if (!this.#ready.has(lane)) this.#push(at, lane);
  }

  /** Up to `limit` lanes that may be due, in turn, without the busy ones. They keep their turn until `correct` is called. */
  due(now: number, limit: number, busy: Pick<ReadonlySet<Lane>, 'has'>): Lane[] {
    for (let top = this.#later[0]; top !== undefined && top.at <= now; top = this.#later[0]) {
      this.#pop();
      if (this.#dueAt.get(top.lane) === top.at) this.#ready.add(top.lane);
    }
    const lanes: Lane[] = [];
    for (const lane of this.#ready) {
      if (lanes.length >= limit) break;
      if (!busy.has(lane)) lanes.push(lane);
    }
    return lanes;
  }

  /** The lane with the earliest noted time outside `busy`, or null. */
  earliest(busy: Pick<ReadonlySet<Lane>, 'has'>): { readonly lane: Lane; readonly at: number } | null {
    let best: { lane: Lane; at: number } | null = null;
    let looked = 0;
    for (const lane of this.#ready) {
      if (busy.has(lane)) continue;
      const at = this.#dueAt.get(lane)!;
      if (best === null || at < best.at) best = { lane, at };
      if (++looked >= bounds.store.readyLanes) break;
    }
    const aside: { at: number; lane: Lane }[] = [];
    for (let top = this.#later[0]; top !== undefined; top = this.#later[0]) {
      const stale = this.#dueAt.get(top.lane) !== top.at || this.#ready.has(top.lane);
      if (!stale && !busy.has(top.lane)) {
        if (best === null || top.at < best.at) best = { lane: top.lane, at: top.at };
        break;
      }
      this.#pop();
      if (!stale) aside.push(top);
    }
    for (const entry of aside) this.#push(entry.at, entry.lane);
    return best;
  }

  #push(at: number, lane: Lane): void {
    const heap = this.#later;
    let i = heap.length;
    heap.push({ at, lane });
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent]!.at <= at) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = { at, lane };
  }

  #pop(): void {
    const heap = this.#later;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= last.at) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}
