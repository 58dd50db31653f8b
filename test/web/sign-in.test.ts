/** Signing in as a person does: the printed link, the pages behind it, and out again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { totpCode } from '../../src/admin/sign-in/totp.ts';

const openBrowser = browserOfFile();

const PASSWORD = 'correct horse battery';
const STEP_MS = 30_000;

async function made(house: TestHouse, path: string, body: object): Promise<Readonly<Record<string, string>>> {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, 'POST', `/api/v1${path}`, { body });
  assert.equal(answer.status, 201, answer.text);
  return answer.body as Readonly<Record<string, string>>;
}

const fragmentOf = (address = ''): string => address.slice(address.indexOf('#'));

const link = async (house: TestHouse, body: object = {}): Promise<string> =>
  fragmentOf((await made(house, '/sign-in/links', body))['address']);

const invitation = async (house: TestHouse, name: string, role = 'global-administrator'): Promise<string> =>
  fragmentOf((await made(house, '/administrators', { name, role }))['invitation']);

/** Steps ahead are other codes: each one is taken once. */
const codeOf = (secret: string, ahead: number): string => totpCode(secret, Math.floor(Date.now() / STEP_MS) + ahead);

/** Fills in the invitation. @returns the secret of the app, and the recovery codes. */
async function accept({ page }: Visit): Promise<{ readonly secret: string; readonly recovery: readonly string[] }> {
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Repeat the password').fill(PASSWORD);
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  const secret = await page.locator('code').innerText();
  await page.getByLabel('Code of the app').fill(codeOf(secret, 0));
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
  return { secret, recovery: await page.getByRole('list').getByRole('listitem').allInnerTexts() };
}

async function signOut({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Account and look' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
}

test('the link signs in once, leaves the address at once, and holds over a reload', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const fragment = await link(house);
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/trace${fragment}`);
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  assert.equal(new URL(page.url()).hash, '');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await signOut(visit);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
  await page.goto('about:blank');
  await visit.open(`/${fragment}`);
  await page.getByText('This link does not sign in any more').waitFor();
  await visit.accessible();
  await visit.picture('link-failed');
});

test('a sign-in that was ended elsewhere is told on the page, which is there again afterwards', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/trace?since=24h${await link(house)}`);
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  // The cookie alone, and the secret alone, are nothing.
  await page.context().clearCookies();
  // The page may find out first, by what it asks on its own.
  await page
    .getByRole('button', { name: 'Refresh' })
    .click({ timeout: 2_000 })
    .catch(() => {});
  await page.getByText('Your sign-in has ended').waitFor();
  assert.equal(new URL(page.url()).search, '?since=24h');
});

test('an invitation sets password and app, once; from then on both sign in, and a recovery code in place of the app', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const fragment = await invitation(house, 'anna@ours.test');
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/trace${fragment}`);
  assert.equal(new URL(page.url()).hash, '');
  await page.getByText('You are invited as Global administrator. From now on you sign in as anna@ours.test.').waitFor();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('invitation');
  // What is too short, or not the same twice, cannot be sent; a wrong code is told, and what was typed stays.
  const send = page.getByRole('button', { name: 'Set password and sign in' });
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('Repeat the password').fill('shorter');
  await page.getByText('The two passwords differ.').waitFor();
  assert.equal(await send.getAttribute('aria-disabled'), 'true');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Repeat the password').fill(PASSWORD);
  await page.getByLabel('Code of the app').fill('abcdef');
  await send.click();
  await page.getByText('This code is wrong').waitFor();
  const { secret, recovery } = await accept(visit);
  assert.ok(recovery.length >= 8, recovery.join(' '));
  await visit.accessible();
  await visit.picture('recovery-codes');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await signOut(visit);
  for (const code of [codeOf(secret, 1), recovery[0] ?? '']) {
    await page.getByLabel('Name').fill('Anna@ours.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const box = page.getByLabel('Code of your authenticator app, or a recovery code');
    await box.fill('000 000');
    await page.keyboard.press('Enter');
    await page.getByText('Name, password or code is wrong.').waitFor();
    await box.fill('');
    await box.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await visit.accessible();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
    await signOut(visit);
  }
  await page.goto('about:blank');
  await visit.open(`/${fragment}`);
  await page.getByRole('heading', { name: 'This invitation lets nobody in any more' }).waitFor();
  await visit.accessible();
});

test('who guesses is told how long to wait, and what helps who is locked out', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open('/');
  await page.getByLabel('Name').fill('nobody');
  const slowed = page.getByText(/Too many tries. Try again in \d+ second/u);
  const button = page.getByRole('button', { name: 'Sign in' });
  for (let tries = 0; tries < 30 && (await slowed.count()) === 0; tries++) {
    await page.getByLabel('Password').fill(`guess ${tries}`);
    const answer = page.waitForResponse((response) => response.url().endsWith('/sign-in/password'));
    await button.click();
    await answer;
    await page.getByText(/is wrong|Too many tries/u).waitFor();
  }
  await slowed.waitFor();
  await page.getByText('doorpost admin link').waitFor();
  await visit.accessible();
  await visit.picture('sign-in-slowed');
});

test('a role that is taken away acts at the next hint: what one may no more is gone from the page', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [inbound('copiers', { senderAddresses: ['127.0.0.10'] })] });
  const rights = { role: 'organization-administrator', organizations: ['ours'] };
  const fragment = fragmentOf(
    (await made(house, '/administrators', { name: 'anna@ours.test', ...rights }))['invitation'],
  );
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/connectors${fragment}`);
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await accept(visit);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  const add = page.getByRole('button', { name: 'Add a connector' });
  await add.waitFor();
  const where = { socketPath: house.settings.adminSocket };
  const change = (body: object) => askAt(where, 'PATCH', '/api/v1/administrators/anna@ours.test', { body });
  assert.equal((await change({ role: 'reader' })).status, 200);
  await gone(add);
  await page.getByRole('row', { name: /copiers/ }).waitFor();
  assert.equal((await change({ role: 'organization-administrator' })).status, 200);
  await add.waitFor();
});
