/** The watch over abuse of our own doors: it hears all rooms, and pauses mail by the queue's own hand. */
import { AbuseWatch } from './abuse/watch.ts';
import type { Ground } from './ground.ts';
import type { QueueSteering } from './queue/steer/steer.ts';

export function furnishAbuse({ shared, observers }: Ground, steering: QueueSteering): AbuseWatch {
  const watch = new AbuseWatch({ ...shared, hold: (selection, actor) => steering.hold(selection, actor) });
  observers.push(watch.observe);
  return watch;
}
