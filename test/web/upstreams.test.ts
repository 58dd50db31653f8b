/** Upstreams in a real browser: cards, what an upstream says, the wizard, mail held and released, and the last one removed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit, VisitOptions } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { openLogin, person } from '../../lab/peers/login-desk.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

const openBrowser = browserOfFile();

const copier = inbound('copier', { senderAddresses: [DEVICE] });
const looks: readonly VisitOptions[] = [{ size: 'desktop' }, { size: 'phone' }];
const HTML = '550 5.7.30 <img src=x onerror=alert(1)><b>Basic</b> authentication is not supported';

const card = (page: Page, name: string) => page.getByRole('group', { name });
const upstreamsOf = (house: TestHouse) => house.house.directory.current.outboundConnectors;

test('cards say how each is and what helps, the worst first; what an upstream said stays text', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using login = await openLogin();
  await using good = await scriptedSink();
  await using angry = await scriptedSink({ script: (line) => (line.startsWith('MAIL') ? HTML : null) });
  const pace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 3 };
  await using house = await startTestHouse({
    objects: [
      copier,
      smartHost('Provider', good.port, { pace, recipientDomains: ['far.test'], failover: ['Spare'] }),
      smartHost('Old account', angry.port, { service: 'microsoft365', recipientDomains: ['angry.test'] }),
      smartHost('Person', good.port, { service: 'microsoft365', auth: person(login), recipientDomains: ['x.test'] }),
      smartHost('Spare', good.port, { enabled: false }),
    ],
  });
  await submit(house, 'copier@ours.test', ['a@far.test', 'b@far.test', 'c@far.test']);
  await house.traced({ recipient: 'c@far.test', status: ['Delivered'] });
  await submit(house, 'copier@ours.test', ['a@angry.test']);
  for (const look of looks) {
    await using visit: Visit = await browser.visit(house, look);
    const { page } = visit;
    await visit.open('/upstreams');
    const stuck = card(page, 'Old account');
    await stuck.getByText('Mail waits', { exact: true }).waitFor();
    await stuck.getByText('<img src=x onerror=alert(1)><b>Basic</b>', { exact: false }).first().waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), [
      'Old account',
      'Person',
      'Provider',
      'Spare',
    ]);
    const day = card(page, 'Provider').getByRole('meter', { name: 'Recipients in 24 h' });
    assert.equal(await day.getAttribute('aria-valuetext'), '3 of 3');
    await card(page, 'Provider').getByText('Last accepted').waitFor();
    await card(page, 'Person').getByText('Signed out', { exact: true }).waitFor();
    await visit.accessible('every theme');
    await visit.picture('upstreams');
    await stuck.getByRole('link', { name: 'Old account' }).click();
    const flyout = page.getByRole('dialog');
    await flyout.getByText('angry.test').first().waitFor();
    await flyout.getByRole('button', { name: 'Check now' }).click();
    await flyout.getByText('why its mail waits', { exact: false }).waitFor();
    await flyout.getByRole('textbox', { name: 'Send the test message to' }).fill('me@far.test');
    await flyout.getByRole('button', { name: 'Send test message' }).click();
    await flyout.getByText('It does not work.', { exact: false }).waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    await visit.accessible();
    await visit.picture('upstreams-flyout');
    await page.keyboard.press('Escape');
    await card(page, 'Provider').getByRole('link', { name: '3', exact: true }).click();
    await page.getByText('c@far.test').first().waitFor();
    await page.getByRole('button', { name: 'Next hop: 127.0.0.1', exact: true }).waitFor();
  }
});

test('a name stays while the addresses of another Microsoft cloud are asked for, and when they cannot be had', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/upstreams?add=1');
  await page.getByRole('radio', { name: 'Microsoft Graph' }).click();
  await next(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Ours');
  await next(page);
  const address = page.getByRole('textbox', { name: 'Graph endpoint' });
  const cloud = page.getByRole('combobox', { name: 'Microsoft cloud' });
  const answered = Promise.withResolvers<void>();
  await page.route('**/api/v1/upstreams/kinds?cloud=us', async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.route('**/api/v1/upstreams/kinds?cloud=china', (route) => route.abort());
  const choose = async (name: string): Promise<void> => {
    await cloud.click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await choose('US Government');
  assert.match(await address.inputValue(), /graph\.microsoft\.com/u);
  // Going on waits for the addresses.
  await next(page);
  await heading(page, ': Server').waitFor();
  answered.resolve();
  await heading(page, ': Sign-in').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  assert.match(await address.inputValue(), /graph\.microsoft\.us/u);
  await choose('21Vianet (China)');
  await page.getByText('The server does not answer').waitFor();
  await choose('US Government');
  await page.getByText('The server does not answer').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Ours');
});

test('a secret ends on the day that was said, in every zone; a test that ends with a problem, or breaks off, says so', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using good = await scriptedSink();
  await using house = await startTestHouse({ objects: [smartHost('Provider', good.port)] });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await page.route('**/api/v1/upstreams/status?*', async (route) => {
    const response = await route.fetch();
    const { items, ...rest } = (await response.json()) as { readonly items: readonly object[] };
    const secretExpiresAt = Date.parse('2037-06-30T23:59:59Z');
    await route.fulfill({ response, json: { ...rest, items: items.map((item) => ({ ...item, secretExpiresAt })) } });
  });
  await visit.open('/upstreams');
  await card(page, 'Provider').getByText('30 Jun 2037').waitFor();
  await card(page, 'Provider').getByRole('link', { name: 'Provider' }).click();
  const flyout = page.getByRole('dialog');
  const none = { about: null, asked: null, facts: {}, cure: null, remedy: null };
  const step = { ...none, what: 'connection', outcome: 'good', text: 'connected to the server' };
  const problem = {
    type: '/problems/busy',
    title: 'Busy',
    status: 503,
    detail: 'too many at once',
    cure: 'Wait a bit.',
  };
  const test = async (...lines: readonly object[]): Promise<void> => {
    await page.route(
      '**/test/steps*',
      (route) =>
        route.fulfill({
          contentType: 'application/x-ndjson',
          body: lines.map((line) => JSON.stringify(line)).join('\n'),
        }),
      { times: 1 },
    );
    await flyout.getByRole('button', { name: 'Send test message' }).click();
  };
  await flyout.getByRole('textbox', { name: 'Send the test message to' }).fill('me@far.test');
  await test(step, { problem });
  await flyout.getByText('Wait a bit.').waitFor();
  await test(step);
  await flyout.getByText('The test broke off. Try it again.').waitFor();
  await flyout.getByText('Wait a bit.').waitFor({ state: 'detached' });
  await visit.accessible();
  await visit.picture('upstreams-broken-test');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('nothing yet; not reached; a reader sees no act; a help desk tests, holds and releases', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [copier, organization({ withoutUpstream: 'mx' })] });
  for (const look of looks) {
    await using visit: Visit = await browser.visit(house, look);
    await visit.open('/upstreams');
    await visit.page.getByRole('heading', { name: 'No upstreams yet' }).waitFor();
    await visit.accessible();
    await visit.picture('upstreams-none');
  }
  await using angry = await scriptedSink({ script: (line) => (line.startsWith('MAIL') ? HTML : null) });
  await house.put(smartHost('Up', angry.port, { service: 'microsoft365' }));
  await submit(house, 'copier@ours.test', ['a@far.test', 'b@far.test']);
  {
    await using visit: Visit = await browser.visit(house, { role: 'reader' });
    const { page } = visit;
    await visit.open('/upstreams?signin=Up&edit=Up');
    await card(page, 'Up').waitFor();
    assert.equal(await card(page, 'Up').getByRole('button', { name: 'More actions' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Add an upstream' }).count(), 0);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.route('**/api/v1/upstreams/status*', (route) => route.abort());
    await page.reload();
    await page.getByText('The server does not answer').waitFor();
    await visit.accessible();
    await visit.picture('upstreams-unreached');
  }
  await using visit: Visit = await browser.visit(house, { role: 'help-desk' });
  const { page } = visit;
  const { keyboard } = page;
  await visit.open('/upstreams');
  const up = card(page, 'Up');
  assert.equal(
    await up.getByRole('link', { name: '2', exact: true }).getAttribute('href'),
    '/queue?tab=messages&lane=connector%3AUp',
  );
  await up
    .getByRole('link', { name: '2', exact: true })
    .or(up.getByText('2', { exact: true }))
    .first()
    .waitFor();
  // By the keyboard alone: hold what waits, then release it.
  for (const [item, deed, told] of [
    ['Pause its mail', 'Pause', '2 paused by you'],
    ['Release its mail', 'Release', null],
  ] as const) {
    await up.getByRole('button', { name: 'More actions' }).focus();
    await keyboard.press('Enter');
    const place = page.getByRole('menuitem', { name: item });
    await place.waitFor();
    while (!(await visit.hasFocus(place))) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog', { name: `${deed} mail for 2 recipients?` });
    await dialog.waitFor();
    await visit.accessible();
    await visit.picture(`upstreams-${deed.toLowerCase()}`);
    const button = dialog.getByRole('button', { name: deed, exact: true });
    while (!(await visit.hasFocus(button))) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    if (told === null) await up.getByText('paused by you').waitFor({ state: 'detached' });
    else await up.getByText(told).waitFor();
  }
});

test('Home leads to a card, the set-up to the wizard, an alarm’s remedy to what it names; the search finds one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('button', { name: 'Add an upstream…' }).click();
  await page.getByRole('heading', { level: 1, name: 'Add an upstream' }).waitFor();
  await using sink = await scriptedSink();
  await house.put(smartHost('Provider', sink.port));
  await visit.open('/');
  await page.getByRole('region', { name: 'Upstreams' }).getByRole('link', { name: 'Provider' }).click();
  await page.getByRole('dialog', { name: 'Provider' }).getByText(`127.0.0.1:${sink.port}`).first().waitFor();
  // As remedies name it.
  await visit.open('/upstreams?edit=Provider');
  await page.getByRole('heading', { level: 1, name: 'Edit Provider' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('provi');
  await page.getByRole('option', { name: 'Provider' }).click();
  await page.getByRole('dialog', { name: 'Provider' }).waitFor();
});

/** What a person of the wizard says at each step. */
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: false });
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

test('another server by the keyboard alone, edited, given a new password, and removed with a word on its mail', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using sink = await scriptedSink();
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const { keyboard } = page;
  await visit.open('/upstreams');
  const to = async (role: 'button' | 'textbox' | 'radio' | 'combobox', name: string): Promise<void> => {
    const place = page.getByRole(role, { name, exact: true });
    await place.waitFor();
    for (let stops = 0; stops < 60 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place), name);
  };
  const press = async (name: string): Promise<void> => {
    await to('button', name);
    await keyboard.press('Enter');
  };
  await press('Add an upstream');
  await heading(page, 'Where to').waitFor();
  // One stop for all of them; arrows move within.
  const first = page.getByRole('radio').first();
  for (let stops = 0; stops < 60 && !(await visit.hasFocus(first)); stops++) await keyboard.press('Tab');
  const wanted = page.getByRole('radio', { name: 'Another mail server', exact: false }).first();
  for (let moves = 0; moves < 20 && !(await wanted.isChecked()); moves++) await keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked());
  await press('Next');
  await heading(page, ': Name').waitFor();
  await to('textbox', 'Name');
  await keyboard.type('Provider');
  await keyboard.press('Enter');
  await heading(page, ': Server').waitFor();
  await to('textbox', 'Servers');
  await keyboard.type(`127.0.0.1:${sink.port}`);
  await to('combobox', 'TLS');
  await keyboard.press('Enter');
  await page.getByRole('option', { name: 'None', exact: true }).waitFor();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await press('Next');
  await heading(page, ': Sign-in').waitFor();
  await press('Next');
  await heading(page, ': Which mail').waitFor();
  await press('Next');
  await heading(page, ': Sender and pace').waitFor();
  await press('Next');
  await page.getByText(`Mail goes to 127.0.0.1:${sink.port}.`).waitFor();
  await press('Create upstream');
  await page.getByRole('heading', { level: 1, name: 'Provider was created' }).waitFor();
  await to('textbox', 'Send the test message to');
  await keyboard.type('me@far.test');
  await keyboard.press('Enter');
  await page.getByText('It works.').waitFor();
  await press('Back to upstreams');
  await card(page, 'Provider').getByText('Healthy', { exact: true }).waitFor();
  assert.equal(sink.contents.length, 1);

  await more(page, 'Provider', 'Edit');
  await heading(page, ': Name').waitFor();
  await next(page);
  await next(page);
  await page.getByRole('radio', { name: 'Password' }).click();
  await page.getByRole('textbox', { name: 'Mailbox or account' }).fill('relay@ours.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('first');
  await next(page);
  await heading(page, ': Which mail').waitFor();
  await next(page);
  await page.getByRole('textbox', { name: 'Messages a minute' }).fill('20');
  await page.getByRole('textbox', { name: 'Messages at once' }).fill('2');
  await next(page);
  await page.getByText('Signs in as relay@ours.test, with a password.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  const flyout = page.getByRole('dialog');
  await flyout.getByText('relay@ours.test (password)').waitFor();
  assert.deepEqual(upstreamsOf(house)[0]?.pace, { messagesPerMinute: 20, concurrent: 2, recipientsPerDay: null });
  await flyout.getByRole('button', { name: 'Close' }).click();
  await more(page, 'Provider', 'New password');
  const secret = page.getByRole('dialog', { name: 'New password for Provider' });
  await secret.getByLabel('Password').fill('second');
  await visit.accessible();
  await visit.picture('upstreams-secret');
  await secret.getByRole('button', { name: 'Save' }).click();
  await secret.waitFor({ state: 'detached' });
  assert.doesNotMatch(await page.content(), /second/u);

  await more(page, 'Provider', 'Delete');
  const remove = page.getByRole('dialog', { name: 'Delete Provider?' });
  await remove.getByText('This leaves mail for outside without an upstream.', { exact: false }).waitFor();
  await visit.accessible();
  await visit.picture('upstreams-remove');
  await remove.getByRole('radio', { name: 'Wait here until there is one' }).click();
  await remove.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'No upstreams yet' }).waitFor();
  assert.equal(upstreamsOf(house).length, 0);
  assert.equal(house.house.directory.current.organizations[0]?.withoutUpstream, 'wait');
});

async function more(page: Page, name: string, act: string): Promise<void> {
  await card(page, name).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}
