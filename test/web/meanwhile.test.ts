/** Two administrators at one object: the second one is told what the first one changed, and loads it anew or saves over it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import { changesBetween, textOf } from '../../web/src/parts/changes-between.ts';
import words from '../../web/src/words/en/meanwhile.ts';

const openBrowser = browserOfFile();

async function ask(house: TestHouse, method: string, path: string, body?: object) {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body?.item;
}

const opened = async (): Promise<TestHouse> => {
  const house = await startTestHouse({ objects: [inbound('copiers', { senderAddresses: ['127.0.0.64/26'] })] });
  await ask(house, 'POST', '/devices', { name: 'Copier', place: '2nd floor', addresses: ['127.0.0.70'] });
  return house;
};

test('a device is saved over what somebody changed meanwhile, seen before, or not', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await ask(house, 'PATCH', '/devices/Copier', { place: '2nd floor', owner: null });
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/devices');
  await page.getByText('Copier', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: 'Edit Copier' });
  await form.getByLabel('Place').fill('Hall');
  await ask(house, 'PATCH', '/devices/Copier', { place: 'Cellar', silentAfterDays: 3 });
  await form.getByRole('button', { name: 'Save' }).click();

  const told = page.getByRole('alertdialog', { name: 'Somebody changed this meanwhile' });
  await told.getByRole('row', { name: 'Place 2nd floor Cellar' }).waitFor();
  await told.getByRole('row', { name: /^Days of silence until an alarm .* 3$/u }).waitFor();
  await told.getByText(/changed it \(/u).waitFor();
  await visit.accessible();
  await visit.picture('meanwhile-device');
  await page.keyboard.press('Escape');
  await gone(told);
  await form.getByText('Somebody changed this meanwhile').waitFor();
  assert.equal((await ask(house, 'GET', '/devices/Copier')).place, 'Cellar', 'nothing was saved');

  await form.getByRole('button', { name: 'Save' }).click();
  await told.getByRole('button', { name: 'Save over it' }).click();
  await gone(form);
  assert.equal((await ask(house, 'GET', '/devices/Copier')).place, 'Hall');
});

test('an organization is loaded anew: the form has what is there now, and then saves', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/organization?of=ours&edit=general');
  const form = page.getByRole('dialog', { name: 'Edit ours' });
  await form.getByLabel('Postmaster').fill('v@ours.test');
  await ask(house, 'PATCH', '/organizations/ours', { language: 'de', rejectDirectSend: true });
  await form.getByRole('button', { name: 'Save' }).click();
  const told = page.getByRole('alertdialog', { name: 'Somebody changed this meanwhile' });
  await told.getByRole('row', { name: 'Refuse Direct Send off on' }).waitFor();
  await visit.picture('meanwhile-organization');
  await told.getByRole('button', { name: 'Load it anew' }).click();
  await gone(told);
  await form.getByText('German').waitFor();
  assert.equal(await form.getByLabel('Postmaster').inputValue(), '', 'what was not saved is gone');
  await form.getByLabel('Postmaster').fill('v@ours.test');
  await form.getByRole('button', { name: 'Save' }).click();
  await gone(form);
  const { postmaster, rejectDirectSend, language } = await ask(house, 'GET', '/organizations/ours');
  assert.deepEqual([postmaster, rejectDirectSend, language], ['v@ours.test', true, 'de']);
});

test('somebody was faster than the page is: the question waits for its own dialog, and is put', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await using visit = await browser.visit(house);
  const { page } = visit;
  const refused = Promise.withResolvers<void>();
  await page.route('**/assets/{meanwhile,changes-between}-*.js', async (route) => {
    await refused.promise;
    await route.continue();
  });
  await visit.open('/settings/organization?of=ours&edit=general');
  const form = page.getByRole('dialog', { name: 'Edit ours' });
  await form.getByLabel('Postmaster').fill('v@ours.test');
  await ask(house, 'PATCH', '/organizations/ours', { language: 'de' });
  const answer = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await form.getByRole('button', { name: 'Save' }).click();
  assert.equal((await answer).status(), 412);
  refused.resolve();
  await page
    .getByRole('alertdialog', { name: 'Somebody changed this meanwhile' })
    .getByRole('row', { name: /^Language/u })
    .waitFor();
});

test('a connector is removed all the same', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await using visit = await browser.visit(house);
  const { page } = visit;
  const told = page.getByRole('alertdialog', { name: 'Somebody changed this meanwhile' });
  // Held back, so that the page does not see it sooner than the person acts.
  await page.route('**/api/v1/events*', (route) => route.abort());
  await visit.open('/connectors');
  await page.getByText('copiers', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await ask(house, 'PATCH', '/inbound-connectors/copiers', { requireTls: true });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await told.getByRole('row', { name: 'TLS required off on' }).waitFor();
  await told.getByRole('button', { name: 'Remove it all the same' }).click();
  await gone(told);
  await gone(page.getByLabel('Connectors', { exact: true }).getByText('copiers'));
});

test('every field that somebody sets has a word, and what happens to an object is no change', () => {
  const known = new Set(Object.keys(words.fields));
  for (const { shape } of Object.values(formsOfKind))
    for (const field of Object.keys(shape)) assert.ok(known.has(field) || NOT_SHOWN.has(field), field);
  const before = { id: 'x', etag: 'a', seen: null, name: 'Copier', limits: { messageSize: 5 }, addresses: [] };
  const now = { ...before, etag: 'b', seen: {}, limits: {}, addresses: ['192.0.2.1', '192.0.2.2'], place: 'Hall' };
  assert.deepEqual(changesBetween(before, now), [
    { field: 'limits', before: { messageSize: 5 }, now: {} },
    { field: 'addresses', before: [], now: ['192.0.2.1', '192.0.2.2'] },
  ]);
  const said = { on: 'on', off: 'off', none: 'none' };
  assert.equal(textOf({ messageSize: 5, nested: { a: true } }, said), 'messageSize 5, nested a on');
  for (const [value, text] of [
    [[], 'none'],
    [{}, 'none'],
    [null, 'none'],
    ['', 'none'],
    [0, '0'],
    [['a', 'b'], 'a, b'],
  ] as const)
    assert.equal(textOf(value, said), text);
});

/** Of a credential: never shown. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['password', 'passwordHash']);
