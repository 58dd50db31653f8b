/** Advise in a real browser: the questions that matter, the answer as steps, and each step's way into the admin center. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { domain, organization, startTestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';

const openBrowser = browserOfFile();
const sharedHouse = ofFile(() =>
  startTestHouse({ objects: [organization({ protection: 'observe' }), domain('contoso.com', { verified: null })] }),
);

const SITUATION =
  'target=doorpost&existing=no&newsletters=no&volume=100&oldFirmware=yes&tls=1.0&auth=none&portSettable=yes&outside=yes&address=dynamic&port25=unknown&senders=one';

const answerOf = ({ page }: Visit): Locator => page.getByRole('region', { name: 'The advice' });

test('questions come as earlier ones are answered; what is left open is said', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('link', { name: 'Advise', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Advise' }).waitFor();
  await page.getByRole('heading', { name: 'Answer the questions' }).waitFor();
  const newsletters = page.getByRole('radiogroup', { name: /newsletters/u });
  assert.equal(await newsletters.count(), 0);
  await visit.accessible('every theme');
  await visit.picture('advise');
  await page.getByRole('combobox', { name: 'Where shall the device hand its mail in?' }).click();
  await page.getByRole('option', { name: 'To Doorpost at our site' }).click();
  await page
    .getByRole('radiogroup', { name: /mail server at the site/u })
    .getByText('No')
    .click();
  await newsletters.getByText('No').click();
  await page.getByRole('combobox', { name: 'Which TLS does it know at most?' }).waitFor();
  await page.getByRole('button', { name: 'Advise' }).click();
  await page.getByText('Answer this question.').first().waitFor();
  await visit.accessible();
  await visit.picture('advise-unanswered');
  await page
    .getByRole('radiogroup', { name: /mail server at the site/u })
    .getByText('Yes')
    .click();
  await gone(page.getByRole('combobox', { name: 'Which TLS does it know at most?' }));
  await page.getByLabel('Which domain does it send from?').fill('contoso..com');
  await page.keyboard.press('Enter');
  await page.getByText('Enter a domain, such as contoso.com.').waitFor();
  await page.getByLabel('Which domain does it send from?').fill('contoso.com');
  await page.keyboard.press('Enter');
  await answerOf(visit).getByText('Use the mail server or connector that is there').waitFor();
  assert.match(page.url(), /existing=yes/u);
  assert.doesNotMatch(page.url(), /newsletters/u);
});

test('the answer has its steps, done and to be done, with buttons that lead to filled-in forms', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const path = `/advise?${SITUATION}&domain=contoso.com`;
  await visit.open(path);
  const answer = answerOf(visit);
  await answer.getByText('Relay by connector at Doorpost').waitFor();
  await answer.getByText(/Update the firmware/u).waitFor();
  // It is there, as what would have mail refused.
  await answer.getByText('Done').waitFor();
  await answer.getByText(/contoso\.com is authoritative here/u).waitFor();
  await answer.getByText(/only observes DMARC/u).waitFor();
  await answer.getByRole('table', { name: 'Type into the device' }).getByText('printer@contoso.com').waitFor();
  await visit.accessible('every theme');
  await visit.picture('advised');
  await answer.getByRole('listitem').filter({ hasText: 'Add the device' }).getByText('Show the command').click();
  await answer.getByText(/doorpost device add Copier .*--profile legacy/u).waitFor();
  await answer.getByRole('button', { name: 'Add the device…' }).click();
  const form = page.getByRole('dialog', { name: 'Add a device' });
  assert.equal(await form.getByRole('textbox', { name: 'Name', exact: true }).inputValue(), 'Copier');
  await form.getByText('legacy').first().waitFor();
  await visit.accessible();
  await visit.picture('advised-device');
  await visit.open(path);
  await answer.getByRole('button', { name: 'Add the connector…' }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Devices');
  // For more than one sender it is another kind than the one that the wizard begins with.
  await visit.open(path.replace('senders=one', 'senders=any'));
  await answer.getByRole('button', { name: 'Add the upstream…' }).click();
  assert.equal(await page.getByRole('radio', { name: /Microsoft Graph/u }).isChecked(), true);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Microsoft 365');
});

test('a domain that is not there yet is added as a relay; a reader sees the advice on a phone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [organization({ protection: 'standard' })] });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open(`/advise?${SITUATION}&domain=fabrikam.com`);
  await answerOf(visit).getByRole('button', { name: 'Add the domain…' }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { name: /Step 2 of/u }).waitFor();
  const local = { socketPath: house.settings.adminSocket };
  const { body } = await askAt(local, 'GET', '/api/v1/domains/fabrikam.com', {});
  assert.equal(body.item.type, 'internal-relay');
  await using phone: Visit = await browser.visit(house, { size: 'phone', role: 'reader', organizations: ['ours'] });
  await phone.open(`/advise?${SITUATION}&domain=fabrikam.com`);
  await answerOf(phone).getByText('Relay by connector at Doorpost').waitFor();
  // What they may not do is no button.
  assert.equal(await answerOf(phone).getByRole('button', { name: /…$/u }).count(), 0);
  await phone.accessible();
  await phone.picture('advise-phone');
});
