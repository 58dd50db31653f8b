/** The contract of the trace: every filter, words, pages, stories, sessions, retention. */
import assert from 'node:assert/strict';
import { type Refusal, type SessionRecord, sessionGoesOn } from '../../mail/trace-event.ts';
import type { OnStore } from './on-store.ts';
import { addition, address, event, id, ids, mx, sample, sessionRecord, START } from './samples.ts';
import { claim, settlement } from './spool.ts';
import type { NewMessage, Store, TraceQuery, TraceRow } from '../store.ts';

const DAY = 86_400_000;
const FAILED = START + 2_000;

function refusing(changes: Partial<SessionRecord> = {}, refusal: Partial<Refusal> = {}): SessionRecord {
  const sessionId = changes.sessionId ?? ids.sessionId();
  const one: Refusal = {
    reference: `${sessionId}-1`,
    at: START + 50,
    reply: '550 5.7.64 Relay access denied',
    cause: 'no connector for this address',
    stage: 'rcpt',
    sender: 'fax@contoso.test',
    recipient: 'victim@elsewhere.test',
    organizationId: null,
    ...refusal,
  };
  return sessionRecord({ sessionId, refusals: [one], ...changes });
}

export async function recipients(store: Store, query: Omit<TraceQuery, 'limit'>): Promise<(string | null)[]> {
  const { rows } = await store.trace.search({ limit: 100, ...query });
  return rows.map((row) => row.recipient).sort();
}

export interface Scene {
  readonly scan: NewMessage;
  readonly invoice: NewMessage;
  readonly refused: SessionRecord;
}

/** A scan that was delivered, an invoice that failed, a refusal. */
export async function traceScene(store: Store): Promise<Scene> {
  const scan = sample({
    to: ['ann@example.test', 'bob@example.test'],
    subject: 'Scan from Büro',
    deviceId: id('DEV1'),
  });
  const sessionId = ids.sessionId();
  const invoice = sample({
    to: ['kunde@far.test'],
    subject: 'Invoice 4711',
    messageId: '<inv-4711@erp.test>',
    reversePath: address('erp@fabrikam.test'),
    receivedAt: START + 1_000,
    organizationId: id('ORG2'),
    connectorId: id('CONN2'),
    clientAddress: '2001:db8::5',
    ingress: 'submission',
    sessionId,
    reference: `${sessionId}-7`,
  });
  const refused = refusing({ deviceId: id('DEV1') }, { cause: 'A connector covers nobody here' });
  await store.spool.accept(scan);
  await store.spool.accept(invoice);
  store.trace.record(refused);
  for (const delivery of await claim(store, { now: START + 2_000 })) {
    if (delivery.message.queueId !== invoice.queueId) continue;
    const reply = '550 5.1.1 mailbox unavailable at giraffe';
    await store.spool.settle(
      settlement(delivery, {
        changes: [{ ordinal: 0, state: 'done', status: 'Failed' }],
        events: [
          event(invoice.queueId, 'Fail', 'Unknown over there', { ordinal: 0, at: FAILED, code: '5.1.1', reply }),
        ],
      }),
    );
  }
  return { scan, invoice, refused };
}

const SCAN = ['ann@example.test', 'bob@example.test'];
const INVOICE = ['kunde@far.test'];
const REFUSED = ['victim@elsewhere.test'];

function cases({ scan, invoice, refused }: Scene): [Omit<TraceQuery, 'limit'>, string[]][] {
  return [
    [{}, [...SCAN, ...INVOICE, ...REFUSED]],
    [{ organizationIds: [id('ORG2')] }, INVOICE],
    [{ organizationIds: [id('ORG1'), id('ORG2')] }, [...SCAN, ...INVOICE]],
    [{ organizationIds: Array.from({ length: 100 }, (_, at) => id(`ORG${at + 2}`)) }, INVOICE],
    [{ organizationIds: [] }, []],
    [{ since: START + 50 }, [...INVOICE, ...REFUSED]],
    [{ until: START + 50 }, [...SCAN, ...REFUSED]],
    [{ sender: 'ERP@Fabrikam.test' }, INVOICE],
    [{ sender: '*@contoso.test' }, [...SCAN, ...REFUSED]],
    [{ sender: 's*@contoso.test' }, SCAN],
    [{ sender: 'contoso.test' }, [...SCAN, ...REFUSED]],
    [{ sender: '@contoso.test' }, [...SCAN, ...REFUSED]],
    [{ sender: 'CAN' }, SCAN],
    [{ sender: 'can@' }, []],
    [{ sender: 'contoso.te' }, [...SCAN, ...REFUSED]],
    [{ sender: 'toso.test@' }, []],
    [{ recipient: 'xample.t' }, SCAN],
    [{ recipient: 'a*n@ex*le.t*t' }, ['ann@example.test']],
    [{ recipient: 'nn@example.test' }, []],
    [{ recipient: 'ann@example.test' }, ['ann@example.test']],
    [{ recipient: 'kun*' }, INVOICE],
    [{ recipient: '*ob@example.test' }, ['bob@example.test']],
    [{ recipient: '*%*' }, []],
    [{ status: ['Failed'] }, INVOICE],
    [{ status: ['Failed', 'Rejected'] }, [...INVOICE, ...REFUSED]],
    [{ status: ['Delivered'] }, []],
    [{ code: '5.1.1' }, INVOICE],
    [{ code: '5.1.1', failedSince: FAILED, failedUntil: FAILED + 1 }, INVOICE],
    [{ failedSince: FAILED }, INVOICE],
    [{ failedUntil: FAILED }, []],
    [{ code: '5.1.11' }, []],
    [{ code: '1.1' }, []],
    [{ messageId: 'inv-4711@erp.test' }, INVOICE],
    [{ messageId: '<inv-4711@erp.test>' }, INVOICE],
    [{ queueId: scan.queueId }, SCAN],
    [{ reference: refused.refusals[0]!.reference }, REFUSED],
    [{ reference: refused.sessionId }, REFUSED],
    [{ reference: `${refused.sessionId}-130` }, REFUSED],
    [{ reference: invoice.reference! }, INVOICE],
    [{ clientAddress: '2001:db8::5' }, INVOICE],
    [{ connectorId: id('CONN1') }, SCAN],
    [{ ingress: 'submission' }, INVOICE],
    [{ device: { id: id('DEV1'), addresses: ['198.51.100.0/24'], logins: [] } }, [...SCAN, ...REFUSED]],
    [{ device: { id: id('DEV2'), addresses: ['192.0.2.10'], logins: [] } }, []],
    [{ device: { id: id('DEV1'), addresses: [], logins: [] }, status: ['Rejected'], text: 'denied' }, REFUSED],
    [{ text: 'covers nobody' }, REFUSED],
    [{ text: 'invoice' }, INVOICE],
    [{ text: 'buro SCAN' }, SCAN],
    [{ text: 'giraffe' }, INVOICE],
    [{ text: 'fabrikam unavail' }, INVOICE],
    [{ text: 'denied' }, REFUSED],
    [{ text: 'invoice scan' }, []],
    [{ text: '"OR (*' }, []],
    [{ text: 'copier', sender: '*@contoso.test', status: ['Getting status'], since: START }, SCAN],
  ];
}

/** Searches by every filter, and compares what is found. */
export async function assertEveryFilter(store: Store, made: Scene): Promise<void> {
  for (const [query, expected] of cases(made))
    assert.deepEqual(await recipients(store, query), [...expected].sort(), JSON.stringify(query));
}

export function traceContract(onStore: OnStore): void {
  onStore('every filter finds its rows at once', async ({ store }) => {
    await assertEveryFilter(store, await traceScene(store));
  });

  onStore(
    'a redirected recipient is named as it is now, and found by every address it had',
    async ({ store, reopen }) => {
      const message = sample({ to: ['old@one.test', 'other@one.test'] });
      await store.spool.accept(message);
      const { queueId } = message;
      const to = (text: string) =>
        store.spool.redirect([{ queueId, ordinal: 0, route: mx('two.test') }], address(text), 'ada', START + 1);
      await to('middle@two.test');
      await to('new@two.test');
      const again = await reopen();
      const { events = [] } = (await again.trace.story(queueId)) ?? {};
      assert.equal(events.findLast(({ kind }) => kind === 'Redirect')?.lane, 'mx:two.test');
      for (const wanted of ['old@one.test', 'OLD@one.test', 'middle@two.test', 'new@two.test', 'mid*', '*@two.test'])
        assert.deepEqual(await recipients(again, { recipient: wanted }), ['new@two.test'], wanted);
      assert.deepEqual(await recipients(again, { recipient: 'ld@one.test' }), []);
      assert.deepEqual(await recipients(again, { recipient: '*@one.test' }), ['new@two.test', 'other@one.test']);
      // An address that it had before it still has: nobody gets it twice.
      const [delivery] = await again.spool.claimSelected({ ordinals: [0] }, 1, 60_000, START);
      await again.spool.settle(
        settlement(delivery!, {
          added: [addition('old@one.test'), addition('middle@two.test'), addition('fresh@two.test')],
        }),
      );
      assert.deepEqual(
        (await again.spool.list({}, { limit: 10, after: null })).entries.map(({ recipient: one }) => one.address.local),
        ['other', 'fresh'],
      );
    },
  );

  onStore('pages are newest first, stable while mail comes in, and end', async ({ store }) => {
    for (let i = 0; i < 5; i++) await store.spool.accept(sample({ receivedAt: START + i, to: [`r${i}@one.test`] }));
    const first = await store.trace.search({ limit: 2 });
    await store.spool.accept(sample({ receivedAt: START + 100, to: ['new@one.test'] }));
    const second = await store.trace.search({ limit: 2, after: first.next });
    const third = await store.trace.search({ limit: 2, after: second.next });
    assert.deepEqual(
      [first, second, third].map((page) => page.rows.map((row) => row.recipient)),
      [['r4@one.test', 'r3@one.test'], ['r2@one.test', 'r1@one.test'], ['r0@one.test']],
    );
    assert.equal(third.next, null);
  });

  onStore('rows of one millisecond beyond what its numbers hold are all found', async ({ store }) => {
    const to = Array.from({ length: 2_500 }, (_, i) => `r${i}@one.test`);
    await store.spool.accept(sample({ to }));
    await store.spool.accept(sample({ to: ['later@one.test'], receivedAt: START + 1 }));
    const { rows } = await store.trace.search({ limit: 5_000, since: START, until: START });
    assert.equal(rows.length, 2_500);
    assert.equal((await store.trace.search({ limit: 5_000, since: START + 1 })).rows.length, 1);
  });

  onStore('a row says all that is known', async ({ store }) => {
    const { invoice } = await traceScene(store);
    const { rows } = await store.trace.search({ limit: 1, queueId: invoice.queueId });
    assert.deepEqual(
      { ...rows[0] },
      {
        at: START + 1_000,
        queueId: invoice.queueId,
        sessionId: invoice.sessionId,
        reference: invoice.reference,
        sender: 'erp@fabrikam.test',
        recipient: 'kunde@far.test',
        subject: 'Invoice 4711',
        messageId: '<inv-4711@erp.test>',
        status: 'Failed',
        clientAddress: '2001:db8::5',
        connectorId: id('CONN2'),
        deviceId: null,
        ingress: 'submission',
        organizationId: id('ORG2'),
        sizeBytes: invoice.content.sizeBytes,
        lastText: 'Unknown over there',
        cause: null,
        reason: null,
        code: '5.1.1',
        checks: [],
        former: [],
        waiting: null,
      },
    );
  });

  onStore('the story has events in order and the session, though that was recorded later', async ({ store }) => {
    const { invoice } = await traceScene(store);
    assert.equal((await store.trace.story(invoice.queueId))!.session, null);
    const record = sessionRecord({ sessionId: invoice.sessionId!, accepted: [invoice.queueId] });
    store.trace.record(record);
    const story = await store.trace.story(invoice.queueId);
    assert.deepEqual(story!.session, record);
    assert.deepEqual(
      story!.events.map((one) => one.kind),
      ['Receive', 'Fail'],
    );
    assert.equal(story!.events[1]!.reply, '550 5.1.1 mailbox unavailable at giraffe');
    assert.deepEqual(
      story!.rows.map((row) => row.status),
      ['Failed'],
    );
    assert.equal(await store.trace.story(ids.queueId()), null);
  });

  onStore('a session recorded twice is one session, its refusals once each', async ({ store, reopen }) => {
    const early = { ...refusing(), end: sessionGoesOn };
    store.trace.record(early);
    assert.deepEqual(await recipients(store, { reference: `${early.sessionId}-1` }), ['victim@elsewhere.test']);
    assert.deepEqual(await recipients(store, { reference: `${early.sessionId}-2` }), [], 'it may be on its way');
    const second: Refusal = {
      ...early.refusals[0]!,
      reference: `${early.sessionId}-2`,
      at: START + 60,
      recipient: 'two@x.test',
    };
    const late = { ...early, refusals: [...early.refusals, second], end: 'timed out' };
    store.trace.record(late);
    assert.deepEqual(await store.trace.session(early.sessionId), late);
    const again = await reopen();
    assert.deepEqual(await again.trace.session(early.sessionId), late);
    assert.deepEqual(await recipients(again, { reference: early.sessionId }), ['two@x.test', 'victim@elsewhere.test']);
  });

  onStore('refusals beyond the bound are counted by address and hour', async ({ store }) => {
    store.trace.count({ clientAddress: '192.0.2.1', hourStart: START, count: 3 });
    store.trace.count({ clientAddress: '192.0.2.1', hourStart: START, count: 4 });
    store.trace.count({ clientAddress: '192.0.2.2', hourStart: START - 3_600_000, count: 1 });
    assert.deepEqual(await store.trace.refusalCounts(START), [
      { clientAddress: '192.0.2.1', hourStart: START, count: 7 },
    ]);
    store.trace.count({ clientAddress: '192.0.2.1', hourStart: START, count: 1 });
    assert.equal((await store.trace.refusalCounts(START))[0]!.count, 8);
    assert.equal((await store.trace.refusalCounts(START - DAY)).length, 2);
  });

  onStore(
    'refusals that are only counted are counted for each organization, and for nobody',
    async ({ store, reopen }) => {
      const at = { clientAddress: '192.0.2.1', hourStart: START };
      store.trace.count({ ...at, count: 3, organizationId: id('ORG1') });
      store.trace.count({ ...at, count: 1 });
      store.trace.count({ ...at, count: 2, organizationId: id('ORG2') });
      store.trace.count({ ...at, count: 4, organizationId: id('ORG1') });
      const again = await reopen();
      assert.deepEqual(await again.trace.refusalCounts(START), [
        { ...at, count: 7, organizationId: id('ORG1') },
        { ...at, count: 2, organizationId: id('ORG2') },
        { ...at, count: 1 },
      ]);
    },
  );

  onStore('refusals, and sessions without mail, are found by the organization they are of', async ({ store }) => {
    const sessionId = ids.sessionId();
    const [one] = refusing({ sessionId }).refusals;
    const refusals = ['ORG1', 'ORG2', null].map((owner, at) => ({
      ...one!,
      reference: `${sessionId}-${at + 1}`,
      recipient: `r${at + 1}@elsewhere.test`,
      organizationId: owner === null ? null : id(owner),
    }));
    const shares = { peer: id('ORG2'), login: null, accepted: [], parts: [{ lines: 2 }] };
    store.trace.record(sessionRecord({ sessionId, refusals, organizations: [id('ORG1'), id('ORG2')], shares }));
    const quiet = { noMail: { version: 1, kind: 'never-spoke' } };
    const ofOne = sessionRecord({ ...quiet, organizations: [id('ORG1')] });
    const ofPeer = sessionRecord({ ...quiet, organizations: [id('ORG1'), id('ORG2')], shares });
    const nobodys = sessionRecord({ ...quiet });
    for (const session of [ofOne, ofPeer, nobodys]) store.trace.record(session);
    const found = async (organizationId: string) => {
      const { rows } = await store.trace.search({ limit: 10, organizationIds: [id(organizationId)] });
      return rows.map((row) => row.recipient ?? row.sessionId).sort();
    };
    assert.deepEqual(await found('ORG1'), ['r1@elsewhere.test', ofOne.sessionId].sort());
    assert.deepEqual(await found('ORG2'), ['r2@elsewhere.test', ofPeer.sessionId].sort());
    assert.equal((await store.trace.search({ limit: 10 })).rows.length, 6);
    assert.deepEqual((await store.trace.session(sessionId))?.shares, shares);
  });

  onStore('a recipient that another organization’s group brought about is that one’s row', async ({ store }) => {
    const message = sample({ to: ['team@contoso.test'] });
    await store.spool.accept(message);
    const [delivery] = await claim(store);
    const added = [{ ...addition('member@contoso.test'), organizationId: id('ORG2') }, addition('own@one.test')];
    await store.spool.settle(settlement(delivery!, { added }));
    const found = async (organizationId: string) => recipients(store, { organizationIds: [id(organizationId)] });
    assert.deepEqual(await found('ORG2'), ['member@contoso.test']);
    assert.deepEqual(await found('ORG1'), ['own@one.test', 'team@contoso.test']);
    const story = await store.trace.story(message.queueId);
    assert.deepEqual(
      story?.rows.map((row) => row.organizationId),
      ['ORG1', 'ORG2', 'ORG1'],
    );
  });

  onStore('reports that reach nobody are listed', async ({ store }) => {
    await store.spool.accept(sample({ ingress: 'internal', orphan: true, to: ['ghost@contoso.test'] }));
    await store.spool.accept(sample({ ingress: 'internal', to: ['ann@contoso.test'] }));
    await store.spool.accept(sample({ ingress: 'internal', orphan: true, to: ['phantom@contoso.test'] }));
    const listed = async (query: Partial<TraceQuery>) => store.trace.search({ orphan: true, limit: 10, ...query });
    const readersOf = (rows: readonly TraceRow[]) => rows.map((row) => row.recipient);
    const own = await listed({ organizationIds: [id('ORG1')] });
    assert.deepEqual([readersOf(own.rows), own.next], [['phantom@contoso.test', 'ghost@contoso.test'], null]);
    assert.equal((await listed({})).rows.length, 2);
    assert.equal((await listed({ organizationIds: [id('ORG2')] })).rows.length, 0);
    const first = await listed({ limit: 1 });
    assert.deepEqual(readersOf(first.rows), ['phantom@contoso.test']);
    const second = await listed({ limit: 1, after: first.next });
    assert.deepEqual([readersOf(second.rows), second.next], [['ghost@contoso.test'], null]);
  });

  onStore('retention removes what is old, but never what is still queued', async ({ store }) => {
    const { scan, invoice, refused } = await traceScene(store);
    assert.ok(await store.trace.session(refused.sessionId));
    const fresh = sample({ receivedAt: START + 95 * DAY, to: ['fresh@one.test'] });
    await store.spool.accept(fresh);
    assert.equal(await store.spool.sweep(START + 96 * DAY, 90 * DAY), false);
    assert.deepEqual(await recipients(store, {}), [...SCAN, 'fresh@one.test']);
    assert.deepEqual(await recipients(store, { text: 'invoice' }), []);
    assert.equal(await store.trace.story(invoice.queueId), null);
    assert.equal(await store.trace.session(refused.sessionId), null);
    assert.ok(await store.trace.story(scan.queueId));
  });

  onStore('an organization may keep its trace for less long, and others lose nothing by it', async ({ store }) => {
    const { scan, invoice, refused } = await traceScene(store);
    const own = sessionRecord({ organizations: [id('ORG2')], endedAt: START });
    const both = sessionRecord({ organizations: [id('ORG1'), id('ORG2')], endedAt: START });
    for (const one of [own, both]) store.trace.record(one);
    assert.ok(await store.trace.session(own.sessionId));
    const shorter = [
      { organizationId: id('ORG2'), keepMs: 2 * DAY },
      { organizationId: id('ORG1'), keepMs: 2 * DAY },
    ];
    await store.spool.sweep(START + DAY, 90 * DAY, shorter);
    assert.ok(await store.trace.story(invoice.queueId));
    while (await store.spool.sweep(START + 3 * DAY, 90 * DAY, shorter));
    assert.equal(await store.trace.story(invoice.queueId), null);
    assert.equal(await store.trace.session(own.sessionId), null);
    for (const { sessionId } of [both, refused]) assert.ok(await store.trace.session(sessionId));
    assert.deepEqual(await recipients(store, {}), [...SCAN, 'victim@elsewhere.test'].sort());
    assert.ok(await store.trace.story(scan.queueId), 'it still waits');
  });
}
