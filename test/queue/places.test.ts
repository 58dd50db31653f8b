/** Which deliveries are made at once: what hangs, or waits for something else, stands in nobody's way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/mail/delivery.ts';
import { type Attempt, queueHouse } from './house.ts';
import { connector, delayed, delivered, MINUTE, relayed, site } from './objects.ts';

const never = new Promise<never>(() => {});
const ok = (attempt: Attempt): readonly Outcome[] =>
  attempt.recipients.map(({ ordinal }) =>
    attempt.lane.startsWith('mailbox:') ? delivered(ordinal) : relayed(ordinal),
  );
const settings = { concurrentDeliveries: 10, perLane: 20 };

test('a hundred hosts that hang leave room for mailboxes, connectors, and the hosts that answer', async () => {
  const hub = connector('org', 'hub', { recipientDomains: ['hub.test'] });
  const house = queueHouse(site(hub), (attempt) => (attempt.lane.includes('hangs') ? never : ok(attempt)), settings);
  house.runner.start();
  await house.send('first', ['x@good.test']);
  for (let n = 0; n < 100; n++) await house.send(`T${n}`, [`x@hangs${n}.test`]);
  for (let n = 0; n < 30; n++)
    await house.send(`G${n}`, ['x@good.test', 'anna@a.example', 'x@hub.test', `x@hangs${n}.test`]);
  const lanes = Map.groupBy(house.attempts, ({ lane }) => lane.replace(/\d+/u, ''));
  assert.equal(lanes.get('mx:good.test')?.length, 31);
  assert.equal([...lanes].find(([lane]) => lane.startsWith('mailbox:'))?.[1].length, 30);
  assert.equal([...lanes].find(([lane]) => lane.startsWith('connector:'))?.[1].length, 30);
  assert.equal(lanes.get('mx:hangs.test')?.length, 5, 'half of the places');
});

test('what waits for a name, a token or its turn holds no place', async () => {
  const waiting: (() => void)[] = [];
  const house = queueHouse(site(), ok, { concurrentDeliveries: 2, perLane: 20 }, ({ lane }) =>
    lane.includes('slow') ? new Promise<void>((resolve) => waiting.push(resolve)) : undefined,
  );
  house.runner.start();
  for (let n = 0; n < 50; n++) await house.send(`S${n}`, [`x@slow${n}.test`]);
  assert.equal(waiting.length, 50);
  for (let n = 0; n < 10; n++) await house.send(`G${n}`, ['x@good.test']);
  assert.equal(house.attempts.length, 10);
  for (const resolve of waiting) resolve();
  await house.clock.advance(0);
  assert.equal(house.waiting().length, 0);
});

test('a destination that has not been heard is given few at once, and all it may have when it answers', async () => {
  const open: (() => void)[] = [];
  const house = queueHouse(
    site(),
    async (attempt) => {
      await new Promise<void>((resolve) => open.push(resolve));
      return ok(attempt);
    },
    { concurrentDeliveries: 40, perLane: 20 },
  );
  house.runner.start();
  for (let n = 0; n < 50; n++) await house.send(`M${n}`, ['x@new.test']);
  assert.equal(house.attempts.length, 5);
  open.shift()?.();
  await house.clock.advance(0);
  assert.equal(house.attempts.length - 1, 20);
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    next();
    await house.clock.advance(0);
  }
  assert.equal(house.waiting().length, 0);
});

test('however many hosts hang, those that answer are still handed out', async () => {
  const house = queueHouse(site(), (attempt) => (attempt.lane.includes('hangs') ? never : ok(attempt)), settings);
  house.runner.start();
  await house.send('first', ['x@good.test']);
  for (let n = 0; n < 1_500; n++) await house.send(`T${n}`, [`x@hangs${n}.test`]);
  for (let n = 0; n < 20; n++) await house.send(`G${n}`, ['x@good.test']);
  assert.equal(house.attempts.filter(({ lane }) => lane === 'mx:good.test').length, 21);
  assert.ok(house.runner.status().deliveries < 600, `${house.runner.status().deliveries} are out`);
});

test('a destination is heard by what it says, not by what broke here', async () => {
  let reply: { readonly code: number; readonly enhanced: null; readonly lines: readonly string[] } | null = null;
  const house = queueHouse(
    site(),
    (attempt) =>
      attempt.message.queueId.startsWith('M')
        ? attempt.recipients.map(({ ordinal }) => delayed(ordinal, { reply }))
        : never,
    { concurrentDeliveries: 40, perLane: 20 },
  );
  house.runner.start();
  const under = (): number => house.runner.status().deliveries;
  await house.send('M1', ['x@new.test']);
  for (let n = 0; n < 30; n++) await house.send(`T${n}`, ['x@new.test']);
  assert.equal(under(), 5);
  reply = { code: 450, enhanced: null, lines: ['later'] };
  await house.send('M2', ['x@other.test']);
  for (let n = 0; n < 30; n++) await house.send(`U${n}`, ['x@other.test']);
  assert.equal(under(), 25);
});

test('of what waits for a place only so much is taken out of the queue, and other kinds go on', async () => {
  const house = queueHouse(site(), (attempt) => (attempt.lane.startsWith('mx:') ? never : ok(attempt)), settings);
  for (let n = 0; n < 1_000; n++) await house.send(`T${n}`, [`x@hangs${n}.test`]);
  house.runner.start();
  for (let turn = 0; turn < 30; turn++) await house.clock.advance(0);
  assert.ok(house.runner.status().deliveries <= 1_000, `${house.runner.status().deliveries} are out`);
  await house.send('M1', ['anna@a.example']);
  assert.equal(house.of('M1').length, 1);
  await house.clock.advance(6 * MINUTE);
  assert.equal(house.attempts.filter(({ lane }) => lane.startsWith('mx:')).length, 5);
});

test('as many as there are places are delivered and not yet written down, never more', async () => {
  const house = queueHouse(site(), ok, { concurrentDeliveries: 3, perLane: 20 });
  await house.send('first', ['x@good.test']);
  house.runner.start();
  await house.clock.advance(0);
  house.failSettles(1_000);
  for (let n = 0; n < 20; n++) await house.send(`M${n}`, ['x@good.test']);
  assert.equal(house.attempts.length - 1, 3);
});

test('reports to hosts that hang wait for the mail of people', async () => {
  const house = queueHouse(site(), (attempt) => (attempt.lane.includes('hangs') ? never : ok(attempt)), {
    concurrentDeliveries: 2,
    perLane: 20,
  });
  house.runner.start();
  for (let n = 0; n < 5; n++) await house.send(`R${n}`, [`x@hangs${n}.test`], { reversePath: null });
  for (let n = 0; n < 5; n++) await house.send(`G${n}`, ['x@good.test']);
  assert.ok(house.attempts.filter(({ message }) => message.reversePath === null).length <= 1);
});
