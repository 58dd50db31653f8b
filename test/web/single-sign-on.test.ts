/** Single sign-on as a person does it: by the button and the provider's own page, and the page where a Global administrator maps its roles. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { noProvider } from '../../lab/houses/no-provider.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import {
  CLIENT,
  CLIENT_SECRET,
  type IdentityProvider,
  openIdentityProvider,
} from '../../lab/peers/identity-provider.ts';
import { freePorts } from '../../lab/ports.ts';

const openBrowser = browserOfFile();

const ANNA = { sub: 'anna-0815', preferred_username: 'anna@contoso.com', roles: ['Mail.Admin', 'Other'] };

interface Site extends AsyncDisposable {
  readonly idp: IdentityProvider;
  readonly house: TestHouse;
}

async function openSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-sso-'));
  const clientSecretFile = join(folder, 'secret');
  await writeFile(clientSecretFile, CLIENT_SECRET);
  const [port = 0] = await freePorts(1);
  const idp = await openIdentityProvider(() => [`http://localhost:${port}/sign-in/sso`]);
  idp.person = ANNA;
  const http = { addresses: ['127.0.0.1'], port, tls: 'off', hosts: [], trustedProxies: [], url: null } as const;
  const oidc = { ...noProvider, issuer: idp.issuer, clientId: CLIENT, clientSecretFile, name: 'Contoso' };
  const house = await startTestHouse({ settings: { http, oidc } });
  return {
    idp,
    house,
    async [Symbol.asyncDispose]() {
      await house[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const map = (house: TestHouse, body: object) =>
  askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/sso/mappings', { body });

async function byProvider({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Contoso' }).click();
}

test('whoever has a mapped role is in, where they wanted to be; whoever has none is told which they have', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await openSite();
  const { house, idp } = site;
  await using visit: Visit = await browser.visit(house, { signedIn: false, beside: idp.issuer });
  const { page } = visit;
  await visit.open('/trace?since=24h');
  await page.getByRole('button', { name: 'Sign in with Contoso' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('sign-in-with-provider');
  await byProvider(visit);
  await page.getByRole('heading', { name: 'You were not signed in' }).waitFor();
  await page.getByText('Mail.Admin, Other').waitFor();
  // Neither the code nor anything else of the answer stays in the address.
  assert.equal(new URL(page.url()).search, '');
  await visit.accessible('every theme');
  await visit.picture('sign-in-no-role');
  assert.equal((await map(house, { value: 'Mail.Admin', role: 'global-administrator' })).status, 201);
  await page.getByRole('button', { name: 'Back to sign-in' }).click();
  await page.getByRole('button', { name: 'Sign in with Contoso' }).waitFor();
  await visit.open('/trace?since=24h');
  await byProvider(visit);
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  assert.equal(new URL(page.url()).search, '?since=24h');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await visit.open('/account');
  await page.getByText('anna@contoso.com').first().waitFor();
  await page.getByText('You signed in by your identity provider').waitFor();
  await visit.accessible();
  // Whatever the address was when it was begun, one comes back to this server.
  await page.context().clearCookies();
  await visit.open('/account');
  await page.getByRole('button', { name: 'Sign in with Contoso' }).waitFor();
  await page.goto(`${new URL(page.url()).origin}//elsewhere.example/trace`);
  await byProvider(visit);
  await page.getByRole('heading', { level: 1, name: 'There is no page at this address' }).waitFor();
  assert.equal(new URL(page.url()).host, `localhost:${house.port('http')}`);
  // A link that somebody else began leads to nothing.
  await page.goto('about:blank');
  await visit.open('/sign-in/sso?code=theirs&state=theirs');
  await page.getByRole('heading', { name: 'You were not signed in' }).waitFor();
  await page.getByText('This sign-in was begun in another browser').waitFor();
});

test('an act that wants a young sign-in asks the provider in a window of its own, and goes on here', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await openSite();
  const { house, idp } = site;
  await map(house, { value: 'Mail.Admin', role: 'global-administrator', content: true });
  await using visit: Visit = await browser.visit(house, { signedIn: false, beside: idp.issuer });
  const { page } = visit;
  await visit.open('/settings/single-sign-on');
  await byProvider(visit);
  await page.getByRole('heading', { level: 1, name: 'Single sign-on' }).waitFor();
  await page.getByRole('button', { name: 'Map a role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Map a role' });
  await dialog.getByLabel('Role at the provider').fill('Mail.Read');
  await dialog
    .getByLabel('Role here')
    .or(dialog.getByRole('combobox', { name: 'Role' }))
    .first()
    .click();
  await page.getByRole('option', { name: 'Global administrator' }).click();
  await dialog.getByRole('button', { name: 'Map', exact: true }).click();
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  const link = again.getByRole('link', { name: 'Sign in at the provider' });
  await link.waitFor();
  await visit.accessible();
  await visit.picture('again-by-provider');
  const open = async () => {
    const opened = page.context().waitForEvent('page');
    await link.click();
    return opened;
  };
  // Somebody else at the provider proves nothing of this person, and the next try has another address.
  const first = await link.getAttribute('href');
  idp.person = { ...ANNA, sub: 'bob' };
  await (await open()).getByText('Somebody else signed in at the provider').waitFor();
  idp.person = ANNA;
  while ((await link.getAttribute('href')) === first) await page.waitForTimeout(50);
  const window = await open();
  await window.getByRole('heading', { name: 'It is still you' }).waitFor();
  await gone(again);
  await gone(dialog);
  await page.getByRole('row', { name: /^Mail.Read/ }).waitFor();
});

test('roles are mapped, changed, switched off and removed; one sees what one’s own became, and who came', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await openSite();
  const { house, idp } = site;
  await using admin: Visit = await browser.visit(house);
  const { page } = admin;
  await admin.open('/settings/single-sign-on');
  await page.getByText('Nothing is mapped').waitFor();
  await admin.accessible();
  await admin.picture('single-sign-on-empty');
  await page.getByRole('button', { name: 'Map a role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Map a role' });
  await dialog.getByLabel('Role at the provider').fill('Other');
  await dialog.getByLabel('Organizations').click();
  await page.getByRole('menuitemcheckbox', { name: 'ours' }).click();
  await page.keyboard.press('Escape');
  await admin.accessible();
  await admin.picture('single-sign-on-add');
  await dialog.getByRole('button', { name: 'Map', exact: true }).click();
  await gone(dialog);
  await page.getByRole('row', { name: /^Other/ }).waitFor();

  await map(house, { value: 'Mail.Admin', role: 'global-administrator' });
  await using visit: Visit = await browser.visit(house, { signedIn: false, beside: idp.issuer });
  await visit.open('/settings/single-sign-on');
  await byProvider(visit);
  await visit.page.getByRole('row', { name: /^preferred_username/ }).waitFor();
  await visit.page.getByText('Global administrator · All').first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('single-sign-on');

  // What is switched off acts at the page of who has it.
  await page.reload();
  await page.getByRole('button', { name: 'Change: Mail.Admin' }).click();
  const changing = page.getByRole('dialog', { name: 'Change Mail.Admin' });
  await changing.getByRole('switch', { name: 'In force' }).click();
  await admin.accessible();
  await changing.getByRole('button', { name: 'Save' }).click();
  await gone(changing);
  await gone(visit.page.getByRole('link', { name: 'Administrators' }));
  await page.getByRole('button', { name: 'Remove: Other' }).click();
  await page.getByRole('alertdialog', { name: 'Remove Other?' }).getByRole('button', { name: 'Remove' }).click();
  await visit.page.getByText('Your sign-in has ended').waitFor();
  await page.getByRole('row', { name: /^anna@contoso.com/ }).waitFor();
  await page.getByRole('button', { name: 'Sign out: anna@contoso.com' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Nobody yet.').waitFor();
});

test('without a provider the page says how to get one, and the sign-in page offers none', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using admin: Visit = await browser.visit(house);
  await admin.open('/settings/single-sign-on');
  await admin.page.getByText('No identity provider is set up').waitFor();
  await admin.accessible('every theme');
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  await visit.open('/');
  await visit.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  assert.equal(await visit.page.getByRole('button', { name: /with/ }).count(), 0);
});
