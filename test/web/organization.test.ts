/** Settings > Organization: what holds for all of its mail, its devices, alarms and limits, looked at and changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfFile } from '../../lab/browser-of-file.ts';
import { gone, type Visit } from '../../lab/browser.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const openBrowser = browserOfFile();

const COPIER = '127.0.0.3';

async function scan(house: TestHouse): Promise<void> {
  const copier = await SmtpTestClient.connect({ port: house.port('smtp'), from: COPIER });
  await copier.say('EHLO copier.test');
  await copier.say('MAIL FROM:<copier@ours.test>');
  await copier.say('RCPT TO:<v@ours.test>');
  await copier.say('DATA');
  assert.equal((await copier.say('Subject: scan\r\n\r\nscan\r\n.')).code, 250);
  await copier.say('QUIT');
  copier.end();
}

const opened = (): Promise<TestHouse> =>
  startTestHouse({
    objects: [
      inbound('copiers', { senderAddresses: [COPIER], requireTls: false, limits: { connectorMessagesPerHour: 2 } }),
      organization({ id: 'THEIRS0000000000' as never, name: 'theirs', withoutUpstream: 'mx' }),
    ],
  });

async function shown(house: TestHouse, name = 'ours') {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, 'GET', `/api/v1/organizations/${name}`, {});
  return answer.body.item;
}

test('an organization is shown, changed part by part, and its limits with what is used of them', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await scan(house);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/settings/organization?of=ours');
  await page.getByText('1 of 2 messages an hour').waitFor();
  await visit.accessible('every theme');
  await visit.picture('organization');
  await page.getByRole('table', { name: 'Use of limits' }).scrollIntoViewIfNeeded();
  await visit.picture('organization-limits');
  const part = (name: string) => page.getByRole('region', { name, exact: true });

  await part('Device networks').getByRole('button', { name: 'Edit' }).click();
  const networks = page.getByRole('dialog', { name: 'Edit device networks' });
  await networks.getByLabel('Networks').fill('not a network');
  await networks.getByRole('button', { name: 'Save' }).click();
  await networks.getByText('Some fields are not right').waitFor();
  await visit.accessible();
  await visit.picture('organization-networks-wrong');
  await networks.getByLabel('Networks').fill('192.168.10.0/24\n10.0.0.2');
  await networks.getByRole('button', { name: 'Save' }).click();
  await gone(networks);
  await part('Device networks').getByText('192.168.10.0/24').waitFor();

  for (const [option, told] of [
    [/^Waits/u, 'Waits until'],
    [/^Goes/u, 'Goes to'],
  ] as const) {
    await part('Mail flow').getByRole('button', { name: 'Edit' }).click();
    const mail = page.getByRole('dialog', { name: 'Edit mail flow' });
    await mail.getByRole('combobox', { name: 'Without an upstream' }).click();
    await mail.getByRole('option', { name: option }).click();
    if (told === 'Waits until') await visit.accessible();
    await visit.picture('organization-mail');
    await mail.getByRole('button', { name: 'Save' }).click();
    await gone(mail);
    await part('Mail flow').getByText(told).waitFor();
  }

  await page.getByRole('button', { name: 'Change messageSize' }).click();
  const limit = page.getByRole('dialog', { name: 'Change messageSize' });
  await limit.getByRole('spinbutton', { name: 'Value' }).fill('20000000');
  await visit.accessible();
  await visit.picture('organization-limit');
  await limit.getByRole('button', { name: 'Save' }).click();
  await gone(limit);
  await page.getByRole('row', { name: /messageSize .* Here/u }).waitFor();
  assert.equal((await shown(house)).limits.messageSize, 20_000_000);
  const { deviceNetworks, withoutUpstream } = await shown(house);
  assert.deepEqual([deviceNetworks, withoutUpstream], [['192.168.10.0/24', '10.0.0.2'], 'mx']);
});

test('from a step on Home to who gets alarms, by the keyboard alone, and a test alarm', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  await visit.open('/');
  const reach = async (place: ReturnType<typeof page.getByRole>): Promise<void> => {
    await place.waitFor();
    for (let stops = 0; stops < 60 && !(await visit.hasFocus(place)); stops++) await page.keyboard.press('Tab');
    assert.ok(await visit.hasFocus(place));
  };
  await reach(page.getByRole('button', { name: 'Say who gets alarms' }));
  await page.keyboard.press('Enter');
  await reach(page.getByRole('button', { name: 'Set alarm addresses…' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Edit alarms' });
  await reach(form.getByRole('textbox', { name: 'By mail to' }));
  await page.keyboard.type('v@ours.test');
  await visit.accessible();
  await visit.picture('organization-alarms');
  await reach(form.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await gone(form);
  assert.deepEqual((await shown(house)).alarmAddresses, ['v@ours.test']);
  await reach(page.getByRole('button', { name: 'Send test alarm' }));
  await page.keyboard.press('Enter');
  await page.getByRole('list').getByText('v@ours.test').first().waitFor();
  await visit.accessible();
  await visit.picture('organization-tested');
});

test('who may not change sees no act; another organization is another page; on a phone', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await opened();
  await using reader: Visit = await browser.visit(house, { role: 'reader' });
  // Nor is one's own opened in its place.
  await reader.open('/settings/organization?of=theirs');
  await reader.page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await reader.page.getByRole('button', { name: /filters/ }).click();
  await reader.page.getByText('Nothing was sent in the last 24 hours.').waitFor();
  await reader.page.getByText('ours', { exact: true }).waitFor();
  assert.equal(await reader.page.getByRole('button', { name: /Edit|Change|Send/u }).count(), 0);
  await reader.accessible();

  await using theirs: Visit = await browser.visit(house, {
    role: 'organization-administrator',
    organizations: ['theirs'],
    size: 'phone',
  });
  await theirs.open('/settings/organization');
  await theirs.page.getByText('theirs', { exact: true }).waitFor();
  assert.equal(await theirs.page.getByRole('button', { name: 'Edit' }).count(), 3);
  await theirs.accessible();
  await theirs.picture('organization');

  await using whole: Visit = await browser.visit(house);
  await whole.open('/settings/organization?of=theirs');
  await whole.page.getByRole('combobox', { name: 'Organization' }).last().click();
  await whole.page.getByRole('option', { name: 'ours' }).click();
  await whole.page.getByRole('region', { name: 'General' }).getByText('ours', { exact: true }).waitFor();
  assert.match(whole.page.url(), /of=/u);
});

test('the first organization from Home, another beside it, and one that goes when nothing is left of it', async (t) => {
  await using browser = await openBrowser(t);
  if (browser === null) return;
  await using house = await startTestHouse();
  const at = { socketPath: house.settings.adminSocket };
  for (const path of [
    'mailboxes/v@ours.test',
    'mailboxes/printer@ours.test',
    'domains/ours.test',
    'organizations/ours',
  ])
    assert.equal((await askAt(at, 'DELETE', `/api/v1/${path}`, {})).status, 204);
  await using visit: Visit = await browser.visit(house);
  const { page } = visit;
  const add = page.getByRole('dialog', { name: 'Add organization' });
  const named = async (name: string): Promise<void> => {
    await add.getByRole('textbox', { name: 'Name' }).fill(name);
    await add.getByRole('button', { name: 'Add' }).click();
    await gone(add);
    await page.getByRole('region', { name: 'General' }).getByText(name, { exact: true }).waitFor();
  };
  await visit.open('/');
  await page.getByRole('button', { name: 'Add an organization…' }).click();
  await add.waitFor();
  await visit.accessible();
  await visit.picture('organization-add');
  await named('Alder School');
  await page.getByRole('button', { name: 'Add organization' }).click();
  await named('Birch Clinic');
  await page.getByRole('banner').getByRole('combobox', { name: 'Organization' }).waitFor();

  await visit.open('/settings/organization?of=Alder%20School');
  const ofAlder = '/api/v1/domains?organization=Alder%20School';
  const domain = await askAt(at, 'POST', ofAlder, { body: { name: 'alder.test' } });
  assert.equal(domain.status, 201, domain.text);
  const remove = async (): Promise<void> => {
    await page.getByRole('main').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  };
  await remove();
  await page.getByRole('alertdialog').getByText('still needed by domain alder.test').waitFor();
  await visit.accessible();
  await visit.picture('organization-still-needed');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await askAt(at, 'DELETE', '/api/v1/domains/alder.test', {})).status, 204);
  await remove();
  await page.getByRole('region', { name: 'General' }).getByText('Birch Clinic', { exact: true }).waitFor();
  const left = await askAt(at, 'GET', '/api/v1/organizations', {});
  assert.deepEqual(
    left.body.items.map(({ name }: { readonly name: string }) => name),
    ['Birch Clinic'],
  );
});
