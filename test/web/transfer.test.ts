/** Import and export in a real browser: out as a file, in with its difference before, and from another server with what becomes of each setting. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, mailbox, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const openBrowser = browserOfFile();

const startHouse = (): Promise<TestHouse> =>
  startTestHouse({
    objects: [mailbox('anna@ours.test'), inbound('copiers', { senderAddresses: ['192.0.2.10'] })],
  });

/** Words that would be markup, if anything took them for it. */
const HOSTILE = '<img src=x onerror=alert(1)>{{7*7}}';

const FILE = `doorpost: 1
organizations:
  - name: ours
    mailboxes:
      - address: bob@ours.test
        credentials:
          - name: Copier
    inboundConnectors:
      - name: copiers
        senderAddresses: [192.0.2.10, 192.0.2.11]
    devices:
      - name: "${HOSTILE}"
        addresses: [192.0.2.11]
`;

const paste = async (page: Page, yaml: string): Promise<void> => {
  await page.getByLabel('Or paste it here').fill(yaml);
  await page.getByRole('button', { name: 'Preview' }).click();
};

test('what is set up is saved as a file', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  await page.getByRole('link', { name: 'Import and export' }).click();
  await page.getByRole('heading', { level: 1, name: 'Import and export' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('export');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const saved = await coming;
  assert.match(saved.suggestedFilename(), /^doorpost-all-\d{4}-\d\d-\d\d\.yaml$/u);
  assert.match(await readFile(await saved.path(), 'utf8'), /address: anna@ours\.test/u);
  await page.getByText(/The file was saved as doorpost-all/u).waitFor();
});

test('a file is shown as a difference, and made after a question; new passwords are told once', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/transfer?tab=apply');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Choose a file, or paste one.').waitFor();
  await paste(
    page,
    'doorpost: 1\norganizations:\n  - name: ours\n    devices:\n      - name: Fax\n        addresses: [x]\n',
  );
  await page.getByText('The file has problems').waitFor();
  await page.getByText(/line 6/u).waitFor();
  await visit.accessible('every theme');
  await visit.picture('apply-faults');
  await paste(page, FILE);
  await page.getByText('3 added, 1 changed, 0 removed').waitFor();
  const connector = page.getByRole('table', { name: 'Connector copiers' });
  await connector.getByText('192.0.2.10, 192.0.2.11').waitFor();
  await connector.getByText('192.0.2.10', { exact: true }).waitFor();
  await page.getByText(HOSTILE).first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('apply-plan');
  await page.getByRole('button', { name: 'Apply 4 changes…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Apply 4 changes?' });
  await visit.accessible();
  await dialog.getByRole('button', { name: 'Apply 4 changes', exact: true }).click();
  await page.getByText('Applied: 4 changes.').waitFor();
  const passwords = page.getByRole('table', { name: 'New passwords' });
  assert.ok((await passwords.locator('code').innerText()).length >= 12);
  await visit.accessible('every theme');
  await visit.picture('applied');
  await page.getByRole('button', { name: 'Another file' }).click();
  await paste(page, FILE);
  await page.getByText('Nothing: all of it is here already.').waitFor();
});

test('removals are counted and named; when somebody else was faster the file is shown anew', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const local = { socketPath: house.settings.adminSocket };
  const connectors = async () => (await askAt(local, 'GET', '/api/v1/inbound-connectors', {})).body.items;
  await visit.open('/settings/transfer?tab=apply');
  await page.getByLabel('Remove what the file does not name').check();
  const pruned = 'doorpost: 1\norganizations:\n  - name: ours\n    inboundConnectors: []\n';
  const buffer = Buffer.from(pruned);
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'o.yaml', mimeType: 'text/yaml', buffer });
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('0 added, 0 changed, 1 removed').waitFor();
  // What is another elsewhere leaves this file as it was looked at: it is made without a word.
  await askAt(local, 'PATCH', '/api/v1/mailboxes/anna@ours.test', { body: { displayName: 'Anna' } });
  const body = { name: 'faxes', senderAddresses: ['192.0.2.20'] };
  await askAt(local, 'POST', '/api/v1/inbound-connectors', { body });
  await page.getByRole('button', { name: 'Apply 1 change…' }).click();
  await page.getByRole('alertdialog').getByText('1 object is removed for good: copiers.').waitFor();
  await page.getByRole('button', { name: 'Apply 1 change', exact: true }).click();
  await page.getByText('Somebody changed something meanwhile').waitFor();
  await page.getByText('0 added, 0 changed, 2 removed').waitFor();
  assert.equal((await connectors()).length, 2);
  await visit.accessible();
  await visit.picture('apply-meanwhile');
  await askAt(local, 'PATCH', '/api/v1/mailboxes/anna@ours.test', { body: { displayName: 'Anna again' } });
  await page.getByRole('button', { name: 'Apply 2 changes…' }).click();
  await page.getByRole('button', { name: 'Apply 2 changes', exact: true }).click();
  await page.getByText('Applied: 2 changes.').waitFor();
  assert.equal((await connectors()).length, 0);
});

test('the files of a Postfix are read, told setting by setting, and made', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house, {
    role: 'organization-administrator',
    organizations: ['ours'],
  });
  const { page } = visit;
  await visit.open('/settings/transfer');
  await page.getByRole('tab', { name: 'From another server' }).click();
  await visit.accessible('every theme');
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByText('Choose the files.').waitFor();
  await page.getByRole('combobox', { name: 'Server' }).click();
  await page.getByRole('option', { name: 'hMailServer' }).click();
  const files = page.getByLabel('Files');
  await files.setInputFiles({ name: 'a.xml', mimeType: 'text/xml', buffer: Buffer.from('<Backup/>') });
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByText('It cannot be imported').waitFor();
  await visit.accessible();
  await visit.picture('import-refused');
  await page.getByRole('combobox', { name: 'Server' }).click();
  await page.getByRole('option', { name: 'Postfix' }).click();
  const mainCf = `relayhost = [smtp.example.net]:587\nalways_bcc = ${HOSTILE}\nmydestination = fabrikam.test\n`;
  await files.setInputFiles([
    { name: 'main.cf', mimeType: 'text/plain', buffer: Buffer.from(mainCf) },
    { name: 'master.cf', mimeType: 'text/plain', buffer: Buffer.from('smtp inet n - n - - smtpd\n') },
  ]);
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByRole('heading', { name: 'Not taken over' }).waitFor();
  await page
    .getByText(/always_bcc/u)
    .first()
    .waitFor();
  await page.getByText(/[12] added, 0 changed, 0 removed/u).waitFor();
  await visit.accessible('every theme');
  await visit.picture('import');
  await page.getByRole('button', { name: /^Apply . changes?…$/u }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Apply/u })
    .click();
  await page.getByText(/^Applied: . changes?\.$/u).waitFor();
  await page.getByRole('heading', { name: 'Left to do once it is applied' }).waitFor();
  await visit.accessible();
  await visit.picture('imported');
  const local = { socketPath: house.settings.adminSocket };
  assert.equal((await askAt(local, 'GET', '/api/v1/domains/fabrikam.test', {})).status, 200);
});

const exported = (name: string): string => fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));

test('the CSV of Exchange and the backup of an hMailServer are read, told and made; a CSV that lost its lists is refused', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  // Ways to other systems are opened where DMARC is honoured alone.
  await using house = await startTestHouse({ objects: [organization({ protection: 'standard' })] });
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const choose = async (server: string, ...names: string[]): Promise<void> => {
    await page.getByRole('combobox', { name: 'Server' }).click();
    await page.getByRole('option', { name: server }).click();
    await page.getByLabel('Files').setInputFiles(names.map(exported));
    await page.getByRole('button', { name: 'Read the files' }).click();
  };
  const apply = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Apply \d+ changes…$/u }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Apply/u })
      .click();
    await page.getByText(/^Applied: \d+ changes\.$/u).waitFor();
  };
  await visit.open('/settings/transfer?tab=import');
  await choose('Exchange (Online or Server)', 'exchange-csv/type-names.csv');
  await page.getByText('It cannot be imported').waitFor();
  await page.getByText(/type-names\.csv: line 2: SenderDomains is not in the file/u).waitFor();
  await page.getByText(/Get-CASMailbox -ResultSize Unlimited/u).waitFor();
  await visit.accessible('every theme');
  await visit.picture('import-exchange-refused');
  const files = ['inbound', 'domains', 'mailboxes', 'access'].map((name) => `exchange-csv/${name}.csv`);
  await choose('Exchange (Online or Server)', ...files);
  await page.getByRole('heading', { name: 'Not taken over' }).waitFor();
  await page.getByText('8 added, 0 changed, 0 removed').waitFor();
  await page.getByText(/3: they sign in and send here, and their mail goes on to Exchange/u).waitFor();
  await visit.accessible('every theme');
  await visit.picture('import-exchange');
  await apply();
  const mailboxes = () => house.house.directory.current.mailboxes;
  assert.equal(mailboxes().find(({ address }) => address === 'anna@contoso.example')?.delivery.kind, 'elsewhere');
  await page.getByRole('button', { name: 'Another file' }).click();
  await choose('hMailServer', 'hmailserver/with-domains.xml');
  await page.getByText(/Account "anna@clinic\.example": its password is not taken over/u).waitFor();
  assert.equal(await page.getByText(/not-to-be-copied|9f86d081/u).count(), 0);
  await visit.accessible();
  await visit.picture('import-hmailserver');
  await apply();
  assert.equal(mailboxes().find(({ address }) => address === 'scan@clinic.example')?.delivery.kind, 'maildir');
  await page.getByText('clinic-old.example', { exact: true }).first().waitFor();
});

test('a file is pasted, looked at and applied by the keyboard alone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const { keyboard } = page;
  const to = async (place: Locator): Promise<void> => {
    await place.waitFor();
    for (let stops = 0; stops < 60 && !(await visit.hasFocus(place)); stops++) await keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place));
  };
  await visit.open('/settings/transfer');
  await to(page.getByRole('tab', { name: 'Export' }));
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await to(page.getByLabel('Or paste it here'));
  await keyboard.insertText('doorpost: 1\norganizations:\n  - name: ours\n    devices:\n      - name: Fax\n');
  await to(page.getByRole('button', { name: 'Preview' }));
  await keyboard.press('Enter');
  await to(page.getByRole('button', { name: 'Apply 1 change…' }));
  await keyboard.press('Enter');
  await to(page.getByRole('alertdialog').getByRole('button', { name: 'Apply 1 change' }));
  await keyboard.press('Enter');
  await page.getByText('Applied: 1 change.').waitFor();
});

test('a reader may save what is set up, and is offered nothing else', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startHouse();
  await using visit: Visit = await browser.visit(house, { role: 'reader', organizations: ['ours'], size: 'phone' });
  const { page } = visit;
  await visit.open('/settings/transfer?tab=apply');
  await page.getByRole('button', { name: 'Download' }).waitFor();
  await gone(page.getByRole('tab'));
  await visit.accessible();
  await visit.picture('export-phone');
});
