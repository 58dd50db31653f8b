/** Passkeys in a browser, with an authenticator that Chromium imitates: added, used alone and beside a password, and where there are none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

const PASSWORD = 'correct horse battery';
const NEXT_PASSWORD = 'staple and paper clip';

interface Device {
  /** It asks who holds it, and they are. */
  verified(is: boolean): Promise<void>;
}

/** Without one the browser waits for a person, or ends. */
async function withDevice(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return {
    verified: async (isUserVerified) => {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}

async function member(house: TestHouse, visit: Visit, name: string, path = '/account'): Promise<void> {
  const { body } = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/administrators', {
    body: { name, role: 'global-administrator' },
  });
  const { invitation } = body as { readonly invitation: string };
  const { page } = visit;
  await visit.open(`${path}${invitation.slice(invitation.indexOf('#'))}`);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Repeat the password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
}

async function signOut({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Account and look' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
}

async function addPasskey({ page }: Visit, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add passkey' });
  await dialog.getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await gone(dialog);
  await page.getByRole('row', { name: new RegExp(`^${name}`, 'u') }).waitFor();
}

/** The next passkey is asked for with a sign-in that is too old for it, once. */
async function elevenMinutesLater(page: Page): Promise<void> {
  const problem = { type: '/problems/fresh-sign-in-needed', title: '', status: 403, detail: '', facts: {}, cure: '' };
  await page.route(
    '**/api/v1/me/passkeys/begin',
    (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem }),
    { times: 1 },
  );
}

test('a passkey is added by name, signs in without a password, and proves it anew', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await withDevice(page);
  await member(house, visit, 'anna');
  await page.getByText('You have none yet.').waitFor();
  await visit.accessible('every theme');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByRole('dialog', { name: 'Add passkey' }).getByLabel('Name').waitFor();
  await visit.accessible();
  await visit.picture('passkeys-add');
  await page.keyboard.press('Escape');
  await addPasskey(visit, 'Laptop');
  await page.getByText('Signs in alone').waitFor();
  await visit.picture('passkeys');
  await visit.accessible('every theme');
  await page.getByRole('button', { name: 'Rename: Laptop' }).click();
  await page.getByRole('dialog', { name: 'Rename Laptop' }).getByLabel('Name').fill('Work laptop');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^Work laptop/u }).waitFor();
  await signOut(visit);
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await button.waitFor();
  await visit.accessible('every theme');
  await visit.picture('sign-in-passkey');
  await button.click();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await page.getByRole('row', { name: /^Work laptop/u }).waitFor();
  // The last second factor stays, and the page says why.
  await page.getByRole('button', { name: 'Remove: Work laptop' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Work laptop?' });
  await question.getByRole('button', { name: 'Remove' }).click();
  await question.getByText('It is your last second factor').waitFor();
  await visit.accessible();
});

test('one that did not ask who holds it comes after the password, by itself', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  const device = await withDevice(page);
  await member(house, visit, 'anna');
  await addPasskey(visit, 'Key ring');
  await signOut(visit);
  await device.verified(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('No passkey was shown').waitFor();
  await visit.accessible();
  await visit.picture('sign-in-passkey-left');
  await device.verified(true);
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  // So with a new password, by the keyboard alone.
  await page.getByRole('button', { name: 'Change password' }).click();
  const changing = page.getByRole('dialog', { name: 'Change password' });
  await changing.getByLabel('Current password').fill(PASSWORD);
  await changing.getByLabel('New password').fill(NEXT_PASSWORD);
  await changing.getByLabel('Repeat the password').fill(NEXT_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Your password was changed.').waitFor();
});

test('an old sign-in is proved anew by a passkey, and the act goes on', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await withDevice(page);
  await member(house, visit, 'anna');
  await addPasskey(visit, 'Laptop');
  await elevenMinutesLater(page);
  await page.getByRole('button', { name: 'Add passkey' }).click();
  const adding = page.getByRole('dialog', { name: 'Add passkey' });
  await adding.getByLabel('Name').fill('Another');
  await page.keyboard.press('Enter');
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  await again.getByRole('button', { name: 'Use a passkey' }).click();
  await gone(again);
  // The device has one already: it makes no second one of the same account.
  await adding.getByText('This device has a passkey of yours already').waitFor();
  await visit.accessible();
  await visit.picture('passkeys-twice');
});

test('at an address of numbers there are none, and the page offers the name', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const port = house.port('http');
  await using visit: Visit = await browser.visit(house, { signedIn: false, origin: `http://127.0.0.1:${port}` });
  await member(house, visit, 'anna');
  const link = visit.page.getByRole('link', { name: `http://localhost:${port}` });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), `http://localhost:${port}/account`);
  assert.equal(await visit.page.getByRole('button', { name: 'Add passkey' }).count(), 0);
  await visit.accessible('every theme');
  await visit.picture('passkeys-not-here');
});

test('by an invitation a passkey in place of a password, which proves it anew too', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await withDevice(page);
  const at = { socketPath: house.settings.adminSocket };
  const invited = await askAt(at, 'POST', '/api/v1/administrators', {
    body: { name: 'anna', role: 'global-administrator' },
  });
  const { invitation } = invited.body as { readonly invitation: string };
  await visit.open(`/account${invitation.slice(invitation.indexOf('#'))}`);
  await page.getByRole('button', { name: 'A passkey in place of a password' }).click();
  await page.getByLabel('Name of the passkey').fill('Laptop');
  await visit.accessible('every theme');
  await visit.picture('invitation-passkey');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await page.getByText('You sign in by your passkeys, and have no password.').waitFor();
  await page.getByRole('row', { name: /^Laptop/u }).waitFor();
  assert.equal(await page.getByRole('button', { name: /password|app$/iu }).count(), 0);
  await visit.accessible('every theme');
  await visit.picture('account-passkeys-alone');
  await page.getByRole('button', { name: 'Remove: Laptop' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Laptop?' });
  await question.getByRole('button', { name: 'Remove' }).click();
  await question.getByText('It is the last passkey that signs you in').waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await signOut(visit);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await elevenMinutesLater(page);
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByRole('dialog', { name: 'Add passkey' }).getByLabel('Name').fill('Another');
  await page.keyboard.press('Enter');
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  await again.getByRole('button', { name: 'Use a passkey' }).waitFor();
  assert.equal(await again.getByLabel('Password').count(), 0);
  await visit.accessible();
  await visit.picture('again-by-passkey');
  await again.getByRole('button', { name: 'Use a passkey' }).click();
  await gone(again);
});

test('an invitation that is opened at an address of numbers offers the name for a passkey', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const port = house.port('http');
  await using visit: Visit = await browser.visit(house, { signedIn: false, origin: `http://127.0.0.1:${port}` });
  const { page } = visit;
  const invited = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/administrators', {
    body: { name: 'anna', role: 'global-administrator' },
  });
  const { invitation } = invited.body as { readonly invitation: string };
  const word = invitation.slice(invitation.indexOf('#'));
  await visit.open(`/account${word}`);
  const link = page.getByRole('link', { name: `http://localhost:${port}` });
  assert.equal(await link.getAttribute('href'), `http://localhost:${port}/${word}`);
  assert.equal(await page.getByRole('button', { name: 'A passkey in place of a password' }).count(), 0);
  await visit.accessible();
});
