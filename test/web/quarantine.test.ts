/** Quarantine in a real browser: a person sees why mail is kept, looks into it without being touched by it, and lets it go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { keepMail, spam } from '../../lab/kept-mail.ts';

const openBrowser = browserOfFile();

/** Fails the visit by itself wherever it runs, loads or is styled by the page. */
const HOSTILE = '<img src=x onerror=alert(1)>{{7*7}}<script>alert(2)</script>';
const HTML = [
  '<html><head><style>@import "https://evil.test/a.css";</style></head><body onload="alert(3)">',
  '<p style="background:url(https://evil.test/b.png)">Dear customer</p>',
  '<script>parent.document.title = "gone"; alert(4)</script><img src="https://evil.test/pixel.gif" alt="Logo">',
  '<a href="https://evil.test/sign-in">Sign in</a><iframe src="https://evil.test"></iframe>',
  '<form action="https://evil.test"><input name=password><button>Go</button></form><svg onload="alert(5)"></svg>',
  '<meta http-equiv="refresh" content="0;url=https://evil.test"><base href="https://evil.test"></body></html>',
].join('\r\n');

const hostile = (house: TestHouse) =>
  keepMail(house, {
    from: '"<img src=x>"@far.test',
    shownFrom: `${HOSTILE} <boss@ours.test>`,
    subject: HOSTILE,
    to: ['v@ours.test', 'printer@ours.test'],
    text: `From: x@far.test\r\nSubject: ${HOSTILE}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${HTML}\r\n`,
    screened: { ...spam, results: `mx; dmarc=fail header.from=${HOSTILE}`, virus: HOSTILE, row: 'malware' },
  });

const rows = (page: Page) => page.getByRole('grid', { name: 'Mail in quarantine' }).getByRole('row');
const leftIn = async ({ house }: TestHouse): Promise<number> =>
  (await house.store.spool.list({ quarantined: true }, { limit: 1, after: null })).total;

test('what is kept, why, and a look into it that nothing of it survives', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await keepMail(house);
  await hostile(house);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/quarantine');
  await rows(page).getByText('Spam, for sure').waitFor();
  await visit.accessible('every theme');
  await visit.picture('quarantine');
  await rows(page).filter({ hasText: 'printer@ours.test' }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('Because malware was found in it.').waitFor();
  await flyout.getByText('Kept in quarantine: malware was found in it').first().waitFor();
  await flyout.getByRole('button', { name: 'Preview' }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByText('Dear customer').waitFor();
  assert.equal((await frame.locator('body').innerHTML()).replaceAll(/\s+/gu, ' ').includes('evil.test/pixel'), false);
  await frame.getByText('Sign in [https://evil.test/sign-in]').waitFor();
  assert.equal(await frame.locator('img, script, a[href], form, iframe, style, [style]').count(), 0);
  assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
  await visit.accessible();
  await visit.picture('quarantine-preview');
  await flyout.getByRole('tab', { name: 'Source' }).click();
  await flyout.getByText('@import "https://evil.test/a.css"').waitFor();
  await visit.accessible();
  await visit.picture('quarantine-source');
  const { entries } = await house.house.store.directory.audit({ limit: 9 }).then((entries) => ({ entries }));
  assert.equal(entries.filter(({ name }) => name === 'quarantine: preview').length, 1);
});

test('released to its recipient, to another address, and all that match deleted; the number stands in the question', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await keepMail(house, { subject: 'First' });
  for (let n = 0; n < 3; n++) await keepMail(house, { from: 'other@far.test', subject: `Other ${n}` });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/quarantine');
  await rows(page).filter({ hasText: 'First' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release…' }).click();
  const ask = page.getByRole('alertdialog');
  await ask.getByRole('radio', { name: 'Another address, as a copy' }).click();
  await ask.getByLabel('Address', { exact: true }).fill('printer@ours.test');
  await visit.accessible();
  await visit.picture('quarantine-release');
  await ask.getByRole('button', { name: 'Send a copy of mail for 1 recipient' }).click();
  await house.traced({ status: ['Delivered'], recipient: 'printer@ours.test' });
  assert.equal(await leftIn(house), 4);
  await page.getByRole('dialog').getByRole('button', { name: 'Release…' }).click();
  await ask.getByRole('button', { name: 'Release mail for 1 recipient' }).click();
  await house.traced({ status: ['Delivered'], recipient: 'v@ours.test' });
  await page.getByText('No longer in quarantine').waitFor();
  await page.keyboard.press('Escape');
  await visit.open('/quarantine?from=other');
  await rows(page).filter({ hasText: 'Other 0' }).getByRole('checkbox').click();
  await page
    .getByRole('button', { name: 'All 3' })
    .or(page.getByRole('button', { name: /Select all 3/u }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await ask.getByRole('button', { name: 'Delete mail for 3 recipients' }).click();
  await page.getByText('Mail for 3 recipients was deleted.').waitFor();
  await visit.accessible();
  assert.equal(await leftIn(house), 0);
});

test('the help desk sees the list and no way out, and without the content right no content', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await keepMail(house);
  await using visit: Visit = await browser.visit(house, { role: 'help-desk', size: 'phone' });
  const { page } = visit;
  await visit.open('/quarantine');
  await page.getByText('You have won').first().click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('Reading what people wrote needs the content right.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Release…' }).count(), 0);
  await visit.accessible();
  await visit.picture('quarantine-help-desk');
});
