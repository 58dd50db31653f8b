/** Searches of the message trace that a person saves, finds again, and has searched by lately. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type TestBrowser, type Visit } from '../../lab/browser.ts';
import { submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

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

test('a search is saved, found again from another tab, opened and deleted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await house.traced({});
  await using visit: Visit = await signedIn(browser, house);
  const { page } = visit;
  await page.getByRole('tab', { name: 'Saved queries' }).click();
  await page.getByRole('heading', { name: 'No saved queries yet' }).waitFor();
  await visit.accessible();
  await visit.picture('queries-none');
  await page.goto('/trace?from=copier@ours.test&since=10d');
  await page.getByRole('grid').getByText('copier@ours.test').first().waitFor();
  await page.getByRole('button', { name: 'Save query' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save query' });
  await dialog.getByLabel('Name').fill('The copier');
  await visit.accessible();
  await visit.picture('queries-save');
  await page.keyboard.press('Enter');
  await gone(dialog);
  await page.getByRole('tab', { name: 'Saved queries' }).click();
  const saved = page.getByRole('table', { name: 'Saved queries' });
  await saved.getByText('from:copier@ours.test · Last 10 days').waitFor();
  await visit.accessible('every theme');
  await visit.picture('queries-saved');
  await saved.getByRole('button', { name: 'The copier', exact: true }).click();
  await page.getByRole('grid').getByText('copier@ours.test').first().waitFor();
  assert.match(page.url(), /since=10d/u);
  await page.getByRole('tab', { name: 'Saved queries' }).click();
  await page.getByRole('button', { name: 'Delete The copier' }).click();
  await page.getByRole('heading', { name: 'No saved queries yet' }).waitFor();
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
