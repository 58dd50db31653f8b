/**
 * Acts of administrators on waiting mail: hold, release, retry now, redirect, expire, bounce. Each is noted in the audit log with who did it
 * and how many recipients it touched. Recipients that are being delivered at that moment are left alone.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressText } from '../../mail/address.ts';
import type { Route } from '../../mail/route.ts';
import { connectorRoute, originatorFor, routeRecipient } from '../../policy/routing/routing.ts';
import {
  BrokenOff,
  type QueueEntry,
  type QueueOrder,
  type QueueSelection,
  type Redirected,
  type Steer,
} from '../../store/store.ts';
import type { QueueRoomParts } from '../room-parts.ts';
import { Orders } from './orders.ts';

export interface SteeringParts extends QueueRoomParts {
  /** The runner's: an asked-for attempt also happens where a lane is in trouble. */
  readonly forgetTroubles: () => void;
}

/** The target of a redirect: another address, another connector, or both. At least one. */
export interface Redirection {
  readonly address: Address | null;
  readonly connectorId: ObjectId | null;
}

export interface SenderNote {
  readonly reason: string | null;
}

/** Each resolves to the number of recipients touched, and rejects with StoreUnavailable when a commit failed (what was committed stays). */
export class QueueSteering {
  readonly #parts: SteeringParts;

  constructor(parts: SteeringParts) {
    this.#parts = parts;
    const orders = new Orders(parts);
    parts.store.spool.onOrder((order) => orders.carryOut(order));
  }

  hold(selection: QueueSelection, actor: string): Promise<number> {
    return this.#steer(selection, { verb: 'hold' }, actor);
  }

  release(selection: QueueSelection, actor: string): Promise<number> {
    return this.#steer(selection, { verb: 'release' }, actor);
  }

  retryNow(selection: QueueSelection, actor: string): Promise<number> {
    // First, for the attempts begin as soon as the spool says that something is due.
    this.#parts.forgetTroubles();
    return this.#steer(selection, { verb: 'retry-now' }, actor);
  }

  async redirect(selection: QueueSelection, actor: string, { address, connectorId }: Redirection): Promise<number> {
    const view = this.#parts.directory.current;
    const connector = view.get('outbound-connector', connectorId);
    if (connectorId !== null && connector === null) throw new Error('no such outbound connector');
    const routeOf = ({ message, recipient }: QueueEntry): Route => {
      const to = address ?? recipient.address;
      return connector === null
        ? routeRecipient(view, to, originatorFor(message, recipient))
        : connectorRoute(connector, to.domainKey);
    };
    let touched = 0;
    try {
      for await (const some of this.#redirected(selection, routeOf))
        touched += await this.#parts.store.spool.redirect(some, address, actor, this.#parts.clock.now());
    } finally {
      const after = { touched, to: address && addressText(address), connector: connector?.name ?? null };
      await this.#note('redirect', selection, actor, after);
    }
    return touched;
  }

  /** Fails with 4.4.7, as if its time had run out. `reason` is the administrator's sentence for the sender. */
  expire(selection: QueueSelection, actor: string, why?: SenderNote): Promise<number> {
    return this.#end('expire', selection, actor, why);
  }

  /** Returns it to the sender as cancelled. */
  bounce(selection: QueueSelection, actor: string, why?: SenderNote): Promise<number> {
    return this.#end('bounce', selection, actor, why);
  }

  async #steer(selection: QueueSelection, how: Steer, actor: string): Promise<number> {
    const { store, clock } = this.#parts;
    const touched = await store.spool.steer(selection, how, actor, clock.now()).catch(async (error: unknown) => {
      if (error instanceof BrokenOff)
        await this.#note(how.verb, selection, actor, { touched: error.touched, brokenOff: true });
      throw error;
    });
    if (touched > 0) await this.#note(how.verb, selection, actor, { touched });
    return touched;
  }

  /** By every node what is its own. */
  async #end(
    verb: QueueOrder['verb'],
    selection: QueueSelection,
    actor: string,
    { reason }: SenderNote = { reason: null },
  ): Promise<number> {
    const { touched, failure } = await this.#parts.store.spool.order({ verb, selection, actor, reason });
    await this.#note(verb, selection, actor, { touched, reason });
    if (failure !== null) throw failure;
    return touched;
  }

  /**
   * As many together as are written at once. Each recipient its own route: an MX connector keeps destinations apart, a new way follows the
   * domain.
   */
  async *#redirected(
    selection: QueueSelection,
    routeOf: (entry: QueueEntry) => Route,
  ): AsyncGenerator<readonly Redirected[], void, void> {
    let redirected: Redirected[] = [];
    // Going on from where the last page ended: a redirect may move an entry in or out of the selection.
    for await (const entries of this.#parts.store.spool.scan(selection)) {
      for (const entry of entries)
        redirected.push({
          queueId: entry.message.queueId,
          ordinal: entry.recipient.ordinal,
          route: routeOf(entry),
        });
      if (redirected.length < bounds.queue.redirectedTogether) continue;
      yield redirected;
      redirected = [];
    }
    if (redirected.length > 0) yield redirected;
  }

  async #note(verb: string, selection: QueueSelection, actor: string, after: object): Promise<void> {
    const { store, clock } = this.#parts;
    return store.directory.note({
      at: clock.now(),
      actor,
      kind: 'queue',
      id: selection.queueIds?.length === 1 ? (selection.queueIds[0] ?? verb) : verb,
      name: `${verb} ${describe(selection)}`,
      before: null,
      after,
    });
  }
}

/** The selection as a person would say it. */
function describe(selection: QueueSelection): string {
  const conditions = Object.entries(selection).map(([name, value]) => {
    const text = Array.isArray(value) ? value.slice(0, 5).join(',') + (value.length > 5 ? ',...' : '') : String(value);
    return `${name}=${text}`;
  });
  return conditions.length === 0 ? 'everything' : conditions.join(' ');
}
