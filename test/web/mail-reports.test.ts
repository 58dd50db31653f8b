/** Mail reports: counts that lead to their mail, refusals by cause, and a file. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { type Visit } from '../../lab/browser.ts';
import { ofFile } from '../../lab/of-file.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { credential, inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();
const busy = ofFile(busyHouse);

async function busyHouse(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [inbound('copiers', { senderAddresses: [DEVICE] }), await credential('printer@ours.test', 'pass word')],
  });
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  const printer = await SmtpTestClient.connect({ port: house.port('submission') });
  await printer.say('EHLO printer.test');
  await printer.startTls();
  await printer.say('EHLO printer.test');
  const login = Buffer.from('\0printer@ours.test\0pass word').toString('base64');
  assert.equal((await printer.say(`AUTH PLAIN ${login}`)).code, 235);
  assert.equal((await printer.send('printer@ours.test', ['v@ours.test'], 'Subject: scan\n\nbody\n')).code, 250);
  printer.end();
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await stranger.say('EHLO printer.test');
  await stranger.say('MAIL FROM:<scan@ours.test>');
  assert.equal((await stranger.say('RCPT TO:<someone@far.test>')).code, 550);
  await stranger.say('QUIT');
  stranger.end();
  await house.traced({}, (rows) => rows.length >= 4);
  return house;
}

test('each report: a chart and its tables, whose numbers lead to their mail', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await busy();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/reports');
  await page.getByText('4 in all, most of them: Connectors.').waitFor();
  await visit.accessible('every theme');
  await visit.picture('mail-reports');
  const sums = page.getByRole('table', { name: 'In all', exact: true });
  await sums.getByRole('row', { name: 'Connectors Accepted 2' }).getByRole('link', { name: '2' }).click();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await page.getByText('copier@ours.test').first().waitFor();
  for (const [report, words] of [
    ['connector', 'copiers Accepted 2'],
    ['upstream', 'Mailboxes here Delivered 3'],
    ['tls', 'No TLS Accepted 2'],
    ['sign-in', 'printer@ours.test, TLSv1.3, PLAIN Accepted 1'],
    ['from-domain', 'ours.test Accepted 3'],
  ] as const) {
    await visit.open(`/reports?report=${report}`);
    await sums.getByRole('row', { name: words }).waitFor();
  }
});

test('refusals by cause and by address, and the counts as a file', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await busy();
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  await visit.open('/reports?report=callers');
  const row = page.getByRole('row', { name: /127\.0\.0\.77/ });
  await row.waitFor();
  await visit.accessible();
  await visit.picture('mail-reports-refusals');
  await row.getByRole('link', { name: '127.0.0.77' }).click();
  await page.getByText('scan@ours.test').first().waitFor();
  await visit.open('/reports?report=connector');
  const onPaper = page.getByText('ours · By connector · 7 days');
  assert.equal(await onPaper.isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  await onPaper.waitFor();
  await visit.picture('mail-reports-printed');
  await page.emulateMedia({ media: 'screen' });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  assert.match(text, /^time,name,outcome,count,bytes\r\n.*,copiers,Accepted,2,\d+\r\n/u);
});

test('bounces by code say what the code means, lead to their mail, and print and export as the others', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const hop = await scriptedSink({
    script: (line) =>
      line.startsWith('RCPT') ? (line.includes('full@') ? '552 5.2.2 over quota' : '550 5.1.1 nobody') : null,
  });
  t.after(() => hop[Symbol.asyncDispose]());
  await using house = await startTestHouse({
    objects: [inbound('copiers', { senderAddresses: [DEVICE] }), smartHost('Provider', hop.port)],
  });
  await submit(house, 'v@ours.test', ['gone@far.test', 'full@far.test']);
  await submit(house, 'v@ours.test', ['away@far.test']);
  await house.traced({ status: ['Failed'] }, (rows) => rows.length === 3);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/reports?report=code');
  await page.getByText('3 in all, most of them: 5.1.1: nobody has this address.').waitFor();
  await visit.accessible('every theme');
  await visit.picture('mail-reports-bounces');
  const sums = page.getByRole('table', { name: 'In all', exact: true });
  await sums.getByRole('row', { name: '5.2.2: the mailbox is full Failed 1' }).waitFor();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  assert.match(text, /^time,name,outcome,count,bytes\r\n.*,5\.1\.1: nobody has this address,Failed,2,\d+\r\n/u);
  await sums
    .getByRole('row', { name: /^5\.1\.1/u })
    .getByRole('link', { name: '2' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  await page.getByText('gone@far.test').first().waitFor();
  await page.getByText('away@far.test').first().waitFor();
  assert.equal(await page.getByText('full@far.test').count(), 0);
  await page.getByRole('button', { name: 'Bounce code: 5.1.1', exact: true }).waitFor();
  await visit.open('/reports?report=code');
  const days = page.getByRole('table', { name: 'Over time', exact: true });
  await days
    .getByRole('row', { name: /5\.2\.2/u })
    .getByRole('link', { name: '1' })
    .click();
  await page.getByText('full@far.test').first().waitFor();
  assert.equal(await page.getByText('gone@far.test').count(), 0);
  await visit.accessible();
});
