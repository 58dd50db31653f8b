/** A wizard that waits for the server: it goes on for what was chosen when one pressed Next, and for nothing that was chosen meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone } from '../../lab/browser.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

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
