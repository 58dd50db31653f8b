/** `?dryRun=true`: the rules, the warnings and the difference, and nothing of it stays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectionOf } from '../../src/admin/contracts/collection.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { assertProblem, contoso, examples, must } from './asking.ts';

for (const kind of Object.keys(collectionOf) as (keyof typeof collectionOf)[])
  test(`${kind}: made and changed for trial, nothing stays`, async () => {
    await using t = await openTestAdmin();
    await contoso(t);
    const [body, name, patch] = examples[kind];
    const path = `/${collectionOf[kind]}`;
    const state = async () => ({
      revision: t.directory.current.revision,
      list: (await must(t, 'GET', path)).body.items,
      secrets: await t.secrets.names(),
      audit: (await must(t, 'GET', '/audit')).body,
    });
    const asks = [
      ['POST', path, body, 'create'],
      ['PATCH', `${path}/${encodeURIComponent(name)}`, patch, 'update'],
    ] as const;
    for (const [method, at, said, action] of asks) {
      const before = await state();
      const tried = await must(t, method, `${at}?dryRun=true`, said);
      assert.equal(tried.status, 200);
      assert.deepEqual(await state(), before);
      const [change] = tried.body.dryRun.changes;
      assert.equal(change.action, action);
      assert.ok(change.fields.length > 0);
      assert.equal(tried.body.password, undefined, 'a password that lets nobody in');
      const done = await must(t, method, at, said);
      assert.equal(done.body.dryRun, undefined);
      assert.notDeepEqual(await state(), before);
    }
  });

test('what the rules refuse is refused, and a flag that is false changes', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const ask = (query: string, body: object) =>
    t.ask('POST', `/api/v1/inbound-connectors?dryRun=${query}`, { senderAddresses: ['192.0.2.1'], ...body });
  assertProblem(await ask('true', { name: 'x', profile: 'none such' }), 422);
  assert.equal((await ask('false', { name: 'x' })).status, 201);
  assertProblem(await ask('true', { name: 'x' }), 422);
});

test('sessions of the last day that would have come by it, and those that were refused', async () => {
  await using house = await startTestHouse();
  const at = { socketPath: house.settings.adminSocket };
  const ask = (path: string, body: object) => askAt(at, 'POST', `/api/v1/inbound-connectors${path}`, { body });
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await stranger.say('EHLO printer.test');
  for (const sender of ['scan@ours.test', 'scan@elsewhere.test']) {
    await stranger.say(`MAIL FROM:<${sender}>`);
    await stranger.say('RCPT TO:<someone@far.test>');
    await stranger.say('RSET');
  }
  await stranger.say('QUIT');
  stranger.end();
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await house.traced({}, (rows) => rows.length >= 3);
  const sessions = async (body: object) =>
    ((await ask('?dryRun=true', { name: 'Printers', ...body })).body as { dryRun: { sessions: object | null } }).dryRun
      .sessions;
  const counted = async (...senderAddresses: readonly string[]) => {
    const { since: _, ...rest } = (await sessions({ senderAddresses })) as { readonly since: number };
    return rest;
  };
  assert.deepEqual(await counted('127.0.0.77'), { matched: 1, refused: 1, complete: true });
  assert.deepEqual(await counted('127.0.0.77', DEVICE), { matched: 2, refused: 1, complete: true });
  assert.deepEqual(await counted('192.0.2.1'), { matched: 0, refused: 0, complete: true });
  assert.equal(await sessions({ certificateName: 'printer.ours.test' }), null);
  // A smaller network that is there already keeps its own.
  assert.equal((await ask('', { name: 'One', senderAddresses: ['127.0.0.77'] })).status, 201);
  const { body } = await askAt(at, 'PATCH', '/api/v1/inbound-connectors/One?dryRun=true', { body: {} });
  const { changes, sessions: asItIs } = (body as { dryRun: { changes: object[]; sessions: { matched: number } } })
    .dryRun;
  assert.deepEqual([changes.length, asItIs.matched], [0, 1], 'as it is');
  assert.deepEqual(await counted('127.0.0.0/25'), { matched: 1, refused: 0, complete: true });
});
