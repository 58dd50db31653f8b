/** Places for those who watch or listen for long, of all callers together: nobody takes them all, and some are left to the local administrator. */
import type { ObjectId } from '../../base/id.ts';
import type { Caller } from '../../mail/doors/caller.ts';

/** The bound that is in the way. */
export interface NoPlace {
  readonly of: 'caller' | 'organization' | 'server';
  readonly most: number;
}

export interface PlaceBounds {
  readonly all: number;
  /** Of them, left to the local administrator. */
  readonly kept: number;
  readonly ofOne: number;
  /** Of those who have it among their organizations. */
  readonly ofOrganization: number;
}

export class WatcherPlaces {
  readonly #bounds: PlaceBounds;
  #all = 0;
  #remote = 0;
  /** How many each has, of those who came from elsewhere; never 0. */
  readonly #byActor = new Map<string, number>();
  readonly #byOrganization = new Map<ObjectId, number>();

  constructor(bounds: PlaceBounds) {
    this.#bounds = bounds;
  }

  /** @returns what gives the place back, to be called once. */
  take({ actor, organizations }: Pick<Caller, 'actor' | 'organizations'>, isLocal: boolean): NoPlace | (() => void) {
    const { all, kept, ofOne, ofOrganization } = this.#bounds;
    // A person who may open the socket may end the server, too: there is no other bound for them.
    const most = isLocal ? all : all - kept;
    if (this.#all >= all || (!isLocal && this.#remote >= most)) return { of: 'server', most };
    if (isLocal) {
      this.#all++;
      return () => void this.#all--;
    }
    if ((this.#byActor.get(actor) ?? 0) >= ofOne) return { of: 'caller', most: ofOne };
    const own = organizations ?? [];
    if (own.some((id) => (this.#byOrganization.get(id) ?? 0) >= ofOrganization))
      return { of: 'organization', most: ofOrganization };
    this.#count(actor, own, 1);
    return () => this.#count(actor, own, -1);
  }

  #count(actor: string, organizations: readonly ObjectId[], by: 1 | -1): void {
    this.#all += by;
    this.#remote += by;
    add(this.#byActor, actor, by);
    for (const id of organizations) add(this.#byOrganization, id, by);
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const left = (counts.get(key) ?? 0) + by;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
