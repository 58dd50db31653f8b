/** Counts of a node that is alone: nobody else counts. Places are in memory: a restart forgets them, which only lets messages go earlier. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { nextPlace, type Pace } from '../../policy/delivery/pace.ts';
import type { UsageStore } from '../store.ts';

export function countedAlone(clock: Pick<Clock, 'monotonic'>): Pick<UsageStore, 'place' | 'follow' | 'fresh'> {
  const paces = new Map<string, Pace>();
  const place: UsageStore['place'] = async (subject, perMinute) => {
    const { pace, delayMs } = nextPlace(paces.get(subject) ?? null, clock.monotonic(), perMinute);
    paces.delete(subject);
    paces.set(subject, pace);
    const oldest = paces.keys().next();
    if (paces.size > bounds.store.paces && !oldest.done) paces.delete(oldest.value);
    return delayMs;
  };
  return { place, follow: () => () => {}, fresh: async () => null };
}
