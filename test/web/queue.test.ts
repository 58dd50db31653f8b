/** The queue in a real browser: a next hop puts mail off, a person sees where it waits and why, and steers it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import type { ObjectId } from '../../src/base/id.ts';

const openBrowser = browserOfFile();

/** Local parts may be anything between quotation marks. */
const SENDER = '"=1+1<img src=x>"@ours.test';
/** A reply that would be markup, and a formula, if anything took it for one. */
const REPLY = '450 4.2.1 =cmd <img src=x onerror=alert(1)>{{7*7}}';
const HOSTILE = '=HYPERLINK("http://evil.test") <script>alert(2)</script>';

interface Site extends AsyncDisposable {
  readonly house: TestHouse;
  /** The next hop takes mail from now on. */
  open(): void;
}

/** @param recipients that one message each waits for. */
async function siteWith(recipients: readonly string[]): Promise<Site> {
  let isOpen = false;
  const sink = await scriptedSink({ script: (line) => (line.startsWith('RCPT') && !isOpen ? REPLY : null) });
  const house = await startTestHouse({
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('Provider', sink.port, { id: 'PR0V1DER00000000' as ObjectId }),
      smartHost('Second way', sink.port, { id: 'SEC0ND0000000000' as ObjectId, recipientDomains: ['only.test'] }),
    ],
  });
  for (const to of recipients) await submit(house, SENDER, [to], `Subject: ${HOSTILE}\n\nbody\n`);
  await house.traced({ status: ['Pending'] }, (rows) => rows.length === recipients.length);
  return {
    house,
    open: () => {
      isOpen = true;
    },
    async [Symbol.asyncDispose]() {
      await house[Symbol.asyncDispose]();
      await sink[Symbol.asyncDispose]();
    },
  };
}

const gridOf = (page: Page, name: string) => page.getByRole('grid', { name });
const leftIn = async ({ house }: Site): Promise<number> =>
  (await house.house.store.spool.list({}, { limit: 1, after: null })).total;

test('destinations: how they stand, what they said, how old their mail is; tried by one press', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test']);
  {
    await using visit: Visit = await browser.visit(site.house);
    const { page } = visit;
    await visit.open('/queue');
    const row = gridOf(page, 'Destinations').getByRole('row', { name: /Provider/ });
    await row.getByText('450 4.2.1').waitFor();
    await row.getByRole('img', { name: 'Less than 10 minutes: 2 (100%)' }).waitFor();
    await visit.accessible('every theme');
    await visit.picture('queue-destinations');
    await row.click();
    const flyout = page.getByRole('dialog');
    await flyout.getByText(REPLY).waitFor();
    await flyout.getByRole('button', { name: 'Try this destination now' }).waitFor();
    await visit.accessible();
    await visit.picture('queue-destination');
  }
  await using visit: Visit = await browser.visit(site.house, { role: 'help-desk' });
  const { page } = visit;
  await visit.open('/queue');
  // The file has messages, and destinations are none.
  assert.equal(await page.getByRole('button', { name: 'Export' }).count(), 0);
  await page.getByRole('row', { name: /Provider/ }).click();
  const flyout = page.getByRole('dialog');
  const pause = flyout.getByRole('button', { name: 'Pause' });
  await pause.click();
  await flyout.getByText('Mail for 2 recipients was paused.').waitFor();
  assert.ok(await visit.hasFocus(pause));
  await flyout.getByRole('button', { name: 'Release' }).click();
  await flyout.getByText('Mail for 2 recipients was released.').waitFor();
  site.open();
  await flyout.getByRole('button', { name: 'Try this destination now' }).click();
  // In the details; or above the list, where the destination is gone with its mail.
  await page.getByText('Mail for 2 recipients is being retried now.').waitFor();
  await site.house.traced({ status: ['Delivered'] }, (rows) => rows.length === 2);
  await visit.open('/queue');
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  await page.getByText(/^Last delivered \d\d:\d\d\.$/).waitFor();
  await visit.accessible();
  await visit.picture('queue-empty');
});

test('messages: what strangers wrote is text; selected ones are paused and released', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test', 'c@far.test']);
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/queue');
  await page.getByRole('tab', { name: 'Messages' }).click();
  const grid = gridOf(page, 'Messages');
  const row = (name: string) => grid.getByRole('row', { name: new RegExp(name) });
  await row('b@far').getByText(REPLY).waitFor();
  await row('b@far').getByText('=1+1<img src=x>').waitFor();
  await visit.accessible('every theme');
  await visit.picture('queue-messages');
  await row('a@far').getByRole('checkbox').click();
  await row('b@far').getByRole('checkbox').click();
  await page.getByText('2 selected').waitFor();
  await visit.picture('queue-selected');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText('Mail for 2 recipients was paused.').waitFor();
  await row('a@far.*Paused').waitFor();
  await visit.accessible();
  await visit.picture('queue-paused');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await row('b@far').click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('heading', { name: HOSTILE }).waitFor();
  await flyout.getByText('Defer').first().waitFor();
  await visit.accessible();
  await visit.picture('queue-message');
  await flyout.getByRole('button', { name: 'Release' }).click();
  await flyout.getByText('Mail for 1 recipient was released.').waitFor();
  await page.keyboard.press('Escape');
  await gone(flyout);
  // As a cure leads here: all that is paused, with the number before.
  await visit.open('/queue?tab=messages&paused=yes&do=release');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release mail for 1 recipient' }).click();
  await page.getByText('Mail for 1 recipient was released.').waitFor();
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
});

test('a selection ends with its filter; what was bounced is not counted as new', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test', 'c@far.test']);
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/queue?tab=messages');
  const grid = gridOf(page, 'Messages');
  const row = (name: string) => grid.getByRole('row', { name: new RegExp(name) });
  const bounce = page.getByRole('group', { name: 'Acts on what is selected' }).getByRole('button', { name: 'Bounce…' });
  await row('a@far').getByRole('checkbox').click();
  await page.getByText('1 selected').waitFor();
  const box = page.getByRole('searchbox');
  await box.fill('to:b@far');
  await box.press('Enter');
  await row('a@far').waitFor({ state: 'detached' });
  await row('b@far').waitFor();
  assert.equal(await page.getByText('1 selected').count(), 0);
  assert.equal(await bounce.getAttribute('aria-disabled'), 'true');
  await page.goBack();
  await row('a@far').waitFor();
  assert.equal(await page.getByText('1 selected').count(), 0);
  await row('a@far').getByRole('checkbox').click();
  await row('b@far').getByRole('checkbox').click();
  await bounce.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Bounce mail for 2 recipients' }).click();
  await page.getByText('Mail for 2 recipients was bounced.').waitFor();
  await row('a@far').waitFor({ state: 'detached' });
  await row('c@far').waitFor();
  assert.equal(await page.getByRole('button', { name: /new row/ }).count(), 0);
});

test('all that match are ended: tried first, counted, and above a hundred the number is typed', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['keep@far.test']);
  const many = Array.from({ length: 101 }, (_, index) => `many${index}@far.test`);
  for (const some of [many.slice(0, 50), many.slice(50)]) await submit(site.house, SENDER, some);
  await site.house.traced({ recipient: 'many', status: ['Pending'] }, (rows) => rows.length === 100);
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/queue?tab=messages&to=many');
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).click();
  await page.getByRole('button', { name: 'Select all 101 that match' }).click();
  await page.getByText('101 selected').waitFor();
  await page.getByRole('button', { name: 'Bounce…' }).click();
  const dialog = page.getByRole('alertdialog');
  const deed = dialog.getByRole('button', { name: 'Bounce mail for 101 recipients' });
  await deed.waitFor();
  await visit.accessible();
  await visit.picture('queue-bounce');
  assert.equal(await deed.isEnabled(), false, 'nothing before the number is typed');
  await dialog.getByLabel('Type 101 to confirm').fill('101');
  await deed.click();
  await page.getByText('Mail for 101 recipients was bounced.').waitFor();
  await gone(dialog);
  assert.ok((await leftIn(site)) < 102);
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
});

test('a message that waits is looked into by who may read mail, and the look is noted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test']);
  {
    await using visit: Visit = await browser.visit(site.house);
    const { page } = visit;
    await visit.open('/queue?tab=messages');
    await gridOf(page, 'Messages')
      .getByRole('row', { name: /a@far\.test/ })
      .click();
    const flyout = page.getByRole('dialog');
    await flyout.getByRole('button', { name: 'Preview' }).click();
    await flyout.getByRole('region', { name: 'Text' }).getByText('body').waitFor();
    await flyout.getByRole('tab', { name: 'Source' }).click();
    await flyout.getByText('Subject: =HYPERLINK').waitFor();
    await visit.accessible();
    await visit.picture('queue-look');
    const audit = await site.house.house.store.directory.audit({ limit: 9 });
    assert.deepEqual(
      audit.filter(({ kind }) => kind === 'content').map(({ name }) => name),
      ['queue: preview'],
    );
  }
  await using other = await browser.visit(site.house, { role: 'help-desk', organizations: ['ours'] });
  await other.open('/queue?tab=messages');
  await gridOf(other.page, 'Messages')
    .getByRole('row', { name: /a@far\.test/ })
    .click();
  await other.page.getByText('Reading what people wrote needs the content right.').waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'Preview' }).count(), 0);
});

test('one message is redirected by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test']);
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/queue?tab=messages');
  const grid = gridOf(page, 'Messages');
  await grid.getByRole('row', { name: /b@far/ }).waitFor();
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(grid)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.getByText('2 selected').waitFor();
  await page.keyboard.press(' ');
  await page.getByText('1 selected').waitFor();
  const redirect = page.getByRole('button', { name: 'Redirect…' });
  for (let stops = 0; stops < 40 && !(await visit.hasFocus(redirect)); stops++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.waitFor();
  for (let stops = 0; stops < 10 && !(await visit.hasFocus(address)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.type('v@ours.test');
  await page.keyboard.press('Enter');
  const deed = page.getByRole('button', { name: 'Redirect mail for 1 recipient' });
  await deed.waitFor();
  for (let stops = 0; stops < 10 && !(await visit.hasFocus(deed)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Mail for 1 recipient was redirected.').waitFor();
  await site.house.traced({ status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.equal(await leftIn(site), 1);
});

test('a reader sees the queue and no verb; the file has its rows, and no formula', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test']);
  await using visit: Visit = await browser.visit(site.house, { size: 'phone' });
  await visit.open('/queue?tab=messages&to=b@far');
  await visit.page.getByRole('row', { name: /b@far/ }).waitFor();
  await visit.accessible();
  await visit.picture('queue-messages');
  const saved = visit.page.waitForEvent('download');
  await visit.page.getByRole('button', { name: 'Export' }).click();
  const file = await saved;
  assert.match(file.suggestedFilename(), /^queue-\d{4}-\d\d-\d\d\.csv$/u);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(
    lines[1] ?? '',
    /,(?:"")?'?[^,]*=1\+1<img src=x>[^,]*,b@far\.test,"'=HYPERLINK\(""http:\/\/evil\.test""\) <script>/u,
  );
  await visit.page.getByText('1 row was exported.').waitFor();
  await using reading: Visit = await browser.visit(site.house, { role: 'reader' });
  await reading.open('/queue?tab=messages');
  await reading.page.getByRole('row', { name: /a@far/ }).waitFor();
  assert.equal(await reading.page.getByRole('button', { name: 'Bounce…' }).count(), 0);
  assert.equal(await reading.page.getByRole('checkbox').count(), 0);
});

test('who signed in with a link takes files along: of the queue, and of the trace', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test']);
  const { body } = await askAt({ socketPath: site.house.settings.adminSocket }, 'POST', '/api/v1/sign-in/links', {
    body: {},
  });
  const { hash } = new URL((body as { readonly address: string }).address);
  await using visit: Visit = await browser.visit(site.house, { signedIn: false });
  const { page } = visit;
  await visit.open(`/queue${hash}`);
  for (const [place, name, rows] of [
    ['/queue?tab=messages', /^queue-/u, '2 rows were exported.'],
    ['/trace?to=b@far.test', /^message-trace-/u, '1 row was exported.'],
  ] as const) {
    await visit.open(place);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    assert.match((await saved).suggestedFilename(), name);
    await page.getByText(rows).waitFor();
  }
  await visit.accessible();
  await visit.picture('trace-exported');
});

test('from the trace to the queue, and a server that does not answer', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using site = await siteWith(['a@far.test', 'b@far.test']);
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/trace');
  await page.getByRole('row', { name: /b@far/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Show it in the queue/ })
    .click();
  const grid = gridOf(page, 'Messages');
  await grid.getByRole('row', { name: /b@far/ }).waitFor();
  assert.equal(await grid.getByRole('row', { name: /a@far/ }).count(), 0);
  await page.route('**/api/v1/queue?**', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('The server does not answer').waitFor();
  await visit.accessible();
  await visit.picture('queue-error');
});
