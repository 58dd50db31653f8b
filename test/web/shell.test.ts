/** The frame of the admin center, its search box and the keys that work everywhere, in a real browser at a real house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';
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

test('what is pasted into the box is jumped to; keys go to pages and tell of themselves', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  await submit(house, 'copier@ours.test', ['v@ours.test'], 'Subject: Scan\n\nbody\n');
  const [row] = await house.traced({});
  assert.ok(row?.queueId);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  const box = page.getByRole('combobox', { name: 'Search everywhere' });
  await page.keyboard.press('/');
  // As it stands in a reply.
  await page.keyboard.type(`Queued as ${row.queueId.toLowerCase()}`);
  await page.getByRole('option', { name: `Show ${row.queueId}` }).waitFor();
  await visit.accessible();
  await visit.picture('find');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('heading', { name: 'Scan' }).waitFor();
  await page.keyboard.press('Escape');
  await gone(page.getByRole('dialog'));
  await page.keyboard.press('Control+k');
  assert.ok(await visit.hasFocus(box));
  await page.keyboard.type('192.0.2.7');
  await page.getByRole('option', { name: 'Mail and refusals from 192.0.2.7' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/trace\?ip=192\.0\.2\.7$/);
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await visit.accessible();
});
