/** The contract of what is held of a person: all of it is found, and what may lose the address loses it, in its words too. */
import assert from 'node:assert/strict';
import type { Held, HeldKind, PersonSought, Store } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { addition, address, event, id, ids, organization, recipient, sample, sessionRecord, START } from './samples.ts';
import { claim, settlement } from './spool.ts';

const ANN: PersonSought = { forms: ['ann@example.test'], organizationIds: null };

async function all(store: Store, sought: PersonSought = ANN): Promise<readonly Held[]> {
  const found: Held[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.person.held(sought, after);
    found.push(...page.found);
    after = page.next;
    if (after === null) return found;
  }
}

const kinds = (found: readonly Held[]): readonly HeldKind[] => [...new Set(found.map(({ kind }) => kind))].sort();

/** One mail to Ann and to Joann that was delivered, and a refusal of Ann's. */
async function scene(store: Store): Promise<void> {
  const mail = sample({
    to: ['Ann@example.test', 'joann@example.test'],
    subject: 'Minutes',
    usage: [{ subject: 'sender:ORG1:ann@example.test', messages: 1, recipients: 2 }],
  });
  await store.spool.accept(mail);
  for (const delivery of await claim(store)) {
    const { queueId } = delivery.message;
    const told = delivery.recipients.map(({ ordinal, address: to }) =>
      event(queueId, 'Deliver', `Delivered to <${to.local}@${to.domain}>.`, { ordinal }),
    );
    await store.spool.settle(settlement(delivery, { events: told }));
  }
  const sessionId = ids.sessionId();
  store.trace.record(
    sessionRecord({
      sessionId,
      login: 'ann@example.test',
      organizations: [id('ORG1')],
      transcript: 'C: MAIL FROM:<ann@example.test>\nS: 550 no\n',
      refusals: [
        {
          ...{ reference: `${sessionId}-1`, at: START + 50, reply: '550 5.7.60 no', stage: 'mail' },
          ...{ cause: 'ann@example.test may not', sender: 'ann@example.test', recipient: null },
          organizationId: id('ORG1'),
        },
      ],
    }),
  );
}

export function personContract(onStore: OnStore): void {
  onStore('all that is held of a person is found, of each kind, and of nobody else', async ({ store }) => {
    await scene(store);
    await store.spool.accept(sample({ to: ['bob@example.test'], reversePath: address('ann@example.test') }));
    await store.notes.put('device-sighting', [{ key: 'address:192.0.2.1', value: { login: 'ann@example.test' } }]);
    const object = { ...organization('ours'), name: 'ann@example.test' };
    await store.directory.change([{ verb: 'put', object }], 'ada', START);
    const found = await all(store);
    assert.deepEqual(kinds(found), [
      'audit',
      'event',
      'last',
      'message',
      'note',
      'object',
      'sender',
      'session',
      'trace',
    ]);
    const text = JSON.stringify(found.filter(({ kind }) => kind !== 'event'));
    assert.ok(!text.includes('joann'), text);
    assert.equal((await all(store, { ...ANN, forms: ['nn@example.test'] })).length, 0);
    assert.equal((await all(store, { ...ANN, forms: ['ann@example.tes'] })).length, 0);
  });

  onStore('an organization is told of its own alone', async ({ store }) => {
    await scene(store);
    const other = { organizationId: id('ORG2'), reversePath: address('ann@example.test') };
    await store.spool.accept(sample({ to: ['bob@example.test'], ...other }));
    const own = await all(store, { ...ANN, organizationIds: [id('ORG1')] });
    const theirs = await all(store, { ...ANN, organizationIds: [id('ORG2')] });
    assert.deepEqual(kinds(own), ['event', 'last', 'sender', 'session', 'trace']);
    assert.deepEqual(kinds(theirs), ['last', 'message', 'trace']);
    assert.deepEqual(await all(store, { ...ANN, organizationIds: [] }), []);
  });

  onStore('forgotten, no row, story, session, count or word names the person, also after reopening', async (opened) => {
    await scene(opened.store);
    const before = await all(opened.store);
    const forgettable = before.filter(({ kind }) => kind !== 'audit');
    assert.equal(await opened.store.person.forget(ANN, forgettable), forgettable.length);
    const store = await opened.reopen();
    assert.deepEqual(await all(store), []);
    for (const query of [{ text: 'ann' }, { recipient: 'ann@example.test' }, { sender: 'ann@example.test' }])
      assert.deepEqual((await store.trace.search({ limit: 10, ...query })).rows, [], JSON.stringify(query));
    const { rows } = await store.trace.search({ limit: 10 });
    assert.deepEqual(rows.map(({ recipient: to, sender, subject }) => [sender, to, subject]).sort(), [
      ['(erased)', null, null],
      ['scan@contoso.test', '(erased)', null],
      ['scan@contoso.test', 'joann@example.test', 'Minutes'],
    ]);
    const story = await store.trace.story(rows.find(({ queueId }) => queueId !== null)!.queueId!);
    assert.deepEqual(story!.events.map(({ text }) => text).slice(1), [
      'Delivered to <(erased)>.',
      'Delivered to <joann@example.test>.',
    ]);
    const session = await store.trace.session(rows.find(({ sender }) => sender === '(erased)')!.sessionId!);
    assert.equal(session!.login, '(erased)');
    assert.equal(session!.transcript, 'C: MAIL FROM:<(erased)>\nS: 550 no\n');
  });

  onStore('mail that waits keeps its rows and its story until it is gone', async ({ store }) => {
    await store.spool.accept(sample({ to: [recipient('ann@example.test'), 'bob@far.test'] }));
    const [delivery] = await claim(store, { limit: 1 });
    await store.spool.settle(settlement(delivery!, { added: [addition('carl@example.test')] }));
    assert.equal(await store.person.forget(ANN, await all(store)), 2, 'the last mail in and out');
    const { rows } = await store.trace.search({ limit: 10, recipient: 'ann@example.test' });
    assert.equal(rows.length, 1);
    assert.deepEqual(kinds(await all(store)), ['trace']);
  });
}
