/** How many connections there are, and whether one more may come: in all, per address (IPv6: per /64), per connector. */
import type { ObjectId } from '../../base/id.ts';
import type { InboundConnector } from '../../directory/objects.ts';
import { replies } from '../../mail/replies.ts';
import type { LimitReason } from '../../mail/reason.ts';
import type { Reply } from '../../mail/reply.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { limitsFor, stressFraction } from '../../policy/limits.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';

export type Entry =
  | { readonly kind: 'entered'; readonly leave: () => void }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly reason: LimitReason };

export class Admission {
  readonly #directory: LiveDirectory;
  #total = 0;
  #known: { readonly view: DirectoryView; readonly most: number } | null = null;
  readonly #groups = new Map<string, number>();
  readonly #connectors = new Map<ObjectId, number>();
  /** Called when stress begins: waits that are under way get shorter. */
  onStress: () => void = () => {};

  constructor(directory: LiveDirectory) {
    this.#directory = directory;
  }

  get total(): number {
    return this.#total;
  }

  get underStress(): boolean {
    return this.#total > stressFraction * this.#most;
  }

  /** Asked for at every wait of every session. */
  get #most(): number {
    const view = this.#directory.current;
    if (this.#known?.view !== view) this.#known = { view, most: limitsFor(view)('connectionsTotal') };
    return this.#known.most;
  }

  /** At accept, before anything is known of the peer. */
  enter(): Entry {
    const most = this.#most;
    if (this.#total >= most) {
      const reason = { kind: 'limit', limit: 'connectionsTotal', most } as const;
      return { kind: 'refused', reply: replies.serverFull(), reason };
    }
    const before = this.underStress;
    this.#total++;
    if (!before && this.underStress) this.onStress();
    return { kind: 'entered', leave: once(() => this.#total--) };
  }

  /** Once the peer's address is known. @param connector one that covers the address on the port 25 role: its count replaces the address's. */
  enterFrom(address: string, connector: InboundConnector | null): Entry {
    const view = this.#directory.current;
    if (connector !== null) {
      const most = limitsFor(view, { connector })('connectionsPerConnector');
      const reason = { kind: 'limit', limit: 'connectionsPerConnector', most, called: connector.name } as const;
      return count(this.#connectors, connector.id, reason);
    }
    const most = limitsFor(view)('connectionsPerAddress');
    return count(this.#groups, addressGroup(address), { kind: 'limit', limit: 'connectionsPerAddress', most });
  }
}

/** @param reason if there is no room. */
function count<Key>(counts: Map<Key, number>, key: Key, reason: LimitReason): Entry {
  const held = counts.get(key) ?? 0;
  if (held >= reason.most) return { kind: 'refused', reply: replies.tooManyConnections(), reason };
  counts.set(key, held + 1);
  return {
    kind: 'entered',
    leave: once(() => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    }),
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
