/** DKIM keys in a real browser: made, its record copied, found by a check, followed by the next one, deleted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const openBrowser = browserOfFile();

const NAME = 'mail._domainkey.ours.test';

test('a key is made, found in DNS and deleted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const resolver = createZoneResolver('ours.test NS ns.far.test\nns.far.test A 9.9.9.9');
  await using house = await startTestHouse({ overrides: { resolver } });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/dkim');
  await page.getByText('No DKIM keys yet').waitFor();
  await visit.accessible();
  await visit.picture('dkim-empty');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Selector').fill('mail');
  await form.getByText('ours.test').waitFor();
  await visit.accessible();
  await visit.picture('dkim-make');
  await form.getByRole('button', { name: 'Make it' }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText(NAME, { exact: true }).waitFor();

  const { body } = await askAt({ socketPath: house.settings.adminSocket }, 'GET', `/api/v1/dkim-keys/${NAME}`, {});
  resolver.set(`ours.test NS ns.far.test\nns.far.test A 9.9.9.9\n${NAME} TXT "${body.item.record.value}"`);
  await flyout.getByRole('button', { name: 'Check now' }).click();
  await flyout.getByText('ns.far.test').waitFor();
  await flyout.getByText('Signs', { exact: true }).waitFor();
  await visit.accessible();
  await visit.picture('dkim-flyout');
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /ours\.test mail RSA, 2,048 bits Signs Published/u }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('dkim');

  await visit.open(`/dkim?open=${NAME}`);
  await flyout.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Its record stays in DNS until you take it out there.').waitFor();
  await visit.picture('dkim-delete');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByText('No DKIM keys yet').waitFor();
  assert.equal(house.house.directory.current.listOf('dkim-key').length, 0);
});
