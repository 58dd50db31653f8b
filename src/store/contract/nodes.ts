/** The contract of what nodes that share the data hear of each other and do for each other, as far as one store can show it. */
import assert from 'node:assert/strict';
import type { OnStore } from './on-store.ts';
import { organization, sample, START } from './samples.ts';
import { claim } from './spool.ts';
import type { Store, StoreNews } from '../store.ts';

/** The news of all that has been written. */
function listening(store: Store): { readonly heard: StoreNews[]; stop(): void } {
  const heard: StoreNews[] = [];
  return { heard, stop: store.onNews((news) => heard.push(news)) };
}

/** Far more turns than news takes. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(holds());
}

const never = new AbortController().signal;

export function nodesContract(onStore: OnStore): void {
  onStore('what is written is told, after its verb has resolved, to all who listen', async ({ store }) => {
    const one = listening(store);
    const other = listening(store);
    const change = store.directory.change([{ verb: 'put', object: organization('a') }], 'ada', START);
    const revision = await change;
    assert.deepEqual(one.heard, [], 'whoever changes it has the first word');
    await until(() => one.heard.length === 1);
    assert.deepEqual(one.heard, [{ of: 'directory', revision }]);
    await store.secrets.put('token:ci', Uint8Array.of(1));
    await store.notes.put('alarm', [{ key: 'a', value: 1 }]);
    await until(() => one.heard.length === 3);
    assert.deepEqual(one.heard.slice(1), [{ of: 'secrets' }, { of: 'notes', book: 'alarm' }]);
    assert.deepEqual(other.heard, one.heard);
    one.stop();
    await store.secrets.delete('token:ci');
    await store.notes.delete('alarm', ['a']);
    await until(() => other.heard.length === 5);
    assert.equal(one.heard.length, 3);
  });

  onStore('what was not written is not told', async ({ store }) => {
    const { heard } = listening(store);
    const put = { verb: 'put', object: organization('a') } as const;
    await assert.rejects(store.directory.change([put], 'ada', START, 7));
    await assert.rejects(store.notes.put('alarm', [{ key: 'a', value: 1, expected: 7 }]));
    await store.secrets.put('token:ci', Uint8Array.of(1));
    await until(() => heard.length > 0);
    assert.deepEqual(heard, [{ of: 'secrets' }]);
  });

  onStore('secrets know how long ago they were put', async ({ store, reopen }) => {
    await store.secrets.put('token:ci', Uint8Array.of(1));
    assert.deepEqual(await store.secrets.names({ putBefore: START }), [], 'not before this moment');
    assert.deepEqual(await store.secrets.names({ putBefore: START + 1 }), ['token:ci']);
    assert.deepEqual(await (await reopen()).secrets.names({ putBefore: START }), []);
  });

  onStore('a role is held until it is given up, and then by the next', async ({ store }) => {
    const held: AbortSignal[] = [];
    const giveUp = store.role('housekeeping', (over) => held.push(over));
    await until(() => held.length === 1);
    assert.equal(held[0]!.aborted, false);
    giveUp();
    assert.equal(held[0]!.aborted, true);
    store.role('housekeeping', (over) => held.push(over));
    await until(() => held.length === 2);
    assert.equal(held[1]!.aborted, false);
  });

  onStore('exclusive work of one name waits for its turn; of another name it does not', async ({ store }) => {
    const done: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = store.exclusive('token:a', () => gate.promise.then(() => done.push('first')), never);
    const second = store.exclusive('token:a', async () => done.push('second'), never);
    await store.exclusive('token:b', async () => done.push('other'), never);
    assert.deepEqual(done, ['other']);
    gate.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(done, ['other', 'first', 'second']);
  });

  onStore('who waits for a turn may give up, and work that fails lets the next one begin', async ({ store }) => {
    const gate = Promise.withResolvers<void>();
    const first = store.exclusive('token:a', () => gate.promise, never);
    const patience = new AbortController();
    let begun = false;
    const second = store.exclusive('token:a', async () => (begun = true), patience.signal);
    const third = store.exclusive('token:a', async () => 'third', never);
    patience.abort(new Error('enough'));
    await assert.rejects(second, { message: 'enough' });
    gate.reject(new Error('broken'));
    await assert.rejects(first, { message: 'broken' });
    assert.equal(await third, 'third');
    assert.equal(begun, false);
  });

  onStore('who comes after one that gave up waits as well for the work that runs', async ({ store }) => {
    const gate = Promise.withResolvers<void>();
    const done: string[] = [];
    const first = store.exclusive('token:a', () => gate.promise.then(() => done.push('first')), never);
    const patience = new AbortController();
    const second = store.exclusive('token:a', async () => done.push('second'), patience.signal);
    patience.abort(new Error('enough'));
    await assert.rejects(second, { message: 'enough' });
    const third = store.exclusive('token:a', async () => done.push('third'), never);
    await store.exclusive('token:b', async () => done.push('other'), never);
    gate.resolve();
    await Promise.all([first, third]);
    assert.deepEqual(done, ['other', 'first', 'third']);
  });

  onStore('a store knows the node it was opened for among those that are alive', async ({ store }) => {
    const nodes = await store.nodes();
    assert.equal(nodes.length, 1);
    assert.ok(nodes[0]!.name !== '' && nodes[0]!.silentMs >= 0);
  });

  onStore('where there is one node, every lane is in its first term and no delivery is lost', async ({ store }) => {
    await store.spool.accept(sample());
    const [delivery] = await claim(store);
    assert.ok(store.spool.term(delivery!.lane) > 0);
    assert.equal(store.spool.term(delivery!.lane), store.spool.term(delivery!.lane));
    assert.notEqual(delivery!.lost?.aborted, true);
    store.spool.onTerritory(() => {})();
  });

  onStore('an order is carried out by whoever takes orders, and its parts are summed', async ({ store }) => {
    const order = { verb: 'expire', selection: { lane: 'mx:one.test' }, actor: 'ada', reason: null } as const;
    assert.deepEqual(await store.spool.order(order), { touched: 0, failure: null });
    const orders: unknown[] = [];
    const failure = new Error('the disk is full');
    const stop = store.spool.onOrder(async (taken) => {
      orders.push(taken);
      return { touched: 3, failure };
    });
    const { touched, failure: told } = await store.spool.order(order);
    assert.deepEqual(orders, [order]);
    assert.equal(touched, 3);
    assert.equal(told?.message, failure.message);
    stop();
    assert.deepEqual(await store.spool.order(order), { touched: 0, failure: null });
  });

  onStore('who may send so many a minute gets places, each by its own pace', async ({ store }) => {
    const place = async (subject: string): Promise<number> => store.usage.place(subject, 2);
    assert.deepEqual([await place('mailbox:a'), await place('mailbox:a'), await place('mailbox:b')], [0, 0, 0]);
    for (let n = 0; n < 2; n++) {
      const delayMs = await place('mailbox:a');
      assert.ok(Number.isInteger(delayMs) && delayMs > 0 && delayMs <= 60_000, `${delayMs}`);
    }
    assert.ok((await place('mailbox:a')) > 60_000);
    assert.equal(await place('mailbox:b'), 0);
  });

  onStore('what others count is told to who follows, and known when it is asked for', async ({ store }) => {
    let told = 0;
    const stop = store.usage.follow(() => told++);
    const subject = 'mailbox:M1';
    await store.spool.accept(sample({ usage: [{ subject, messages: 1, recipients: 2 }] }));
    const fresh = await store.usage.fresh([subject], START - 3_600_000);
    if (fresh !== null)
      assert.deepEqual(
        fresh.map(({ recipients }) => recipients),
        [2],
      );
    assert.equal(told, 0, 'what this process counted it knows');
    stop();
  });
}
