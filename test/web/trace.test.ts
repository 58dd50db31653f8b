/** Message trace in a real browser: real clients make the mail, a person finds it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

/** Names that would be markup, if anything took them for it. */
const HOSTILE = '<img src=x onerror=alert(1)>{{7*7}}"\'';

async function houseWithMail(): Promise<TestHouse> {
  const house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  await submit(house, 'copier@ours.test', ['v@ours.test'], `Subject: Scan of the second floor\n\nbody\n`);
  await submit(house, 'copier@ours.test', ['v@ours.test'], `Subject: ${HOSTILE}\n\nbody\n`);
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await stranger.say('EHLO <script>alert(1)</script>');
  await stranger.say('EHLO printer.test');
  await stranger.say('MAIL FROM:<scanner@elsewhere.test>');
  await stranger.say('RCPT TO:<someone@far.test>');
  await stranger.say('QUIT');
  stranger.end();
  await house.traced({}, (rows) => rows.length >= 3);
  return house;
}

/** Nobody changes it. */
const sharedHouse = ofFile(houseWithMail);

test('the list and the flyout; what strangers wrote is text', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/trace');
  const grid = page.getByRole('grid', { name: 'Message trace' });
  await grid.getByRole('row', { name: /Scan of the second floor/ }).waitFor();
  await page.getByText(HOSTILE).waitFor();
  await visit.accessible('every theme');
  await visit.picture('trace');
  await grid.getByRole('row', { name: /Scan of the second floor/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('heading', { name: 'Scan of the second floor' }).waitFor();
  await flyout.getByText('MAIL FROM:<copier@ours.test>').waitFor();
  await visit.accessible();
  await visit.picture('trace-flyout');
  assert.match(page.url(), /[?&]open=/);
  await page.goBack();
  await gone(flyout);
});

test('a refusal: what it was told, and what to do', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/trace?status=Rejected');
  await page.getByRole('row', { name: /Rejected.*someone@far\.test/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('heading', { name: 'What to do' }).waitFor();
  await flyout
    .getByText(/^550 5\.7/)
    .first()
    .waitFor();
  await visit.accessible();
  await visit.picture('trace-refusal');
});

test('words in the box, chips and the address are one state', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/trace');
  const box = page.getByRole('searchbox', { name: 'Search the trace' });
  await box.fill('from:copier@ours.test status:Delivered floor');
  await box.press('Enter');
  await page.waitForURL(/from=copier%40ours\.test/);
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove the filter Status: Delivered' }).click();
  await page.waitForURL((url) => !url.search.includes('status'));
  assert.equal(await box.inputValue(), 'from:copier@ours.test floor');
  await box.fill('to:nobody@nowhere.test');
  await box.press('Enter');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await visit.accessible();
  await visit.picture('trace-nothing');
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await page.getByRole('row', { name: /Scan of the second floor/ }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
});

test('by the keyboard alone: to a row, into its details, and back to the row', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/trace');
  const grid = page.getByRole('grid', { name: 'Message trace' });
  await grid.getByRole('row', { name: /Scan of the second floor/ }).waitFor();
  for (let stops = 0; stops < 30 && !(await visit.hasFocus(grid)); stops++) await page.keyboard.press('Tab');
  const active = async () => page.locator(`[id="${await grid.getAttribute('aria-activedescendant')}"]`).textContent();
  const first = await active();
  const before = await grid.getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(
    `document.activeElement?.getAttribute('aria-activedescendant') !== ${JSON.stringify(before)}`,
  );
  const second = await active();
  assert.notEqual(first, second);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await gone(page.getByRole('dialog'));
  await page.waitForFunction("document.activeElement?.getAttribute('role') === 'grid'");
  assert.equal(await active(), second);
  // One stop: the next one is outside.
  await page.keyboard.press('Tab');
  assert.equal(
    await grid
      .locator(':focus')
      .or(grid.and(page.locator(':focus')))
      .count(),
    0,
  );
});

test('columns are chosen and ordered, by mouse and by keys, stay so, and are as they were again', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  const headers = () => page.getByRole('columnheader').allTextContents();
  // Behind the panel the list is hidden from readers.
  const until = (name: string) => page.getByRole('row', { name, includeHidden: true }).first().waitFor();
  await visit.open('/trace');
  await until('Time Status Sender Recipient');
  const before = await headers();
  const columns = page.getByRole('button', { name: 'Columns' });
  await columns.click();
  const panel = page.getByRole('dialog', { name: 'Columns' });
  await panel.getByRole('button', { name: 'Move Sender down' }).click();
  await until('Time Status Recipient Sender');
  await panel.getByText(/^Sender is column 4 of /).waitFor();
  const up = panel.getByRole('button', { name: 'Move Subject up' });
  await up.focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Enter');
  await until('Subject Time Status Recipient Sender');
  assert.ok(await visit.hasFocus(up), 'it keeps the keyboard as its row moves');
  await panel.getByRole('checkbox', { name: 'Size' }).uncheck();
  await panel.getByRole('checkbox', { name: 'Message-ID' }).check();
  await visit.accessible();
  await visit.picture('trace-columns');
  await page.keyboard.press('Escape');
  await gone(panel);
  assert.ok(await visit.hasFocus(columns));
  const chosen = await headers();
  assert.ok(chosen.includes('Message-ID') && !chosen.includes('Size'));
  await page.reload();
  await until('Subject Time Status Recipient Sender');
  assert.deepEqual(await headers(), chosen);
  await columns.click();
  await panel.getByRole('button', { name: 'As it was' }).click();
  await page.keyboard.press('Escape');
  await gone(panel);
  assert.deepEqual(await headers(), before);
});

test('on a phone: cards, and details over the whole screen', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { size: 'phone' });
  const { page } = visit;
  await visit.open('/trace');
  await page.getByRole('row', { name: /Scan of the second floor/ }).waitFor();
  await visit.accessible();
  await visit.picture('trace');
});

test('by direction, with what it means; all that match are counted when that is asked', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: [organization({ withoutUpstream: 'wait' }), inbound('copier', { senderAddresses: [DEVICE] })],
  });
  const away = Array.from({ length: 60 }, (_, at) => `a${at}@far.test`);
  for (const _ of [1, 2]) await submit(house, 'copier@ours.test', away);
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await house.traced({ recipient: 'v@ours.test' }, (rows) => rows.length === 1);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/trace');
  const box = page.getByRole('searchbox', { name: 'Search the trace' });
  await box.fill('direction:outgoing');
  await box.press('Enter');
  await page.getByText('Outgoing: from your own devices').waitFor();
  await page.getByRole('button', { name: 'Count all that match' }).click();
  await page.getByText('120 rows match').waitFor();
  await visit.accessible();
  await visit.picture('trace-direction');
  await visit.open('/trace?direction=internal');
  await page.getByText('Internal: from your own devices').waitFor();
  await page.getByRole('row', { name: /v@ours\.test/u }).waitFor();
  await page.getByText('1 row', { exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Count all that match' }).count(), 0, 'all of them are there');
});
