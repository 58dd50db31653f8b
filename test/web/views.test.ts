/** Views of lists that a person saves and opens again; and what was searched by in the trace lately. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type TestBrowser, type Visit } from '../../lab/browser.ts';
import { submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

/** By a link, as the local administrator: with a token nothing is kept. */
async function signedIn(browser: TestBrowser, house: TestHouse): Promise<Visit> {
  const local = { socketPath: house.settings.adminSocket };
  const { body } = await askAt(local, 'POST', '/api/v1/sign-in/links', { body: {} });
  const { address } = body as { readonly address: string };
  const visit = await browser.visit(house, { signedIn: false });
  await visit.open(`/trace${address.slice(address.indexOf('#'))}`);
  await visit.page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  return visit;
}

async function chosen(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function saved(visit: Visit, name: string): Promise<void> {
  const { page } = visit;
  await chosen(page, 'Save this view…');
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  if (name === 'The copier') await visit.accessible();
  await page.keyboard.press('Enter');
  await gone(dialog);
}

test('a view of the trace is saved, opened again with its time, and deleted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await house.traced({});
  await using visit: Visit = await signedIn(browser, house);
  const { page } = visit;
  await chosen(page, 'All saved views');
  const all = page.getByRole('dialog', { name: 'Saved views' });
  await all.getByRole('heading', { name: 'No saved views yet' }).waitFor();
  await visit.accessible();
  await visit.picture('views-none');
  await page.keyboard.press('Escape');
  await page.goto('/trace?from=copier@ours.test&since=10d');
  await page.getByRole('grid').getByText('copier@ours.test').first().waitFor();
  await saved(visit, 'The copier');
  await page.goto('/trace?status=Failed');
  await chosen(page, 'The copier');
  await page.getByRole('grid').getByText('copier@ours.test').first().waitFor();
  assert.equal(new URL(page.url()).search, '?from=copier%40ours.test&since=10d');
  await chosen(page, 'All saved views');
  await all.getByText('from:copier@ours.test since:10d').waitFor();
  await visit.accessible('every theme');
  await visit.picture('views');
  await all.getByRole('button', { name: 'Delete The copier' }).click();
  await all.getByRole('heading', { name: 'No saved views yet' }).waitFor();
});

test('each list whose filters are its address has views of its own', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [inbound('copiers', { senderAddresses: ['10.1.1.0/24'] })] });
  await using visit: Visit = await signedIn(browser, house);
  const { page } = visit;
  const lists = [
    ['/devices', 'signsIn=true'],
    ['/waiting', 'state=ignored'],
    ['/mailboxes', 'smtpAuth=true&withoutSignIn=true'],
    ['/groups', 'q=all'],
    ['/connectors', 'warned=true'],
    ['/domains', 'state=bad'],
    ['/dkim', 'q=ours'],
    ['/queue', 'tab=messages&paused=yes'],
    ['/quarantine', 'sort=oldest'],
    ['/live', 'refused=1'],
    ['/settings/audit', 'kind=device&since=24h'],
    ['/settings/sign-ins', 'q=ann'],
  ] as const;
  for (const [path, query] of lists) {
    await visit.open(`${path}?${query}`);
    await saved(visit, `Mine of ${path}`);
    await visit.open(path === '/queue' ? '/queue?tab=messages' : path);
    await chosen(page, `Mine of ${path}`);
    const said = new URLSearchParams(query);
    await page.waitForURL((url) => [...said].every(([word, value]) => url.searchParams.get(word) === value));
  }
  await page.getByRole('button', { name: 'Views' }).click();
  assert.deepEqual(await page.getByRole('menuitem').allInnerTexts(), [
    'Mine of /settings/sign-ins',
    'Save this view…',
    'All saved views',
  ]);
  await visit.accessible();
  await visit.picture('views-menu');
});

test('what was searched by is listed by itself, and opened by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await signedIn(browser, house);
  const { page } = visit;
  const noted = page.waitForResponse((response) => response.url().endsWith('/me/queries/last'));
  await page.goto('/trace?status=Failed');
  assert.equal((await noted).status(), 204);
  const tab = page.getByRole('tab', { name: 'Search' });
  await tab.waitFor();
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(tab)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const row = page.getByRole('table', { name: 'Last ten queries' }).getByRole('button', { name: /status:Failed/u });
  await row.waitFor();
  await visit.accessible();
  await visit.picture('queries-last');
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(row)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Status: Failed').waitFor();
  assert.match(page.url(), /status=Failed/u);
});
