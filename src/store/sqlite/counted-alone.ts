/** Counts of a node that is alone: nobody else counts. Places are in memory: a restart forgets them, which only lets messages go earlier. */
import { memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { nextPlace, type Pace } from '../../policy/delivery/pace.ts';
import type { UsageStore } from '../store.ts';

export function countedAlone(clock: Pick<Clock, 'monotonic'>): Pick<UsageStore, 'place' | 'follow' | 'fresh'> {
  const paces = memoryOf<string, Pace>(bounds.store.paces);
  const place: UsageStore['place'] = async (subject, perMinute) => {
    const { pace, delayMs } = nextPlace(paces.get(subject) ?? null, clock.monotonic(), perMinute);
    paces.set(subject, pace);
    return delayMs;
  };
  return { place, follow: () => () => {}, fresh: async () => null };
}
