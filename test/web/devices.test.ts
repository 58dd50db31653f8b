/** Devices, those that wait, and profiles, in a real browser: a printer that cannot send is let in, by clicks that are counted and by keys alone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const PRINTER = '127.0.0.10';
const FAX = '127.0.0.11';
const COPIER = '127.0.0.70';
/** A name that would be markup, if anything took it for it. */
const HOSTILE = '<img src=x onerror=alert(1)>{{7*7}}';

async function talk(house: TestHouse, from: string, lines: readonly string[]): Promise<readonly number[]> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  const codes: number[] = [];
  for (const line of lines) codes.push((await client.say(line)).code);
  client.end();
  return codes;
}

const scan = (name: string): readonly string[] => [
  `EHLO ${name}`,
  'MAIL FROM:<scan@ours.test>',
  'RCPT TO:<someone@outside.test>',
  'QUIT',
];

/** Two that wait, one that sends, one that was refused for its way of speaking. */
async function houseWithDevices(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [
      organization({ deviceNetworks: ['127.0.0.0/28'] }),
      inbound('copiers', { senderAddresses: ['127.0.0.64/26'] }),
    ],
  });
  await talk(house, PRINTER, scan('printer-2'));
  await talk(house, FAX, scan('fax'));
  const socket = { socketPath: house.settings.adminSocket };
  const devices = [
    { name: 'Copier', place: '2nd floor', addresses: [COPIER] },
    { name: HOSTILE, addresses: ['127.0.0.71'], profile: 'tolerant' },
  ];
  for (const body of devices) {
    const { status, text } = await askAt(socket, 'POST', '/api/v1/devices', { body });
    assert.equal(status, 201, text);
  }
  await talk(house, COPIER, [...scan('copier').slice(0, 3), 'DATA', 'Subject: Page one\r\n\r\npage\r\n.', 'QUIT']);
  await talk(house, COPIER, ['EHLO two words', 'QUIT']);
  await house.traced({ status: ['Rejected'] }, (rows) => rows.length >= 3);
  return house;
}

/** Of those that change nothing. */
const sharedHouse = ofFile(houseWithDevices);

test('Waiting: what would be done, approved with two clicks, and the printer sends', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/waiting');
  await page.getByRole('row', { name: /127\.0\.0\.11 fax/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('waiting');
  await page.getByRole('row', { name: /127\.0\.0\.11 fax/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('RCPT TO:<someone@outside.test>').waitFor();
  await visit.accessible();
  await visit.picture('waiting-flyout');
  await flyout.getByRole('button', { name: 'Approve…' }).click();
  await flyout.getByText(/The connector "fax" was made/).waitFor();
  await visit.accessible();
  await visit.picture('approve');
  await visit.open('/waiting');
  await page.getByRole('row', { name: /127\.0\.0\.10 printer-2/ }).click();
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('heading', { name: 'printer-2 may come in' }).waitFor();
  await visit.accessible();
  await visit.picture('approved');
  assert.deepEqual(await talk(house, PRINTER, scan('printer-2')), [250, 250, 250, 221]);
});

test('a printer cannot send: from its address in the search box it is let in with three clicks', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: 'Search everywhere' });
  await box.and(page.locator(':focus')).waitFor();
  await page.keyboard.type(PRINTER);
  await page.getByRole('option', { name: new RegExp(PRINTER) }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/ip=/);
  await page.getByRole('row', { name: /someone@outside\.test/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('heading', { name: 'printer-2 may come in' }).waitFor();
  assert.deepEqual(await talk(house, PRINTER, scan('printer-2')), [250, 250, 250, 221]);
});

test('several at once, by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/waiting');
  const grid = page.getByRole('grid', { name: 'Waiting devices' });
  await page.getByRole('row', { name: /fax/ }).waitFor();
  for (let stops = 0; stops < 30 && !(await visit.hasFocus(grid)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  const approve = page.getByRole('button', { name: 'Approve 2…' });
  for (let stops = 0; stops < 30 && !(await visit.hasFocus(approve)); stops++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  const deed = page.getByRole('dialog').getByRole('button', { name: 'Approve 2 devices' });
  await deed.waitFor();
  for (let stops = 0; stops < 30 && !(await visit.hasFocus(deed)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'fax may come in' }).waitFor();
  await visit.picture('approved-several');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'No device waits' }).waitFor();
  await visit.accessible();
  await visit.picture('waiting-empty');
});

test('Devices: how each does, said beside seen, and what a profile would have done', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/devices');
  await page.getByRole('row', { name: /Copier.*Refused/ }).waitFor();
  await page.getByText(HOSTILE).waitFor();
  await visit.accessible('every theme');
  await visit.picture('devices');
  await page.getByRole('row', { name: /Copier.*Refused/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('heading', { name: 'Habits' }).waitFor();
  await flyout.getByRole('link', { name: /Page one/ }).waitFor();
  await visit.accessible();
  await visit.picture('device');
  await flyout.getByRole('button', { name: 'Change profile…' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('It would have let in 0 of 1 refusal.').waitFor();
  await dialog.getByRole('combobox', { name: 'Profile' }).click();
  await dialog.getByRole('option', { name: 'tolerant' }).click();
  await dialog.getByText('It would have let in 1 of 1 refusal.').waitFor();
  await visit.accessible();
  await visit.picture('profile-change');
  await dialog.getByRole('button', { name: 'Use this profile' }).click();
  await flyout.getByRole('link', { name: 'tolerant' }).waitFor();
  assert.deepEqual(await talk(house, COPIER, ['EHLO two words', 'QUIT']), [250, 221]);
});

test('the sheet to print: the page alone, with the values to set', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  await visit.open('/devices?q=copier');
  await page.getByRole('row', { name: /Copier/ }).click();
  await page.getByRole('button', { name: 'Print settings' }).click();
  await page.getByRole('heading', { name: 'Settings of Copier' }).waitFor();
  await page.getByText(house.settings.hostName, { exact: true }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('sheet');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Print' }).count(), 0);
  // Of the dark theme too: white words on white paper would be none.
  const colour = await page.evaluate("getComputedStyle(document.querySelector('h1')).color");
  assert.equal(colour, 'rgb(0, 0, 0)');
  await visit.picture('sheet-print');
});

test('a device is added, checked and deleted; who reads alone is offered none of it', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/devices?state=never-seen&q=nothing');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await page.getByRole('button', { name: 'Add device' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Scanner');
  await page.getByRole('textbox', { name: 'Addresses' }).fill('127.0.0.72');
  await visit.accessible();
  await visit.picture('device-form');
  // Told before it is saved, by the code that rewrites.
  await page.getByRole('textbox', { name: 'Put this address into From' }).fill('printer@ours.test');
  await page.getByRole('textbox', { name: 'From of a sample mail' }).fill('Desk 2 <scan@copier.test>');
  const becomes = page.getByRole('table', { name: 'What becomes of a mail' });
  await becomes.getByRole('row', { name: 'MAIL FROM <scan@copier.test> <printer@ours.test>' }).waitFor();
  await becomes.getByRole('row', { name: 'From Desk 2 <scan@copier.test> Desk 2 <printer@ours.test>' }).waitFor();
  await becomes.getByRole('row', { name: 'Reply-To None <scan@copier.test>' }).waitFor();
  await visit.accessible();
  await becomes.scrollIntoViewIfNeeded();
  await visit.picture('device-rewriting');
  await page.getByRole('button', { name: 'Save' }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('It has not come yet.').waitFor();
  await flyout.getByRole('button', { name: 'Check' }).click();
  await flyout.getByRole('heading', { name: 'Check' }).waitFor();
  await gone(page.getByText('Checking'));
  await visit.accessible();
  await visit.picture('device-check');
  await flyout.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('row', { name: /Copier/ }).waitFor();
  assert.equal(await page.getByRole('row', { name: /Scanner/ }).count(), 0);

  await using reader: Visit = await browser.visit(house, { role: 'reader' });
  await reader.open('/devices');
  await reader.page.getByRole('row', { name: /Copier/ }).click();
  await reader.page.getByRole('button', { name: 'Print settings' }).waitFor();
  for (const name of ['Add device', 'Approve…', 'Edit', 'Change profile…'])
    assert.equal(await reader.page.getByRole('button', { name }).count(), 0, name);
});

test('Profiles: one beside another, and an own one made of it', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/profiles');
  await page.getByRole('row', { name: /legacy/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('profiles');
  await page.getByRole('row', { name: /legacy/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('combobox', { name: 'Compare with' }).click();
  await flyout.getByRole('option', { name: 'strict' }).click();
  await flyout.getByRole('columnheader', { name: 'strict' }).waitFor();
  await visit.accessible();
  await visit.picture('profile');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New profile' }).click();
  const name = 'Old copiers';
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create profile' }).click();
  await page.getByRole('button', { name: /^Sign-in by/ }).click();
  await page.getByRole('combobox', { name: 'Sign-in by' }).click();
  await page.getByRole('option', { name: 'PLAIN, LOGIN', exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Sign-in by: PLAIN, LOGIN', exact: true }).waitFor();
  await page.getByText('No device and no connector names it.').waitFor();
  // Another administrator gives it to a device: the page is told.
  const socket = { socketPath: house.settings.adminSocket };
  const { status } = await askAt(socket, 'PATCH', '/api/v1/devices/Copier', { body: { profile: name } });
  assert.equal(status, 200);
  await page.getByRole('link', { name: 'Copier' }).waitFor();
  await visit.accessible();
  await visit.picture('profile-used-by');
  await page.getByRole('button', { name: 'Delete' }).click();
  const needed = page.getByRole('alertdialog', { name: `${name} is still used` });
  await needed.getByRole('link', { name: 'Copier' }).waitFor();
  await visit.accessible();
  await visit.picture('profile-still-used');
  await needed.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('link', { name: 'Copier' }).click();
  await page.getByRole('dialog', { name: 'Copier' }).waitFor();
  await askAt(socket, 'PATCH', '/api/v1/devices/Copier', { body: { profile: null } });
  await visit.open(`/profiles?${new URLSearchParams({ open: name })}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('alertdialog', { name: `Delete ${name}?` })
    .getByRole('button', { name: 'Delete' })
    .click();
  await gone(page.getByRole('row', { name }));
});

test('in front of the printer: Waiting and the device on a phone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { size: 'phone' });
  const { page } = visit;
  await visit.open('/waiting');
  await page.getByRole('row', { name: /fax/ }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('waiting');
  await page.getByRole('row', { name: /fax/ }).click();
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await visit.accessible();
  await visit.picture('approve');
  await visit.open('/devices');
  await page.getByRole('row', { name: /Copier/ }).waitFor();
  await visit.picture('devices');
  await page.getByRole('row', { name: /Copier/ }).click();
  await page.getByRole('heading', { name: 'Habits' }).waitFor();
  await visit.accessible();
  await visit.picture('device');
});

test('devices come from a table: what it would do, its faults by line, and what is there is saved to begin with', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithDevices();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/devices');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import devices' });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the present devices' }).click();
  const saved = await readFile(await (await download).path(), 'utf8');
  const [header = ''] = saved.split(/\r?\n/u);
  assert.match(saved, /Copier/u);
  const names = header.split(',');
  const line = (facts: Readonly<Record<string, string>>): string => names.map((name) => facts[name] ?? '').join(',');
  const give = (...rows: readonly string[]): Promise<void> =>
    dialog.getByLabel('File', { exact: true }).setInputFiles({
      name: 'devices.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([header, ...rows, ''].join('\r\n')),
    });
  const preview = dialog.getByRole('button', { name: 'Preview' });
  await give(line({ name: 'Ward 3', addresses: '127.0.0.300' }));
  await preview.click();
  await dialog.getByText(/127\.0\.0\.300/u).waitFor();
  await visit.accessible();
  await visit.picture('devices-import-refused');
  await give(
    line({ name: 'Ward 3', place: 'Third floor', addresses: '127.0.0.21' }),
    line({ name: 'Ward 4', addresses: '127.0.0.22' }),
  );
  await preview.click();
  await dialog.getByText('2 changes would be made:').waitFor();
  await visit.accessible();
  await visit.picture('devices-import');
  assert.equal(house.house.directory.current.devices.length, 2);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('It was imported: 2 changes.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('row', { name: /Ward 4/ }).waitFor();
  assert.equal(house.house.directory.current.devices.length, 4);
});
