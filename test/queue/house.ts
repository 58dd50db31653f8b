/** The queue room with a spool in memory, a clock turned by hand and a delivery room played by the test. */
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Outcome, RoutedDelivery } from '../../src/mail/delivery.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { Deliver } from '../../src/queue/attempt/attempt.ts';
import { Runner } from '../../src/queue/runner.ts';
import { QueueSteering } from '../../src/queue/steer/steer.ts';
import { createFakeStore } from '../../lab/stores/fake-spool.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { DAY, evenRandom, HOUR, newMessage, queued, START, site } from './objects.ts';

export type Attempt = RoutedDelivery & { readonly at: number; readonly signal: AbortSignal };

export function queueHouse(
  objects: readonly DirectoryObject[] = site(),
  play: (attempt: Attempt) => readonly Outcome[] | Promise<readonly Outcome[]> = () => [],
  settings: { readonly concurrentDeliveries?: number; readonly perLane?: number } = {},
  /** What a delivery waits for before it takes a place. */
  before: (delivery: RoutedDelivery) => Promise<void> | void = () => {},
) {
  const clock = createManualClock(START);
  const fake = createFakeStore();
  const directory = new LiveDirectory({ revision: 1, objects });
  const attempts: Attempt[] = [];
  const observed: Observation[] = [];
  const random = evenRandom();
  const ids = createIdSource(clock, random);
  const deliver: Deliver = async (delivery, signal) => {
    await before(delivery);
    if (!(await delivery.place.take(signal))) return [];
    const attempt = { ...delivery, at: clock.now(), signal };
    attempts.push(attempt);
    return play(attempt);
  };
  const parts = {
    store: fake.store,
    directory,
    deliver,
    clock,
    random,
    ids,
    log: silentLog,
    observe: (observation: Observation) => void observed.push(observation),
    settings: {
      hostName: 'mail.a.example',
      concurrentDeliveries: 20,
      perLane: 5,
      delayNoticeAfterMs: HOUR,
      expiryMxMs: 4 * DAY,
      expiryOtherMs: 2 * DAY,
      ...settings,
    },
  };
  const runner = new Runner(parts);
  const steering = new QueueSteering({ ...parts, forgetTroubles: () => runner.forgetTroubles() });
  return {
    ...fake,
    clock,
    directory,
    attempts,
    observed,
    runner,
    steering,
    /** Accepts a message from scanner@a.example and lets the runner take it. */
    async send(name: string, recipients: Parameters<typeof newMessage>[2], more: Parameters<typeof queued>[2] = {}) {
      const message = queued(name, 'scanner@a.example', { receivedAt: clock.now(), ...more });
      await fake.store.spool.accept(newMessage(directory.current, message, recipients));
      await clock.advance(0);
    },
    /** Attempts of one message, by the delivery room. */
    of: (name: string) => attempts.filter((attempt) => attempt.message.queueId === name),
    kinds: (name: string) => fake.events.filter((event) => event.queueId === name).map((event) => event.kind),
  };
}
