/** The trace for programs: its times, and the table for spreadsheets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { traceRow } from '../../lab/stores/records.ts';
import { assertProblem, contoso, must } from './asking.ts';

test('a time without an offset is UTC, whatever the zone of the server', async () => {
  await using t = await openTestAdmin();
  await must(t, 'GET', '/trace?since=2026-12-01T08:00&until=2026-12-01T08:00%2B01:00');
  assert.equal(t.fake.asked.trace?.since, Date.UTC(2026, 11, 1, 8), 'as it stands');
  assert.equal(t.fake.asked.trace?.until, Date.UTC(2026, 11, 1, 7));
});

test('the trace comes as CSV too, searched in the same way', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  t.fake.rows.push(traceRow({ at: Date.UTC(2026, 11, 1), sender: '=1+1@evil.test', subject: 'a, "b"' }));
  const { status, type, text } = await t.ask('GET', '/api/v1/trace-csv?recipient=@contoso.com&status=failed');
  assert.equal(status, 200);
  assert.equal(type, 'text/csv; charset=utf-8');
  const [header = '', line = '', end] = text.split('\r\n');
  assert.match(header, /^time,status,way,device,/u);
  assert.match(line, /^2026-12-01T00:00:00\.000Z,Delivered,.*'=1\+1@evil\.test.*"a, ""b"""/u);
  assert.equal(end, '');
  assert.deepEqual([t.fake.asked.trace?.recipient, t.fake.asked.trace?.status], ['@contoso.com', ['Failed']]);
  assertProblem(await t.ask('GET', '/api/v1/trace-csv?device=nobody'), 404);
});
