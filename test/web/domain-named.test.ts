/** A link to a domain by its name, where two organizations have the same unverified one. */
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { organization, startTestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

test('that of the chosen organization is opened; where none is chosen the person says which', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({
    objects: [organization({ id: 'THEIRS0000000000' as never, name: 'theirs' })],
  });
  const socket = { socketPath: house.settings.adminSocket };
  for (const name of ['ours', 'theirs'])
    await askAt(socket, 'POST', `/api/v1/domains?organization=${name}`, { body: { name: 'same.test' } });
  await using visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/domains?open=same.test');
  const several = page.getByRole('dialog', { name: 'Several organizations have same.test' });
  await several.getByRole('button', { name: 'theirs' }).waitFor();
  await visit.accessible();
  await visit.picture('domain-several');
  await several.getByRole('button', { name: 'theirs' }).click();
  const flyout = page.getByRole('dialog', { name: 'same.test' });
  await flyout.getByText('theirs', { exact: true }).waitFor();

  await page.evaluate(() => localStorage.setItem('doorpost-organization', 'THEIRS0000000000'));
  await visit.open('/domains?open=same.test');
  await flyout.getByText('theirs', { exact: true }).waitFor();
  await visit.open('/domains?setUp=same.test');
  await page.getByRole('heading', { name: 'Set up same.test' }).waitFor();
});
