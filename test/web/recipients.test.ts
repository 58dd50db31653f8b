/** Mailboxes, groups and licences in the admin center: set up, signed in to by a real client, and taken away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const plain = (name: string, password: string): string => Buffer.from(`\0${name}\0${password}`).toString('base64');

/** The reply to AUTH, as a device gets it. */
async function signIn(house: TestHouse, name: string, password: string): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('submission') });
  await client.say('EHLO copier.test');
  await client.startTls();
  await client.say('EHLO copier.test');
  const { code } = await client.say(`AUTH PLAIN ${plain(name, password)}`);
  client.end();
  return code;
}

async function sendSignedIn(house: TestHouse, name: string, password: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('submission') });
  await client.say('EHLO copier.test');
  await client.startTls();
  await client.say('EHLO copier.test');
  assert.equal((await client.say(`AUTH PLAIN ${plain(name, password)}`)).code, 235);
  assert.equal((await client.send(name, ['v@ours.test'], 'Subject: scan\n\nbody\n')).code, 250);
  client.end();
  await house.traced({ status: ['Delivered'] }, (rows) => rows.some(({ sender }) => sender === name));
}

test('a mailbox with its first sign-in, a second one for a device, reset and revoked', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/mailboxes');
  await page.getByRole('grid', { name: 'Mailboxes' }).getByText('v@ours.test').first().waitFor();
  await visit.accessible('every theme');
  await visit.picture('mailboxes');
  await page.getByRole('button', { name: 'Add mailbox' }).click();
  const form = page.getByRole('dialog', { name: 'Add a mailbox' });
  await form.getByRole('textbox', { name: 'Address', exact: true }).fill('scans@ours.test');
  await form.getByLabel('Display name').fill('Scans');
  await visit.accessible();
  await visit.picture('mailbox-add');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('It is not shown again').waitFor();
  const first = await form.locator('code').innerText();
  await visit.accessible();
  assert.equal(await signIn(house, 'scans@ours.test', first), 235);
  await form.getByRole('button', { name: 'Close' }).last().click();

  const flyout = page.getByRole('dialog', { name: 'scans@ours.test' });
  await flyout.getByRole('button', { name: 'Add a sign-in' }).click();
  const add = page.getByRole('dialog', { name: 'Add a sign-in' });
  await add.getByRole('textbox', { name: 'For' }).fill('Copier 2nd floor');
  await visit.accessible();
  await add.getByRole('button', { name: 'Make it' }).click();
  await add.getByText('Enter this password on the device now').waitFor();
  const second = await add.locator('code').innerText();
  await add.getByRole('button', { name: 'Close' }).click();
  assert.equal(await signIn(house, 'scans@ours.test', second), 235);
  const row = flyout.getByRole('row', { name: /Copier 2nd floor/ });
  await row.waitFor();
  await visit.accessible();
  await visit.picture('mailbox');

  await sendSignedIn(house, 'scans@ours.test', second);
  await page.reload();
  await flyout.getByText('127.0.0.1', { exact: true }).waitFor();
  await flyout.getByText('PLAIN', { exact: true }).waitFor();
  await flyout.getByText(/^TLSv1\.3 /).waitFor();

  await row.getByRole('button', { name: 'New password' }).click();
  const reset = page.getByRole('dialog', { name: 'A new password for Copier 2nd floor?' });
  await reset.getByRole('button', { name: 'New password' }).click();
  await reset.getByText('Enter this password on the device now').waitFor();
  const third = await reset.locator('code').innerText();
  await reset.getByRole('button', { name: 'Close' }).click();
  assert.notEqual(third, second);
  assert.deepEqual(
    [await signIn(house, 'scans@ours.test', second), await signIn(house, 'scans@ours.test', third)],
    [535, 235],
  );

  await flyout.getByRole('button', { name: 'Change messagesPerMinute' }).click();
  const limit = page.getByRole('dialog', { name: 'Change messagesPerMinute' });
  await limit.getByRole('spinbutton', { name: 'Value' }).fill('90');
  await visit.accessible();
  await limit.getByRole('button', { name: 'Save' }).click();
  await gone(limit);
  await flyout.getByRole('row', { name: /messagesPerMinute 90 Here/u }).waitFor();
  const raised = house.house.directory.current.mailboxes.find(({ address }) => address === 'scans@ours.test');
  assert.equal(raised?.limits.messagesPerMinute, 90);

  await row.getByRole('button', { name: 'Turn off' }).click();
  await row.getByRole('button', { name: 'Turn on' }).waitFor();
  assert.equal(await signIn(house, 'scans@ours.test', third), 535);
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await gone(row);
  assert.equal(await signIn(house, 'scans@ours.test', first), 235, 'the other one stays');
});

test('a mailbox is changed and deleted; found by what it lacks', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  await visit.open('/mailboxes?withoutSignIn=true&smtpAuth=true');
  await page.getByRole('grid', { name: 'Mailboxes' }).getByText('v@ours.test').first().click();
  const flyout = page.getByRole('dialog', { name: 'v@ours.test' });
  await flyout.getByText('Nobody can sign in yet.').waitFor();
  await visit.accessible();
  await visit.picture('mailbox');
  await flyout.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: 'Edit v@ours.test' });
  await form.getByLabel('May also send as').fill('office@ours.test, @ours.test');
  await form.getByLabel('Forward its mail to').fill('elsewhere@far.test');
  await form.getByLabel('May sign in (SMTP AUTH)').uncheck();
  await visit.accessible();
  await form.getByRole('button', { name: 'Save' }).click();
  await gone(form);
  const at = { socketPath: house.settings.adminSocket };
  const { body } = await askAt(at, 'GET', '/api/v1/mailboxes/v@ours.test', {});
  const { sendAs, forwarding, smtpAuth, delivery } = body.item;
  assert.deepEqual(sendAs, ['office@ours.test', '@ours.test']);
  assert.deepEqual(forwarding, { to: ['elsewhere@far.test'], keepCopy: true });
  assert.equal(smtpAuth, false);
  assert.equal(delivery.kind, 'maildir', 'what is not in the form stays');
  await flyout.getByText('Not allowed').waitFor();
  await flyout.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await gone(flyout);
  await page.getByText('Nothing matches').or(page.getByText('printer@ours.test')).first().waitFor();
  assert.equal(house.house.directory.current.listOf('mailbox').length, 1);
});

test('mailboxes come from a table, with the passwords that were made; and go into one', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/mailboxes');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import mailboxes' });
  const buffer = Buffer.from('address,display_name,password\nfax@ours.test,Fax,generate\n');
  await dialog.getByLabel('File').setInputFiles({ name: 'mailboxes.csv', mimeType: 'text/csv', buffer });
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByText('would be made:').waitFor();
  await visit.accessible();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByText('Passwords that were made').waitFor();
  const [name = '', password = ''] = (await dialog.locator('code').innerText()).split('\t');
  assert.equal(name, 'fax@ours.test');
  assert.equal(await signIn(house, name, password), 235);
});

test('mail in a mailbox is read by who may; nothing of it runs, and each look is noted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  const hostile = '<img src=x onerror=alert(1)>{{7*7}}';
  const html = `<p style="background:url(https://evil.test/b.png)">Dear customer</p><script>alert(2)</script><img src="https://evil.test/p.gif">`;
  const header = `Subject: ${hostile}\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n`;
  await submit(house, 'far@far.test', ['v@ours.test'], `${header}\n${html}\n`);
  await submit(house, 'near@ours.test', ['v@ours.test'], 'Subject: second\n\nHello there.\n');
  await house.traced({ status: ['Delivered'] }, (rows) => rows.length === 2);
  {
    await using visit: Visit = await browser.visit(house);
    const { page } = visit;
    await visit.open('/mailboxes');
    await page.getByRole('grid', { name: 'Mailboxes' }).getByText('v@ours.test').first().click();
    await page.getByRole('dialog', { name: 'v@ours.test' }).getByRole('button', { name: 'Read its mail…' }).click();
    const list = page.getByRole('dialog', { name: 'Mail of v@ours.test' });
    await list.getByRole('button', { name: 'second' }).waitFor();
    await visit.accessible('every theme');
    await visit.picture('mailbox-mail');
    // By the keyboard alone.
    await list.getByRole('button', { name: hostile }).focus();
    await page.keyboard.press('Enter');
    const message = page.getByRole('dialog', { name: hostile });
    const frame = page.frameLocator('iframe');
    await frame.getByText('Dear customer').waitFor();
    assert.equal(await frame.locator('img, script, [style]').count(), 0);
    await visit.accessible('every theme');
    await visit.picture('mailbox-message');
    await message.getByRole('tab', { name: 'Header' }).click();
    await message.getByText('text/html; charset=utf-8').waitFor();
    await message.getByRole('tab', { name: 'Source' }).click();
    await message.getByText('<script>alert(2)</script>').waitFor();
    // Which of the two comes first is not said: they came within one second.
    await message.locator('button:is([title="Next"], [title="Previous"]):not([aria-disabled="true"])').click();
    await page.getByRole('dialog', { name: 'second' }).getByText('Hello there.').waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await list.waitFor();
    const noted = (await house.house.store.directory.audit({ limit: 100 })).filter(({ kind }) => kind === 'content');
    assert.deepEqual([...new Set(noted.map(({ name }) => name))], ['v@ours.test']);
    assert.ok(noted.length >= 2);
  }
  await using other = await browser.visit(house, { role: 'organization-administrator', organizations: ['ours'] });
  await other.open('/mailboxes');
  await other.page.getByRole('grid', { name: 'Mailboxes' }).getByText('v@ours.test').first().click();
  await other.page.getByRole('dialog', { name: 'v@ours.test' }).getByRole('button', { name: 'Edit' }).waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'Read its mail…' }).count(), 0);
});

test('a group is made, changed, and deleted', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/groups');
  await page.getByText('No groups yet').waitFor();
  await visit.accessible();
  await page.getByRole('button', { name: 'Add group' }).click();
  const form = page.getByRole('dialog', { name: 'Add a group' });
  await form.getByRole('textbox', { name: 'Address', exact: true }).fill('all@ours.test');
  await form.getByLabel('Members').fill('v@ours.test\nprinter@ours.test');
  await visit.accessible();
  await visit.picture('group-add');
  await form.getByRole('button', { name: 'Save' }).click();
  await gone(form);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('row', { name: /all@ours.test/ }).click();
  const flyout = page.getByRole('dialog', { name: 'all@ours.test' });
  await flyout.getByRole('link', { name: 'printer@ours.test' }).waitFor();
  await visit.accessible('every theme');
  await visit.picture('group');
  await flyout.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit all@ours.test' });
  await edit.getByLabel('Members').fill('v@ours.test');
  await edit.getByRole('button', { name: 'Save' }).click();
  await gone(edit);
  assert.deepEqual([...house.house.directory.current.listOf('group')][0]?.members, ['v@ours.test']);
  await flyout.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await gone(flyout);
  await page.getByText('No groups yet').waitFor();
});

test('seats are bought, given, and seen to be lacking', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house, { theme: 'dark' });
  const { page } = visit;
  await visit.open('/licences');
  await page.getByRole('heading', { name: 'Mailboxes without a seat' }).waitFor();
  await page.getByRole('row', { name: /v@ours\.test/ }).waitFor();
  await page.getByRole('button', { name: 'Change' }).click();
  const dialog = page.getByRole('dialog', { name: 'Seats of ours' });
  await dialog.getByLabel('Mailboxes').fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await gone(dialog);
  await page.getByText('0 of 5 in use').waitFor();
  await page
    .getByRole('row', { name: /v@ours\.test/ })
    .getByRole('button', { name: 'Give it a seat' })
    .click();
  await page.getByText('1 of 5 in use').waitFor();
  await visit.accessible('every theme');
  await visit.picture('licences');
});

test('who reads alone is offered no act; a help desk resets a password', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const at = { socketPath: house.settings.adminSocket };
  await askAt(at, 'POST', '/api/v1/credentials', { body: { mailbox: 'v@ours.test', name: 'Scanner' } });
  for (const role of ['reader', 'help-desk'] as const) {
    await using visit: Visit = await browser.visit(house, { role, organizations: ['ours'] });
    const { page } = visit;
    await visit.open('/mailboxes');
    await page.getByRole('grid', { name: 'Mailboxes' }).getByText('v@ours.test').first().click();
    const flyout = page.getByRole('dialog', { name: 'v@ours.test' });
    await flyout.getByRole('row', { name: /Scanner/ }).waitFor();
    for (const name of ['Edit', 'Delete', 'Turn off', 'Add a sign-in'])
      assert.equal(await page.getByRole('button', { name }).count(), 0, name);
    assert.equal(await flyout.getByRole('button', { name: 'New password' }).count(), role === 'reader' ? 0 : 1);
  }
});
