/** The frame of the admin center, in a real browser at a real house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, type Visit } from '../../lab/browser.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

test('the shell: pages by the navigation, themes, nothing axe finds', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  for (const theme of ['light', 'dark'] as const) {
    await using visit: Visit = await browser.visit(house, { theme });
    const { page } = visit;
    await visit.open('/');
    await page.getByText('Mail flows.').waitFor();
    await visit.accessible();
    await visit.picture('shell');
    await page.getByRole('link', { name: 'Message trace' }).click();
    await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/trace');
    assert.equal(await page.title(), 'Message trace - Doorpost');
  }
});

test('a page at an address of its own, and an address without one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  await visit.open('/trace');
  await visit.page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await visit.open('/no/such/page');
  await visit.page.getByRole('link', { name: 'Go to Home' }).click();
  await visit.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
});

test('nobody is signed in: the page where one signs in', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  for (const theme of ['light', 'dark'] as const) {
    await using visit: Visit = await browser.visit(house, { theme, signedIn: false });
    await visit.open('/trace');
    await visit.page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
    await visit.accessible();
    await visit.picture('sign-in');
  }
});
