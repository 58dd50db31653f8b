/** The contract of mail in quarantine: it waits where nothing else is looked for, and leaves by the verbs that attempts have. */
import assert from 'node:assert/strict';
import type { Screened } from '../../mail/screening/screened.ts';
import type { QueueSelection, Settlement, Store } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { addition, event, id, mx, recipient, sample, START } from './samples.ts';
import { claim } from './spool.ts';

const route = { kind: 'quarantine', organizationId: id('ORG1') } as const;
const kept = (to: string) => recipient(to, { route });
const screened: Screened = { scl: 9, category: 'HSPM', filter: 'SPM', disposition: 'quarantine', row: 'spam' };

async function listed(store: Store, selection: QueueSelection): Promise<string[]> {
  const { entries } = await store.spool.list(selection, { limit: 100, after: null });
  return entries.map((entry) => `${entry.recipient.address.local}@${entry.recipient.address.domain}`);
}

const statuses = async (store: Store): Promise<string[]> => {
  const { rows } = await store.trace.search({ limit: 100 });
  return rows.map(({ recipient: to, status }) => `${to} ${status}`).sort();
};

async function release(store: Store, ordinal: number, more: Partial<Settlement> = {}): Promise<boolean> {
  const selection = { quarantined: true, ordinals: [ordinal] } as const;
  const [delivery] = await store.spool.claimSelected(selection, 10, 60_000, START);
  if (delivery === undefined) return false;
  const before = { nextAttemptAt: START, attempts: 0, delayedSince: null, delayNoticeAt: null, lastReply: null };
  await store.spool.settle({
    leaseId: delivery.leaseId,
    queueId: delivery.message.queueId,
    changes: [{ ordinal, state: 'waiting', ...before, route: mx('one.test'), releasedAt: START + 7 }],
    added: [],
    owed: [],
    events: [event(delivery.message.queueId, 'Release', 'Released', { ordinal })],
    ...more,
  });
  return true;
}

export function quarantineContract(onStore: OnStore): void {
  onStore('what is in quarantine is never claimed nor due, also after reopening', async ({ store, reopen }) => {
    await store.spool.accept(sample({ to: [kept('a@one.test'), 'b@two.test'], screened }));
    const again = await reopen();
    assert.deepEqual(
      (await claim(again, { now: START + 99_000_000 })).map(({ lane }) => lane),
      ['mx:two.test'],
    );
    assert.equal(await again.spool.nextDueAt([]), null);
    assert.deepEqual(await statuses(again), ['a@one.test Quarantined', 'b@two.test Getting status']);
  });

  onStore('verbs, lists and counts of the queue leave the quarantine alone', async ({ store }) => {
    await store.spool.accept(sample({ to: [kept('a@one.test')], screened }));
    for (const verb of ['hold', 'release', 'retry-now'] as const)
      assert.equal(await store.spool.steer({}, { verb }, 'ada', START), 0);
    assert.equal((await store.spool.claimSelected({}, 10, 60_000, START)).length, 0);
    assert.deepEqual(await listed(store, {}), []);
    assert.deepEqual(await store.spool.lanes(), []);
    assert.equal(await store.spool.oldest(null), null);
    assert.equal((await claim(store, { now: START + 99_000_000 })).length, 0);
  });

  onStore('it is listed by itself, by why, since when and whose, and counted', async ({ store }) => {
    const bulk: Screened = { ...screened, row: 'bulk' };
    await store.spool.accept(sample({ to: [kept('a@one.test'), kept('b@one.test')], screened, text: '12345' }));
    const later = { receivedAt: START + 5, organizationId: id('ORG2') };
    await store.spool.accept(sample({ to: [kept('c@one.test')], screened: bulk, ...later, text: '123' }));
    const quarantined = true;
    assert.deepEqual(await listed(store, { quarantined }), ['a@one.test', 'b@one.test', 'c@one.test']);
    assert.deepEqual(await listed(store, { quarantined, screenRows: ['bulk'] }), ['c@one.test']);
    assert.deepEqual(await listed(store, { quarantined, newerThan: START + 5 }), ['c@one.test']);
    assert.deepEqual(await listed(store, { quarantined, olderThan: START + 5 }), ['a@one.test', 'b@one.test']);
    assert.deepEqual(await listed(store, { quarantined, organizationIds: [id('ORG2')] }), ['c@one.test']);
    assert.deepEqual(await store.spool.quarantine(null), { messages: 2, recipients: 3, bytes: 8, oldestAt: START });
    assert.deepEqual(await store.spool.quarantine([id('ORG2')]), {
      ...{ messages: 1, recipients: 1, bytes: 3 },
      oldestAt: START + 5,
    });
  });

  onStore('released it goes, once, and says since when, also after reopening', async ({ store, reopen }) => {
    await store.spool.accept(sample({ to: [kept('a@one.test'), kept('b@one.test')], screened }));
    assert.equal(await release(store, 0), true);
    assert.equal(await release(store, 0), false);
    const again = await reopen();
    const [delivery] = await claim(again);
    assert.deepEqual(
      delivery!.recipients.map(({ ordinal, releasedAt }) => [ordinal, releasedAt]),
      [[0, START + 7]],
    );
    assert.deepEqual(await listed(again, { quarantined: true }), ['b@one.test']);
    assert.deepEqual(await statuses(again), ['a@one.test Pending', 'b@one.test Quarantined']);
  });

  onStore('a copy for somebody else is added once, and takes nobody out', async ({ store }) => {
    await store.spool.accept(sample({ to: [kept('a@one.test')], screened }));
    const stays = { ordinal: 0, state: 'waiting', nextAttemptAt: START, attempts: 0, delayedSince: null } as const;
    const changes = [{ ...stays, delayNoticeAt: null, lastReply: null }];
    const added = [addition('me@one.test', { releasedAt: START })];
    for (let round = 0; round < 2; round++) assert.equal(await release(store, 0, { changes, added }), true);
    const deliveries = await claim(store);
    assert.deepEqual(
      deliveries.flatMap(({ recipients }) => recipients.map(({ ordinal, releasedAt }) => [ordinal, releasedAt])),
      [[1, START]],
    );
    assert.deepEqual(await listed(store, { quarantined: true }), ['a@one.test']);
  });

  onStore('a list has the newest first where that is asked, page by page', async ({ store }) => {
    for (const to of ['a@one.test', 'b@one.test', 'c@one.test'])
      await store.spool.accept(sample({ to: [kept(to)], screened }));
    const selection = { quarantined: true } as const;
    const first = await store.spool.list(selection, { limit: 2, after: null, newestFirst: true });
    const second = await store.spool.list(selection, { limit: 2, after: first.next, newestFirst: true });
    assert.deepEqual(
      [...first.entries, ...second.entries].map(({ recipient: { address } }) => `${address.local}@${address.domain}`),
      ['c@one.test', 'b@one.test', 'a@one.test'],
    );
    assert.deepEqual([first.total, second.next], [3, null]);
  });

  onStore('a settlement and a reroute can put a waiting recipient there', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test', 'b@two.test'], screened }));
    assert.equal(await store.spool.reroute(({ recipient: { ordinal } }) => (ordinal === 0 ? route : null)), 1);
    const [delivery] = await claim(store);
    const before = { nextAttemptAt: START, attempts: 0, delayedSince: null, delayNoticeAt: null, lastReply: null };
    await store.spool.settle({
      leaseId: delivery!.leaseId,
      queueId: delivery!.message.queueId,
      changes: [{ ordinal: 1, state: 'waiting', ...before, route }],
      ...{ added: [], owed: [], events: [] },
    });
    assert.equal((await claim(store)).length, 0);
    assert.deepEqual(await listed(store, { quarantined: true }), ['a@one.test', 'b@two.test']);
    assert.deepEqual(await statuses(store), ['a@one.test Quarantined', 'b@two.test Quarantined']);
  });
}
