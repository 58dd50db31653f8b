/** Explain in a real browser: the fate of a mail that nobody sent, and the connector that was missing made from it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { credential, group, inbound, mailbox, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const COPIER = '192.0.2.10';
/** Words that would be markup, if anything took them for it. */
const HOSTILE = '<img/src=x/onerror=alert(1)>{{7*7}}';

const startHouse = async (): Promise<TestHouse> =>
  startTestHouse({
    objects: [
      inbound('copiers', { senderAddresses: [DEVICE, COPIER] }),
      mailbox('anna@ours.test'),
      await credential('v@ours.test', 'right-password'),
      group('team@ours.test', ['v@ours.test', 'anna@ours.test']),
    ],
  });

/** What one test adds to it, mail and a device, the others do not see. */
const sharedHouse = ofFile(startHouse);

const answerOf = ({ page }: Visit): Locator => page.getByRole('region', { name: 'The answer' });

test('three examples fill the form; each is explained', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/explain');
  await page.getByRole('heading', { name: 'Try an example' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('explain-empty');
  await page.getByRole('button', { name: 'Somebody outside writes to you' }).click();
  const answer = answerOf(visit);
  await answer.getByText('It would be accepted.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'From', exact: true }).inputValue(), 'anna@example.com');
  await answer.getByRole('heading', { name: 'Where it goes' }).waitFor();
  await answer.getByText('C: MAIL FROM:<anna@example.com>').waitFor();
  await answer
    .getByText(/doorpost explain --from anna@example\.com --to \S+@ours\.test --ip 203\.0\.113\.25/)
    .waitFor();
  await visit.accessible();
  await visit.picture('explain-accepted');
  await visit.open('/explain');
  await page.getByRole('button', { name: 'A copier sends outside without signing in' }).click();
  await answer.getByText('It would be accepted.').waitFor();
  await answer.getByText('SMTP relay by connector').waitFor();
  await visit.open('/explain');
  await page.getByRole('button', { name: 'An application signs in and sends outside' }).click();
  await answer.getByText('It would be accepted.').waitFor();
  await answer.getByText('C: AUTH PLAIN (as v@ours.test)').waitFor();
  await visit.accessible();
  await visit.picture('explain-signed-in');
});

test('the connector that was missing is made from the refusal, with its address filled in', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/explain');
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('scan@ours.test');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await page.getByText('Enter at least one address.').waitFor();
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('someone@far.test, v@ours.test');
  await page.getByRole('combobox', { name: 'IP address or device' }).fill('somewhere');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await page.getByText('Enter an IP address, or choose a device.').waitFor();
  await visit.accessible();
  await visit.picture('explain-fault');
  await page.getByRole('combobox', { name: 'IP address or device' }).fill('192.0.2.20');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  const answer = answerOf(visit);
  await answer.getByText(/^It would be (refused|accepted for some recipients)\.$/).waitFor();
  await answer
    .getByText(/no connector for this address/i)
    .first()
    .waitFor();
  await visit.accessible();
  await visit.picture('explain-refused');
  assert.match(page.url(), /ip=192\.0\.2\.20/u);
  await answer.getByRole('button', { name: 'Create the missing connector' }).first().click();
  await page.getByRole('heading', { name: /Step 1 of/ }).waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('New copier');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { name: /Step 3 of/ }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'IP addresses or ranges' }).inputValue(), '192.0.2.20');
});

test('by the keyboard alone; a group is followed to its members', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const { keyboard } = page;
  const to = async (place: Locator): Promise<void> => {
    await place.waitFor();
    for (let stops = 0; stops < 40 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place));
  };
  await visit.open('/explain');
  await page.getByRole('heading', { name: 'Try an example' }).waitFor();
  await to(page.getByRole('textbox', { name: 'From', exact: true }));
  await keyboard.type('anna@example.com');
  await to(page.getByRole('textbox', { name: 'To', exact: true }));
  await keyboard.type('team@ours.test');
  await to(page.getByRole('combobox', { name: 'IP address or device' }));
  await keyboard.type('203.0.113.9');
  await to(page.getByRole('textbox', { name: 'Signs in as' }));
  await keyboard.press('Enter');
  const answer = answerOf(visit);
  await answer.getByText('It would be accepted.').waitFor();
  await answer.getByText('anna@ours.test', { exact: true }).waitFor();
  await visit.picture('explain-group');
});

test('a device fills in where it comes from; the trace and a refusal lead here with their mail', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  const socket = { socketPath: house.settings.adminSocket };
  const body = { name: HOSTILE, addresses: [COPIER] };
  assert.equal((await askAt(socket, 'POST', '/api/v1/devices', { body })).status, 201);
  await submit(house, 'copier@ours.test', ['v@ours.test'], 'Subject: Page one\n\nbody\n');
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  for (const line of ['EHLO fax', 'MAIL FROM:<fax@ours.test>', 'RCPT TO:<someone@far.test>', 'QUIT'])
    await stranger.say(line);
  stranger.end();
  await house.traced({}, (rows) => rows.length >= 2);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/explain?from=a@ours.test&to=b@far.test');
  await page.getByRole('combobox', { name: 'IP address or device' }).click();
  await page.getByRole('option', { name: HOSTILE }).click();
  assert.equal(await page.getByRole('combobox', { name: 'IP address or device' }).inputValue(), COPIER);
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  const answer = answerOf(visit);
  await answer.getByText(HOSTILE).waitFor();
  assert.equal(await page.locator('main img').count(), 0);

  await visit.open('/trace');
  await page.getByRole('row', { name: /Page one/ }).click();
  await page.getByRole('link', { name: 'Explain a mail like this' }).click();
  await answer.getByText('C: MAIL FROM:<copier@ours.test>').waitFor();
  await answer.getByText('It would be accepted.').waitFor();

  await visit.open('/trace?status=Rejected');
  await page.getByRole('row', { name: /someone@far\.test/ }).click();
  await page.getByRole('link', { name: 'Explain a mail like this' }).click();
  await answer.getByText('It would be refused.').waitFor();

  await visit.open('/live?refused=1');
  await page.getByRole('row', { name: /Refused.*fax/ }).click();
  await page.getByRole('link', { name: 'Explain a mail like this' }).click();
  await answer.getByText('It would be refused.').waitFor();
  await answer.getByText('C: EHLO fax').waitFor();
});

test('hostile words stay text, and a problem is told with its cure; help desk makes no connector, readers have no page', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { role: 'help-desk' });
  const { page } = visit;
  const asked = (more: object): string =>
    `/explain?${new URLSearchParams({ from: 'a@ours.test', to: 'b@far.test', ip: '192.0.2.66', ...more })}`;
  await visit.open(asked({ helo: HOSTILE, headerFrom: `"${HOSTILE}" <a@ours.test>` }));
  await answerOf(visit).getByText(`C: EHLO ${HOSTILE}`).waitFor();
  assert.equal(await page.locator('main img').count(), 0);
  await visit.open(asked({}));
  await answerOf(visit).getByText('It would be refused.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Create the missing connector' }).count(), 0);
  await visit.open(asked({ port: 'nowhere' }));
  await page
    .getByText(/nowhere/)
    .first()
    .waitFor();
  await visit.accessible();
  await visit.picture('explain-problem');
  await using reader: Visit = await browser.visit(house, { role: 'reader' });
  await reader.open('/trace');
  assert.equal(await reader.page.getByRole('link', { name: 'Explain' }).count(), 0);
});

test('on a phone: the form, then the answer below', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { size: 'phone' });
  await visit.open('/explain?from=a@ours.test&to=b@far.test&ip=192.0.2.66');
  await answerOf(visit).getByText('It would be refused.').waitFor();
  await visit.accessible();
  await visit.picture('explain');
});
