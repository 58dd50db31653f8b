/** A sign-in by code in a real browser, with Microsoft's login and Graph on loopback: taken, refused, run out; and mail that waited for it goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { openGraph } from '../../lab/peers/graph-desk.ts';
import { granted, openLogin, person, refused } from '../../lab/peers/login-desk.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

const openBrowser = browserOfFile();

const copier = inbound('copier', { senderAddresses: [DEVICE] });
const card = (page: Page, name: string) => page.getByRole('group', { name });
const upstreamsOf = (house: TestHouse) => house.house.directory.current.outboundConnectors;

/** What a person of the wizard says at each step. */
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: false });
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

test('Graph for a person: added, signed in by a code, tested; mail that waited goes', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using login = await openLogin();
  await using graph = await openGraph();
  await using house = await startTestHouse({ objects: [copier] });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/upstreams?add=1');
  await page.getByRole('radio', { name: 'Microsoft Graph' }).click();
  await visit.accessible();
  await visit.picture('upstreams-kinds');
  await next(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Graph');
  await next(page);
  await heading(page, 'Server').waitFor();
  const endpoint = page.getByRole('textbox', { name: 'Graph endpoint' });
  assert.equal(await endpoint.inputValue(), 'https://graph.microsoft.com/v1.0');
  await endpoint.fill(graph.url);
  await next(page);
  await page.getByRole('radio', { name: 'A person, by a code in the browser' }).click();
  await next(page);
  await page.getByRole('alert').getByText('Enter the mailbox or account.').waitFor();
  await page.getByRole('textbox', { name: 'Mailbox or account' }).fill('printer@ours.test');
  await page.getByRole('textbox', { name: 'Tenant' }).fill('ours.test');
  await page.getByRole('textbox', { name: 'Application (client) ID' }).fill('app');
  await page.getByRole('button', { name: 'Addresses of the sign-in' }).click();
  const token = page.getByRole('textbox', { name: 'Token endpoint' });
  assert.match((await token.getAttribute('placeholder')) ?? '', /microsoftonline\.com\/ours\.test\/oauth2/u);
  await token.fill(`${login.url}/token`);
  await page.getByRole('textbox', { name: 'Device code endpoint' }).fill(`${login.url}/device`);
  await visit.accessible();
  await visit.picture('upstreams-sign-in-step');
  await next(page);
  await heading(page, 'Which mail').waitFor();
  await next(page);
  await page.getByRole('textbox', { name: 'Put this address into From' }).fill('printer@ours.test');
  assert.equal(await page.getByRole('textbox', { name: 'Messages a minute' }).inputValue(), '30');
  await visit.picture('upstreams-manner');
  await next(page);
  await page.getByText('A person signs in for printer@ours.test. That comes next.').waitFor();
  await page.getByText('At most 30 messages a minute, 4 at once.', { exact: false }).waitFor();
  await visit.accessible();
  await visit.picture('upstreams-review');
  assert.equal(upstreamsOf(house).length, 0, 'the review changes nothing');
  await page.getByRole('button', { name: 'Create upstream' }).click();
  await page.getByRole('heading', { level: 1, name: 'Graph was created' }).waitFor();
  await visit.accessible();
  await visit.picture('upstreams-made');
  await submit(house, 'copier@ours.test', ['a@far.test']);
  await house.traced({ recipient: 'a@far.test' }, ([row]) => /nobody has signed in/u.test(row?.lastText ?? ''));
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in to Graph' });
  await dialog.getByText('ABCD-0001').waitFor();
  const link = dialog.getByRole('link', { name: 'Open Microsoft’s page' });
  assert.deepEqual(
    [await link.getAttribute('href'), await link.getAttribute('target'), await link.getAttribute('rel')],
    ['https://microsoft.test/device', '_blank', 'noopener noreferrer'],
  );
  await dialog.getByText(/The code is good for 1[45]:\d\d more\./u).waitFor();
  await visit.accessible();
  await visit.picture('upstreams-code');
  login.answer = granted;
  await dialog.getByText('Mail for 1 recipient was waiting, and is on its way now.').waitFor();
  await house.traced({ recipient: 'a@far.test', status: ['Delivered'] });
  await dialog.getByRole('textbox', { name: 'Send the test message to' }).fill('me@far.test');
  await dialog.getByRole('button', { name: 'Send test message' }).click();
  await dialog.getByText('It works.').waitFor();
  await visit.accessible();
  await visit.picture('upstreams-signed-in');
  assert.equal(graph.mails.length, 2);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Mail goes this way from now on.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Back to upstreams' }).click();
  await card(page, 'Graph').getByText('Healthy', { exact: true }).waitFor();
  assert.doesNotMatch(await page.content(), /the-refresh-token/u);
});

test('consent refused, a code that ran out, and another that is taken; from a remedy, in the dark', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using login = await openLogin();
  await using sink = await scriptedSink({ extensions: ['AUTH XOAUTH2', '8BITMIME'] });
  await using house = await startTestHouse({
    objects: [copier, smartHost('Person', sink.port, { service: 'microsoft365', auth: person(login) })],
  });
  await submit(house, 'copier@ours.test', ['a@far.test']);
  await house.traced({ recipient: 'a@far.test' }, ([row]) => /nobody has signed in/u.test(row?.lastText ?? ''));
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  await visit.open('/upstreams');
  await card(page, 'Person').getByText('Nobody has signed in for connector Person yet').waitFor();
  // As the remedy of its alarm leads there, by the name.
  await visit.open('/upstreams?signin=person');
  const dialog = page.getByRole('dialog', { name: 'Sign in to Person' });
  await dialog.getByText('ABCD-0001').waitFor();
  // Of a network that is gone for a moment nothing is seen: the code stays.
  const lost = Promise.withResolvers<void>();
  await page.route(
    '**/api/v1/outbound-connectors/*/sign-in',
    async (route) => {
      await route.abort();
      lost.resolve();
    },
    { times: 1 },
  );
  await lost.promise;
  await page.waitForResponse('**/api/v1/outbound-connectors/*/sign-in');
  await dialog.getByText('ABCD-0001').waitFor();
  await visit.accessible();
  await visit.picture('upstreams-code');
  login.answer = refused('access_denied');
  await dialog.getByText('declined', { exact: false }).waitFor();
  await visit.accessible();
  await visit.picture('upstreams-code-refused');
  login.answer = refused('authorization_pending');
  await dialog.getByRole('button', { name: 'Start again' }).click();
  await dialog.getByText('ABCD-0002').waitFor();
  login.answer = refused('expired_token');
  await dialog.getByText('nobody typed the code in time', { exact: false }).waitFor();
  login.answer = granted;
  await dialog.getByRole('button', { name: 'Start again' }).click();
  await dialog.getByText('Mail for 1 recipient was waiting, and is on its way now.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await card(page, 'Person').getByText('Healthy', { exact: true }).waitFor();
  await house.traced({ recipient: 'a@far.test', status: ['Delivered'] });
});
