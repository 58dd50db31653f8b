/** The contract of acceptance, leases and settling. */
import assert from 'node:assert/strict';
import { addressText } from '../../mail/address.ts';
import { type Delivery, untried } from '../../mail/delivery.ts';
import type { OnStore } from './on-store.ts';
import { addition, address, event, mx, recipient, sample, START, text } from './samples.ts';
import type { ClaimRequest, Settlement, Store } from '../store.ts';

export const claim = (store: Store, changes: Partial<ClaimRequest> = {}): Promise<readonly Delivery[]> =>
  store.spool.claim({ now: START, limit: 100, leaseMs: 60_000, busyLanes: [], perLane: 100, ...changes });

export function settlement(delivery: Delivery, changes: Partial<Settlement> = {}): Settlement {
  return {
    leaseId: delivery.leaseId,
    queueId: delivery.message.queueId,
    changes: delivery.recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status: 'Delivered' })),
    added: [],
    owed: [],
    events: [],
    ...changes,
  };
}

const addresses = (delivery: Delivery): string[] =>
  delivery.recipients.map((one) => `${one.address.local}@${one.address.domain}`);
const lanesOf = (deliveries: readonly Delivery[]): string[] => deliveries.map((one) => one.lane);

export function spoolContract(onStore: OnStore): void {
  onStore('what was accepted is claimed as it was, also after reopening', async ({ store, reopen }) => {
    const message = sample({
      to: [recipient('Ann@Example.test', { notify: ['failure'], orcpt: 'rfc822;ann', via: ['all@contoso.test'] })],
      envid: 'E1',
      ret: 'hdrs',
    });
    await store.spool.accept(message);
    const again = await reopen();
    const [delivery] = await claim(again);
    assert.ok(delivery);
    const { recipients, events: _events, usage: _usage, reference: _reference, ...queued } = message;
    assert.deepEqual(
      { ...delivery.message, content: { ...delivery.message.content, bytes: null } },
      { ...queued, content: { ...queued.content, bytes: null } },
    );
    assert.equal(
      await text(again.spool.content(delivery.message.content)),
      await text(store.spool.content(message.content)),
    );
    assert.deepEqual(delivery.recipients, [
      untried(0, {
        address: recipients[0]!.address,
        notify: ['failure'],
        orcpt: 'rfc822;ann',
        via: ['all@contoso.test'],
      }),
    ]);
    assert.equal(delivery.leaseUntil, START + 60_000);
  });

  onStore('recipients of one message in one lane come together, other lanes apart', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test', 'b@two.test', 'c@one.test'] }));
    const deliveries = await claim(store);
    assert.deepEqual(deliveries.map((one) => [one.lane, addresses(one)]).sort(), [
      ['mx:one.test', ['a@one.test', 'c@one.test']],
      ['mx:two.test', ['b@two.test']],
    ]);
  });

  onStore('what is leased is not claimed again until it is released', async ({ store }) => {
    await store.spool.accept(sample());
    const [delivery] = await claim(store);
    assert.deepEqual(await claim(store), []);
    assert.equal(await store.spool.nextDueAt([]), null);
    await store.spool.release(delivery!.leaseId);
    assert.equal(await store.spool.nextDueAt([]), START);
    assert.equal((await claim(store)).length, 1);
  });

  onStore('leases end with the process', async ({ store, reopen }) => {
    await store.spool.accept(sample());
    assert.equal((await claim(store)).length, 1);
    assert.equal((await claim(await reopen())).length, 1);
  });

  onStore('nothing is claimed before its time', async ({ store }) => {
    await store.spool.accept(sample({ to: [recipient('a@one.test', { notBefore: START + 1_000 })] }));
    assert.deepEqual(await claim(store, { now: START + 999 }), []);
    assert.equal(await store.spool.nextDueAt([]), START + 1_000);
    assert.equal((await claim(store, { now: START + 1_000 })).length, 1);
  });

  onStore('lanes take turns, oldest first within a lane', async ({ store }) => {
    const first = [];
    for (let i = 0; i < 6; i++) {
      const message = sample({ to: [recipient('a@big.test', { notBefore: START + i })] });
      first.push(message.queueId);
      await store.spool.accept(message);
    }
    await store.spool.accept(sample({ to: ['a@small.test'] }));
    await store.spool.accept(sample({ to: ['a@tiny.test'] }));
    const now = START + 100;
    const deliveries = await claim(store, { now, limit: 4 });
    assert.deepEqual(lanesOf(deliveries).sort(), ['mx:big.test', 'mx:big.test', 'mx:small.test', 'mx:tiny.test']);
    const big = deliveries.filter((one) => one.lane === 'mx:big.test').map((one) => one.message.queueId);
    assert.deepEqual(big, first.slice(0, 2));
    const next = await claim(store, { now, limit: 2 });
    assert.deepEqual(
      next.map((one) => one.message.queueId),
      first.slice(2, 4),
    );
  });

  onStore('a lane that came first does not starve the others, claim after claim', async ({ store }) => {
    for (const lane of ['a', 'b', 'c'])
      for (let i = 0; i < 3; i++) await store.spool.accept(sample({ to: [`x@${lane}.test`] }));
    const order: string[] = [];
    for (let i = 0; i < 9; i++) order.push(...lanesOf(await claim(store, { limit: 1 })));
    assert.deepEqual(order.slice(0, 3).sort(), ['mx:a.test', 'mx:b.test', 'mx:c.test']);
    assert.deepEqual(order.slice(3, 6).sort(), ['mx:a.test', 'mx:b.test', 'mx:c.test']);
    assert.deepEqual(await claim(store), []);
  });

  onStore('busy lanes are left out, of claims and of the next due time', async ({ store }) => {
    await store.spool.accept(sample({ to: ['x@busy.test'] }));
    await store.spool.accept(sample({ to: [recipient('x@free.test', { notBefore: START + 5 })] }));
    assert.equal(await store.spool.nextDueAt(['mx:busy.test']), START + 5);
    assert.deepEqual(lanesOf(await claim(store, { now: START + 5, busyLanes: ['mx:busy.test'] })), ['mx:free.test']);
    assert.equal(await store.spool.nextDueAt(['mx:busy.test']), null);
    assert.deepEqual(lanesOf(await claim(store)), ['mx:busy.test']);
  });

  onStore('one claim takes no more of a lane than it was told', async ({ store }) => {
    for (let i = 0; i < 5; i++) await store.spool.accept(sample({ to: ['x@one.test'] }));
    assert.equal((await claim(store, { perLane: 2 })).length, 2);
    assert.equal((await claim(store, { perLane: 2 })).length, 2);
    assert.equal((await claim(store, { perLane: 2 })).length, 1);
  });

  onStore('a message leaves the queue with its last recipient', async ({ store, reopen }) => {
    const message = sample({ to: ['a@one.test', 'b@two.test'] });
    await store.spool.accept(message);
    const [one, two] = await claim(store);
    await store.spool.settle(settlement(one!));
    assert.ok(await store.spool.message(message.queueId));
    await store.spool.settle(settlement(two!));
    assert.equal(await store.spool.message(message.queueId), null);
    const again = await reopen();
    assert.deepEqual(await claim(again, { now: START + 1e9 }), []);
    assert.equal((await again.spool.list({}, { limit: 10, after: null })).total, 0);
  });

  onStore('a delayed recipient waits with what is known of it', async ({ store, reopen }) => {
    await store.spool.accept(sample());
    const [delivery] = await claim(store);
    await store.spool.settle(
      settlement(delivery!, {
        changes: [
          {
            ordinal: 0,
            state: 'waiting',
            nextAttemptAt: START + 300,
            attempts: 1,
            delayedSince: START,
            delayNoticeAt: START + 2,
            lastReply: '451 4.3.0 later',
            route: mx('backup.test'),
          },
        ],
      }),
    );
    assert.deepEqual(await claim(store, { now: START + 299 }), []);
    const again = await reopen();
    assert.equal(await again.spool.nextDueAt([]), START + 300);
    const [later] = await claim(again, { now: START + 300 });
    assert.equal(later!.lane, 'mx:backup.test');
    const { attempts, delayedSince, delayNoticeAt, lastReply } = later!.recipients[0]!;
    assert.deepEqual(
      { attempts, delayedSince, delayNoticeAt, lastReply },
      { attempts: 1, delayedSince: START, delayNoticeAt: START + 2, lastReply: '451 4.3.0 later' },
    );
  });

  onStore('recipients that a group adds get ordinals after the highest, and can be delivered', async ({ store }) => {
    const message = sample({ to: ['a@one.test', 'all@one.test'] });
    await store.spool.accept(message);
    const [delivery] = await claim(store);
    await store.spool.settle(
      settlement(delivery!, {
        changes: [
          { ordinal: 0, state: 'done', status: 'Delivered' },
          { ordinal: 1, state: 'done', status: 'Expanded' },
        ],
        added: [addition('m1@two.test', { via: ['all@one.test'] }), addition('m2@two.test')],
      }),
    );
    const [members] = await claim(store);
    assert.deepEqual(
      members!.recipients.map((one) => one.ordinal),
      [2, 3],
    );
    assert.deepEqual(members!.recipients[0]!.via, ['all@one.test']);
    const story = await store.trace.story(message.queueId);
    assert.deepEqual(
      story!.rows.map((row) => [row.recipient, row.status]),
      [
        ['a@one.test', 'Delivered'],
        ['all@one.test', 'Expanded'],
        ['m1@two.test', 'Getting status'],
        ['m2@two.test', 'Getting status'],
      ],
    );
  });

  onStore(
    'an address gets a message once: waiting or done, it is not added again, and the trace says so',
    async (at) => {
      const { store, reopen } = at;
      const message = sample({ to: ['all@one.test', 'Ann@two.test', 'later@three.test', 'more@four.test'] });
      await store.spool.accept(message);
      const by = new Map((await claim(store)).map((one) => [one.lane, one]));
      await store.spool.settle(settlement(by.get('mx:two.test')!));
      const dropped = (to: string) => event(message.queueId, 'Drop', `${to} is known`, { ordinal: 0 });
      const added = ['ann@TWO.test', '"later"@three.test', 'new@five.test', 'NEW@five.test', 'all@one.test'].map((to) =>
        addition(to, {}, dropped(to)),
      );
      const expanded: Settlement['changes'] = [{ ordinal: 0, state: 'done', status: 'Expanded' }];
      await store.spool.settle(settlement(by.get('mx:one.test')!, { changes: expanded, added }));
      // Addresses that one expansion added are known to the next, in another commit and after a restart.
      const again = await reopen();
      const { entries } = await again.spool.list({ queueIds: [message.queueId] }, { limit: 10, after: null });
      assert.deepEqual(
        entries.map(({ recipient }) => [recipient.ordinal, addressText(recipient.address)]),
        [
          [2, 'later@three.test'],
          [3, 'more@four.test'],
          [4, 'new@five.test'],
        ],
      );
      const rest = await claim(again);
      const last = { added: [addition('new@five.test', {}, dropped('again'))] };
      for (const one of rest) await again.spool.settle(settlement(one, one.lane === 'mx:four.test' ? last : {}));
      const story = await again.trace.story(message.queueId);
      assert.deepEqual(
        story!.events.filter((one) => one.kind === 'Drop').map((one) => one.text),
        ['ann@TWO.test', '"later"@three.test', 'NEW@five.test', 'all@one.test', 'again'].map((to) => `${to} is known`),
      );
      assert.equal(await again.spool.message(message.queueId), null, 'it is counted right, so it leaves the queue');
    },
  );

  onStore('a domain is the same in both its spellings', async ({ store }) => {
    const umlaut = { local: 'a', domain: 'bücher.test', domainKey: 'xn--bcher-kva.test' };
    const message = sample({
      to: ['all@one.test', recipient('a@x', { address: umlaut, route: mx(umlaut.domainKey) })],
    });
    await store.spool.accept(message);
    const delivery = (await claim(store)).find((one) => one.lane === 'mx:one.test');
    await store.spool.settle(settlement(delivery!, { added: [addition('a@xn--bcher-kva.test')] }));
    assert.equal((await store.spool.list({}, { limit: 10, after: null })).total, 1);
  });

  onStore('a report owed is accepted with the failure, in one commit', async ({ store, reopen }) => {
    const message = sample();
    await store.spool.accept(message);
    const [delivery] = await claim(store);
    const report = sample({ reversePath: null, ingress: 'internal', to: ['scan@contoso.test'], text: 'NDR' });
    await store.spool.settle(
      settlement(delivery!, {
        changes: [{ ordinal: 0, state: 'done', status: 'Failed' }],
        owed: [report],
        events: [event(message.queueId, 'Fail', 'unknown there', { ordinal: 0, relatedQueueId: report.queueId })],
      }),
    );
    const again = await reopen();
    assert.equal(await again.spool.message(message.queueId), null);
    const [owed] = await claim(again);
    assert.equal(owed!.message.queueId, report.queueId);
    assert.equal(owed!.message.reversePath, null);
    assert.equal(await text(again.spool.content(owed!.message.content)), 'NDR');
    const story = await again.trace.story(message.queueId);
    assert.equal(story!.rows[0]!.status, 'Failed');
    assert.equal(story!.rows[0]!.lastText, 'unknown there');
  });

  onStore('a settlement whose report cannot be accepted has not happened', async ({ store }) => {
    const message = sample();
    await store.spool.accept(message);
    const [delivery] = await claim(store);
    const failed = settlement(delivery!, { owed: [sample({ queueId: message.queueId })] });
    await assert.rejects(store.spool.settle(failed), { name: 'StoreUnavailable' });
    assert.ok(await store.spool.message(message.queueId));
    await store.spool.settle(settlement(delivery!));
    assert.equal(await store.spool.message(message.queueId), null);
  });

  onStore('a lease that is gone cannot settle', async ({ store }) => {
    await store.spool.accept(sample());
    const [delivery] = await claim(store);
    await store.spool.release(delivery!.leaseId);
    await assert.rejects(store.spool.settle(settlement(delivery!)), { name: 'LeaseLost' });
    assert.equal((await claim(store)).length, 1);
  });

  onStore('one bad acceptance does not take down the others of its group', async ({ store }) => {
    const good = [sample(), sample(), sample()];
    const twice = sample({ queueId: good[0]!.queueId });
    const results = await Promise.allSettled([...good, twice, sample()].map((one) => store.spool.accept(one)));
    assert.deepEqual(
      results.map((one) => one.status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal((await claim(store)).length, 4);
  });

  onStore('large content is streamed and comes back unchanged; it goes with its message', async ({ store, reopen }) => {
    const writer = store.spool.newContent();
    const block = new Uint8Array(100_000).fill(65);
    for (let i = 0; i < 12; i++) await writer.write(block);
    await writer.write(new TextEncoder().encode('the end'));
    const content = await writer.finish();
    assert.equal(content.kind, 'stored');
    assert.equal(content.sizeBytes, 1_200_007);
    await store.spool.accept(sample({ content }));
    const again = await reopen();
    const [delivery] = await claim(again);
    const read = await text(again.spool.content(delivery!.message.content));
    assert.equal(read, `${'A'.repeat(1_200_000)}the end`);
    await again.spool.settle(settlement(delivery!));
    // Removed beside the answer: it may be there for some reads more.
    const readOn = async (): Promise<void> => {
      for (let i = 0; i < 200; i++) await text(again.spool.content(content));
    };
    await assert.rejects(readOn(), { name: 'StoreUnavailable' });
  });

  onStore('small content stays in memory, with its hash', async ({ store }) => {
    const writer = store.spool.newContent();
    await writer.write(new TextEncoder().encode('abc'));
    const content = await writer.finish();
    assert.ok(content.kind === 'inline');
    assert.equal(content.sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(Buffer.from(content.bytes).toString(), 'abc');
  });

  onStore('those who wait for work are woken by an acceptance, until they leave', async ({ store }) => {
    let woken = 0;
    const leave = store.spool.onWork(() => woken++);
    await store.spool.accept(sample());
    assert.equal(woken, 1);
    leave();
    await store.spool.accept(sample());
    assert.equal(woken, 1);
  });

  onStore(
    'what was done is done once, however often and however soon it is opened again',
    async ({ store, reopen }) => {
      const usage = [{ subject: 'mailbox:M1', messages: 1, recipients: 1 }];
      await store.spool.accept(sample({ usage }));
      const [delivery] = await claim(store);
      assert.ok(delivery);
      await store.spool.settle(settlement(delivery));
      for (let count = 0; count < 3; count++) await store.spool.accept(sample({ usage, to: ['late@two.test'] }));
      const seen = async (opened: Store) => {
        const [counted] = await opened.usage.since(START);
        const { rows } = await opened.trace.search({ limit: 100 });
        return [counted?.messages, rows.length, (await claim(opened)).length];
      };
      assert.deepEqual(await seen(await reopen()), [4, 4, 3]);
      // Nothing was written in between; what the journal still holds is of lives before.
      assert.deepEqual(await seen(await reopen()), [4, 4, 3]);
      const again = await reopen();
      // As long as what stood there: behind it, what was written before goes on.
      await again.spool.accept(sample({ usage, to: ['late@two.test'] }));
      assert.deepEqual(await seen(await reopen()), [5, 5, 4]);
      assert.deepEqual(await seen(await reopen()), [5, 5, 4]);
    },
  );

  onStore('usage is counted in the commit and survives reopening', async ({ store, reopen }) => {
    const usage = [
      { subject: 'mailbox:M1', messages: 1, recipients: 3 },
      { subject: 'sender:ORG1:scan@contoso.test', messages: 1, recipients: 3 },
    ];
    const against = { subject: 'abuse:external:mailbox:M1', messages: 1, recipients: 2 };
    await store.spool.accept(sample({ usage: [...usage, against] }));
    for (const later of [60_000, 600_000]) await store.spool.accept(sample({ usage, receivedAt: START + later }));
    const again = await reopen();
    assert.deepEqual(await again.usage.since(START), [
      { at: START, ...against },
      { at: START, subject: 'mailbox:M1', messages: 2, recipients: 6 },
      { at: START + 600_000, subject: 'mailbox:M1', messages: 1, recipients: 3 },
    ]);
    const organizationId = sample().organizationId!;
    assert.deepEqual(await again.usage.senders(organizationId, START), [
      { address: address('scan@contoso.test').local + '@contoso.test', lastSeen: START + 600_000, messages: 3 },
    ]);
    assert.deepEqual(await again.usage.senders(organizationId, START + 700_000), []);
  });
}
