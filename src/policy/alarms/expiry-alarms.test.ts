import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Expiry, expiryAlarm } from './expiry-alarms.ts';

const DAY_MS = 86_400_000;
const end = Date.UTC(2026, 11, 5);
const secret: Expiry = {
  kind: 'secret-expires',
  key: 'secret-expires:m365',
  organizationId: null,
  connector: 'm365',
  subject: 'm365',
  what: 'client-secret',
  words: 'The client secret of upstream m365',
  expiresAt: end,
  cure: { act: 'renew-client-secret', name: 'm365' },
};
const at = (daysBefore: number, hours = 0): string | undefined =>
  expiryAlarm(secret, end - daysBefore * DAY_MS + hours * 3_600_000)?.cause;

test('days are counted from day to day, whatever the hour', () => {
  for (const hours of [0, 9, 23])
    assert.equal(at(7, hours), 'The client secret of upstream m365 expires on 2026-12-05, in 7 days.');
  assert.match(at(2, 20) ?? '', /, in 2 days\.$/u);
  assert.match(at(1, 20) ?? '', /, tomorrow\.$/u);
  assert.match(at(0) ?? '', / expired on 2026-12-05\.$/u);
  const noon = { ...secret, expiresAt: end + DAY_MS / 2 };
  assert.match(expiryAlarm(noon, end + 3_600_000)?.cause ?? '', /, today\.$/u);
});

test('30, 14, 7, 1 days and the end are stages of their own', () => {
  const stage = (daysBefore: number) => expiryAlarm(secret, end - daysBefore * DAY_MS)?.stage;
  assert.deepEqual([31, 30, 14, 7, 1, 0, -1].map(stage), [undefined, 1, 2, 3, 4, 5, 5]);
});
