/** The admin center in other languages than English, in a real browser at a real house: chosen by the browser or by a person, and nothing cut off. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';

const openBrowser = browserOfFile();
const sharedHouse = ofFile(async () => {
  const house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  await submit(house, 'copier@ours.test', ['v@ours.test'], 'Subject: Scan\n\nbody\n');
  return house;
});

const registry = readFileSync(new URL('../../web/src/pages/all.ts', import.meta.url), 'utf8');
const pages = [...registry.matchAll(/path: '([^']+)', words: '(\w+)'/gu)].map(([, path = '', words = '']) => ({
  path,
  words,
}));

const language = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

test('the language of the browser, until a person chooses another one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using visit = await browser.visit(await sharedHouse(), { language: 'de-AT' });
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('heading', { level: 1, name: 'Startseite' }).waitFor();
  assert.equal(await language(page), 'de');
  await page.getByRole('button', { name: 'Konto und Darstellung' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch', checked: true }).waitFor();
  await visit.accessible('every theme');
  await page.getByRole('menuitemradio', { name: 'Français' }).click();
  await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
  assert.equal(await language(page), 'fr');
  // It is kept.
  await visit.open('/trace');
  await page.getByRole('heading', { level: 1, name: 'Suivi des messages' }).waitFor();
  assert.equal(await page.title(), 'Suivi des messages - Doorpost');
});

test('a browser of a language without words is spoken to in English', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using visit = await browser.visit(await sharedHouse(), { language: 'it-IT' });
  await visit.open('/');
  await visit.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.equal(await language(visit.page), 'en');
});

/** What is fixed on a page, and cut off where it stands. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`
    [...document.querySelectorAll('h1, h2, nav a, button, [role=tab], [role=columnheader], label, dt')]
      .filter((one) => one.checkVisibility() && [one, ...one.querySelectorAll('*')].some((each) =>
        getComputedStyle(each).overflowX !== 'visible' && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1))
      .map((one) => one.tagName + ': ' + one.textContent)
  `);

/** German has the longest words. Of all of them people look at pictures. */
const looked = process.env['DOORPOST_PICTURES'] === undefined ? ['de-DE'] : ['de-DE', 'fr-FR', 'es-ES'];

for (const code of looked)
  test(`every page in ${code}: all its words are there, and none is cut off`, async (t) => {
    await using browser = await openBrowser(t);
    if (browser === null) return;
    await using visit = await browser.visit(await sharedHouse(), { language: code });
    const cut: string[] = [];
    assert.ok(pages.length > 20);
    for (const { path, words } of pages) {
      await visit.open(path);
      await visit.page.getByRole('progressbar').first().waitFor({ state: 'hidden' });
      await visit.page.getByRole('heading', { level: 1 }).waitFor();
      await visit.picture(`${code}-${words}`);
      cut.push(...(await cutOff(visit.page)).map((one) => `${path} ${one}`));
    }
    assert.deepEqual(cut, []);
  });

test('on a phone the longest names of pages are broken, and not cut off', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using visit = await browser.visit(await sharedHouse(), { language: 'de-DE', size: 'phone' });
  for (const path of ['/trace', '/settings/audit', '/protection/restricted']) {
    await visit.open(path);
    const end = await visit.page.evaluate<number>(
      `(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h1')); return range.getBoundingClientRect().right; })()`,
    );
    assert.ok(end <= 390, `${path} ends at ${end}`);
  }
});
