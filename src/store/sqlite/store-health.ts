/** Whether the store can write, told to those who have to know, and what is tried until it can again. */
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';

/** How often a store that could not recover tries again. */
const RECOVER_EVERY_MS = 5_000;

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  /** Called when the store cannot write, and with null when it can again. */
  readonly onUnhealthy?: (reason: string | null) => void;
  /** Called once when a thread of the store has died: leases are gone with it, only a new process helps. */
  readonly onLost?: (reason: string) => void;
}

export class StoreHealth {
  readonly #parts: Parts;
  readonly #reasons = new Map<'database' | 'journal', string>();
  readonly #recoveries: (() => void)[] = [];
  #reason: string | null = null;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Why the store cannot write; null: it can. */
  get reason(): string | null {
    return this.#reason;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Tried every so often, in the order of their coming, while the store is unhealthy. */
  tries(recover: () => void): void {
    this.#recoveries.push(recover);
  }

  report(of: 'database' | 'journal', why: string | null): void {
    if (why === null) this.#reasons.delete(of);
    else this.#reasons.set(of, why);
    const reason = this.#reasons.values().next().value ?? null;
    if (reason === this.#reason || this.#closed) return;
    const { clock, log } = this.#parts;
    this.#reason = reason;
    if (reason === null) log.info({}, 'the store has recovered');
    else log.error({ reason }, 'the store is unhealthy');
    this.#parts.onUnhealthy?.(reason);
    if (reason !== null) clock.timer(RECOVER_EVERY_MS, this.#retry);
  }

  /** A thread of the store has died. */
  lost(reason: string): void {
    if (!this.#closed) this.#parts.onLost?.(reason);
  }

  /** Nothing is told from now on. */
  close(): void {
    this.#closed = true;
  }

  readonly #retry = (): void => {
    if (this.#reason === null || this.#closed) return;
    for (const recover of this.#recoveries) recover();
    this.#parts.clock.timer(RECOVER_EVERY_MS, this.#retry);
  };
}
