/** Signing in as a person does: the printed link, the pages behind it, and out again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

async function link(house: TestHouse): Promise<string> {
  const where = { socketPath: house.settings.adminSocket };
  const answer = await askAt(where, 'POST', '/api/v1/sign-in/links', { body: {} });
  assert.equal(answer.status, 201, answer.text);
  const { address } = answer.body as { readonly address: string };
  return address.slice(address.indexOf('#'));
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
  await page.getByRole('button', { name: 'Account and look' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
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
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('Your sign-in has ended').waitFor();
  assert.equal(new URL(page.url()).search, '?since=24h');
});
