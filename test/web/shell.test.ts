/** The frame of the admin center, in a real browser at a real house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';

const openBrowser = browserOfFile();
const sharedHouse = ofFile(() => startTestHouse());

test('the shell: pages by the navigation, nothing axe finds', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByText('Mail flows.').waitFor();
  await visit.accessible();
  await visit.picture('shell');
  await page.getByRole('link', { name: 'Message trace' }).click();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/trace');
  assert.equal(await page.title(), 'Message trace - Doorpost');
});

test('a page at an address of its own, and an address without one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
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
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  await visit.open('/trace');
  await visit.page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('sign-in');
});
