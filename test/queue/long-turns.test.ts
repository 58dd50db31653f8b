/** What is about thousands of recipients is done in pieces, between which the sockets have their turn. Judged by what one turn of the loop does. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { bounds } from '../../src/base/bounds.ts';
import type { LeaseId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { Pieces } from '../../src/base/slices.ts';
import type { Outcome, RoutedDelivery } from '../../src/mail/delivery.ts';
import { freePlace } from '../../src/mail/doors/place.ts';
import { laneOf, type Route } from '../../src/mail/route.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { DeliveryAttempt } from '../../src/queue/attempt/attempt.ts';
import { AttemptDeadline } from '../../src/queue/attempt/attempt-deadline.ts';
import { LaneGate } from '../../src/queue/claim/lane-gate.ts';
import { type Settled, settle } from '../../src/queue/conclude/settle.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { DAY, failed, group, HOUR, id, queued, recipient, START, site } from './objects.ts';

const MEMBERS = 3_000;
const members = Array.from({ length: MEMBERS }, (_, at) => `member${at}@out.test`);
const names = Array.from({ length: 9 }, (_, at) => `alias${at}@a.example`);
const all = { ...group('org', 'all@a.example', members), aliases: names };
const directory = new LiveDirectory({ revision: 1, objects: [...site(), all] });

/** An attempt for all of these at once, and what it means. */
async function attempted(to: readonly string[], route: Route, play: (delivery: RoutedDelivery) => readonly Outcome[]) {
  const clock = createManualClock(START);
  const pieces = new Pieces();
  const lanes = new LaneGate(clock, 5);
  const lane = laneOf(route);
  const delivery = {
    leaseId: 'L1' as LeaseId,
    lane,
    leaseUntil: START + HOUR,
    lost: null,
    message: queued('M1', 'scanner@a.example'),
    recipients: to.map((text, ordinal) => recipient(ordinal, text)),
  };
  const deliver = async (routed: RoutedDelivery): Promise<readonly Outcome[]> => play(routed);
  const parts = { directory, clock, deliver, deadline: new AttemptDeadline(clock), log: silentLog, lanes, pieces };
  const attempt = new DeliveryAttempt(parts, delivery, freePlace, lanes.enter(lane));
  await attempt.decide();
  const { outcomes, routes } = attempt.over(await attempt.handOver());
  attempt.end();
  return pieces.all(
    settle(delivery, outcomes, {
      view: directory.current,
      now: START,
      dueNow: START,
      ageOf: (stamp) => START - stamp,
      routes,
      settings: { delayNoticeAfterMs: HOUR, expiryMxMs: 4 * DAY, expiryOtherMs: 2 * DAY },
      fraction: () => 0.5,
      interrupted: false,
      actor: null,
    }),
  );
}

/** The most look-ups of a domain in one turn of the loop: each routing makes one, and who may be told of what some more. */
async function mostInATurn(t: TestContext, work: () => Promise<Settled>): Promise<[Settled, number]> {
  let count = 0;
  const look = DirectoryView.prototype.acceptedDomain;
  t.mock.method(DirectoryView.prototype, 'acceptedDomain', function (this: DirectoryView, name: string) {
    count++;
    return look.call(this, name);
  });
  let most = 0;
  let ended = false;
  const working = work().finally(() => {
    ended = true;
  });
  while (!ended) {
    await setImmediate();
    most = Math.max(most, count);
    count = 0;
  }
  return [await working, most];
}

const MOST = 4 * bounds.queue.pieceRecipients + 10;

test('a mail to nine names of a group of thousands is expanded in pieces', async (t) => {
  const route: Route = { kind: 'group', groupId: id('group-all@a.example') };
  const [settled, most] = await mostInATurn(t, () => attempted(names, route, () => []));
  assert.equal(settled.added.length, names.length * MEMBERS);
  assert.ok(most <= MOST, `${most} in one turn`);
});

test('thousands that fail are routed, and told of, in pieces', async (t) => {
  const to = members.slice(0, bounds.store.deliveryRecipients);
  const fail = ({ recipients }: RoutedDelivery) => recipients.map(({ ordinal }) => failed(ordinal));
  const [settled, most] = await mostInATurn(t, () => attempted(to, { kind: 'mx', domain: 'out.test' }, fail));
  assert.equal(settled.reports.flatMap(({ recipients }) => recipients).length, to.length);
  assert.ok(most <= MOST, `${most} in one turn`);
});

test('of much that is done in pieces one goes on in a turn, each in its order', async () => {
  const pieces = new Pieces();
  const done: string[] = [];
  let turn = 0;
  function* work(name: string): Generator<void, string, void> {
    for (let piece = 0; piece < 3; piece++) {
      done.push(`${turn}${name}`);
      yield;
    }
    return name;
  }
  const all = Promise.all(['a', 'b', 'c'].map((name) => pieces.all(work(name))));
  let ended = false;
  void all.then(() => {
    ended = true;
  });
  for (; !ended && turn < 100; turn++) await setImmediate();
  assert.deepEqual(await all, ['a', 'b', 'c']);
  assert.deepEqual(done.slice(0, 3), ['0a', '0b', '0c'], 'what is small does not wait');
  const turns = done.slice(3).map((text) => Number.parseInt(text, 10));
  assert.equal(new Set(turns).size, turns.length, `one piece a turn: ${done.join(' ')}`);
  assert.equal(
    done
      .slice(3)
      .map((text) => text.at(-1))
      .join(''),
    'abcabc',
  );
});
