/** The contract of what is counted: mail that came in, went out and was refused, by days, and the last of it. */
import assert from 'node:assert/strict';
import type { NewMessage, Organizations, Store } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { addition, event, id, recipient, sample, sessionRecord, START } from './samples.ts';
import { claim, settlement } from './spool.ts';
import { reasonVersion } from '../../mail/reason.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An hour after the samples it is still their day, in whatever time zone. */
const counts = (store: Store, at = START + HOUR, only: Organizations = null) => store.trace.mailCounts(at, only);

const bySummary = (rows: readonly object[]): string[] =>
  rows.map((row) => Object.values(row).join(' ')).sort((a, b) => (a < b ? -1 : 1));

type End = readonly [message: NewMessage, status: 'Delivered' | 'Failed', at: number];

async function end(store: Store, ...ends: readonly End[]): Promise<void> {
  for (const delivery of await claim(store, { now: START + HOUR })) {
    const { queueId } = delivery.message;
    const [, status, at] = ends.find(([message]) => message.queueId === queueId) ?? [];
    if (status === undefined) continue;
    const kind = status === 'Failed' ? 'Fail' : 'Send';
    await store.spool.settle(
      settlement(delivery, {
        changes: delivery.recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status })),
        events: delivery.recipients.map(({ ordinal }) => event(queueId, kind, status, { ordinal, at: at ?? START })),
      }),
    );
  }
}

export function countsContract(onStore: OnStore): void {
  onStore('mail is counted by organization, way in, way out and result, and survives', async ({ store, reopen }) => {
    const connector = recipient('x@up.test', {
      route: { kind: 'connector', connectorId: id('OUT1'), domain: 'up.test' },
    });
    const first = sample({ to: ['ann@example.test', 'bob@example.test'] });
    const second = sample({ organizationId: id('ORG2'), ingress: 'submission', to: [connector] });
    const own = sample({ ingress: 'internal', to: ['who@example.test'], receivedAt: START + DAY });
    for (const message of [first, second, own]) await store.spool.accept(message);
    await end(store, [second, 'Delivered', START + 5_000], [first, 'Failed', START + DAY]);
    store.trace.record(
      sessionRecord({
        ingress: 'direct',
        refusals: ['no-common-tls', 'no-common-tls', 'nul'].map((kind, n) => ({
          reference: `R-${n}`,
          at: START + 1,
          reply: '550 no',
          cause: 'no',
          stage: 'rcpt' as const,
          ...{ sender: null, recipient: null, organizationId: n === 0 ? id('ORG2') : null },
          reason: { version: reasonVersion, kind },
        })),
      }),
    );
    store.trace.count({ clientAddress: '192.0.2.9', hourStart: START, count: 7 });
    for (const open of [async () => store, reopen]) {
      const each = await open();
      const all = await counts(each);
      assert.ok(all.midnight <= START && all.midnight > START - DAY);
      assert.deepEqual(bySummary(all.in), ['relay 1 2', 'submission 1 1']);
      assert.deepEqual(bySummary(all.out), ['connector:OUT1 Delivered 1']);
      assert.deepEqual(bySummary(all.refused), ['  7', 'direct no-common-tls 2', 'direct nul 1']);
      const later = await counts(each, START + DAY);
      assert.deepEqual(bySummary(later.in), ['internal 1 1']);
      assert.deepEqual(bySummary(later.out), ['mx Failed 2']);
      assert.deepEqual(later.refused, []);
      const cut = await counts(each, START + HOUR, [id('ORG2'), id('ORG3')]);
      assert.deepEqual([cut.in, cut.out, cut.refused].map(bySummary), [
        ['submission 1 1'],
        ['connector:OUT1 Delivered 1'],
        ['direct no-common-tls 1'],
      ]);
    }
  });

  onStore('the last mail in and out is known, of all and of one organization', async ({ store, reopen }) => {
    assert.deepEqual(await store.trace.lastMail(null), { in: null, out: null });
    const early = sample({ organizationId: id('ORG2'), receivedAt: START + 1 });
    const late = sample({ receivedAt: START + 2, to: ['ann@example.test', 'bob@example.test'] });
    const ours = sample({ ingress: 'internal', receivedAt: START + 3 });
    for (const message of [late, early, ours]) await store.spool.accept({ ...message, deviceId: id('DEV1') });
    await end(store, [early, 'Delivered', START + 10], [late, 'Failed', START + 20], [ours, 'Delivered', START + 30]);
    for (const open of [async () => store, reopen]) {
      const each = await open();
      const last = await each.trace.lastMail(null);
      assert.deepEqual(last.in, {
        at: START + 2,
        queueId: late.queueId,
        organizationId: 'ORG1',
        ingress: 'relay',
        sender: 'scan@contoso.test',
        recipient: 'ann@example.test',
        recipients: 2,
        clientAddress: '192.0.2.10',
        connectorId: 'CONN1',
        deviceId: 'DEV1',
      });
      const out = {
        at: START + 10,
        queueId: early.queueId,
        organizationId: 'ORG2',
        recipient: 'ann@example.test',
        lane: 'mx:example.test',
      };
      assert.deepEqual(last.out, out);
      assert.deepEqual((await each.trace.lastMail([id('ORG1')])).out, null);
      const own = await each.trace.lastMail([id('ORG2')]);
      assert.deepEqual([own.in?.queueId, own.out], [early.queueId, out]);
    }
  });

  onStore('what a group of another organization brings about is counted as theirs', async ({ store, reopen }) => {
    const message = sample({ to: ['all@theirs.test'] });
    await store.spool.accept(message);
    const [delivery] = await claim(store);
    const members = ['m1@theirs.test', 'm2@theirs.test'].map((to) => ({
      ...addition(to, { via: ['all@theirs.test'] }),
      organizationId: id('ORG2'),
    }));
    const expanded = { ordinal: 0, state: 'done', status: 'Expanded' } as const;
    await store.spool.settle(settlement(delivery!, { changes: [expanded], added: members }));
    assert.equal(await store.spool.oldest([id('ORG1')]), null);
    const oldest = await store.spool.oldest([id('ORG2')]);
    assert.deepEqual([oldest?.recipient, oldest?.organizationId], ['m1@theirs.test', 'ORG2']);
    await end(store, [message, 'Delivered', START + 10]);
    for (const open of [async () => store, reopen]) {
      const each = await open();
      const of = async (organization: string) => bySummary((await counts(each, START + HOUR, [id(organization)])).out);
      assert.deepEqual(await of('ORG1'), ['mx Expanded 1']);
      assert.deepEqual(await of('ORG2'), ['mx Delivered 2']);
      assert.equal((await each.trace.lastMail([id('ORG1')])).out, null);
      const { out } = await each.trace.lastMail([id('ORG2')]);
      assert.deepEqual([out?.organizationId, out?.queueId], ['ORG2', message.queueId]);
    }
  });

  onStore('counts are swept with the trace', async ({ store }) => {
    const message = sample();
    await store.spool.accept(message);
    await end(store, [message, 'Delivered', START]);
    assert.equal((await counts(store)).in.length, 1);
    while (await store.spool.sweep(START + 2 * DAY, HOUR));
    const left = await counts(store);
    assert.deepEqual([left.in, left.out], [[], []]);
    assert.notEqual((await store.trace.lastMail(null)).in, null);
  });
}
