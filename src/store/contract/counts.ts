/** The contract of what is counted: mail that came in, went out and was refused, by days, and the last of it. */
import assert from 'node:assert/strict';
import { bounds } from '../../base/bounds.ts';
import { OTHERS, type SeriesOf, seriesOf } from '../../mail/doors/series.ts';
import type { SeriesQuery } from '../series.ts';
import type { NewMessage, Organizations, Store } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { addition, address, domain, event, id, recipient, sample, sessionRecord, START } from './samples.ts';
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

/** Times whose hours begin there, a day of them: after the store began to count. */
function hours(from: number): readonly number[] {
  const day = new Date(from);
  const begin = new Date(day.getFullYear(), day.getMonth(), day.getDate(), day.getHours()).getTime();
  return Array.from({ length: 24 }, (_, hour) => begin + hour * HOUR);
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

  onStore('mail is counted by the hour, by each thing it is told apart by, and survives', async ({ store, reopen }) => {
    const connector = recipient('x@up.test', {
      route: { kind: 'connector', connectorId: id('OUT1'), domain: 'up.test' },
    });
    const [begin = 0] = hours(START + HOUR);
    const verified = { at: 0, method: 'txt' as const };
    const domains = [
      domain('DOM1', 'example.test', { organizationId: id('ORG2'), verified }),
      domain('DOM2', 'b.test'),
      domain('DOM3', 'contoso.test', { verified }),
    ];
    const edits = domains.map((object) => ({ verb: 'put', object }) as const);
    await store.directory.change(edits, 'test', START);
    const receive = (message: NewMessage, tls?: string): NewMessage => ({
      ...message,
      events: [
        event(message.queueId, 'Receive', 'Received', {
          at: message.receivedAt,
          ...(tls && { tls, mechanism: 'LOGIN' }),
        }),
      ],
    });
    const first = receive(
      sample({ receivedAt: begin + 1, deviceId: id('DEV1'), to: ['ann@example.test', 'bob@b.test'] }),
    );
    const second = receive(
      sample({
        organizationId: id('ORG2'),
        ingress: 'submission',
        mailboxId: id('MAIL1'),
        receivedAt: begin + HOUR,
        to: [connector],
      }),
      'TLSv1.3 TLS_AES_256_GCM_SHA384',
    );
    for (const message of [first, second]) await store.spool.accept(message);
    for (const delivery of await claim(store, { now: Math.max(START, begin) + 3 * HOUR })) {
      const { queueId } = delivery.message;
      const isFirst = queueId === first.queueId;
      await store.spool.settle(
        settlement(delivery, {
          changes: delivery.recipients.map(({ ordinal }) => ({
            ordinal,
            state: 'done',
            status: isFirst ? 'Failed' : 'Delivered',
          })),
          events: delivery.recipients.map(({ ordinal }) =>
            event(queueId, isFirst ? 'Fail' : 'Send', 'so', {
              ...{ ordinal, at: begin + HOUR + 1 },
              ...(isFirst && { cause: 'unknown-recipient', code: ordinal === 0 ? '5.1.1' : '5.7.1' }),
            }),
          ),
        }),
      );
    }
    store.trace.record(
      sessionRecord({
        ...{ ingress: 'direct', connectorId: id('CONN2'), tls: 'TLSv1.2 X', deviceId: null },
        refusals: ['nul', 'nul', 'no-common-tls'].map((kind, n) => ({
          ...{ reference: `R-${n}`, at: begin + 5, reply: '550 no', cause: 'no', stage: 'rcpt' as const },
          ...{ sender: null, recipient: null, organizationId: n === 0 ? id('ORG2') : null },
          reason: { version: reasonVersion, kind },
        })),
      }),
    );
    const size = first.content.sizeBytes;
    const wanted: Readonly<Record<SeriesOf, readonly string[]>> = {
      way: [`0 direct Rejected 3 0`, `0 relay Accepted 1 ${size}`, `1 submission Accepted 1 ${size}`],
      outcome: [
        `0 Accepted Accepted 1 ${size}`,
        '0 Rejected Rejected 3 0',
        `1 Accepted Accepted 1 ${size}`,
        `1 Delivered Delivered 1 ${size}`,
        `1 Failed Failed 2 ${2 * size}`,
      ],
      connector: [`0 CONN1 Accepted 1 ${size}`, '0 CONN2 Rejected 3 0', `1 CONN1 Accepted 1 ${size}`],
      upstream: [`1 connector:OUT1 Delivered 1 ${size}`, `1 mx Failed 2 ${2 * size}`],
      device: [`0 DEV1 Accepted 1 ${size}`],
      tls: ['0 TLSv1.2 Rejected 3 0', `0 none Accepted 1 ${size}`, `1 TLSv1.3 Accepted 1 ${size}`],
      // Of those that are verified, and for whoever has one.
      'to-domain': [`0 example.test Accepted 1 ${size}`],
      'from-domain': [`0 contoso.test Accepted 1 ${size}`, `1 contoso.test Accepted 1 ${size}`],
      // Verified, and by another organization.
      'other-domain': [`0 contoso.test Accepted 1 ${size}`],
      'sign-in': [`1 ${second.mailboxId} TLSv1.3 LOGIN Accepted 1 ${size}`],
      cause: ['0 no-common-tls Rejected 1 0', '0 nul Rejected 2 0', `1 unknown-recipient Failed 2 ${2 * size}`],
      code: [`1 5.1.1 Failed 1 ${size}`, `1 5.7.1 Failed 1 ${size}`],
      // See `checks.ts`.
      check: [],
      observed: [],
    };
    const asked = { step: 'hour', from: begin, to: begin + 3 * HOUR, only: null, labels: 10 } as const;
    const shown = async (each: Store, query: Partial<SeriesQuery>): Promise<readonly string[]> =>
      (await each.trace.series({ ...asked, by: 'way', ...query })).points.map(
        ({ at, label, outcome, count, bytes }) => `${(at - begin) / HOUR} ${label} ${outcome} ${count} ${bytes}`,
      );
    for (const open of [async () => store, reopen]) {
      const each = await open();
      for (const by of seriesOf) assert.deepEqual(await shown(each, { by }), wanted[by], by);
      const [first = ''] = wanted.connector;
      const named = [first.split(' ')[1] ?? ''];
      assert.deepEqual(
        await shown(each, { by: 'connector', named }),
        wanted.connector.filter((line) => line.split(' ')[1] === named[0]),
      );
      assert.deepEqual(await shown(each, { only: [id('ORG2')] }), [
        '0 direct Rejected 1 0',
        `1 submission Accepted 1 ${size}`,
      ]);
      assert.deepEqual(await shown(each, { by: 'to-domain', only: [id('ORG2')] }), wanted['to-domain']);
      assert.deepEqual(await shown(each, { by: 'to-domain', only: [id('ORG1')] }), []);
      assert.deepEqual(await shown(each, { only: [] }), []);
      assert.deepEqual(await shown(each, { from: begin + HOUR, to: begin + HOUR }), []);
      assert.deepEqual(await shown(each, { by: 'connector', labels: 1, to: begin + HOUR }), [
        `0 * Accepted 1 ${size}`,
        '0 CONN2 Rejected 3 0',
      ]);
    }
  });

  onStore(
    'mail of a connector in a domain that its organization has not verified is counted by that domain',
    async ({ store }) => {
      const [begin = 0] = hours(START + HOUR);
      const verified = { at: 0, method: 'txt' as const };
      const domains = [
        domain('DOM1', 'ours.test', { organizationId: id('ORG1'), verified }),
        domain('DOM2', 'theirs.test', { organizationId: id('ORG2'), verified }),
      ];
      await store.directory.change(
        domains.map((object) => ({ verb: 'put', object }) as const),
        'test',
        START,
      );
      for (const from of ['a@ours.test', 'a@theirs.test', 'a@foreign.test'])
        await store.spool.accept(sample({ receivedAt: begin + 1, reversePath: address(from) }));
      await store.spool.accept(
        sample({ receivedAt: begin + 1, reversePath: address('a@direct.test'), ingress: 'direct' }),
      );
      const asked = { by: 'other-domain', step: 'hour', from: begin, to: begin + HOUR, labels: 9 } as const;
      const labels = async (only: Organizations): Promise<readonly string[]> =>
        (await store.trace.series({ ...asked, only })).points.map(({ label }) => label);
      assert.deepEqual(await labels(null), ['foreign.test', 'theirs.test']);
      assert.deepEqual(await labels([id('ORG2')]), []);
    },
  );

  onStore(
    'next hops that say a status of their own for each recipient share one count in the end',
    async ({ store }) => {
      const recipients = Array.from({ length: bounds.store.tallyLabels + 20 }, (_, n) => `r${n}@far.test`);
      const message = sample({ to: recipients });
      await store.spool.accept(message);
      for (const delivery of await claim(store))
        await store.spool.settle(
          settlement(delivery, {
            changes: delivery.recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status: 'Failed' })),
            events: delivery.recipients.map(({ ordinal }) =>
              event(message.queueId, 'Fail', 'so', { ordinal, at: START + HOUR, code: `5.9.${ordinal}` }),
            ),
          }),
        );
      const asked = { by: 'code', step: 'day', from: START - DAY, to: START + 2 * DAY, only: null } as const;
      const { points } = await store.trace.series({ ...asked, labels: 2 * bounds.store.tallyLabels });
      assert.equal(points.length, bounds.store.tallyLabels + 1);
      assert.equal(points.find(({ label }) => label === OTHERS)?.count, 20);
    },
  );

  onStore('the hours of a day are together what the day is', async ({ store }) => {
    const [begin = 0, ...rest] = hours(START + DAY);
    for (const at of [begin, ...rest]) await store.spool.accept(sample({ receivedAt: at + 1 }));
    const asked = { by: 'way', from: begin, to: begin + 2 * DAY, only: null, labels: 9 } as const;
    const { points: days } = await store.trace.series({ ...asked, step: 'day' });
    const { points: each } = await store.trace.series({ ...asked, step: 'hour' });
    assert.equal(each.length, 1 + rest.length);
    assert.equal(
      days.reduce((sum, { count }) => sum + count, 0),
      each.length,
    );
    const { in: counted } = await counts(store, days[0]!.at + DAY - 2 * HOUR);
    assert.equal(
      counted[0]?.messages,
      days[0]!.count -
        each.filter(({ at }) => at > days[0]!.at + DAY - 2 * HOUR && at < (days[1]?.at ?? Number.POSITIVE_INFINITY))
          .length,
    );
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

  onStore('so are those of hours', async ({ store }) => {
    const [begin = 0] = hours(START + HOUR);
    const message = sample({ receivedAt: begin, deviceId: id('DEV1') });
    await store.spool.accept({ ...message, events: [event(message.queueId, 'Receive', 'so', { at: begin })] });
    const ever = { step: 'day', from: begin - DAY, to: begin + 9 * DAY, only: null, labels: 9 } as const;
    const counted = async (): Promise<readonly string[]> => {
      const found = await Promise.all(
        seriesOf.map(async (by) => [by, await store.trace.series({ ...ever, by })] as const),
      );
      return found.flatMap(([by, { points }]) => (points.length > 0 ? [by] : []));
    };
    assert.deepEqual(await counted(), ['way', 'outcome', 'connector', 'device', 'tls', 'other-domain']);
    while (await store.spool.sweep(begin + 2 * DAY, HOUR));
    assert.deepEqual(await counted(), []);
  });
}
