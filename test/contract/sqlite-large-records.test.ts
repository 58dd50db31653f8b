/** What is larger than one record of the journal: written in parts, or refused; never in the way of the rest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { claim, settlement } from '../../src/store/contract/spool.ts';
import { addition, event, recipient, sample, sessionRecord, START } from '../../src/store/contract/samples.ts';
import { createFaultSwitch } from '../../src/store/sqlite/fault.ts';
import type { Delivery } from '../../src/mail/delivery.ts';
import type { AddedRecipient, Settlement, Store } from '../../src/store/store.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const GROUP = 'all@contoso.test';
const group = { kind: 'group', groupId: 'G1' } as never;

/** A mail to the group by several of its addresses, claimed: one delivery. */
async function mailToGroup(store: Store, addresses: number): Promise<Delivery> {
  const to = Array.from({ length: addresses }, (_, i) => recipient(`all${i}@contoso.test`, { route: group }));
  await store.spool.accept(sample({ to }));
  const [delivery] = await claim(store);
  assert.equal(delivery!.recipients.length, addresses);
  return delivery!;
}

/** Each of the recipients brings all the members about, with everything that a long-winded directory can put there. */
function expansion(delivery: Delivery, members: number, noteOctets: number): Settlement {
  const { queueId } = delivery.message;
  const added: AddedRecipient[] = [];
  for (const { ordinal } of delivery.recipients)
    for (let i = 0; i < members; i++)
      added.push(
        addition(
          `member${i}@outside.test`,
          { via: [GROUP], orcpt: `rfc822;${GROUP}`, notBefore: START },
          event(queueId, 'Drop', `member${i}@outside.test was left out: ${'known '.repeat(noteOctets / 6)}`, {
            ordinal,
          }),
        ),
      );
  return settlement(delivery, {
    changes: delivery.recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status: 'Expanded' })),
    added,
    events: delivery.recipients.map(({ ordinal }) => event(queueId, 'Expand', 'Group expanded', { ordinal })),
  });
}

test('a group of 10,000 by nine of its addresses is settled, and the journal goes on', async () => {
  const opened = await openSqlite();
  try {
    const delivery = await mailToGroup(opened.store, 9);
    // 90,000 new recipients; as JSON more than the whole file of the journal.
    await opened.store.spool.settle(expansion(delivery, 10_000, 600));
    await opened.store.spool.accept(sample());
    const store = await opened.reopen();
    const { total } = await store.spool.list({}, { limit: 1, after: null });
    assert.equal(total, 10_001, 'each member once, and what came after');
    const story = await store.trace.story(delivery.message.queueId);
    assert.equal(story!.rows.find(({ recipient }) => recipient === 'all0@contoso.test')?.status, 'Expanded');
  } finally {
    await opened.dispose();
  }
});

test('a settlement in parts that breaks off leaves the group waiting, and its repetition doubles nobody', async () => {
  const fault = createFaultSwitch();
  const opened = await openSqlite({ fault });
  try {
    const delivery = await mailToGroup(opened.store, 2);
    const large = expansion(delivery, 2 * bounds.store.settlementPart, 6);
    // Accept was the first write; the second part of the settlement fails.
    fault.failAt('journal', 2);
    await assert.rejects(opened.store.spool.settle(large), StoreUnavailable);
    const waiting = async (store: Store, lane: string) =>
      (await store.spool.list({ lane: lane as never }, { limit: 1, after: null })).total;
    assert.equal(await waiting(opened.store, delivery.lane), 2, 'the group waits, whatever of its members is there');
    const repeated = await opened.store.spool.settle(large).then(() => true);
    assert.ok(repeated);
    const store = await opened.reopen();
    assert.equal(await waiting(store, delivery.lane), 0);
    assert.equal((await store.spool.list({}, { limit: 1, after: null })).total, 2 * bounds.store.settlementPart);
  } finally {
    await opened.dispose();
  }
});

test('what cannot be split and is too large for the journal is refused, and what comes after it is taken', async () => {
  const opened = await openSqlite();
  try {
    const { store } = opened;
    const words = 'x'.repeat(bounds.store.journalRecord);
    const large = sample();
    await assert.rejects(
      store.spool.accept({ ...large, events: [event(large.queueId, 'Receive', words)] }),
      StoreUnavailable,
    );
    assert.equal(store.unhealthyReason(), null);
    await store.spool.accept(large);
    // A record of a session that is too large does not take the others with it.
    const [vast, plain] = [sessionRecord({ transcript: words }), sessionRecord()];
    store.trace.record(vast);
    store.trace.record(plain);
    assert.ok(await store.trace.session(plain.sessionId));
    assert.equal(await store.trace.session(vast.sessionId), null);
    assert.equal((await store.spool.list({}, { limit: 1, after: null })).total, 1);
  } finally {
    await opened.dispose();
  }
});

test('states with very long last words are settled, each recipient once', async () => {
  const opened = await openSqlite();
  try {
    const most = bounds.store.deliveryRecipients;
    const to = Array.from({ length: most + 5 }, (_, i) => recipient(`r${i}@outside.test`));
    await opened.store.spool.accept(sample({ to }));
    const deliveries = await claim(opened.store);
    assert.deepEqual(
      deliveries.map(({ recipients }) => recipients.length),
      [most, 5],
      'what is too many for one delivery is another one',
    );
    const words = 'no '.repeat(6_000);
    for (const delivery of deliveries)
      await opened.store.spool.settle(
        settlement(delivery, {
          changes: delivery.recipients.map(({ ordinal }) => ({
            ordinal,
            state: 'waiting',
            nextAttemptAt: START + 60_000,
            attempts: 1,
            delayedSince: START,
            delayNoticeAt: null,
            lastReply: words,
          })),
          events: delivery.recipients.map(({ ordinal }) =>
            event(delivery.message.queueId, 'Defer', `${ordinal} ${words}`, { ordinal }),
          ),
        }),
      );
    const store = await opened.reopen();
    const { entries, total } = await store.spool.list({}, { limit: 3_000, after: null });
    assert.equal(total, most + 5);
    assert.ok(entries.every(({ recipient: one }) => one.attempts === 1 && one.lastReply === words));
  } finally {
    await opened.dispose();
  }
});
