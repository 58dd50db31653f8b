/** The contract of an administrator's verbs on the queue. */
import assert from 'node:assert/strict';
import type { Delivery } from '../../mail/delivery.ts';
import { everyLane, openLane } from '../../mail/route.ts';
import type { OnStore } from './on-store.ts';
import { address, id, mx, recipient, sample, START } from './samples.ts';
import { claim, settlement } from './spool.ts';
import type { QueueSelection, RerouteScope, Store } from '../store.ts';

const lanesOf = (deliveries: readonly Delivery[]): string[] => deliveries.map((one) => one.lane);

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

  onStore('all lanes of a kind can be left out, whether they wait in memory or on disk', async ({ store }) => {
    const ways = [
      'a@one.test',
      'a@two.test',
      recipient('a@three.test', { route: { kind: 'mailbox', mailboxId: 'm' as never } }),
      recipient('a@four.test', { route: { kind: 'connector', connectorId: 'c' as never, domain: '' } }),
      recipient('a@five.test', { route: { kind: 'group', groupId: 'g' as never } }),
    ];
    for (const to of ways) await store.spool.accept(sample({ to: [to] }));
    await store.spool.accept(sample({ to: [recipient('b@one.test', { notBefore: START + 5 })] }));
    const closed = [everyLane('mx'), everyLane('mailbox')];
    assert.deepEqual(lanesOf(await claim(store, { busyLanes: closed })), ['connector:c:']);
    assert.equal(await store.spool.nextDueAt(closed), null);
    const butOne = [...closed, openLane('mx:two.test')];
    assert.equal(await store.spool.nextDueAt(butOne), START);
    assert.deepEqual(lanesOf(await claim(store, { busyLanes: butOne })), ['mx:two.test']);
    await store.spool.lanes();
    const more = { now: START + 5, busyLanes: [everyLane('mx'), everyLane('connector')] };
    assert.deepEqual(lanesOf(await claim(store, more)).sort(), ['group:g', 'mailbox:m']);
    assert.equal(await store.spool.nextDueAt([everyLane('mx'), openLane('mx:one.test')]), START);
    assert.equal((await claim(store, { now: START + 5 })).length, 2);
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

  onStore(
    'redirects in one go give each recipient its own way, pinned, and count what was there',
    async ({ store }) => {
      const message = sample({ to: ['a@one.test', 'b@two.test', 'c@three.test'] });
      await store.spool.accept(message);
      const { queueId } = message;
      const to = [
        { queueId, ordinal: 0, route: mx('four.test') },
        { queueId, ordinal: 2, route: mx('five.test') },
        { queueId, ordinal: 7, route: mx('six.test') },
      ];
      assert.equal(await store.spool.redirect(to, null, 'ada', START), 2);
      const lanes = (await store.spool.lanes()).map(({ lane }) => lane);
      assert.deepEqual(lanes, ['mx:five.test', 'mx:four.test', 'mx:two.test']);
      assert.equal(await store.spool.reroute(() => mx('elsewhere.test')), 1, 'the others are pinned');
      const [first] = to;
      assert.equal(await store.spool.redirect([first!], address('new@four.test'), 'ada', START), 1);
      assert.deepEqual(await listed(store, {}), ['new@four.test', 'b@two.test', 'c@three.test']);
    },
  );

  onStore('a scan shows all that was there at the first look, whatever is done to it meanwhile', async ({ store }) => {
    for (let i = 0; i < 30; i++)
      await store.spool.accept(sample({ to: Array.from({ length: 40 }, (_, n) => `r${n}@one.test`) }));
    const seen = new Set<string>();
    for await (const entries of store.spool.scan({ lane: 'mx:one.test' })) {
      for (const { message, recipient: one } of entries) seen.add(`${message.queueId} ${one.ordinal}`);
      const moved = entries.map(({ message, recipient: one }) => ({
        queueId: message.queueId,
        ordinal: one.ordinal,
        route: mx('two.test'),
      }));
      assert.equal(await store.spool.redirect(moved, null, 'ada', START), entries.length);
      await store.spool.accept(sample({ to: ['late@one.test'] }));
    }
    assert.equal(seen.size, 1_200);
    assert.ok((await listed(store, { lane: 'mx:one.test' })).every((one) => one === 'late@one.test'));
  });

  onStore(
    'what waited for want of an upstream is due when it has one, other mail keeps its time',
    async ({ store }) => {
      const without = { kind: 'no-upstream', organizationId: 'O1' } as never;
      const by = { kind: 'connector', connectorId: 'C1', domain: '' } as never;
      const notBefore = START + 3_600_000;
      await store.spool.accept(sample({ to: [recipient('a@one.test', { route: without, notBefore })] }));
      await store.spool.accept(sample({ to: [recipient('b@two.test', { route: mx('two.test'), notBefore })] }));
      assert.deepEqual(await claim(store), []);
      assert.equal(await store.spool.reroute(() => by), 2);
      const due = await claim(store);
      assert.deepEqual(
        due.flatMap(({ lane, recipients }) => recipients.map(({ address: { local } }) => [lane, local])),
        [['connector:C1:', 'a']],
      );
    },
  );

  onStore('rerouting looks at what a change can move', async ({ store }) => {
    const box = { kind: 'mailbox', mailboxId: 'M1' } as never;
    const route = { kind: 'connector', connectorId: 'C1', domain: '' } as never;
    await store.spool.accept(
      sample({
        to: [
          'a@one.test',
          'b@deep.two.test',
          recipient('c@three.test', { route }),
          recipient('d@ours.test', { route: box }),
        ],
      }),
    );
    const looked = async (scope: RerouteScope | undefined): Promise<string[]> => {
      const seen: string[] = [];
      await store.spool.reroute(({ recipient: one }) => {
        seen.push(one.address.local);
        return null;
      }, scope);
      return seen;
    };
    const none: RerouteScope = { outward: false, domains: [], lanePrefixes: [] };
    assert.deepEqual(await looked(undefined), ['a', 'b', 'c', 'd']);
    assert.deepEqual(await looked(none), []);
    assert.deepEqual(await looked({ ...none, outward: true }), ['a', 'b', 'c']);
    assert.deepEqual(await looked({ ...none, domains: ['one.test', '*.two.test', '*.three.test'] }), ['a', 'b']);
    assert.deepEqual(await looked({ ...none, lanePrefixes: ['connector:C1'] }), ['c']);
    assert.deepEqual(await looked({ ...none, domains: ['ours.test'], lanePrefixes: ['connector:'] }), ['c', 'd']);
  });

  onStore('what is due too late is found though its lane has other mail', async ({ store }) => {
    const far = START + 9 * 86_400_000;
    await store.spool.accept(
      sample({
        to: [
          recipient('near@one.test', { notBefore: START + 60_000 }),
          recipient('far@one.test', { notBefore: far }),
          recipient('held@one.test', { notBefore: far + 1 }),
        ],
      }),
    );
    await store.spool.steer({ recipientContains: 'held@' }, { verb: 'hold' }, 'ada', START);
    const [lane] = await store.spool.lanes();
    assert.deepEqual([lane!.nextAttemptAt, lane!.lastAttemptAt], [START + 60_000, far]);
    const selection = { lane: 'mx:one.test', held: false, dueAfter: START + 86_400_000 };
    assert.deepEqual(await listed(store, selection), ['far@one.test']);
    assert.equal(await store.spool.steer(selection, { verb: 'retry-now' }, 'the queue', START), 1);
    assert.deepEqual(
      (await claim(store)).flatMap(({ recipients }) => recipients.map((one) => one.address.local)),
      ['far'],
    );
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
    const ours = sample({ to: ['a@one.test', 'b@two.test'] });
    await store.spool.accept(ours);
    await store.spool.accept(other);
    await store.spool.steer({ recipientContains: 'b@' }, { verb: 'hold' }, 'ada', START);
    const cases: [QueueSelection, string[]][] = [
      [{}, ['a@one.test', 'b@two.test', 'x@far.test']],
      [{ queueIds: [other.queueId] }, ['x@far.test']],
      [{ queueIds: [] }, []],
      [{ ordinals: [1] }, ['b@two.test']],
      [{ organizationIds: [sample().organizationId!] }, ['a@one.test', 'b@two.test']],
      [{ organizationIds: [] }, []],
      [{ senderContains: 'FABRIKAM' }, ['x@far.test']],
      [{ addressContains: 'FABRIKAM' }, ['x@far.test']],
      [{ addressContains: 'b@two' }, ['b@two.test']],
      [{ recipients: [{ queueId: ours.queueId, ordinal: 1 }] }, ['b@two.test']],
      [
        {
          recipients: [
            { queueId: ours.queueId, ordinal: 0 },
            { queueId: other.queueId, ordinal: 0 },
          ],
        },
        ['a@one.test', 'x@far.test'],
      ],
      [{ recipients: [] }, []],
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
      { lane: 'mx:one.test', waiting: 1, held: 0, oldestReceivedAt: START, nextAttemptAt: START, lastAttemptAt: START },
      { lane: 'mx:two.test', waiting: 0, held: 1, oldestReceivedAt: START, nextAttemptAt: START, lastAttemptAt: 0 },
    ]);
  });

  onStore('a closer look at lanes counts by age, and finds what was told last', async ({ store }) => {
    const [first, second, third] = [
      sample({ to: ['a@one.test', 'b@one.test', 'c@two.test'] }),
      sample({ to: ['d@one.test'], receivedAt: START + 1_000, organizationId: id('ORG2') }),
      sample({ to: ['e@one.test'], receivedAt: START + 2_000 }),
    ];
    for (const message of [first!, second!, third!]) await store.spool.accept(message);
    const told = (await claim(store)).find(
      ({ message, lane }) => message.queueId === first!.queueId && lane === 'mx:one.test',
    )!;
    const waiting = {
      state: 'waiting',
      nextAttemptAt: START + 900_000,
      attempts: 4,
      delayedSince: START,
      delayNoticeAt: null,
      lastReply: '450 4.2.1 not today',
    } as const;
    await store.spool.settle(
      settlement(told, {
        changes: told.recipients.map(({ ordinal }) => ({ ordinal, ...waiting })),
        events: told.recipients.map(({ ordinal }) => ({
          ...{ at: START + 5, kind: 'Defer', queueId: told.message.queueId, ordinal, text: 'it waits', cause: 'busy' },
        })) as never,
      }),
    );
    const [one, two] = await store.spool.laneLooks(
      ['mx:one.test', 'mx:two.test', 'mx:three.test'],
      [START + 1_500, START + 500],
    );
    assert.deepEqual({ ...one, told: null }, { lane: 'mx:one.test', ages: [1, 1, 2], attempts: 4, told: null });
    assert.deepEqual([one!.told?.reply, one!.told?.cause], ['450 4.2.1 not today', 'busy']);
    assert.deepEqual(two, { lane: 'mx:two.test', ages: [0, 0, 1], attempts: 0, told: null });
    const [theirs] = await store.spool.laneLooks(['mx:one.test', 'mx:two.test'], [START + 1_500], [id('ORG2')]);
    assert.deepEqual(theirs, { lane: 'mx:one.test', ages: [0, 1], attempts: 0, told: null });
    assert.deepEqual(await store.spool.laneLooks(['mx:one.test'], [START], []), []);
  });

  onStore(
    'the oldest that waits is found, of all and of one organization; what is held is passed over',
    async ({ store }) => {
      assert.equal(await store.spool.oldest(null), null);
      const [held, first, second] = [
        sample({ to: ['held@one.test'] }),
        sample({ to: ['first@one.test'], receivedAt: START + 1, organizationId: id('ORG2') }),
        sample({ to: ['second@one.test'], receivedAt: START + 2 }),
      ];
      for (const message of [held!, first!, second!]) await store.spool.accept(message);
      await store.spool.steer({ recipientContains: 'held@' }, { verb: 'hold' }, 'ada', START);
      const oldest = {
        queueId: first!.queueId,
        organizationId: 'ORG2',
        receivedAt: START + 1,
        recipient: 'first@one.test',
        lane: 'mx:one.test',
        attempts: 0,
        nextAttemptAt: START,
        lastReply: null,
      };
      assert.deepEqual(await store.spool.oldest(null), oldest);
      assert.deepEqual(await store.spool.oldest([id('ORG2')]), oldest);
      assert.equal((await store.spool.oldest([id('ORG1')]))?.recipient, 'second@one.test');
    },
  );

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
