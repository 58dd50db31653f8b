/** Seats over the API: set, assigned, reported whole and in pages, given back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { bounds } from '../../src/base/bounds.ts';
import { assertProblem, contoso, must } from './asking.ts';

test('licences: seats are set, assigned, reported and given back', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  t.fake.senders.push(
    { address: 'panel@contoso.com', lastSeen: 5, messages: 2 },
    { address: 'office@contoso.com', lastSeen: 5, messages: 1 },
  );
  assertProblem(
    await t.ask('POST', '/api/v1/licences/assign', { address: 'office@contoso.com' }),
    409,
    /licence seats/,
  );
  await must(t, 'PUT', '/licences/seats', { mailboxSeats: 1, protectionSeats: 1 });
  const before = await must(t, 'GET', '/licences/report');
  assert.deepEqual(before.body.mailboxSeats, { total: 1, assigned: 0, missing: ['office@contoso.com'] });
  assert.deepEqual((await must(t, 'GET', '/licences/mailboxes-without-seat')).body, {
    items: [{ address: 'office@contoso.com' }],
    next: null,
  });
  await must(t, 'POST', '/licences/assign', { address: 'office@contoso.com' });
  await must(t, 'POST', '/licences/assign', { address: 'panel@contoso.com' });
  const after = await must(t, 'GET', '/licences/report');
  assert.deepEqual(after.body.mailboxSeats.missing, []);
  assert.deepEqual(after.body.protectionSeats.senders, [
    { address: 'panel@contoso.com', lastSeen: 5, messages: 2, licensed: true },
  ]);
  t.fake.senders.push({ address: 'alarm@contoso.com', lastSeen: 6, messages: 1 });
  const first = (await must(t, 'GET', '/licences/senders?limit=1')).body;
  assert.deepEqual(first.items, [{ address: 'alarm@contoso.com', lastSeen: 6, messages: 1, licensed: false }]);
  const second = (await must(t, 'GET', `/licences/senders?limit=1&after=${first.next}`)).body;
  assert.deepEqual([second.items, second.next], [after.body.protectionSeats.senders, null]);
  t.fake.senders.push(
    ...Array.from({ length: bounds.admin.listWhole }, (_, n) => ({
      address: `s${n}@contoso.com`,
      lastSeen: 7,
      messages: 1,
    })),
  );
  assertProblem(await t.ask('GET', '/api/v1/licences/report'), 400, /licence senders/);
  t.fake.senders.length = 0;
  assertProblem(await t.ask('PUT', '/api/v1/licences/seats', { mailboxSeats: 0 }), 422, /unassign/);
  assertProblem(await t.ask('POST', '/api/v1/licences/assign', { address: 'x@elsewhere.org' }), 422);
  await must(t, 'POST', '/licences/unassign', { address: 'office@contoso.com' });
  assertProblem(await t.ask('POST', '/api/v1/licences/unassign', { address: 'office@contoso.com' }), 404);
  assert.equal((await must(t, 'GET', '/licence-pools')).body.items.length, 1);
});
