/** Settings > Backup: none yet, a whole one, one that failed; and the lines that make one. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

test('the last backup is told, whole or failed, with the lines that make one every night', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const parent = await mkdtemp(join(tmpdir(), 'doorpost-backups-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'first');
  const backUp = () =>
    askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/backup', { body: { folder } });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('link', { name: 'Backup', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Backup' }).waitFor();
  await page.getByText('None was made yet.').waitFor();
  await page.getByText(`sudo doorpost --data ${house.folder} backup`, { exact: false }).waitFor();
  await page.getByText('OnCalendar=03:15').waitFor();
  await visit.accessible('every theme');
  await visit.picture('backup-none');

  assert.equal((await backUp()).status, 200);
  await visit.open('/settings/backup');
  await page.getByText('The last backup is complete.').waitFor();
  await page.getByText(folder, { exact: true }).waitFor();
  await page.getByText(/^\d+(\.\d+)? (kB|MB)$/u).waitFor();
  await visit.accessible();
  await visit.picture('backup');

  await backUp();
  await visit.open('/settings/backup');
  await page.getByText('The last backup failed.').waitFor();
  await page.getByText(/is not empty/u).waitFor();
  await visit.accessible();
  await visit.picture('backup-failed');
});
