/** What others can do to somebody who is signed in, by their own browser: nothing. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import type { Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { ofFile } from '../../lab/of-file.ts';

const openBrowser = browserOfFile();
const sharedHouse = ofFile(() => startTestHouse());

/** A page at another port of the same host. */
async function neighbour(html: string): Promise<AsyncDisposable & { readonly address: string }> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a page at another port does not frame this one; a cookie that was there before signs nobody in', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  const origin = `http://localhost:${house.port('http')}`;
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  const cookies = page.context();
  const name = `doorpost-${house.port('http')}`;
  const before = 'A'.repeat(43);
  await cookies.addCookies([{ name, value: before, url: origin }]);
  const where = { socketPath: house.settings.adminSocket };
  const { body } = await askAt(where, 'POST', '/api/v1/sign-in/links', { body: {} });
  const { address } = body as { readonly address: string };
  await visit.open(`/trace${address.slice(address.indexOf('#'))}`);
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
  const [cookie] = (await cookies.cookies(origin)).filter((one) => one.name === name);
  assert.ok(cookie !== undefined && cookie.value !== before);
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Strict');

  await using other = await neighbour(`<!doctype html><title>neighbour</title><iframe src="${origin}/trace"></iframe>`);
  const stranger = await cookies.newPage();
  const framed = stranger.waitForResponse((response) => response.url() === `${origin}/trace`);
  await stranger.goto(other.address);
  assert.match((await (await framed).headerValue('content-security-policy')) ?? '', /frame-ancestors 'none'/u);
  assert.equal(await stranger.frameLocator('iframe').getByRole('heading').count(), 0);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Message trace' }).waitFor();
});

test('signing out ends the stream of hints', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  const house = await sharedHouse();
  await using visit: Visit = await browser.visit(house, { signedIn: false });
  const { page } = visit;
  const where = { socketPath: house.settings.adminSocket };
  const { body } = await askAt(where, 'POST', '/api/v1/sign-in/links', { body: {} });
  const { address } = body as { readonly address: string };
  const isStream = (url: string): boolean => url.endsWith('/api/v1/events');
  const begun = page.waitForResponse((response) => isStream(response.url()) && response.ok());
  await visit.open(`/trace${address.slice(address.indexOf('#'))}`);
  await begun;
  const ends = [
    page.waitForEvent('requestfinished', (request) => isStream(request.url())),
    page.waitForEvent('requestfailed', (request) => isStream(request.url())),
  ];
  for (const end of ends) end.catch(() => {});
  await page.getByRole('button', { name: 'Account and look' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await Promise.any(ends);
  await page.getByRole('heading', { name: 'Sign in to Doorpost' }).waitFor();
});
