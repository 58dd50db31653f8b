/** Counts of what was sent, as the main thread reaches them: in the database, which has caught up before it is asked. */
import type { Clock } from '../../base/clock.ts';
import type { UsageStore } from '../store.ts';
import type { Channel } from './channel.ts';
import { countedAlone } from './counted-alone.ts';
import type { Follower } from './journal/follower.ts';
import type { ReaderCalls } from './protocol.ts';

export function createUsage(
  follower: Follower,
  reader: Channel<ReaderCalls>,
  clock: Pick<Clock, 'monotonic'>,
): UsageStore {
  return {
    ...countedAlone(clock),
    async since(at) {
      await follower.catchUp();
      return reader.call('usageSince', at);
    },
    async senders(organizationId, since) {
      await follower.catchUp();
      return reader.call('senders', organizationId, since);
    },
  };
}
