/** Views of lists, and searches of the trace, that a person keeps: their own, bounded, and gone with them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { assertProblem, must } from './asking.ts';

const PASSWORD = 'a-good-Passw0rd';

async function person(t: TestAdmin, name: string): Promise<Browser> {
  const { body } = await must(t, 'POST', '/administrators', { name, role: 'global-administrator' });
  const browser = new Browser(t.askTcp);
  const answer = { invitation: body.invitation.split('=').at(-1), password: PASSWORD };
  assert.equal((await browser.ask('POST', '/sign-in/invitation', answer)).status, 201);
  return browser;
}

const listed = async (browser: Browser) => (await browser.ask('GET', '/me/queries')).body;
const words = (from: string) => ({ words: { from, since: '2d' } });

test('a search is saved, replaced by its name, and deleted; nobody else has it', async () => {
  await using t = await openTestAdmin({ over: { clock: createManualClock() } });
  const [anna, ben] = [await person(t, 'anna'), await person(t, 'ben')];
  const saved = await anna.ask('POST', '/me/queries', { name: ' Refused scans ', ...words('scan@ours.test') });
  assert.equal(saved.status, 201, saved.text);
  assert.equal(saved.body.item.name, 'Refused scans');
  await anna.ask('POST', '/me/queries', { name: 'Ann', ...words('ann@ours.test') });
  await anna.ask('POST', '/me/queries', { name: 'Refused scans', ...words('other@ours.test') });
  const { saved: own } = await listed(anna);
  assert.deepEqual(
    own.map(({ name, words: said }: { name: string; words: object }) => [name, said]),
    [
      ['Ann', { from: 'ann@ours.test', since: '2d' }],
      ['Refused scans', { from: 'other@ours.test', since: '2d' }],
    ],
  );
  assert.deepEqual(await listed(ben), { saved: [], last: [] });
  assert.equal((await ben.ask('DELETE', `/me/queries/${own[0].id}`, undefined)).status, 204);
  assert.equal((await listed(anna)).saved.length, 2, 'nobody deletes those of others');
  assert.equal((await anna.ask('DELETE', `/me/queries/${own[0].id}`, undefined)).status, 204);
  assert.equal((await listed(anna)).saved.length, 1);
});

test('a view is of one page: another page has its own of the same name', async () => {
  await using t = await openTestAdmin({ over: { clock: createManualClock() } });
  const anna = await person(t, 'anna');
  const body = { page: '/devices', name: 'Old ones', words: { oldTls: 'true', coveredBy: 'copiers' } };
  const saved = await anna.ask('POST', '/me/queries', body);
  assert.equal(saved.status, 201, saved.text);
  await anna.ask('POST', '/me/queries', { name: 'Old ones', ...words('old@ours.test') });
  await anna.ask('POST', '/me/queries', { ...body, words: { oldTls: 'true' } });
  const { saved: own } = await listed(anna);
  assert.deepEqual(
    own.map(({ page, words: said }: { page: string; words: object }) => [page, said]),
    [
      ['/trace', { from: 'old@ours.test', since: '2d' }],
      ['/devices', { oldTls: 'true' }],
    ],
  );
  for (const page of ['devices', '/devices?a=b', 'https://evil.test/', '/'])
    assertProblem(await anna.ask('POST', '/me/queries', { ...body, page }), 400);
});

test('what was saved before views had a page is of the trace', async () => {
  await using t = await openTestAdmin({ over: { clock: createManualClock() } });
  const anna = await person(t, 'anna');
  await anna.ask('POST', '/me/queries', { name: 'Ann', ...words('ann@ours.test') });
  const [note] = await t.fake.store.notes.all('admin-queries');
  assert.ok(note);
  const { saved, ...rest } = note.value as { readonly saved: readonly { readonly page: string }[] };
  const before = saved.map(({ page, ...one }) => (assert.equal(page, '/trace'), one));
  await t.fake.store.notes.put('admin-queries', [
    { key: note.key, value: { ...rest, saved: before }, expected: note.version },
  ]);
  assert.equal((await listed(anna)).saved[0].page, '/trace');
});

test('the last ten are kept, the latest first, each once', async () => {
  await using t = await openTestAdmin({ over: { clock: createManualClock() } });
  const anna = await person(t, 'anna');
  for (let n = 1; n <= 12; n++) await anna.ask('POST', '/me/queries/last', words(`${n}@ours.test`));
  await anna.ask('POST', '/me/queries/last', words('5@ours.test'));
  const { last } = await listed(anna);
  assert.deepEqual(
    last.map((one: { words: { from: string } }) => Number.parseInt(one.words.from, 10)),
    [5, 12, 11, 10, 9, 8, 7, 6, 4, 3],
  );
});

test('there are bounds, programs keep their own, and what a person kept goes with them', async () => {
  await using t = await openTestAdmin({ over: { clock: createManualClock() } });
  const anna = await person(t, 'anna');
  await person(t, 'ben');
  for (let n = 1; n <= 50; n++)
    assert.equal((await anna.ask('POST', '/me/queries', { name: `${n}`, ...words('a') })).status, 201);
  assertProblem(await anna.ask('POST', '/me/queries', { name: 'one more', ...words('a') }), 422, /Delete one/u);
  for (const wrong of [{ From: 'a' }, { from: '' }, { from: 'x'.repeat(501) }, { __proto__x: 'a' }])
    assertProblem(await anna.ask('POST', '/me/queries', { name: 'wrong', words: wrong }), 400);
  assert.deepEqual((await must(t, 'GET', '/me/queries')).body, { saved: [], last: [] });
  assertProblem(await t.ask('POST', '/api/v1/me/queries', { name: 'mine', ...words('a') }), 409);
  assert.equal((await t.fake.store.notes.all('admin-queries')).length, 1);
  await must(t, 'DELETE', '/administrators/anna');
  assert.equal((await t.fake.store.notes.all('admin-queries')).length, 0);
});
