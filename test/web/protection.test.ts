/** Protection in a real browser: what would have happened is seen with its senders, turned on with the numbers in view, and taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { domain, mailbox, organization, startTestHouse } from '../../lab/houses/test-house.ts';
import { standInForClamd } from '../../lab/peers/engine-stand-ins.ts';
import { keepMail } from '../../lab/kept-mail.ts';
import type { ObjectId, QueueId } from '../../src/base/id.ts';
import type { ObservedRows } from '../../src/mail/screening/checks.ts';
import type { Screened } from '../../src/mail/screening/screened.ts';
import { keepTlsReport } from '../../src/store/tls-report-book.ts';

const openBrowser = browserOfFile();

const id = (text: string): ObjectId => text as ObjectId;

const would = (...observed: ObservedRows): Screened => ({
  ...{ scl: 1, category: 'NONE', filter: 'NSPM', disposition: 'inbox' },
  observed,
});

const openHouse = async () => {
  const house = await startTestHouse({
    objects: [
      organization({ protection: 'observe', protectionObserves: ['spam'] }),
      domain('ours.test'),
      mailbox('v@ours.test'),
      mailbox('boss@ours.test'),
    ],
  });
  for (let n = 0; n < 3; n++)
    await keepMail(house, { from: `a${n}@bank.test`, screened: would({ row: 'dmarc-reject', would: 'reject' }) });
  await keepMail(house, {
    from: 'boss@ours.test',
    screened: would({ row: 'unauthenticated', would: 'junk' }, { row: 'spam', would: 'junk' }),
  });
  return house;
};

test('what would have happened, engines with how to set them up, and the trace behind a number', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/protection');
  await page.getByRole('table', { name: 'What would have happened' }).getByText('refused').waitFor();
  await page.getByText('Of the last 3 messages: 3 from strangers.').waitFor();
  await page.getByText('Of the last 1 message: 1 from addresses of mailboxes here.').waitFor();
  await page.getByText('screening:').first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('protection');
  await page.getByRole('link', { name: '3', exact: true }).first().click();
  await page.getByText('a2@bank.test').first().waitFor();
  await page.getByText('Check that is only observed: DMARC: reject').waitFor();
  assert.equal(await page.getByText('boss@ours.test').count(), 0);
  await visit.accessible();
});

test('of an engine its version is shown, and signatures that nobody renews are told of', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using clamd = await standInForClamd(
    () => null,
    () => 'ClamAV 1.4.3/27812/Sun Nov  1 09:12:44 2020',
  );
  await using house = await startTestHouse({
    settings: { screening: { rspamdUrl: null, clamdAddress: `127.0.0.1:${clamd.port}` } },
  });
  for (const theme of ['light', 'dark'] as const) {
    await using visit: Visit = await browser.visit(house, { theme });
    const { page } = visit;
    await visit.open('/protection');
    await page.getByText('ClamAV 1.4.3').waitFor();
    await page.getByText('Not renewed: see clamav-freshclam').waitFor();
    await visit.accessible();
    await visit.picture('protection-engines');
  }
});

test('protection is turned on with the numbers in view, and back', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/protection');
  const now = () => {
    const { protection, protectionObserves } = house.house.directory.current.get('organization', id('org')) ?? {};
    return [protection, protectionObserves];
  };
  await page.getByRole('button', { name: 'Turn protection on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('DMARC: reject: 3 messages would have been refused').waitFor();
  await dialog.getByText('1 of the messages that were looked at is from a sender that you know').waitFor();
  await visit.accessible();
  await visit.picture('protection-turn-on');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('heading', { name: 'Protection', level: 1 }).waitFor();
  await page.getByText('Standard', { exact: true }).first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Turn protection on' }).count(), 0);
  assert.deepEqual(now(), ['standard', []]);
  await page.getByRole('button', { name: 'Change…' }).click();
  await dialog.getByRole('combobox', { name: 'Preset' }).click();
  await page.getByRole('option', { name: 'Only observed' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Turn protection on' }).waitFor();
  assert.deepEqual(now(), ['observe', []]);
});

test('a reader sees it all and changes nothing', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  await using visit: Visit = await browser.visit(house, { role: 'reader', size: 'phone' });
  const { page } = visit;
  await visit.open('/protection');
  await page.getByText('Of the last 3 messages: 3 from strangers.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Turn protection on' }).count(), 0);
  await visit.accessible();
});

test('TLS as others report it, with what failed and where; policies of others for Global administrators alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  const { notes } = house.house.store;
  const now = Date.now();
  const at = { mxHost: 'mx1.ours.test', sendingIp: '192.0.2.1', receivingIp: null };
  const failures = [
    { result: 'certificate-expired', sessions: 100, ...at },
    { result: 'of-another-kind', sessions: 2, ...at },
  ];
  await keepTlsReport(notes, {
    ...{ id: 'r1', organizationName: 'Far', contact: null, from: now - 86_400_000, until: now, receivedAt: now },
    ...{ organizationId: id('org'), reporter: 'far.test', queueId: 'Q' as QueueId },
    policies: [{ domain: 'ours.test', type: 'sts', successes: 5_326, failed: 102, failures }],
  });
  const policy = { mode: 'enforce', mx: ['mail.d.test'], maxAgeS: 864_000 };
  const value = { id: '1', policy, fetchedAt: now, refreshAt: now, usedAt: now };
  await notes.put('mta-sts', [{ key: 'd.test', value: { ...value, trouble: { why: 'its host is gone', at: now } } }]);
  for (const theme of ['light', 'dark'] as const) {
    await using visit: Visit = await browser.visit(house, { theme });
    const { page } = visit;
    await visit.open('/protection/reports');
    await page.getByRole('table', { name: 'TLS, as others report it' }).getByText('5,326').waitFor();
    const failed = page.getByRole('table', { name: 'Sessions that failed' });
    await failed.getByText('The certificate has expired').waitFor();
    await failed.getByText('of-another-kind').waitFor();
    await page
      .getByRole('table', { name: 'MTA-STS policies of other domains' })
      .getByText('its host is gone')
      .waitFor();
    await visit.accessible();
    await visit.picture('protection-reports-tls');
    await visit.open('/domains?open=ours.test');
    await page.getByText('TLS in the last 7 days, as others report it: 5,326 sessions').waitFor();
    await visit.accessible();
  }
  await using visit: Visit = await browser.visit(house, { role: 'reader' });
  await visit.open('/protection/reports');
  await visit.page.getByText('The certificate has expired').waitFor();
  assert.equal(await visit.page.getByText('its host is gone').count(), 0);
});

test('the reports: by check and by day, each number leads to its mail, and a file for a spreadsheet', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  const junk: Screened = { scl: 6, category: 'SPM', filter: 'SPM', disposition: 'junk', row: 'spam' };
  await keepMail(house, { from: 'loud@far.test', screened: junk });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/protection/reports');
  await page.getByText('1 message, most of it: Spam.').waitFor();
  await page.getByRole('tab', { name: 'What would have been done' }).click();
  await page.getByText('4 messages, most of them: DMARC: reject.').waitFor();
  await visit.accessible('every theme');
  await visit.picture('protection-reports');
  await visit.open('/protection/reports');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  assert.match((await file).suggestedFilename(), /^protection-.*\.csv$/u);
  const table = page.getByRole('table', { name: 'By check', exact: true });
  await table.getByText('Put into Junk').waitFor();
  await table.getByRole('link', { name: '1' }).click();
  await page.getByText('loud@far.test').first().waitFor();
});

test('block lists and types of attachments are named on the page', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await openHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/protection');
  const form = page.getByRole('dialog', { name: 'What ours refuses by name' });
  await page.getByRole('button', { name: 'Lists and attachments…' }).click();
  await form.getByRole('textbox', { name: 'DNS block lists' }).fill('no.list!');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Some fields are not right').waitFor();
  await visit.accessible();
  await visit.picture('protection-refusals-wrong');
  await form.getByRole('textbox', { name: 'DNS block lists' }).fill('bl.lists.test');
  await form.getByRole('textbox', { name: 'Attachment types' }).fill('exe\ncommon');
  await form.getByRole('button', { name: 'Save' }).click();
  await gone(form);
  await page.getByRole('table', { name: 'DNS block lists' }).getByText('bl.lists.test').waitFor();
  const [ours] = house.house.directory.current.organizations;
  assert.deepEqual([ours?.blockLists, ours?.blockedAttachments], [['bl.lists.test'], ['exe', 'common']]);
});
