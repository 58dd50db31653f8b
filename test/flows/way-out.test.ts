/** The way of one message out, as a reader of a stack trace sees it: from the runner to the socket of the next hop. */
import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const MOST = 9;
const PACE = { messagesPerMinute: 600, concurrent: 3, recipientsPerDay: null };
const copier = inbound('copier', { senderAddresses: [DEVICE] });

/** Functions of the queue and of the delivery room on the async stack of the first octets that go to a next hop, the innermost first. */
async function wayOut(house: TestHouse, to: string): Promise<readonly string[]> {
  const { write } = Socket.prototype;
  const { stackTraceLimit } = Error;
  const { promise, resolve } = Promise.withResolvers<string>();
  Error.stackTraceLimit = 100;
  Socket.prototype.write = function (this: Socket, ...given: unknown[]): boolean {
    const { stack = '' } = new Error('written');
    if (stack.includes('/src/deliver/')) resolve(stack);
    return Reflect.apply(write, this, given) as boolean;
  } as typeof write;
  try {
    await submit(house, FROM, [to]);
    const stack = await promise;
    return stack.split('\n').filter((line) => /\/src\/(?:queue|deliver)\//u.test(line));
  } finally {
    Socket.prototype.write = write;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Not more than nine, and none is left out: the runner is the last of them. */
function isShort(way: readonly string[]): void {
  const all = way.join('\n');
  assert.match(way.at(-1) ?? '', /queue\/runner\.ts/u, all);
  assert.ok(way.length <= MOST, `${way.length}\n${all}`);
}

test('from the runner to the socket of a smart host there are at most nine functions', async () => {
  await using sink = await scriptedSink();
  await using house = await startTestHouse({ objects: [copier, smartHost('upstream', sink.port)] });
  isShort(await wayOut(house, 'a@outside.test'));
});

test('nor are there more where another one may be asked in its place', async () => {
  await using sink = await scriptedSink();
  const objects = [
    copier,
    smartHost('first', sink.port, { failover: ['second'], pace: PACE }),
    smartHost('second', sink.port),
  ];
  await using house = await startTestHouse({ objects });
  const way = await wayOut(house, 'a@outside.test');
  assert.ok(way.some((line) => line.includes('upstream/failover.ts')));
  isShort(way);
});

test('nor to the mail host of a domain', async () => {
  await using sink = await scriptedSink();
  const resolver = createZoneResolver('outside.test MX 10 mx.outside.test\nmx.outside.test A 127.0.0.1');
  const overrides = { resolver, mxPort: sink.port, addressPolicy: () => ({ allowed: true }) as const };
  await using house = await startTestHouse({ objects: [copier], overrides });
  isShort(await wayOut(house, 'a@outside.test'));
});
