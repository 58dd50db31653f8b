/** The audit log in the admin center: before and after, sought, and taken along. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { type Visit } from '../../lab/browser.ts';
import { ofFile } from '../../lab/of-file.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();
const changed = ofFile(changedHouse);

async function changedHouse(): Promise<TestHouse> {
  const house = await startTestHouse();
  const at = { socketPath: house.settings.adminSocket };
  const say = async (method: string, path: string, body?: object): Promise<void> => {
    const { status, text } = await askAt(at, method, `/api/v1${path}`, { body });
    assert.ok(status < 300, text);
  };
  await say('POST', '/devices', { name: 'Copier <b>', place: '1st floor', addresses: ['10.1.1.1'] });
  await say('PATCH', '/devices/Copier%20%3Cb%3E', { place: '2nd floor' });
  await say('POST', '/mailboxes', { address: 'scans@ours.test', password: 'generate' });
  await say('POST', '/credentials/scans@ours.test%3A%20default/reset', {});
  await say('POST', '/tokens', { name: 'monitoring', role: 'reader', organizations: ['ours'] });
  return house;
}

test('who changed what: each setting before and after', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await changed();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/audit');
  const grid = page.getByRole('grid', { name: 'Audit log' });
  await grid.getByRole('row', { name: /Changed Device Copier <b> Place: 2nd floor/ }).waitFor();
  await grid.getByRole('row', { name: /Made Secret token:monitoring/ }).waitFor();
  await grid.getByRole('row', { name: /Changed Sign-in of a device scans@ours.test: default New password/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('audit');
  await grid.getByRole('row', { name: /Changed Device/ }).click();
  const flyout = page.getByRole('dialog', { name: 'Copier <b>' });
  await flyout.getByRole('row', { name: 'Place 1st floor 2nd floor' }).waitFor();
  await visit.accessible();
  await visit.picture('audit-entry');
  await flyout.getByRole('link', { name: 'Open it' }).click();
  await page.getByRole('dialog', { name: 'Copier <b>' }).getByRole('button', { name: 'Print settings' }).waitFor();
});

test('sought by kind, by time and by words, and as a file', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await changed();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/audit?kind=device');
  const rows = page.getByRole('grid', { name: 'Audit log' }).getByRole('row');
  await page.getByText('2 rows').waitFor();
  const box = page.getByRole('searchbox', { name: 'Search the audit log' });
  await box.fill('kind:device since:24h nobody-of-that-name');
  await box.press('Enter');
  await page.getByText('Nothing matches').waitFor();
  await box.fill('MONITORING');
  await box.press('Enter');
  await rows.filter({ hasText: 'token:monitoring' }).waitFor();
  await page.getByText('1 row', { exact: true }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  const [head = '', ...lines] = text.trim().split('\r\n');
  assert.match(head, /^time,who,kind,name,id,revision,before,after,number,what,organization$/u);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /,secret,token:monitoring,.*,made,$/u);
});

test('an administrator of one organization sees its entries alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await changed();
  const at = { socketPath: house.settings.adminSocket };
  await askAt(at, 'POST', '/api/v1/organizations', { body: { name: 'theirs' } });
  await using visit: Visit = await browser.visit(house, {
    role: 'organization-administrator',
    organizations: ['ours'],
  });
  const { page } = visit;
  await visit.open('/settings/audit');
  await page.getByRole('row', { name: /Changed Device/ }).waitFor();
  for (const name of [/theirs/, /token:monitoring/])
    assert.equal(await page.getByRole('row', { name }).count(), 0, String(name));
});
