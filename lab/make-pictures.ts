/**
 * `node lab/make-pictures.ts`: the pictures of the admin center in docs/pictures/, taken of a house where a clinic's printers have sent for a day.
 * Run it when a page has changed, and look at what it made.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { organizationForms } from '../src/directory/kinds/organization.ts';
import { openBrowser } from './browser.ts';
import { HOUR, MINUTE } from './flow.ts';
import { askAt } from './houses/test-admin.ts';
import { domain, inbound, mailbox, smartHost, startTestHouse, type TestHouse } from './houses/test-house.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { npmSink } from './peers/sinks.ts';
import { SmtpTestClient } from './peers/smtp-client.ts';

const pictures = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const DOMAIN = 'clinic.example';

interface Sender {
  readonly name: string;
  readonly place: string;
  readonly address: string;
  readonly subject: string;
  readonly to: string;
}
const senders: readonly Sender[] = [
  { name: 'Ward 3 copier', place: 'Ward 3', address: '10.20.3.11', subject: 'Scan from Ward 3', to: 'records' },
  { name: 'Front desk scanner', place: 'Reception', address: '10.20.1.40', subject: 'Insurance card', to: 'billing' },
  { name: 'Laboratory', place: 'Basement', address: '10.20.7.5', subject: 'Result ready', to: 'dr.weber' },
  {
    name: 'Cold store alarm',
    place: 'Pharmacy',
    address: '10.20.9.2',
    subject: 'Temperature 5.2 C, normal',
    to: 'pharmacy',
  },
];
const STRANGER = '10.20.3.15';
/** Mails in each hour of a day in a clinic. */
const byHour = [1, 1, 1, 1, 2, 2, 4, 9, 14, 17, 15, 13, 9, 12, 15, 14, 11, 8, 4, 3, 2, 2, 1, 1];

async function talk(house: TestHouse, address: string, lines: readonly string[]): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), proxied: address });
  for (const line of lines) await client.say(line);
  client.end();
}

const mail = ({ name, subject, to }: Sender, number: number): readonly string[] => [
  `EHLO ${name.toLowerCase().replaceAll(' ', '-')}.${DOMAIN}`,
  `MAIL FROM:<scan@${DOMAIN}>`,
  `RCPT TO:<${number % 4 === 0 ? 'archive@partner.example' : `${to}@${DOMAIN}`}>`,
  'DATA',
  `From: ${name} <scan@${DOMAIN}>\r\nSubject: ${subject}, ${number} pages\r\n\r\n${'page\r\n'.repeat(number * 90)}.`,
  'QUIT',
];
const refused = ['EHLO new-copier', `MAIL FROM:<scan@${DOMAIN}>`, 'RCPT TO:<archive@partner.example>', 'QUIT'];

/** A store that was made just now would say that it has counted since just now. */
function backdate(folder: string): void {
  const database = new DatabaseSync(join(folder, 'doorpost.db'));
  database.exec("UPDATE meta SET value = 0 WHERE name IN ('series_since', 'tally_since')");
  database.close();
}

async function clinic(folder: string, clock: ManualClock, sinkPort: number): Promise<TestHouse> {
  const order: Parameters<typeof startTestHouse>[0] = {
    folder,
    settings: { proxyFrom: ['127.0.0.1'], hostName: `mail.${DOMAIN}` },
    overrides: { clock },
    objects: [
      {
        kind: 'organization',
        ...organizationForms.standards,
        id: 'org' as never,
        name: 'Riverside Clinic',
        licensing: 'off',
        deviceNetworks: ['10.20.0.0/16'],
      },
      domain(DOMAIN),
      ...['records', 'billing', 'dr.weber', 'pharmacy'].map((name) => mailbox(`${name}@${DOMAIN}`)),
      inbound('Devices', { senderAddresses: senders.map(({ address }) => address) }),
      smartHost('Microsoft 365', sinkPort, { recipientDomains: ['*'] }),
    ],
  };
  await (await startTestHouse(order))[Symbol.asyncDispose]();
  backdate(folder);
  const house = await startTestHouse(order);
  for (const { name, place, address } of senders)
    await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/devices', {
      body: { name, place, addresses: [address] },
    });
  return house;
}

/** Time goes on slowly while devices talk: some answers wait for it. */
async function talked(clock: ManualClock, talking: Promise<void>): Promise<void> {
  const timer = setInterval(() => void clock.advance(100), 20);
  await talking.finally(() => clearInterval(timer));
}

async function dayOf(house: TestHouse, clock: ManualClock): Promise<void> {
  let number = 0;
  const begun = new Date(clock.now()).getHours();
  for (let hour = 0; hour < 24; hour++) {
    for (let count = 0; count < (byHour[(begun + hour) % 24] ?? 0); count++) {
      const sender = senders[number % senders.length];
      if (sender !== undefined) await talked(clock, talk(house, sender.address, mail(sender, (number % 9) + 1)));
      number++;
    }
    // What came is delivered before much time goes by.
    await talked(clock, clock.rest(5_000));
    if (hour < 23) await clock.advance(HOUR);
  }
  await talked(clock, talk(house, STRANGER, refused));
  await clock.advance(2 * MINUTE);
  await clock.rest(5_000);
}

const take = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

await using browser = await openBrowser({
  skip: (why) => {
    throw new Error(why);
  },
});
if (browser === null) throw new Error('no browser runs here');
await using sink = await npmSink();
// It ends about when the browser looks.
const clock = createManualClock(Date.now() - 23 * HOUR - 2 * MINUTE);
const folder = await mkdtemp(join(tmpdir(), 'doorpost-pictures-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
await using house = await clinic(folder, clock, sink.port);
await dayOf(house, clock);
await using visit = await browser.visit(house);
const { page } = visit;
await visit.open('/');
await page.getByText('1 device waits for approval').waitFor();
await page.waitForTimeout(1_000);
await take(page, 'home');

await visit.open('/trace');
await page
  .getByRole('row', { name: /Rejected/ })
  .first()
  .click();
await page.getByRole('dialog').getByRole('heading', { name: 'What to do' }).waitFor();
await page.waitForTimeout(500);
await take(page, 'trace');

await visit.open('/live');
await page
  .getByRole('status')
  .filter({ hasText: /^Live$/ })
  .waitFor();
for (const [index, sender] of senders.entries())
  await talked(clock, talk(house, sender.address, mail(sender, index + 2)));
await talked(clock, talk(house, STRANGER, refused));
await page
  .getByRole('row', { name: /Refused/ })
  .first()
  .click();
await page.waitForTimeout(1_500);
await take(page, 'live');
