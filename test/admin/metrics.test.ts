/** Metrics agree with what was observed, and never name what a stranger said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { MetricLabels } from '../../src/admin/observe/metric-labels.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { acceptedOf } from '../../src/mail/observation.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { organization, sample } from '../../src/store/contract/samples.ts';
import { openTestAdmin, testStatus } from '../../lab/houses/test-admin.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { QueueLook } from '../../src/admin/observe/queue-look.ts';
import { StoreUnavailable } from '../../src/store/store.ts';

test('what is observed is counted, and the queue is looked at when somebody asks', async () => {
  await using t = await openTestAdmin();
  t.admin.observe(acceptedOf(sample({ to: ['a@b.test', 'c@b.test'] }), 5));
  t.admin.observe({ kind: 'connection', listener: 'smtp', change: 1 });
  t.admin.observe({
    kind: 'session',
    record: {
      listener: 'smtp',
      startedAt: 0,
      endedAt: 1000,
      tls: 'TLSv1.3 X',
      refusals: [{ reply: '550 5.7.64 no', stage: 'rcpt' }],
    } as unknown as SessionRecord,
  });
  const { text } = await t.ask('GET', '/metrics');
  for (const line of [
    'doorpost_messages_accepted_total{ingress="relay",organization=""} 1',
    'doorpost_recipients_accepted_total{ingress="relay",organization=""} 2',
    'doorpost_refusals_total{stage="rcpt",code="550",enhanced="5.7.64"} 1',
    'doorpost_refusal_reasons_total{reason="none"} 1',
    'doorpost_queue_recipients{state="waiting"} 2',
    'doorpost_destination_recipients{way="mx",upstream="",organization=""} 2',
    'doorpost_accept_duration_seconds_count 1',
    'doorpost_connections_open{listener="smtp"} 1',
    'doorpost_store_healthy 1',
  ])
    assert.ok(text.includes(`${line}\n`), line);
  assert.match(text, /^process_resident_memory_bytes \d{7,}$/mu);
  assert.match(text, /^process_cpu_seconds_total [\d.]+$/mu);
});

test('what is not known is not told, and a store that does not answer is no server that is down', async () => {
  await using t = await openTestAdmin({ over: { status: () => ({ ...testStatus, certificate: null }) } });
  t.fake.store.spool.lanes = async () => {
    throw new StoreUnavailable('the disk');
  };
  t.fake.store.unhealthyReason = () => 'the disk';
  t.fake.store.freeBytes = () => null;
  const { status, text } = await t.ask('GET', '/metrics');
  assert.equal(status, 200);
  assert.match(text, /^doorpost_store_healthy 0$/mu);
  assert.doesNotMatch(text, /^doorpost_(?:queue|destination|certificate_expiry|store_free)\w*[ {]/mu);
});

test('a last mail of before the start is told, and series begin at 0', async () => {
  await using t = await openTestAdmin({ objects: [organization('ours')] });
  const last = { at: 5_000, ingress: 'direct', lane: 'mx:far.test' };
  t.fake.store.trace.lastMail = async () => ({ in: last, out: last }) as never;
  const { text } = await t.ask('GET', '/metrics');
  for (const line of [
    'doorpost_last_accepted_timestamp_seconds{ingress="direct"} 5',
    'doorpost_last_delivered_timestamp_seconds{way="mx"} 5',
    'doorpost_messages_accepted_total{ingress="relay",organization="ours"} 0',
    'doorpost_deliveries_total{action="failed",way="mx",upstream="",organization="ours"} 0',
    'doorpost_refusal_reasons_total{reason="not-relayed"} 0',
    'doorpost_delivery_latency_seconds_count{way="graph"} 0',
  ])
    assert.ok(text.includes(`${line}\n`), line);
});

test('a long queue is counted once for all who ask within a while, a short one each time', async () => {
  const clock = createManualClock();
  let counts = 0;
  let waiting = 1_000_000;
  const lanes = async (): Promise<never> => {
    counts++;
    return [{ waiting, held: 0 }] as never;
  };
  const look = new QueueLook({ lanes }, clock);
  await Promise.all([look.lanes(), look.lanes()]);
  await clock.advance(11_000);
  await look.lanes();
  assert.equal(counts, 1);
  waiting = 1;
  await clock.advance(2_000);
  await look.lanes();
  await clock.advance(1);
  await look.lanes();
  assert.equal(counts, 3);
});

test('so many organizations have series of their own, the others are one; a domain of strangers is none', () => {
  const labels = new MetricLabels();
  const names = Array.from({ length: bounds.admin.labelled + 5 }, (_, n) => `org ${n}`);
  const view = new DirectoryView({ revision: 1, objects: names.map((name) => organization(name)) });
  const said = new Set(view.organizations.map(({ id }) => labels.organization(view, id)));
  assert.equal(said.size, bounds.admin.labelled + 1);
  assert.ok(said.has('other'));
  for (const lane of ['mx:evil.test', 'connector:gone:evil.test', 'evil:test'])
    assert.doesNotMatch(JSON.stringify(new MetricLabels().destination(view, lane)), /evil|gone/u);
});
