/** Checks in a real browser: steps as they arrive, what needs attention alone, stopped, and what each role may check. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, mailbox, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';

const openBrowser = browserOfFile();
/** Nothing listens there. */
const sharedHouse = ofFile(() =>
  startTestHouse({
    objects: [
      mailbox('anna@ours.test'),
      inbound('copiers', { senderAddresses: ['192.0.2.10'] }),
      smartHost('Provider', 1),
    ],
  }),
);

test('everything is checked, step by step; what needs attention stands alone on request', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('link', { name: 'Checks', exact: true }).click();
  await page.getByRole('heading', { name: 'Nothing was checked yet' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('checks-empty');
  await page.getByRole('combobox', { name: 'Check' }).click();
  await page.getByRole('option', { name: 'Upstreams' }).click();
  await page.getByRole('button', { name: 'Run checks' }).click();
  await page.getByRole('heading', { name: /Provider/u }).waitFor();
  await page.getByText(/\d+ bad/u).waitFor();
  assert.match(page.url(), /what=upstream/u);
  const steps = page.getByRole('listitem').filter({ hasText: /connect|TCP|host|port/iu });
  await steps.first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('checks');
  const all = await page.locator('main').getByRole('listitem').count();
  await page.getByRole('switch', { name: 'Only what needs attention' }).click();
  assert.ok((await page.locator('main').getByRole('listitem').count()) <= all);
  await visit.accessible();
});

test('one by its name, from a link that begins at once; a name that nobody has says so', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/checks?what=connector&name=copiers&run=1');
  await page.getByRole('heading', { name: /copiers/u }).waitFor();
  await page.getByText(/\d+ good/u).waitFor();
  assert.doesNotMatch(page.url(), /run=/u);
  assert.equal(await page.getByRole('combobox', { name: 'Which one' }).inputValue(), 'copiers');
  await page.getByRole('combobox', { name: 'Which one' }).fill('no such');
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.getByText(/There is no inbound connector/iu).waitFor();
  await visit.accessible();
  await visit.picture('checks-unknown');
});

test('a help desk checks what is its own and not the server; a test message is followed', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  const local = { socketPath: house.settings.adminSocket };
  await askAt(local, 'POST', '/api/v1/devices', { body: { name: 'Copier', addresses: ['192.0.2.10'] } });
  await using visit: Visit = await browser.visit(house, { role: 'help-desk', organizations: ['ours'], size: 'phone' });
  const { page } = visit;
  await visit.open('/checks?what=device');
  await page.getByRole('combobox', { name: 'Check', exact: true }).click();
  await page.getByRole('option', { name: 'Devices' }).waitFor();
  assert.equal(await page.getByRole('option', { name: 'This server' }).count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await page.getByLabel('Try port 25 outward at').count(), 0);
  await page.getByLabel('Send a test message to').fill('anna@ours.test');
  await page.keyboard.press('Enter');
  await page
    .getByText(/delivered/iu)
    .first()
    .waitFor();
  await visit.accessible();
  await visit.picture('checks-phone');
  // It was never seen.
  await page.getByRole('button', { name: 'Watch it live' }).click();
  await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
});

test('it is stopped, and says that the rest was not looked at', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: Array.from({ length: 30 }, (_, n) => smartHost(`Provider ${n}`, 1)),
  });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  // The answer comes as slowly as a check of many name servers.
  await page.route('**/api/v1/checks', () => {});
  await visit.open('/checks?what=upstream&run=1');
  await page.getByText('Checking…').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped. The rest was not looked at.').waitFor();
  await gone(page.getByRole('button', { name: 'Stop' }));
});
