/** The contract of an administrator's verbs on the queue. */
import assert from 'node:assert/strict';
import type { OnStore } from './contract.ts';
import { address, mx, recipient, sample, START } from './contract-samples.ts';
import { claim, settlement } from './contract-spool.ts';
import type { QueueSelection, Store } from './store.ts';

async function listed(store: Store, selection: QueueSelection): Promise<string[]> {
  const { entries } = await store.spool.list(selection, { limit: 100, after: null });
  return entries.map((entry) => `${entry.recipient.address.local}@${entry.recipient.address.domain}`);
}

export function queueContract(onStore: OnStore): void {
  onStore('a held recipient is not claimed until it is released, also after reopening', async ({ store, reopen }) => {
    const message = sample({ to: ['a@one.test', 'b@one.test'] });
    await store.spool.accept(message);
    assert.equal(await store.spool.steer({ recipientContains: 'a@' }, { verb: 'hold' }, 'local:ada', START), 1);
    assert.equal(await store.spool.steer({ recipientContains: 'a@' }, { verb: 'hold' }, 'local:ada', START), 0);
    const again = await reopen();
    const [delivery] = await claim(again);
    assert.deepEqual(
      delivery!.recipients.map((one) => one.ordinal),
      [1],
    );
    await again.spool.settle(settlement(delivery!));
    assert.equal(await again.spool.nextDueAt([]), null);
    assert.equal(await again.spool.steer({ held: true }, { verb: 'release' }, 'local:ada', START), 1);
    assert.equal(await again.spool.nextDueAt([]), START);
    assert.equal((await claim(again)).length, 1);
    const story = await again.trace.story(message.queueId);
    assert.deepEqual(
      story!.events.map((one) => [one.kind, one.ordinal, one.actor]),
      [
        ['Receive', null, undefined],
        ['Hold', 0, 'local:ada'],
        ['Release', 0, 'local:ada'],
      ],
    );
  });

  onStore('retry-now makes a waiting recipient due', async ({ store }) => {
    await store.spool.accept(sample({ to: [recipient('a@one.test', { notBefore: START + 99_000 })] }));
    assert.equal(await store.spool.steer({}, { verb: 'retry-now' }, 'ada', START + 1), 1);
    assert.equal(await store.spool.nextDueAt([]), START + 1);
    assert.equal((await claim(store, { now: START + 1 })).length, 1);
  });

  onStore('a redirect changes address and route, and pins the route', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test'] }));
    const order = { verb: 'redirect', route: mx('other.test'), address: address('b@other.test') } as const;
    assert.equal(await store.spool.steer({}, order, 'ada', START), 1);
    assert.deepEqual(await claim(store, { busyLanes: ['mx:other.test'] }), []);
    assert.equal(await store.spool.reroute(() => mx('elsewhere.test')), 0);
    const [delivery] = await claim(store);
    assert.equal(delivery!.lane, 'mx:other.test');
    assert.equal(delivery!.recipients[0]!.address.local, 'b');
    assert.deepEqual(delivery!.recipients[0]!.pinnedRoute, mx('other.test'));
  });

  onStore('what is leased is steered when its lease ends', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test', 'b@two.test', 'c@three.test'] }));
    const deliveries = await claim(store);
    const of = (lane: string) => deliveries.find((one) => one.lane === lane)!;
    await store.spool.steer({ recipientContains: 'a@' }, { verb: 'hold' }, 'ada', START);
    await store.spool.steer({ recipientContains: 'b@' }, { verb: 'retry-now' }, 'ada', START + 5);
    const redirect = { verb: 'redirect', route: mx('four.test'), address: null } as const;
    await store.spool.steer({ recipientContains: 'c@' }, redirect, 'ada', START + 5);
    assert.deepEqual(await claim(store, { now: START + 100 }), []);
    for (const lane of ['mx:one.test', 'mx:two.test', 'mx:three.test']) {
      const delivery = of(lane);
      const { ordinal } = delivery.recipients[0]!;
      const waiting = {
        state: 'waiting',
        attempts: 1,
        delayedSince: START,
        delayNoticeAt: null,
        lastReply: null,
      } as const;
      await store.spool.settle(
        settlement(delivery, {
          changes: [{ ordinal, ...waiting, nextAttemptAt: START + 900_000, route: mx('five.test') }],
        }),
      );
    }
    const next = await claim(store, { now: START + 100 });
    assert.deepEqual(next.map((one) => one.lane).sort(), ['mx:five.test', 'mx:four.test']);
    assert.deepEqual(await listed(store, { held: true }), ['a@one.test']);
  });

  onStore('the list can be filtered by everything and read page by page', async ({ store }) => {
    const other = sample({
      to: ['x@far.test'],
      organizationId: null,
      reversePath: address('erp@fabrikam.test'),
      receivedAt: START + 500,
    });
    await store.spool.accept(sample({ to: ['a@one.test', 'b@two.test'] }));
    await store.spool.accept(other);
    await store.spool.steer({ recipientContains: 'b@' }, { verb: 'hold' }, 'ada', START);
    const cases: [QueueSelection, string[]][] = [
      [{}, ['a@one.test', 'b@two.test', 'x@far.test']],
      [{ queueIds: [other.queueId] }, ['x@far.test']],
      [{ queueIds: [] }, []],
      [{ ordinals: [1] }, ['b@two.test']],
      [{ organizationId: sample().organizationId! }, ['a@one.test', 'b@two.test']],
      [{ senderContains: 'FABRIKAM' }, ['x@far.test']],
      [{ recipientContains: '.test', held: false }, ['a@one.test', 'x@far.test']],
      [{ recipientContains: '%' }, []],
      [{ lane: 'mx:two.test' }, ['b@two.test']],
      [{ lanePrefix: 'mx:o' }, ['a@one.test']],
      [{ held: true }, ['b@two.test']],
      [{ olderThan: START + 500 }, ['a@one.test', 'b@two.test']],
    ];
    for (const [selection, expected] of cases)
      assert.deepEqual(await listed(store, selection), expected, JSON.stringify(selection));
    const first = await store.spool.list({}, { limit: 2, after: null });
    assert.equal(first.total, 3);
    assert.equal(first.entries.length, 2);
    const second = await store.spool.list({}, { limit: 2, after: first.next });
    assert.deepEqual(
      second.entries.map((one) => one.recipient.address.local),
      ['x'],
    );
    assert.equal(second.next, null);
  });

  onStore('an entry says whether it is leased, and lanes are counted', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test', 'b@two.test'] }));
    await store.spool.steer({ recipientContains: 'b@' }, { verb: 'hold' }, 'ada', START);
    await claim(store);
    const { entries } = await store.spool.list({}, { limit: 10, after: null });
    assert.deepEqual(
      entries.map(({ leased, held, lane }) => ({ leased, held, lane })),
      [
        { leased: true, held: false, lane: 'mx:one.test' },
        { leased: false, held: true, lane: 'mx:two.test' },
      ],
    );
    assert.deepEqual(await store.spool.lanes(), [
      { lane: 'mx:one.test', waiting: 1, held: 0, oldestReceivedAt: START, nextAttemptAt: START },
      { lane: 'mx:two.test', waiting: 0, held: 1, oldestReceivedAt: START, nextAttemptAt: START },
    ]);
  });

  onStore('a selection can be claimed whether due, held or neither, but not twice', async ({ store }) => {
    await store.spool.accept(
      sample({ to: [recipient('a@one.test', { notBefore: START + 1e6 }), 'b@one.test', 'c@two.test'] }),
    );
    await store.spool.steer({ recipientContains: 'b@' }, { verb: 'hold' }, 'ada', START);
    const deliveries = await store.spool.claimSelected({ lane: 'mx:one.test' }, 10, 60_000, START);
    assert.deepEqual(
      deliveries.map((one) => one.recipients.map((r) => r.ordinal)),
      [[0, 1]],
    );
    assert.deepEqual(await store.spool.claimSelected({ lane: 'mx:one.test' }, 10, 60_000, START), []);
    await store.spool.settle(settlement(deliveries[0]!));
    assert.deepEqual(await listed(store, {}), ['c@two.test']);
  });

  onStore('recipients move to the lanes that routing gives them now', async ({ store }) => {
    for (let i = 0; i < 3; i++) await store.spool.accept(sample({ to: [`u${i}@one.test`] }));
    const moved = await store.spool.reroute((entry) =>
      entry.recipient.address.local === 'u1' ? mx('new.test') : mx('one.test'),
    );
    assert.equal(moved, 1);
    assert.deepEqual((await claim(store)).map((one) => one.lane).sort(), ['mx:new.test', 'mx:one.test', 'mx:one.test']);
  });
}
