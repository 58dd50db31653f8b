import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Settings } from '../config/settings.ts';
import type { Observe } from '../mail/observation.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Store } from '../store/store.ts';

/** The parts that the composition gives the room: its runner, and an administrator's hand on the queue. */
export interface QueueRoomParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly settings: Settings['queue'] & { readonly hostName: string };
}
