/** The first page and the alarms, in a real browser at a house with mail, refusals, devices that wait and an alarm. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { TestBrowser, Visit, VisitOptions } from '../../lab/browser.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { openSite, type RolesSite } from '../admin/roles/site.ts';

const openBrowser = browserOfFile();

let site: RolesSite;
before(async () => void (site = await openSite()));
after(() => site[Symbol.asyncDispose]());

const looks: readonly VisitOptions[] = [{ size: 'desktop' }, { size: 'phone' }];

test('Home: whether mail flows, what needs a person, amounts, upstreams, refusals', async (t) => {
  await using browser: TestBrowser | null = await openBrowser(t);
  if (browser === null) return;
  for (const look of looks) {
    await using visit: Visit = await browser.visit(site.house, look);
    const { page } = visit;
    await visit.open('/');
    await page.getByText('2 devices wait for approval').waitFor();
    const refusals = page.getByRole('region', { name: 'Last refusals' });
    await refusals.getByRole('listitem').first().waitFor();
    assert.equal(await refusals.getByRole('listitem').count(), 4);
    // Of the four that were sent, and the alarms that are told by mail meanwhile.
    await page
      .getByRole('figure', { name: 'Mail per hour' })
      .getByText(/^(?:[4-9]|1\d) messages came in/u)
      .waitFor();
    const sums = page.getByRole('region', { name: 'Last 24 hours' });
    await sums.getByText('Nothing waits').or(sums.getByText('Oldest')).first().waitFor();
    await visit.accessible('every theme');
    await visit.picture('home');
  }
});

test('Alarms: what is raised, acknowledged by the keyboard alone; whether people would be told', async (t) => {
  await using browser: TestBrowser | null = await openBrowser(t);
  if (browser === null) return;
  for (const look of looks) {
    await using visit: Visit = await browser.visit(site.house, look);
    const { page } = visit;
    await visit.open('/alarms');
    await page.getByRole('grid', { name: 'Alarms' }).getByRole('row').nth(1).waitFor();
    await visit.accessible('every theme');
    await visit.picture('alarms');
  }
  await using visit: Visit = await browser.visit(site.house);
  const { page } = visit;
  await visit.open('/alarms');
  const grid = page.getByRole('grid', { name: 'Alarms' });
  await grid.getByText('Device waits for approval').first().waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('heading', { name: 'What to do' }).waitFor();
  await visit.accessible();
  await visit.picture('alarm');
  await flyout.getByRole('button', { name: 'Acknowledge', exact: true }).focus();
  await page.keyboard.press('Enter');
  await flyout.getByRole('button', { name: 'Acknowledged' }).waitFor();
  await page.keyboard.press('Escape');
  await flyout.waitFor({ state: 'detached' });
  assert.ok(await visit.hasFocus(grid));
  assert.equal(await grid.getByText(/^visit-/u).count(), 1);
  await page.getByRole('button', { name: 'Test channels' }).click();
  await page.getByRole('button', { name: 'Send test alarm' }).click();
  await flyout.getByRole('listitem').first().waitFor();
  await visit.accessible();
  await visit.picture('alarms-test');
});

test('a first run, left and taken up; then a printer in trouble comes up by itself, and is looked at by the keyboard', async (t) => {
  await using browser: TestBrowser | null = await openBrowser(t);
  if (browser === null) return;
  const from = '127.0.0.31';
  await using house = await startTestHouse({ objects: [inbound('printers', { senderAddresses: [from] })] });
  for (const look of looks) {
    await using visit: Visit = await browser.visit(house, look);
    await visit.open('/alarms');
    await visit.page.getByText('Alarms go to the postmaster.').waitFor();
    await visit.accessible();
    await visit.picture('alarms-none');
  }
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByText('Nothing needs you.').waitFor();
  await page.getByText('2 of 7 done').waitFor();
  await visit.accessible();
  await visit.picture('home-first-run');
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('button', { name: 'Show set-up steps' }).click();
  await page.getByRole('heading', { name: 'Set up Doorpost' }).waitFor();
  await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO printer.ours.test');
  for (let tries = 0; tries < 10; tries++) {
    await client.say('MAIL FROM:<scan@ours.test>');
    await client.say('RCPT TO:<nobody@ours.test>');
    await client.say('RSET');
  }
  await client.say('QUIT');
  client.end();
  await page.getByText(/^Refused again and again: 127\.0\.0\.31/u).waitFor();
  await visit.accessible();
  await visit.picture('home-refused');
  await page.getByRole('button', { name: 'Show the refusal' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('nobody@ours.test').first().waitFor();
  await visit.picture('home-refused-trace');
});
