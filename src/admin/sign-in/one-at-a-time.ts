/** Changes of who may enter: one after the other, whatever process makes them. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';

interface Parts {
  readonly store: Pick<Store, 'exclusive'>;
  readonly clock: Pick<Clock, 'timer'>;
}

/** Resolves with the work done. Rejects when its turn does not come while a request may last. @param of what is changed: changes of others go on. */
export function oneAtATime({ store, clock }: Parts, of: string, work: () => Promise<void>): Promise<void> {
  const waited = new AbortController();
  const timer = clock.timer(bounds.admin.handler, () => waited.abort());
  return store.exclusive(of, work, waited.signal).finally(() => timer.cancel());
}
