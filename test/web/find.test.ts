/** The one search box, and the keys that work everywhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

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
