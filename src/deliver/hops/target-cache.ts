/**
 * Targets found a moment ago: a burst of mail to one destination asks DNS, the machine's addresses and the sealed secret once, not once a
 * message. Only what was found is held; a failure is looked into again each time.
 */
import { type Memory, memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { SessionTarget } from '../session/session-target.ts';

/** Shorter than any sane TTL, and than a person needs to change a password and look whether it helped. */
const HOLD_MS = 2_000;

interface Held {
  readonly targets: readonly SessionTarget[];
  /** Monotonic. */
  readonly until: number;
}

export class HeldTargets {
  readonly #clock: Clock;
  readonly #owners = new WeakMap<object, Memory<string, Held>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `owner`: whose way out it is; an object of the directory, which is another one after each change. */
  get(owner: object, name: string): readonly SessionTarget[] | null {
    const held = this.#owners.get(owner)?.peek(name);
    return held !== undefined && this.#clock.monotonic() < held.until ? held.targets : null;
  }

  /** Something did not work: it may be better by the next attempt, and that must not go by what was. */
  forget(owner: object): void {
    this.#owners.delete(owner);
  }

  put(owner: object, name: string, targets: readonly SessionTarget[]): void {
    let names = this.#owners.get(owner);
    if (names === undefined) this.#owners.set(owner, (names = memoryOf(bounds.deliver.heldTargets)));
    names.set(name, { targets, until: this.#clock.monotonic() + HOLD_MS });
  }
}
