/** What the code of an error leads to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemStatus } from '../../src/admin/contracts/problems.ts';
import { problemWords } from '../../src/texts/en/problems.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';

test('every code of an error has a page that says what it means and what to do, without sign-in', async () => {
  await using t = await openTestAdmin();
  for (const [code, { title }] of Object.entries(problemWords)) {
    const status = problemStatus[code as keyof typeof problemStatus];
    const page = await t.askTcp('GET', `/problems/${code}`, { host: 'localhost' });
    assert.equal(page.status, 200, code);
    assert.match(page.type, /^text\/html/);
    for (const part of [title, 'What to do', `status ${status}`])
      assert.ok(page.text.includes(part), `${code}: ${part}`);
  }
  const unknown = await t.ask('GET', '/problems/none-such');
  assert.equal(unknown.status, 404);
  assert.equal(unknown.body.type, '/problems/not-found');
});

test('the type of a problem is an address of the server that answered', async () => {
  await using t = await openTestAdmin();
  for (const [path, code] of [
    ['/api/v1/mailboxes/ghost@contoso.com', 'not-found'],
    ['/api/v1/nowhere', 'no-such-path'],
    ['/api/v1/trace?sendr=a', 'invalid-parameters'],
  ] as const) {
    const { body } = await t.ask('GET', path);
    assert.equal(body.type, `/problems/${code}`);
    assert.equal((await t.ask('GET', body.type)).status, 200);
  }
  const { body } = await t.ask('GET', '/api/v1/devices/Ghost');
  assert.deepEqual(body.facts, { what: 'object', kind: 'device', name: 'Ghost' });
  assert.equal(body.detail, 'There is no device "Ghost".');
  assert.equal((await t.ask('POST', '/api/v1/groups', { adress: 'x' })).body.type, '/problems/invalid-fields');
});
