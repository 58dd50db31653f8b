/** The verbs between nodes that share a store, for one that is alone: it has every role, and only its own work to wait for. */
import type { NodeFacts, NodeIdentity, Spool, Store } from '../store.ts';

type BetweenNodes = Pick<Store, 'role' | 'exclusive' | 'nodes'>;

export function alone(node: NodeIdentity): BetweenNodes {
  /** By name: when all work of that name that has been asked for will be done. */
  const last = new Map<string, Promise<void>>();
  const itself: NodeFacts = { ...node, silentMs: 0, slots: null };
  return {
    role(_name, hold) {
      const over = new AbortController();
      hold(over.signal);
      return () => over.abort();
    },
    async exclusive(name, work, signal) {
      const before = last.get(name) ?? Promise.resolve();
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const mine = before.then(() => done);
      last.set(name, mine);
      // Only when all before it is done too: who gave up waiting does not end the work it waited for.
      void mine.then(() => {
        if (last.get(name) === mine) last.delete(name);
      });
      try {
        await unless(signal, before);
        return await work();
      } finally {
        resolve();
      }
    },
    nodes: async () => [itself],
  };
}

/** Of the spool: no lane ever comes or goes, and all that is ordered is done here. */
export function wholeTerritory(): Pick<Spool, 'term' | 'onTerritory' | 'order' | 'onOrder'> {
  let carryOut: Parameters<Spool['onOrder']>[0] | null = null;
  return {
    term: () => 1,
    onTerritory: () => () => {},
    order: async (order) => (await carryOut?.(order)) ?? { touched: 0, failure: null },
    onOrder(handler) {
      carryOut = handler;
      return () => {
        if (carryOut === handler) carryOut = null;
      };
    },
  };
}

/** Rejects with the signal's reason when that fires first. */
async function unless(signal: AbortSignal, turn: Promise<void>): Promise<void> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await Promise.race([turn, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
