/** Protection in a real browser: what would have happened is seen with its senders, turned on with the numbers in view, and taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { domain, mailbox, organization, startTestHouse } from '../../lab/houses/test-house.ts';
import { keepMail } from '../../lab/kept-mail.ts';
import type { ObjectId } from '../../src/base/id.ts';
import type { ObservedRows } from '../../src/mail/screening/checks.ts';
import type { Screened } from '../../src/mail/screening/screened.ts';

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
