/** Places for those who watch live sessions, of all callers together: nobody takes them all, and some are left to the local administrator. */
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';

/** The bound that is in the way. */
export interface NoPlace {
  readonly of: 'caller' | 'server';
  readonly most: number;
}

export class WatcherPlaces {
  #local = 0;
  /** How many each has, of those who came from elsewhere; never 0. */
  readonly #byActor = new Map<string, number>();

  /** @returns what gives the place back, to be called once. */
  take({ actor }: Pick<Caller, 'actor'>, isLocal: boolean): NoPlace | (() => void) {
    const remote = [...this.#byActor.values()].reduce((sum, count) => sum + count, 0);
    // A person who may open the socket may end the server, too: there is no other bound for them.
    const most = isLocal ? bounds.admin.watchers : bounds.admin.watchers - bounds.admin.watchersKept;
    if (this.#local + remote >= bounds.admin.watchers || (!isLocal && remote >= most)) return { of: 'server', most };
    if (isLocal) {
      this.#local++;
      return () => void this.#local--;
    }
    const own = this.#byActor.get(actor) ?? 0;
    if (own >= bounds.admin.watchersOfOne) return { of: 'caller', most: bounds.admin.watchersOfOne };
    this.#byActor.set(actor, own + 1);
    return () => this.#giveBack(actor);
  }

  #giveBack(actor: string): void {
    const left = (this.#byActor.get(actor) ?? 0) - 1;
    if (left > 0) this.#byActor.set(actor, left);
    else this.#byActor.delete(actor);
  }
}
