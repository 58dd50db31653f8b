/** Administrators: added and invited, given another role, signed out and removed; and the proof that such acts ask for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type TestBrowser, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { totpCode } from '../../src/admin/sign-in/totp.ts';
import { systemClock } from '../../src/base/system-clock.ts';

const openBrowser = browserOfFile();

const PASSWORD = 'correct horse battery';
const ELEVEN_MINUTES = 660_000;

/** Accepts an invitation. @returns the secret of the app. */
async function accept(browser: TestBrowser, house: TestHouse, fragment: string, now: number) {
  const visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/${fragment}`);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Repeat the password').fill(PASSWORD);
  const secret = await page.locator('code').innerText();
  await page.getByLabel('Code of the app').fill(totpCode(secret, Math.floor(now / 30_000)));
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  return { visit, secret };
}

const fragmentOf = (address: string): string => address.slice(address.indexOf('#'));

test('an administrator is added, changed and removed, by who proves to be still there', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  await using house = await startTestHouse({ overrides: { clock } });
  const made = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/administrators', {
    body: { name: 'anna', role: 'global-administrator' },
  });
  assert.equal(made.status, 201, made.text);
  const { invitation } = made.body as { readonly invitation: string };
  const anna = await accept(browser, house, fragmentOf(invitation), clock.now());
  await using visit = anna.visit;
  const { page } = visit;
  await page.getByRole('link', { name: 'Administrators' }).click();
  await page.getByRole('heading', { level: 1, name: 'Administrators' }).waitFor();
  await page.getByRole('button', { name: 'Add administrator' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add administrator' });
  await dialog.getByLabel('Name').fill('ben');
  await dialog.getByLabel('Role').click();
  await page.getByRole('option', { name: 'Help desk' }).click();
  assert.equal(await dialog.getByRole('button', { name: 'Add and invite' }).getAttribute('aria-disabled'), 'true');
  await dialog.getByLabel('Organizations').click();
  await page.getByRole('menuitemcheckbox', { name: 'ours' }).click();
  await page.keyboard.press('Escape');
  await visit.accessible();
  await visit.picture('administrators-add');
  await dialog.getByRole('button', { name: 'Add and invite' }).click();
  const link = await dialog.locator('code').innerText();
  await visit.accessible();
  await visit.picture('administrators-invited');
  await dialog.getByRole('button', { name: 'Close' }).click();
  const ben = await accept(browser, house, fragmentOf(link), clock.now());
  await using other = ben.visit;
  await page.reload();
  await page.getByRole('grid').getByText('ben', { exact: true }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('administrators');
  await page.getByRole('grid').getByText('ben', { exact: true }).click();
  const flyout = page.getByRole('dialog', { name: 'ben' });
  await flyout.getByRole('button', { name: 'Sign out everywhere' }).waitFor();
  await visit.accessible();
  await visit.picture('administrator');

  // Ten minutes later it takes a proof; a wrong one is told, and the act goes on by itself after the right one.
  ahead = ELEVEN_MINUTES;
  await flyout.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog', { name: 'Remove ben?' }).getByRole('button', { name: 'Remove' }).click();
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  await again.getByLabel('Password').fill('not this one, no');
  await page.keyboard.press('Enter');
  await again.getByText('Password or code is wrong.').waitFor();
  await again.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await again
    .getByLabel('Code of your authenticator app')
    .fill(totpCode(anna.secret, Math.floor(clock.now() / 30_000)));
  await visit.accessible();
  await visit.picture('again');
  await page.keyboard.press('Enter');
  await gone(flyout);
  await gone(page.getByRole('grid').getByText('ben', { exact: true }));
  // What was taken away acts where they sit, too, without a click of theirs.
  await other.page.getByText('Your sign-in has ended').waitFor();
});

test('who signed in by a link proves it by another one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  await using house = await startTestHouse({ overrides: { clock } });
  const link = async (): Promise<string> => {
    const where = { socketPath: house.settings.adminSocket };
    const answer = await askAt(where, 'POST', '/api/v1/sign-in/links', { body: {} });
    return (answer.body as { readonly address: string }).address;
  };
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/settings/administrators${fragmentOf(await link())}`);
  await page.getByRole('button', { name: 'Add administrator' }).click();
  ahead += ELEVEN_MINUTES;
  const dialog = page.getByRole('dialog', { name: 'Add administrator' });
  await dialog.getByLabel('Name').fill('carl');
  await dialog.getByLabel('Role').click();
  await page.getByRole('option', { name: 'Global administrator' }).click();
  await dialog.getByRole('button', { name: 'Add and invite' }).click();
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  await again.getByLabel('Sign-in link').fill(await link());
  await visit.accessible();
  await visit.picture('again-link');
  await again.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByText('#invitation=').waitFor();
});
