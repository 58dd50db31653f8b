/** How many connections there are, and whether one more may come: in all, per address (IPv6: per /64), per connector. */
import type { ObjectId } from '../../base/id.ts';
import type { InboundConnector } from '../../directory/objects.ts';
import type { LimitName } from '../../mail/limits.ts';
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import type { RefusalAbout } from '../../mail/trace-event.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { limitsFor, stressFraction } from '../../policy/limits.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';

export type Entry =
  | { readonly kind: 'entered'; readonly leave: () => void }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly cause: string; readonly about: RefusalAbout };

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
    if (this.#total >= most)
      return refused(replies.serverFull(), `${most} connections in all (connectionsTotal)`, 'connectionsTotal');
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
      const what = `connector ${connector.name} (connectionsPerConnector)`;
      return count(this.#connectors, connector.id, most, what, 'connectionsPerConnector');
    }
    return count(
      this.#groups,
      addressGroup(address),
      limitsFor(view)('connectionsPerAddress'),
      'this address (connectionsPerAddress)',
      'connectionsPerAddress',
    );
  }
}

function refused(reply: Reply, cause: string, limit: LimitName): Entry {
  return { kind: 'refused', reply, cause, about: { kind: 'limit', limit } };
}

function count<Key>(counts: Map<Key, number>, key: Key, most: number, what: string, limit: LimitName): Entry {
  const held = counts.get(key) ?? 0;
  if (held >= most) return refused(replies.tooManyConnections(), `${most} connections of ${what}`, limit);
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
