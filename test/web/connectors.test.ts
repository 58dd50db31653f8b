/** Connectors in a real browser: a printer was refused, a person adds the connector that was missing, and it sends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const PRINTER = '127.0.0.77';
const STEPS = 9;
/** Of the article's steps, for a person; a test has to be far below. */
const TWO_MINUTES = 120_000;

async function scan(house: TestHouse): Promise<number> {
  const printer = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await printer.say('EHLO printer.test');
  await printer.say('MAIL FROM:<scan@ours.test>');
  const { code } = await printer.say('RCPT TO:<someone@far.test>');
  await printer.say('QUIT');
  printer.end();
  return code;
}

async function houseWithPrinter(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [
      inbound('copiers', { senderAddresses: [DEVICE], requireTls: false }),
      inbound('old', { senderAddresses: ['10.0.0.0/8'], senderDomains: ['ours.test'], enabled: false }),
    ],
  });
  const socket = { socketPath: house.settings.adminSocket };
  await askAt(socket, 'POST', '/api/v1/devices', { body: { name: 'Copier', addresses: [DEVICE] } });
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  assert.equal(await scan(house), 550);
  await house.traced({}, (rows) => rows.length >= 2);
  return house;
}

/** Of those that change nothing. */
const sharedHouse = ofFile(houseWithPrinter);

test('the list, in every theme, and the flyout', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/connectors');
  const grid = page.getByRole('grid', { name: 'Connectors' });
  await grid.getByRole('row', { name: new RegExp(`copiers On ${DEVICE} All Optional 1 1 `) }).waitFor();
  await grid
    .getByRole('row', { name: /old Off 10\.0\.0\.0\/8 ours\.test Optional 0 1 warning 0 Not in 30 days/ })
    .waitFor();
  await visit.accessible('every theme');
  await visit.picture('connectors');
  await grid.getByRole('row', { name: /copiers/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('1 session of the last 24 h would have matched.').waitFor();
  await flyout.getByText('It was not refused.').waitFor();
  await visit.accessible();
  await visit.picture('connectors-flyout');
});

test('a reader sees connectors, and no act', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { role: 'reader' });
  const { page } = visit;
  await visit.open('/connectors?add=1');
  await page.getByRole('row', { name: /copiers/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText(DEVICE).waitFor();
  assert.deepEqual(await flyout.getByRole('button').allTextContents(), ['', '', '']);
  assert.equal(await page.getByRole('button', { name: 'Add a connector' }).count(), 0);
});

/** What a person did not wait for. */
class Looking {
  ms = 0;

  async at(visit: Visit, name: string): Promise<void> {
    const from = performance.now();
    await visit.accessible();
    await visit.picture(name);
    this.ms += performance.now() - from;
  }
}

const heading = (page: Page, step: number, title: string) =>
  page.getByRole('heading', { name: `Step ${step} of ${STEPS}: ${title}` });

/** As the last step tells it, and what became of it. */
async function assertMade(
  visit: Visit,
  house: TestHouse,
  looking: Looking,
  create: () => Promise<void>,
): Promise<void> {
  const { page } = visit;
  await heading(page, STEPS, 'Review connector').waitFor();
  await page.getByText(`Mail from ${PRINTER} is relayed without signing in.`).waitFor();
  await page.getByText('1 session of the last 24 h would have matched.').waitFor();
  await page.getByText('It was refused.').waitFor();
  await looking.at(visit, 'connectors-review');
  assert.equal(house.house.directory.current.inboundConnectors.length, 2, 'the review changes nothing');
  await create();
  await page.getByRole('dialog').getByRole('heading', { name: 'Second floor' }).waitFor();
  const made = house.house.directory.current.inboundConnectors.find(({ name }) => name === 'Second floor');
  assert.deepEqual(made?.senderAddresses, [PRINTER]);
  assert.deepEqual(made.associatedAcceptedDomains, ['ours.test']);
  assert.deepEqual(made.limits, { connectorMessagesPerHour: 500 });
  assert.equal(await scan(house), 250);
}

test('the nine steps by mouse', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithPrinter();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/connectors');
  const looking = new Looking();
  const from = performance.now();
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Add a connector' }).click();
  await heading(page, 1, 'New connector').waitFor();
  await looking.at(visit, 'connectors-add');
  await next();
  await next();
  await page.getByText('Enter a name.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Second floor');
  await next();
  await page.getByRole('textbox', { name: 'IP addresses or ranges' }).fill('192.0.2.300');
  await page
    .getByText(/192\.0\.2\.300/)
    .nth(1)
    .waitFor();
  await page.getByRole('textbox', { name: 'IP addresses or ranges' }).fill(`${PRINTER}\n10.0.0.0/8`);
  await page.getByText(/10\.0\.0\.0\/8 is wider than a \/24/).waitFor();
  await looking.at(visit, 'connectors-recognised');
  await page.getByRole('textbox', { name: 'IP addresses or ranges' }).fill(PRINTER);
  await gone(page.getByText(/is wider than/));
  await next();
  await next();
  await page.getByRole('checkbox', { name: 'ours.test' }).check();
  await looking.at(visit, 'connectors-domains');
  await next();
  await next();
  await looking.at(visit, 'connectors-security');
  await next();
  await page.getByRole('textbox', { name: 'Messages an hour' }).fill('500');
  await looking.at(visit, 'connectors-limits');
  await next();
  await assertMade(visit, house, looking, () => page.getByRole('button', { name: 'Create connector' }).click());
  const took = performance.now() - from - looking.ms;
  t.diagnostic(`the nine steps took ${Math.round(took / 1000)} s`);
  assert.ok(took < TWO_MINUTES);
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('textbox', { name: 'Send the test message to' }).fill('v@ours.test');
  await flyout.getByRole('button', { name: 'Validate' }).click();
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] }, (rows) => rows.length >= 2);
  await flyout.getByRole('button', { name: 'Validate', exact: true }).waitFor();
  await visit.accessible();
  await visit.picture('connectors-validated');
});

test('the nine steps by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithPrinter();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const { keyboard } = page;
  await visit.open('/connectors');
  const looking = new Looking();
  const from = performance.now();
  const to = async (role: 'button' | 'textbox' | 'checkbox', name: string): Promise<void> => {
    const place = page.getByRole(role, { name, exact: true });
    await place.waitFor();
    for (let stops = 0; stops < 40 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place), name);
  };
  const press = async (name: string): Promise<void> => {
    await to('button', name);
    await keyboard.press('Enter');
  };
  await press('Add a connector');
  await heading(page, 1, 'New connector').waitFor();
  await press('Next');
  await to('textbox', 'Name');
  await keyboard.type('Second floor');
  // Enter in a field goes on.
  await keyboard.press('Enter');
  await heading(page, 3, 'Authenticating sent email').waitFor();
  await to('textbox', 'IP addresses or ranges');
  // The fault of what was written before is no reason against what stands there now.
  await keyboard.type(`${PRINTER}7`);
  await page
    .getByText(/127\.0\.0\.777/)
    .nth(1)
    .waitFor();
  await keyboard.press('Backspace');
  await press('Next');
  await heading(page, 4, 'Sender domains').waitFor();
  await press('Next');
  await heading(page, 5, 'Accepted domains').waitFor();
  await to('checkbox', 'ours.test');
  await keyboard.press('Space');
  await press('Next');
  await heading(page, 6, 'Recipients').waitFor();
  await press('Next');
  await heading(page, 7, 'Security').waitFor();
  await press('Next');
  await heading(page, 8, 'Limits').waitFor();
  await to('textbox', 'Messages an hour');
  await keyboard.type('500');
  await keyboard.press('Enter');
  await assertMade(visit, house, looking, () => press('Create connector'));
  const took = performance.now() - from - looking.ms;
  t.diagnostic(`the nine steps took ${Math.round(took / 1000)} s`);
  assert.ok(took < TWO_MINUTES);
});

test('connectors by their warnings and their devices, and the devices of one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { role: 'reader' });
  const { page } = visit;
  const alone = (name: RegExp) => page.getByRole('row', { name }).waitFor();
  await visit.open('/connectors');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Warnings' }).click();
  await page.getByRole('menuitem', { name: 'With warnings' }).click();
  await page.getByText('1 row', { exact: true }).waitFor();
  await alone(/^old /);
  await page.getByRole('row', { name: /^old / }).click();
  await page
    .getByRole('dialog')
    .getByText(/10\.0\.0\.0\/8 is wider than a \/24/)
    .waitFor();
  await visit.open('/connectors?devices=none');
  await page.getByText('1 row', { exact: true }).waitFor();
  await alone(/^old /);
  await visit.open('/connectors?devices=some');
  await page.getByText('1 row', { exact: true }).waitFor();
  await page
    .getByRole('row', { name: /^copiers / })
    .getByRole('link', { name: '1' })
    .click();
  await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor();
  await page.getByText('Covered by connector: copiers').waitFor();
  await alone(/^Copier /);
});

test('edited, switched off and deleted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await houseWithPrinter();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/connectors?q=copier');
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('row', { name: /copiers/ }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByRole('button', { name: 'Edit' }).click();
  await heading(page, 1, 'New connector').waitFor();
  for (let step = 1; step < STEPS; step++) await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await flyout.getByRole('button', { name: 'Turn off' }).click();
  await flyout.getByRole('button', { name: 'Turn on' }).waitFor();
  assert.equal(house.house.directory.current.inboundConnectors.find(({ name }) => name === 'copiers')?.enabled, false);
  await flyout.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await gone(page.getByRole('row', { name: /copiers/ }));
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
});

/** A wizard that waits for the server goes on for what was chosen when one pressed Next, and for nothing that was chosen meanwhile. */
test('who chooses otherwise while Next waits stays at the step; who leaves it alone goes on', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/connectors?add=1');
  const step = (title: RegExp) => page.getByRole('heading', { level: 2, name: title });
  const next = page.getByRole('button', { name: 'Next', exact: true });
  let release = (): void => {};
  const held = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
    });
  let wait = Promise.resolve();
  await page.route('**/api/v1/inbound-connectors?*dryRun=true*', async (route) => {
    await wait;
    await route.continue();
  });
  await next.click();
  await step(/Connector name$/u).waitFor();
  const name = page.getByRole('textbox', { name: 'Name' });
  wait = held();
  await name.fill('Printers');
  await next.click();
  const waiting = page.getByRole('button', { name: 'Next', exact: true, disabled: true });
  await waiting.waitFor();
  const answered = page.waitForResponse((response) => response.request().postData()?.includes('Copiers') === true);
  await name.fill('Copiers');
  await gone(waiting);
  release();
  await answered;
  assert.ok(await step(/Connector name$/u).isVisible(), 'it waits for another press');
  assert.equal(await name.inputValue(), 'Copiers');
  wait = held();
  await name.fill('Copiers of the hall');
  await next.click();
  release();
  await step(/Authenticating sent email$/u).waitFor();
});
