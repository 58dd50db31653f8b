/** Domains in a real browser: added and proven by a wizard, checked against name servers of our own, and kept from being removed while they are needed. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { domain, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { createZoneResolver, type ZoneResolver } from '../../src/dns/zone-resolver.ts';

const openBrowser = browserOfFile();

const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const STEPS = 5;
/** A check asks some thirty questions and writes what it found. */
const CHECK_MS = 60_000;

const whole = (name: string): string => `
  ${name} MX 0 mail.ours.test
  ${name} TXT "doorpost-verification=${name}"
  ${name} TXT "v=spf1 ip4:203.0.113.5 -all"
  selector1._domainkey.${name} TXT "v=DKIM1; p=MIIB"
  _dmarc.${name} TXT "v=DMARC1; p=reject"
`;
const servers = (name: string): string => `
  ${name} NS ns1.dns.test
  ${name} NS ns2.dns.test
  ns1.dns.test A 9.9.9.9
  ns2.dns.test A 149.112.112.112
`;

interface Site extends AsyncDisposable {
  readonly house: TestHouse;
  readonly resolver: ZoneResolver;
}

/** One as it should be, one whose name servers tell different things, one that nobody has proven. */
async function site(): Promise<Site> {
  const resolver = createZoneResolver(`
    ${servers('ours.test')}
    ${whole('ours.test')}
    ${servers('shop.example')}
    shop.example MX 10 mx.elsewhere.test
    shop.example TXT "v=spf1 ip4:192.0.2.1 -all"
    ${servers('claimed.example')}
    @ 149.112.112.112
    shop.example TXT "${HTML}"
    ours.test MX 0 mail.ours.test`);
  const house = await startTestHouse({
    settings: { egressAddresses: ['203.0.113.5'] },
    overrides: { resolver },
    objects: [
      domain('shop.example', { verified: { at: Date.UTC(2026, 10, 2), method: 'txt' } }),
      domain('claimed.example', { verified: null }),
    ],
  });
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await house.traced({}, (rows) => rows.length > 0);
  return { house, resolver, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

const checked = async (visit: Visit, name: string): Promise<void> => {
  const { page } = visit;
  await visit.open(`/domains?open=${name}`);
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('button', { name: 'Check health' }).click();
  await flyout.getByText(/^Last checked /u).waitFor({ timeout: CHECK_MS });
  await flyout.getByRole('button', { name: /^DMARC / }).waitFor();
};

test('the list and the flyout; what name servers say is text', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await site();
  await using visit: Visit = await browser.visit(all.house);
  const { page } = visit;
  await visit.open('/domains');
  await page.getByRole('row', { name: /ours\.test Authoritative Verified .*Not yet/ }).waitFor();
  await checked(visit, 'ours.test');
  await checked(visit, 'shop.example');
  const flyout = page.getByRole('dialog');
  await flyout.getByText('Mail for the domain goes elsewhere, not here.').waitFor();
  await flyout.getByText('0 shop-example.mail.ours.test').waitFor();
  await flyout.getByText(HTML).first().waitFor();
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  await flyout.getByText(/As a receiver checks mail from 203\.0\.113\.5: fail/).waitFor();
  await visit.accessible();
  await visit.picture('domains-flyout');
  await flyout.getByText('Mail of the last 24 hours').scrollIntoViewIfNeeded();
  await visit.picture('domains-flyout-below');
  await page.keyboard.press('Escape');
  await gone(flyout);
  const grid = page.getByRole('grid', { name: 'Domains' });
  await grid.getByRole('row', { name: /ours\.test Authoritative Verified OK OK OK OK \d+ in, \d+ out/ }).waitFor();
  await grid.getByRole('row', { name: /shop\.example Authoritative Verified Warning Wrong Warning Warning/ }).waitFor();
  await grid.getByRole('row', { name: /claimed\.example Authoritative Not verified/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('domains');
  await visit.open('/domains?records=shop.example');
  await page.getByText('Who may send in its name (SPF)').waitFor();
  await visit.accessible('every theme');
  await visit.picture('domains-records');
  await page.emulateMedia({ media: 'print' });
  await visit.picture('domains-records-printed');
  await page.emulateMedia({ media: 'screen' });
});

test('filtered by state, downloaded as a zone file, kept while it is needed, removed when it is not', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await site();
  await using visit: Visit = await browser.visit(all.house);
  const { page } = visit;
  await visit.open('/domains?state=unverified');
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('row', { name: /claimed\.example/ }).waitFor();
  await visit.open('/domains?state=warning');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();

  await visit.open('/domains?records=shop.example');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download zone file' }).click();
  const file = await downloading;
  assert.equal(file.suggestedFilename(), 'shop.example.zone');
  assert.match(await readFile(await file.path(), 'utf8'), /^shop\.example\. 3600 IN MX 0 shop-example\.mail/mu);

  await visit.open('/domains?open=ours.test');
  await page.getByRole('dialog').getByRole('button', { name: 'Change type' }).click();
  const form = page.getByRole('dialog', { name: 'Change the type of ours.test' });
  await form.getByRole('radio', { name: 'In another system, or in both' }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  await form
    .getByText(/strangers/u)
    .first()
    .waitFor();
  await visit.accessible();
  await visit.picture('domains-type-changed');
  await form.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').getByText('Internal relay', { exact: true }).waitFor();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('To the domain').waitFor();
  await flyout.getByRole('button', { name: 'Delete' }).click();
  const needed = page.getByRole('alertdialog');
  await needed.getByText('2 things use this domain.', { exact: false }).waitFor();
  await needed.getByText('Mailbox: printer@ours.test').waitFor();
  await visit.accessible();
  await visit.picture('domains-needed');
  await needed.getByRole('button', { name: 'Close' }).click();

  await visit.open('/domains?open=shop.example');
  await flyout.getByRole('button', { name: 'Delete' }).click();
  const asked = page.getByRole('alertdialog');
  await asked.getByText('It is no longer verified.', { exact: false }).waitFor();
  await visit.picture('domains-remove');
  await asked.getByRole('button', { name: 'Delete' }).click();
  await gone(flyout);
  await gone(page.getByRole('row', { name: /shop\.example/ }));
  assert.equal(all.house.house.directory.current.domainsNamed('shop.example').length, 0);
});

test('a reader sees how domains stand, and no act', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await site();
  await using visit: Visit = await browser.visit(all.house, { role: 'reader' });
  const { page } = visit;
  await visit.open('/domains?open=shop.example');
  const flyout = page.getByRole('dialog');
  await flyout.getByText('Not checked yet.', { exact: false }).waitFor();
  assert.deepEqual(
    (await flyout.getByRole('button').allTextContents()).filter((text) => text !== ''),
    ['DNS records'],
  );
  await visit.open('/domains?add=1');
  await page.getByRole('row', { name: /claimed\.example/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Add a domain' }).count(), 0);
});

test('nothing there yet, loading, and a server that does not answer', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: [organization({ id: 'other' as never, name: 'others' })],
  });
  await using visit: Visit = await browser.visit(house, { role: 'reader', organizations: ['others'] });
  const { page } = visit;
  await visit.open('/domains');
  await page.getByRole('heading', { name: 'No domains yet' }).waitFor();
  await visit.accessible();
  await visit.picture('domains-empty');
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/domains?*', async (route) => {
    await held;
    await route.abort();
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByLabel('Loading').waitFor();
  await visit.picture('domains-loading');
  release();
  await page.getByText('The server does not answer').waitFor();
  await visit.accessible();
  await visit.picture('domains-error');
});

const heading = (page: Page, step: number, title: string) =>
  page.getByRole('heading', { name: `Step ${step} of ${STEPS}: ${title}` });

/** As it would be at a DNS provider a moment later. */
const published = ({ house, resolver }: Site, name: string): void => {
  const [added] = house.house.directory.current.domainsNamed(name);
  assert.ok(added);
  resolver.set(`${servers(name)}\n${whole(name)}\n${name} TXT "${added.verificationToken}"`);
};

test('added by the wizard with the mouse: proven, its type said, all records on one page, checked', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await site();
  await using visit: Visit = await browser.visit(all.house);
  const { page } = visit;
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();
  await visit.open('/domains');
  await page.getByRole('button', { name: 'Add a domain' }).click();
  await heading(page, 1, 'Domain name').waitFor();
  await next();
  await page.getByText('Enter the name of the domain.').waitFor();
  await page.getByRole('textbox', { name: 'Domain name' }).fill('not a domain');
  await next();
  await page.getByText('This is no domain name.').waitFor();
  await visit.picture('domains-wizard-name');
  await page.getByRole('textbox', { name: 'Domain name' }).fill('fabrikam.example');
  await next();
  await heading(page, 2, 'Prove that it is yours').waitFor();
  await page.getByText(/^doorpost-verification=/u).waitFor();
  await visit.accessible();
  await visit.picture('domains-wizard-proof');
  all.resolver.set(servers('fabrikam.example'));
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('Not verified yet').waitFor();
  await page.getByText('no such records: does not show it').first().waitFor();
  await visit.accessible();
  await visit.picture('domains-wizard-not-verified');
  published(all, 'fabrikam.example');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('The domain is verified').waitFor();
  await visit.picture('domains-wizard-verified');
  await next();
  await heading(page, 3, 'Mailboxes').waitFor();
  await page.getByRole('radio', { name: 'In another system, or in both' }).check();
  await visit.accessible();
  await visit.picture('domains-wizard-type');
  await next();
  await heading(page, 4, 'DNS records').waitFor();
  await page.getByText('Who may send in its name (SPF)').waitFor();
  assert.equal(all.house.house.directory.current.domainsNamed('fabrikam.example')[0]?.type, 'internal-relay');
  await visit.accessible();
  await visit.picture('domains-wizard-records');
  await next();
  await heading(page, 5, 'Check').waitFor();
  await page.getByRole('button', { name: 'DMARC OK' }).waitFor({ timeout: CHECK_MS });
  await visit.accessible();
  await visit.picture('domains-wizard-check');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('dialog').getByRole('heading', { name: 'fabrikam.example' }).waitFor();
  await page.getByRole('dialog').getByText('by its TXT record', { exact: false }).waitFor();
});

test('added by the keyboard alone, the proof left for later: the check finds it', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using all = await site();
  await using visit: Visit = await browser.visit(all.house);
  const { page } = visit;
  const { keyboard } = page;
  await visit.open('/domains');
  const to = async (role: 'button' | 'textbox', name: string): Promise<void> => {
    const place = page.getByRole(role, { name, exact: true });
    await place.waitFor();
    for (let stops = 0; stops < 40 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place), name);
  };
  const press = async (name: string): Promise<void> => {
    await to('button', name);
    await keyboard.press('Enter');
  };
  await press('Add a domain');
  await heading(page, 1, 'Domain name').waitFor();
  await to('textbox', 'Domain name');
  await keyboard.type('fabrikam.example');
  // Enter in a field goes on.
  await keyboard.press('Enter');
  await heading(page, 2, 'Prove that it is yours').waitFor();
  await page.getByText(/^doorpost-verification=/u).waitFor();
  await press('Next');
  await heading(page, 3, 'Mailboxes').waitFor();
  await press('Next');
  await heading(page, 4, 'DNS records').waitFor();
  await page.getByText('Who may send in its name (SPF)').waitFor();
  published(all, 'fabrikam.example');
  await press('Next');
  await heading(page, 5, 'Check').waitFor();
  await page.getByRole('button', { name: 'Verification OK' }).waitFor({ timeout: CHECK_MS });
  await press('Finish');
  const flyout = page.getByRole('dialog');
  await flyout.getByText('by its TXT record', { exact: false }).waitFor();
  await keyboard.press('Escape');
  await gone(flyout);
  await page.getByRole('row', { name: /fabrikam\.example Authoritative Verified OK OK OK OK/ }).waitFor();
});

test('the list of steps on Home leads into the wizard', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: [
      organization({ id: 'other' as never, name: 'others' }),
      domain('claimed.example', { organizationId: 'other' as never, verified: null }),
    ],
  });
  await using visit: Visit = await browser.visit(house, {
    role: 'organization-administrator',
    organizations: ['others'],
  });
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('button', { name: 'Verify the domain…' }).first().click();
  await page.getByRole('heading', { name: 'Set up claimed.example' }).waitFor();
  await page.getByRole('heading', { name: 'Step 1 of 4: Prove that it is yours' }).waitFor();
  await page.getByText('doorpost-verification=claimed.example').waitFor();
});

/** Two organizations have the same unverified domain. */
test('a link to a domain by its name: that of the chosen organization is opened; where none is chosen the person says which', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: [organization({ id: 'THEIRS0000000000' as never, name: 'theirs' })],
  });
  const socket = { socketPath: house.settings.adminSocket };
  for (const name of ['ours', 'theirs'])
    await askAt(socket, 'POST', `/api/v1/domains?organization=${name}`, { body: { name: 'same.test' } });
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/domains?open=same.test');
  const several = page.getByRole('dialog', { name: 'Several organizations have same.test' });
  await several.getByRole('button', { name: 'theirs' }).waitFor();
  await visit.accessible();
  await visit.picture('domain-several');
  await several.getByRole('button', { name: 'theirs' }).click();
  const flyout = page.getByRole('dialog', { name: 'same.test' });
  await flyout.getByText('theirs', { exact: true }).waitFor();

  await page.evaluate(() => localStorage.setItem('doorpost-organization', 'THEIRS0000000000'));
  await visit.open('/domains?open=same.test');
  await flyout.getByText('theirs', { exact: true }).waitFor();
  await visit.open('/domains?setUp=same.test');
  await page.getByRole('heading', { name: 'Set up same.test' }).waitFor();
});

test('a record whose address is not known is shown as it is written', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  await visit.open('/domains?records=ours.test');
  await visit.page.getByText('v=spf1 ip4:<your public address> ~all', { exact: true }).waitFor();
});
