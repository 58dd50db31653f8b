import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsAnswer } from '../../dns/resolver.ts';
import { judgeMtaSts, judgeTlsReports } from './judge-records.ts';

const found = (...records: readonly string[]) => ({ kind: 'found', records }) as unknown as DnsAnswer<string>;

test('an MTA-STS record is one with an id; a domain may do without', () => {
  const good = { outcome: 'good', finding: { kind: 'has-policy', id: '20261130T1' } };
  assert.deepEqual(judgeMtaSts(found('v=STSv1; id=20261130T1;', 'something else')), good);
  assert.equal(judgeMtaSts(found('something else')).finding.kind, 'not-published');
  assert.equal(judgeMtaSts(found('something else')).outcome, 'good');
  for (const records of [['v=STSv1;'], ['v=STSv1; id=no blanks'], ['v=STSv1; id=1', 'v=STSv1; id=2']])
    assert.deepEqual(judgeMtaSts(found(...records)), {
      outcome: 'warning',
      finding: { kind: 'malformed', count: records.length },
    });
  const failed = { kind: 'failed', reason: 'no answer' } as unknown as DnsAnswer<string>;
  assert.equal(judgeMtaSts(failed).outcome, 'unknown');
});

test('a record for TLS reports says where they go', () => {
  const record = 'v=TLSRPTv1; rua=mailto:tls@ours.test, https://ours.test/tls';
  assert.deepEqual(judgeTlsReports(found(record)).finding, {
    kind: 'reports-wanted',
    by: ['mailto:tls@ours.test', 'https://ours.test/tls'],
  });
  assert.equal(judgeTlsReports(found('v=TLSRPTv1; rua=tls@ours.test')).finding.kind, 'malformed');
});
