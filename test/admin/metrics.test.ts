/** Metrics agree with what was observed, and never name what a stranger said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { MetricLabels } from '../../src/admin/observe/metric-labels.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { acceptedOf } from '../../src/mail/observation.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { organization, sample } from '../../src/store/contract/samples.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';

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
