/** Several organizations in one browser: whose a row is, and that nobody sees anything of another's, on any page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { ofFile } from '../../lab/of-file.ts';
import { MARK, nameOf, openSite, OTHER, OWN } from '../admin/roles/site.ts';

const openBrowser = browserOfFile();
const site = ofFile(openSite);

/** In the page: what it shows, names of controls, values of fields, and where links lead. */
const READ = `[document.body.innerText, ...[...document.querySelectorAll('[aria-label], [title], [href], input, textarea')].flatMap((one) => [
  one.getAttribute('aria-label'), one.getAttribute('title'), one.getAttribute('href'), one.value,
])].join('\\n')`;

const registry = readFileSync(new URL('../../web/src/pages/all.ts', import.meta.url), 'utf8');
const paths = [...registry.matchAll(/\{ path: '([^']+)'/gu)].map(([, path = '']) => path);

/** So long nothing changes where all is there. */
const STILL_MS = 300;
/** On a page that counts seconds. */
const MOST_LOOKS = 20;

/** As it is read when all is there. */
async function readable(page: Page): Promise<string> {
  let before = '';
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const now = await page.evaluate<string>(READ);
    if (now === before) return now;
    before = now;
    await page.waitForTimeout(STILL_MS);
  }
  return before;
}

/** What is on a page, and in the details of its first rows. */
async function whole(page: Page): Promise<string> {
  const texts = [await readable(page)];
  const rows = page.getByRole('grid').first().getByRole('row');
  const most = Math.min(await rows.count(), 4);
  for (let at = 1; at < most; at++) {
    await rows.nth(at).click();
    await page.waitForURL(/[?&]open=/u);
    texts.push(await readable(page));
    await page.keyboard.press('Escape');
    await gone(page.getByRole('dialog'));
  }
  return texts.join('\n');
}

test('an administrator of one organization sees nothing of another on any page; who has both sees whose each row is', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const { house } = await site();
  {
    const seen: string[] = [];
    const rights = { role: 'organization-administrator', organizations: [nameOf(OWN, 'organization')] } as const;
    await using visit = await browser.visit(house, rights);
    for (const path of paths) {
      await visit.open(path);
      const text = await whole(visit.page);
      assert.doesNotMatch(text, MARK, path);
      if (/newts/iu.test(text)) seen.push(path);
    }
    assert.ok(paths.length > 25 && seen.length >= 12, `it has something of its own to see: ${seen.join(' ')}`);
  }
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/devices');
  const grid = page.getByRole('grid', { name: 'Devices' });
  await grid.getByRole('columnheader', { name: 'Organization' }).waitFor();
  await grid
    .getByRole('row')
    .filter({ hasText: nameOf(OTHER, 'organization') })
    .first()
    .waitFor();
  await visit.accessible('every theme');
  await visit.picture('organizations');
  await page.getByRole('combobox', { name: 'Organization' }).click();
  await page.getByRole('option', { name: nameOf(OWN, 'organization') }).click();
  await grid.getByRole('columnheader', { name: 'Organization' }).waitFor({ state: 'hidden' });
  await grid.getByRole('row').nth(1).waitFor();
  assert.doesNotMatch(await grid.innerText(), MARK);
});

test('whoever looks at all organizations says in each wizard and import whose it becomes, before it goes on', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const { house } = await site();
  await using visit = await browser.visit(house);
  const { page } = visit;
  const main = page.getByRole('main');
  const next = main.getByRole('button', { name: 'Next' });
  const wizards: readonly (readonly [path: string, open: string, before: number, field: string, value: string])[] = [
    ['/connectors', 'Add a connector', 1, 'Name', 'New connector of ours'],
    ['/upstreams', 'Add an upstream', 1, 'Name', 'New upstream of ours'],
    ['/domains', 'Add a domain', 0, 'Domain name', 'new-of-ours.test'],
  ];
  for (const [path, open, before, field, value] of wizards) {
    await visit.open(path);
    await main.getByRole('button', { name: open }).first().click();
    for (let step = 0; step < before; step++) await next.click();
    await main.getByRole('textbox', { name: field }).fill(value);
    await next.click();
    await main.getByRole('alert').getByText('Choose the organization that it is for.').waitFor();
    const at = (await main.locator('h2').first().getAttribute('aria-label')) ?? '';
    await main.getByRole('combobox', { name: 'Organization' }).click();
    await main.getByRole('option', { name: nameOf(OWN, 'organization') }).click();
    await next.click();
    await main.locator('h2').and(page.getByLabel(at)).waitFor({ state: 'detached' });
  }
  const domains = await askAt({ socketPath: house.settings.adminSocket }, 'GET', '/api/v1/domains?organization=*', {});
  assert.match(domains.text, /new-of-ours\.test/u);
  // What is read of a file becomes somebody's, too.
  await visit.open('/settings/transfer?tab=import');
  const read = main.getByRole('button', { name: 'Read the files' });
  assert.equal(await read.getAttribute('aria-disabled'), 'true');
  for (const path of ['/devices', '/mailboxes']) {
    await visit.open(path);
    await main.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    const present = dialog.getByRole('button', { name: 'as a file to start from' });
    assert.equal(await present.getAttribute('aria-disabled'), 'true', path);
    await dialog.getByRole('combobox', { name: 'Organization' }).click();
    await dialog.getByRole('option', { name: nameOf(OWN, 'organization') }).click();
    const [saved] = await Promise.all([page.waitForEvent('download'), present.click()]);
    const file = { name: saved.suggestedFilename(), mimeType: 'text/csv', buffer: await readFile(await saved.path()) };
    await dialog.locator('input[type="file"]').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('Nothing in it is new.').waitFor();
  }
});

test('whoever looks at all organizations says whose a new thing becomes; the audit log says whose it was done to', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const { house } = await site();
  await using visit = await browser.visit(house);
  const { page } = visit;
  const own = nameOf(OWN, 'organization');
  const form = page.getByRole('dialog');
  const forms: readonly (readonly [path: string, open: string, field: string, value: string])[] = [
    ['/devices', 'Add device', 'Name', 'New copier'],
    ['/mailboxes', 'Add mailbox', 'Address', `new-one@${nameOf(OWN, 'domain')}`],
    ['/groups', 'Add group', 'Address', `new-group@${nameOf(OWN, 'domain')}`],
    ['/profiles', 'New profile', 'Name', 'New profile of ours'],
    ['/protection/lists', 'New entry', 'Entry', 'new-stranger.test'],
    ['/protection/restricted', 'Restrict a sender', 'Who', nameOf(OWN, 'mailbox')],
  ];
  for (const [path, open, field, value] of forms) {
    await visit.open(path);
    await page.getByRole('main').getByRole('button', { name: open }).first().click();
    await form.getByRole('textbox', { name: field, exact: true }).fill(value);
    const save = form.locator('button[type="submit"]');
    assert.equal(await save.getAttribute('aria-disabled'), 'true', `${path}: nobody's by chance`);
    await form.getByRole('combobox', { name: 'Organization' }).click();
    await form.getByRole('option', { name: own }).click();
    if (path === '/devices') await visit.accessible();
    const answer = page.waitForResponse((one) => one.request().method() === 'POST' && !one.url().includes('dryRun'));
    await save.click();
    assert.equal((await answer).status(), 201, `${path}: ${await (await answer).text()}`);
  }
  await visit.open('/settings/audit?kind=device');
  const row = page.getByRole('grid', { name: 'Audit log' }).getByRole('row').filter({ hasText: 'New copier' });
  await row.getByText(own).waitFor();
  for (const kind of ['mailbox', 'group', 'device-profile', 'block-entry', 'restriction']) {
    await visit.open(`/settings/audit?kind=${kind}`);
    await page.getByRole('grid').getByRole('row').filter({ hasText: own }).first().waitFor();
  }
});
