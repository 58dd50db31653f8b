/** What helps with one device: how it does, what to set in it, and what another profile would have done with its last refusals. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const PRINTER = '127.0.0.10';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(house: TestHouse, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

/** Says what it says, and leaves. */
async function talk(house: TestHouse, lines: readonly string[], from = PRINTER): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  for (const line of lines) await client.say(line);
  client.end();
}

const names = ({ items }: { readonly items: readonly { readonly name: string }[] }): readonly string[] =>
  items.map(({ name }) => name);

test('a refused printer: its state, a profile tried on its refusals, and what to set in it', async () => {
  await using house = await startTestHouse({
    objects: [
      organization({ deviceNetworks: ['127.0.0.0/28'] }),
      inbound('printers', { senderAddresses: ['127.0.0.64/26'] }),
    ],
  });
  await talk(house, ['EHLO copier', 'MAIL FROM:<scan@ours.test>', 'RCPT TO:<x@outside.test>', 'QUIT']);
  await house.traced({ status: ['Rejected'] });
  await ask(house, 'POST', '/devices', { name: 'Copier', addresses: [PRINTER] });
  await ask(house, 'POST', '/devices', {
    name: 'Fax',
    addresses: ['127.0.0.99'],
    silentAfterDays: 1,
    profile: 'legacy',
  });
  await talk(house, ['EHLO two words', 'QUIT']);
  await house.traced({ status: ['Rejected'] }, (rows) => rows.length === 2);

  const { item } = await ask(house, 'GET', '/devices/Copier');
  assert.equal(item.state, 'refused');
  assert.deepEqual(names(await ask(house, 'GET', '/devices?state=refused')), ['Copier']);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?state=never-seen')), ['Fax']);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?profile=LEGACY')), ['Fax']);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?network=127.0.0.0/28')), ['Copier']);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?signsIn=true')), []);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?oldTls=true')), []);
  assert.deepEqual(names(await ask(house, 'GET', '/devices?connector=printers')), []);

  const outcomes = async (profile: string | null): Promise<readonly string[]> => {
    const { refusals } = await ask(house, 'POST', '/devices/Copier/profile-preview', { profile });
    return refusals.map(({ outcome }: { outcome: string }) => outcome);
  };
  // The newest first; the one for want of a connector came from it while it was a stranger.
  assert.deepEqual(await outcomes('tolerant'), ['let-in', 'other']);
  assert.deepEqual(await outcomes('strict'), ['refused', 'other']);
  assert.deepEqual(await outcomes(null), ['refused', 'other']);
  const preview = await ask(house, 'POST', '/devices/Copier/profile-preview', { profile: 'strict' });
  assert.deepEqual([preview.letIn, preview.still, preview.refusals[0].still], [0, ['odd-hello'], ['odd-hello']]);

  const settings = await ask(house, 'GET', '/devices/Copier/settings');
  assert.equal(settings.server, house.settings.hostName);
  assert.deepEqual(
    [settings.signIn, settings.tls, settings.domains, settings.next.length],
    ['none', 'as-it-likes', ['ours.test'], 1],
  );
  await ask(house, 'POST', '/waiting-devices/Copier/approve', {});
  assert.deepEqual((await ask(house, 'GET', '/devices/Copier/settings')).next, []);

  await talk(house, [
    'EHLO copier',
    'MAIL FROM:<scan@ours.test>',
    'RCPT TO:<x@outside.test>',
    'DATA',
    'Subject: x\r\n\r\nx\r\n.',
    'QUIT',
  ]);
  await house.traced({ recipient: 'x@outside.test' }, (rows) => rows.some(({ status }) => status !== 'Rejected'));
  assert.equal((await ask(house, 'GET', '/devices/Copier')).item.state, 'sends');
  assert.deepEqual(names(await ask(house, 'GET', '/devices?state=sends')), ['Copier']);
});

test('a device that signs in is told the name and the address of its mailbox', async () => {
  await using house = await startTestHouse({});
  await ask(house, 'POST', '/mailboxes', { address: 'copier@ours.test' });
  await ask(house, 'POST', '/credentials', {
    mailbox: 'copier@ours.test',
    name: 'copier',
    username: 'copier-1',
    password: 'a-good-Passw0rd',
  });
  await ask(house, 'POST', '/devices', { name: 'Copier', logins: ['copier-1'] });
  const { signIn, login, from, tls, server } = await ask(house, 'GET', '/devices/Copier/settings');
  assert.deepEqual([signIn, login, from, tls], ['named', 'copier-1', 'copier@ours.test', 'starttls']);
  assert.equal(server, house.settings.submissionHost);
});

test('what a rewriting makes of a mail is told before it is saved; a line break makes no second field', async () => {
  await using house = await startTestHouse();
  const rewriting = { from: 'printer@ours.test', reversePath: 'printer@ours.test', replyToOriginal: true };
  const sample = { envelopeSender: 'scan@copier.test', from: 'Copier <scan@copier.test>', subject: 'A scan' };
  const { rows } = await ask(house, 'POST', '/rewriting-preview', { rewriting, sample });
  assert.deepEqual(rows, [
    { name: 'MAIL FROM', before: '<scan@copier.test>', after: '<printer@ours.test>' },
    { name: 'From', before: 'Copier <scan@copier.test>', after: 'Copier <printer@ours.test>' },
    { name: 'Reply-To', before: null, after: '<scan@copier.test>' },
    { name: 'Subject', before: 'A scan', after: 'A scan' },
  ]);
  const two = { ...sample, subject: 'A scan\r\nReply-To: x@evil.test' };
  const said = { body: { rewriting, sample: two } };
  const refused = await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/rewriting-preview', said);
  assert.equal(refused.status, 400);
});
