/** API tokens, sign-in attempts and one's own account. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { totpCode } from '../../src/admin/sign-in/totp.ts';

const openBrowser = browserOfFile();

const PASSWORD = 'correct horse battery';
const NEXT_PASSWORD = 'staple and paper clip';

test('a token is made, told once, used, and refused once it is revoked', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/tokens');
  await page.getByRole('button', { name: 'Add token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add token' });
  await dialog.getByLabel('Name').fill('monitoring');
  await dialog.getByLabel('Organizations').click();
  await page.getByRole('menuitemcheckbox', { name: 'ours' }).click();
  await page.keyboard.press('Escape');
  await visit.accessible();
  await visit.picture('tokens-add');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const token = await dialog.locator('code').innerText();
  const port = house.port('http');
  const ask = async () =>
    askAt({ host: '127.0.0.1', port }, 'GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('grid').getByText('monitoring').waitFor();
  await visit.accessible('every theme');
  await visit.picture('tokens');
  assert.equal(await page.getByText(token).count(), 0);
  await page.getByRole('grid').getByText('monitoring').click();
  const flyout = page.getByRole('dialog', { name: 'monitoring', exact: true });
  await flyout.getByText('Expires').waitFor();
  await visit.accessible();
  await visit.picture('token');
  await flyout.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('alertdialog', { name: 'Revoke monitoring?' }).getByRole('button', { name: 'Revoke' }).click();
  await gone(flyout);
  await gone(page.getByRole('grid').getByText('monitoring'));
  assert.equal((await ask()).status, 401);
});

test('attempts to sign in are listed; one’s own password and app are changed, and other sessions end', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const made = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/administrators', {
    body: { name: 'anna', role: 'global-administrator' },
  });
  const { invitation } = made.body as { readonly invitation: string };
  await using visit: Visit = await browser.visit(house, { signedIn: false, theme: 'dark' });
  const { page } = visit;
  await visit.open(`/account${invitation.slice(invitation.indexOf('#'))}`);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Repeat the password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();

  await using other: Visit = await browser.visit(house, { signedIn: false });
  await other.open('/account');
  const signIn = async (name: string, password: string): Promise<void> => {
    await other.page.getByLabel('Name').fill(name);
    await other.page.getByLabel('Password').fill(password);
    await other.page.keyboard.press('Enter');
  };
  await signIn('anna', 'not this one, no');
  await other.page.getByText('Name, password or code is wrong.').waitFor();
  await signIn('anna', PASSWORD);
  await other.page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await page.reload();
  await page.getByText('Chrome on Linux (this one)').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('account');

  await page.getByRole('button', { name: 'Change password' }).click();
  const changing = page.getByRole('dialog', { name: 'Change password' });
  await changing.getByLabel('Current password').fill('not this one, no');
  await changing.getByLabel('New password').fill(NEXT_PASSWORD);
  await changing.getByLabel('Repeat the password').fill(NEXT_PASSWORD);
  await page.keyboard.press('Enter');
  await changing.getByText('Password or code is wrong.').waitFor();
  await changing.getByLabel('Current password').fill(PASSWORD);
  await visit.accessible();
  await page.keyboard.press('Enter');
  await page.getByText('Your password was changed.').waitFor();
  await other.page.getByText('Your sign-in has ended').waitFor();

  // The first page has it among the steps that are left, and leads here.
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  await page.getByRole('button', { name: 'My account', exact: true }).click();
  await page.getByRole('button', { name: 'Set up app' }).click();
  const app = page.getByRole('dialog', { name: 'Set up app' });
  await app.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await visit.accessible();
  await visit.picture('account-app');
  const secret = await app.locator('code').innerText();
  await app.getByLabel('Code of the app').fill(totpCode(secret, Math.floor(Date.now() / 30_000)));
  await page.keyboard.press('Enter');
  await app.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await visit.accessible();
  await app.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Replace app' }).waitFor();
  await page.getByText('An app is set up.').waitFor();
  await visit.accessible();
  await visit.picture('account-with-app');

  await page.getByRole('link', { name: 'Sign-in attempts' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign-in attempts' }).waitFor();
  await page.getByRole('grid').getByText('Invitation').waitFor();
  await visit.accessible('every theme');
  await visit.picture('sign-ins');
  await page.goto('/settings/sign-ins?outcome=refused');
  await page.getByText('Outcome: Refused').waitFor();
  await page.getByRole('grid').getByText('Refused').first().waitFor();
  assert.equal(await page.getByRole('grid').getByText('Signed in').count(), 0);
});
