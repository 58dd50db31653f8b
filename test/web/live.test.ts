/** Live sessions in a real browser: real SMTP clients speak, a person watches, lets a printer in, and sees it send. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { domain, inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const STRANGER = '127.0.0.77';
/** Names that would be markup, if anything took them for it. */
const HOSTILE = '<img/src=x/onerror=alert(1)>{{7*7}}';

async function talk(house: TestHouse, from: string, lines: readonly string[]): Promise<readonly number[]> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  const codes: number[] = [];
  for (const line of lines) codes.push((await client.say(line)).code);
  client.end();
  return codes;
}

const page = (name: string, to = 'someone@far.test'): readonly string[] => [
  `EHLO ${name}`,
  'MAIL FROM:<scan@ours.test>',
  `RCPT TO:<${to}>`,
  'DATA',
  'Subject: Scan\r\n\r\npage\r\n.',
  'QUIT',
];
const tried = (name: string): readonly string[] => [...page(name).slice(0, 3), 'QUIT'];

const startHouse = (): Promise<TestHouse> =>
  startTestHouse({
    objects: [organization({ deviceNetworks: ['127.0.0.16/28'] }), inbound('copiers', { senderAddresses: [DEVICE] })],
  });

/** What was before the page was opened: one that sent, one that was refused. */
async function houseWithSessions(): Promise<TestHouse> {
  const house = await startHouse();
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await talk(house, STRANGER, [`EHLO ${HOSTILE}`, ...tried('fax')]);
  await house.traced({}, (rows) => rows.length >= 2);
  return house;
}

const listening = (visit: Visit): Promise<void> =>
  visit.page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();

test('what was before, and sessions as they happen; what strangers say is text', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await visit.open('/live');
  await listening(visit);
  const grid = seen.getByRole('grid', { name: 'Live' });
  await grid.getByRole('row', { name: new RegExp(`Accepted ${DEVICE}`) }).waitFor();
  await grid.getByRole('row', { name: new RegExp(`Refused ${STRANGER}`) }).waitFor();
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: STRANGER });
  await grid.getByRole('row', { name: new RegExp(`Connected ${STRANGER}`) }).click();
  await client.say(`EHLO ${HOSTILE}`);
  await client.say(`MAIL FROM:<"<b>bold</b>"@ours.test>`);
  await client.say('RCPT TO:<someone@far.test>');
  const pane = seen.getByRole('region', { name: STRANGER });
  await pane.getByText(`C: EHLO ${HOSTILE}`).waitFor();
  await pane.getByText('C: MAIL FROM:<"<b>bold</b>"@ours.test>').waitFor();
  await pane.getByRole('button', { name: 'Approve…' }).waitFor();
  // Beside the list: the row that is open is seen too, in each theme.
  await visit.accessible('every theme');
  await visit.picture('live');
  assert.equal(await seen.locator('main img').count(), 0);
  await client.say('QUIT');
  client.end();
  await grid
    .getByRole('row', { name: new RegExp(`Refused ${STRANGER}`) })
    .nth(1)
    .waitFor();
  await pane.getByText('S: 221').waitFor();
  await seen.keyboard.press('Escape');
  await gone(pane);
  await visit.accessible();
  await visit.picture('live-list');
});

test('the printer story: refused, approved beside the refusal, sends again and is accepted; three clicks', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  const printer = '127.0.0.20';
  const name = 'printer';
  await visit.open(`/live?ip=${printer}`);
  await listening(visit);
  const from = performance.now();
  assert.deepEqual(await talk(house, printer, tried(name)), [250, 250, 550, 221]);
  const grid = seen.getByRole('grid', { name: 'Live' });
  await grid.getByRole('row', { name: /Refused/ }).click();
  await seen.getByRole('region', { name }).getByRole('button', { name: 'Approve…' }).click();
  const panel = seen.getByRole('dialog');
  const approve = panel.getByRole('button', { name: 'Approve', exact: true });
  await approve.waitFor();
  await visit.picture('live-approve');
  await approve.click();
  await panel.getByRole('heading', { name: `${name} may come in` }).waitFor();
  assert.deepEqual(await talk(house, printer, page(name)), [250, 250, 250, 354, 250, 221]);
  await seen.getByRole('row', { name: new RegExp(`Accepted.*${name}`), includeHidden: true }).waitFor();
  t.diagnostic(`${Math.round(performance.now() - from)} ms from the refusal to the accepted mail`);
  await visit.picture('live-accepted');
  await panel.getByRole('button', { name: 'Close' }).last().click();
  await grid.getByRole('row', { name: /Accepted/ }).waitFor();
  await visit.accessible();
});

test('the printer story by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  const { keyboard } = seen;
  const to = async (place: Locator): Promise<void> => {
    await place.waitFor();
    for (let stops = 0; stops < 60 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place));
  };
  await visit.open('/live');
  await listening(visit);
  await talk(house, '127.0.0.22', tried('fax'));
  const grid = seen.getByRole('grid', { name: 'Live' });
  await grid.getByRole('row', { name: /Refused.*fax/ }).waitFor();
  await to(grid);
  await keyboard.press('Enter');
  const pane = seen.getByRole('region', { name: 'fax' });
  await pane.waitFor();
  await to(pane.getByRole('button', { name: 'Approve…' }));
  await keyboard.press('Enter');
  const panel = seen.getByRole('dialog');
  await to(panel.getByRole('button', { name: 'Approve', exact: true }));
  await keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'fax may come in' }).waitFor();
  await keyboard.press('Escape');
  await gone(panel);
  assert.deepEqual(await talk(house, '127.0.0.22', page('fax')), [250, 250, 250, 354, 250, 221]);
  await grid.getByRole('row', { name: /Accepted.*fax/ }).waitFor();
});

test('live rows never push away what one reads: under the pointer, by keys and while paused they are counted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await visit.open('/live');
  await listening(visit);
  const grid = seen.getByRole('grid', { name: 'Live' });
  const rows = grid.getByRole('row', { name: new RegExp(STRANGER) });
  const pill = (count: number): Locator => seen.getByRole('button', { name: `${count} new row` });
  await rows.first().hover();
  await talk(house, STRANGER, tried('one'));
  await pill(1).waitFor();
  assert.equal(await rows.count(), 1);
  await visit.accessible();
  await visit.picture('live-held');
  await pill(1).click();
  await rows.nth(1).waitFor();
  await seen.getByRole('heading', { name: 'Live' }).hover();
  await talk(house, STRANGER, tried('two'));
  await rows.nth(2).waitFor();
  await seen.getByRole('button', { name: 'Pause' }).click();
  await seen
    .getByRole('status')
    .filter({ hasText: /^Paused$/ })
    .waitFor();
  await talk(house, STRANGER, tried('three'));
  await pill(1).waitFor();
  assert.equal(await rows.count(), 3);
  await seen.getByRole('button', { name: 'Resume' }).click();
  await rows.nth(3).waitFor();
  await seen.getByRole('button', { name: 'Clear', exact: true }).click();
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await talk(house, STRANGER, tried('four'));
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
});

test('paused: another filter shows what it finds; what comes into an empty list is counted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await visit.open(`/live?ip=${STRANGER}`);
  await listening(visit);
  const grid = seen.getByRole('grid', { name: 'Live' });
  await grid.getByRole('row', { name: new RegExp(STRANGER) }).waitFor();
  await seen.getByRole('button', { name: 'Pause' }).click();
  const box = seen.getByRole('searchbox', { name: 'Filter live sessions' });
  const filter = async (address: string): Promise<void> => {
    await box.fill(address);
    await box.press('Enter');
  };
  await filter(DEVICE);
  await grid.getByRole('row', { name: new RegExp(DEVICE) }).waitFor();
  await filter('127.0.0.90');
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await seen
    .getByRole('status')
    .filter({ hasText: /^Paused$/ })
    .waitFor();
  await talk(house, '127.0.0.90', tried('late'));
  const pill = seen.getByRole('button', { name: '1 new row' });
  await pill.waitFor();
  assert.equal(await seen.getByRole('heading', { name: 'Press Scan on the device now' }).count(), 0);
  await visit.accessible();
  await visit.picture('live-paused-empty');
  await pill.click();
  await grid.getByRole('row', { name: /127\.0\.0\.90/ }).waitFor();
});

test('filters are the address: a click on an IP, words in the box, only refusals', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await visit.open('/live?refused=1');
  await listening(visit);
  const grid = seen.getByRole('grid', { name: 'Live' });
  const stranger = grid.getByRole('row', { name: /Refused/ });
  const copier = grid.getByRole('row', { name: /Accepted/ });
  await stranger.waitFor();
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await talk(house, STRANGER, tried('again'));
  await stranger.nth(1).waitFor();
  assert.equal(await copier.count(), 0);
  await seen.getByRole('switch', { name: 'Only refusals' }).click();
  await copier.nth(1).waitFor();
  await copier.first().getByRole('button', { name: DEVICE }).click();
  await seen.waitForURL(/ip=127\.0\.0\.10$/);
  await gone(stranger.first());
  await copier.first().waitFor();
  const box = seen.getByRole('searchbox', { name: 'Filter live sessions' });
  await box.fill('127.0.0.64/26');
  await box.press('Enter');
  await seen.waitForURL(/ip=127\.0\.0\.64/);
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await listening(visit);
  await talk(house, STRANGER, tried('again'));
  await stranger.waitFor();
  await box.fill('no such device');
  await box.press('Enter');
  await seen.getByText('There is no device "no such device".').waitFor();
  await visit.accessible();
  await visit.picture('live-error');
});

test('nothing yet: the values to type in; while the server cannot be reached it says so, and goes on by itself', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await seen.route('**/api/v1/watch*', (route) => route.abort());
  await visit.open('/live');
  await seen
    .getByRole('status')
    .filter({ hasText: /^Trying again$/ })
    .waitFor();
  await visit.accessible();
  await visit.picture('live-again');
  await seen.unroute('**/api/v1/watch*');
  await listening(visit);
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await seen.getByText(String(house.port('smtp'))).waitFor();
  await seen.getByText(house.settings.hostName).first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('live-empty');
});

test('a hidden page lets go of the stream; seen again it has what was missed, and a link opens a session of before', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await visit.open('/live');
  await listening(visit);
  const letGo = seen.waitForEvent('requestfailed', (request) => request.url().includes('/watch'));
  const become = (state: 'hidden' | 'visible'): Promise<unknown> =>
    seen.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));`,
    );
  await become('hidden');
  await letGo;
  await talk(house, STRANGER, tried('unseen'));
  const [row] = await house.traced({ clientAddress: STRANGER }, (rows) => rows.length >= 3);
  await become('visible');
  await seen.getByRole('row', { name: /Refused.*unseen/ }).waitFor();
  await visit.open(`/live?ip=192.0.2.9&open=${row?.sessionId}`);
  await seen.getByRole('region', { name: 'unseen' }).getByText('C: EHLO unseen').waitFor();
});

test('a transcript is copied and saved; of a session of before it comes from the trace', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house);
  const { page: seen } = visit;
  await seen.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.open('/live');
  await seen.getByRole('row', { name: /Refused.*fax/ }).click();
  const pane = seen.getByRole('region', { name: 'fax' });
  await pane.getByText('C: MAIL FROM:<scan@ours.test>').waitFor();
  await pane.getByRole('button', { name: 'Copy' }).click();
  await pane.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = String(await seen.evaluate('navigator.clipboard.readText()'));
  assert.match(copied, /^S: 220[^]*C: EHLO fax\nS: 250-[^]*C: QUIT/u);
  const saving = seen.waitForEvent('download');
  await pane.getByRole('button', { name: 'Save' }).click();
  const file = await saving;
  assert.match(file.suggestedFilename(), /^session-\w+\.txt$/u);
  assert.equal(await readFile(await file.path(), 'utf8'), `${copied}\n`);
});

test('who has one organization sees its sessions alone; who reads is offered no approval', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  const other = organization({ id: 'other' as never, name: 'others' });
  await house.put(other, domain('others.test', { organizationId: other.id }));
  await using visit: Visit = await browser.visit(house, { role: 'reader', organizations: ['others'] });
  const { page: seen } = visit;
  await visit.open('/live');
  await listening(visit);
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await talk(house, STRANGER, tried('ours'));
  await talk(house, STRANGER, ['EHLO theirs', 'MAIL FROM:<x@far.test>', 'RCPT TO:<nobody@others.test>', 'QUIT']);
  const row = seen.getByRole('row', { name: /Refused.*theirs/ });
  await row.click();
  await seen.getByRole('region', { name: 'theirs' }).getByText('RCPT TO:<nobody@others.test>').waitFor();
  assert.equal(await seen.getByRole('row').count(), 2, 'a header and one session');
  await using reader: Visit = await browser.visit(house, { role: 'reader' });
  await reader.open('/live?refused=1');
  await talk(house, '127.0.0.24', tried('scanner'));
  await reader.page.getByRole('row', { name: /scanner/ }).click();
  await reader.page.getByText('C: MAIL FROM:<scan@ours.test>').waitFor();
  assert.equal(await reader.page.getByRole('button', { name: 'Approve…' }).count(), 0);
});

test('in front of the printer: on a phone, with one hand', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithSessions();
  await using visit: Visit = await browser.visit(house, { size: 'phone' });
  const { page: seen } = visit;
  await visit.open('/live');
  await listening(visit);
  await seen.getByRole('row', { name: /Refused.*fax/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('live');
  await seen.getByRole('row', { name: /Refused.*fax/ }).click();
  const flyout = seen.getByRole('dialog');
  await flyout.getByText('C: MAIL FROM:<scan@ours.test>').waitFor();
  await visit.accessible();
  await visit.picture('live-details');
  await flyout.getByRole('button', { name: 'Approve…' }).click();
  await flyout.getByRole('button', { name: 'Approve', exact: true }).click();
  await flyout.getByRole('heading', { name: 'Device 127.0.0.77 may come in' }).waitFor();
  await visit.picture('live-approved');

  await flyout.getByRole('button', { name: 'Watch it live' }).click();
  await seen.waitForURL(/live\?ip=/);
  await talk(house, STRANGER, page('fax'));
  await seen.getByRole('row', { name: /Accepted/ }).waitFor();
  await visit.picture('live-accepted');
  await seen.getByRole('button', { name: 'Pause' }).waitFor();
  await visit.open('/live?ip=192.0.2.9');
  await seen.getByRole('heading', { name: 'Press Scan on the device now' }).waitFor();
  await visit.accessible();
  await visit.picture('live-empty');
});
