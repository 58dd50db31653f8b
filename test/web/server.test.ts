/** Settings > Server: how the server is, its certificates taken anew, and what it runs with. */
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';
import { type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { loadSettings } from '../../src/config/load.ts';

const openBrowser = browserOfFile();

function written() {
  const found = loadSettings({
    file: '/etc/doorpost/doorpost.yaml',
    text: 'hostName: mail.contoso.com\ntrace: { keepDays: 30 }\nqueue: { expiryMx: 36h }\n',
    env: { DOORPOST_HTTP_HOSTS: 'relay.contoso.com' },
    dataDirectory: '/var/lib/doorpost',
  });
  assert.ok(found.ok);
  return found;
}

/** Of those that change nothing. */
const sharedHouse = ofFile(() => startTestHouse({ overrides: { raw: written().raw } }));

async function backedUp(house: TestHouse): Promise<void> {
  const folder = join(await mkdtemp(join(tmpdir(), 'doorpost-backup-')), 'first');
  await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/backup', { body: { folder } });
}

test('what runs, where it answers, its disk and its backup; certificates are read again on request', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-certificates-'));
  const pair = { certificateFile: join(folder, 'one.pem'), keyFile: join(folder, 'one.key') };
  const put = async ({ cert, key }: Certificate): Promise<void> => {
    await writeFile(pair.keyFile, key);
    await writeFile(pair.certificateFile, cert);
  };
  const authority = await createAuthority();
  await put(await authority.issue(['mail.contoso.com'], { from: -1, to: 200 }));
  await using house = await startTestHouse({
    settings: { certificates: [pair] },
    overrides: { raw: written().raw },
  });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('link', { name: 'Server' }).click();
  await page.getByRole('heading', { level: 1, name: 'Server' }).waitFor();
  await page.getByText('None yet').waitFor();
  await page.getByText(`http://localhost:${house.port('http')}`, { exact: true }).waitFor();
  await page.getByText('No: requests from other machines are refused').waitFor();
  const certificates = page.getByRole('table', { name: 'Certificates' });
  await certificates.getByText('mail.contoso.com').waitFor();
  await visit.accessible();
  await visit.picture('server');

  await put(await authority.issue(['relay.contoso.com'], { from: -1, to: 9 }));
  await page.getByRole('button', { name: 'Reload certificates' }).click();
  await page.getByText('The certificate files were read again.').waitFor();
  await certificates.getByText('relay.contoso.com').waitFor();
  await visit.accessible();
  await visit.picture('server-reloaded');

  await writeFile(pair.certificateFile, 'no certificate');
  await page.getByRole('button', { name: 'Reload certificates' }).click();
  await page.getByText('The certificate was not taken').waitFor();
  await certificates.getByText('relay.contoso.com').waitFor();
  await visit.accessible();
  await visit.picture('server-refused');

  await backedUp(house);
  await visit.open('/settings/server');
  await page.getByText('complete').waitFor();
  await visit.accessible('every theme');
  await visit.picture('server-backed-up');
});

test('a setting is found and opened by the keyboard alone, with the lines that change it', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/server');
  const tab = page.getByRole('tab', { name: 'Overview' });
  await tab.waitFor();
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(tab)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const grid = page.getByRole('grid', { name: 'Configuration' });
  await grid.getByText('hostName', { exact: true }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('configuration');
  const box = page.getByRole('searchbox', { name: 'Search settings' });
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(box)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.type('keepDays');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('1 row').waitFor();
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(grid)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const flyout = page.getByRole('dialog', { name: 'trace.keepDays' });
  await flyout.getByText('/etc/doorpost/doorpost.yaml, line 2').waitFor();
  assert.equal(await flyout.locator('code').first().innerText(), 'trace:\n  keepDays: 30');
  await visit.accessible();
  await visit.picture('setting');
  await page.keyboard.press('Escape');
  await gone(flyout);
  await page.goto('/settings/server?tab=configuration&open=http.hosts');
  await page.getByText('DOORPOST_HTTP_HOSTS is set in the environment and overrides the file.').waitFor();
  await visit.accessible();
  await visit.picture('setting-of-environment');
  await page.goto('/settings/server?tab=configuration&q=nothing+of+the+kind');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await visit.accessible();
});

test('on a phone; while it is loading; and who is not to see it is told so', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using phone: Visit = await browser.visit(house, { size: 'phone' });
  await phone.open('/settings/server');
  await phone.page.getByText('Data directory').waitFor();
  await phone.accessible();
  await phone.picture('server');
  await phone.page.goto('/settings/server?tab=configuration');
  await phone.page.getByRole('grid', { name: 'Configuration' }).waitFor();
  await phone.picture('configuration');

  await using slow: Visit = await browser.visit(house);
  await slow.page.route('**/api/v1/settings', () => {});
  await slow.open('/settings/server?tab=configuration');
  await slow.page.getByLabel('Loading').waitFor();
  await slow.accessible();

  await using theirs: Visit = await browser.visit(house, { role: 'organization-administrator' });
  await theirs.open('/settings/server');
  await theirs.page.getByText('This is not for your role').first().waitFor();
  assert.equal(await theirs.page.getByRole('link', { name: 'Server' }).count(), 0);
  await theirs.accessible();
});
