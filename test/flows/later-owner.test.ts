/** A domain that one organization named addresses in, and another one verified later: from then on they are the other one's to give. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import { type Answer, askAt } from '../../lab/houses/test-admin.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  organization,
  startTestHouse,
} from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const THEIRS = { organizationId: 'other' as ObjectId };
const [EARLY, LATE] = ['early-Passw0rd', 'late-Passw0rd'];

test('what was named before binds nobody: mail, names, sign-ins, senders and Maildirs are the owner’s', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('devices', { senderAddresses: ['127.0.0.1'] }),
      domain('late.test', { verified: null }),
      mailbox('v@ours.test', { aliases: ['boss@late.test'] }),
      mailbox('hr@late.test', { aliases: ['hr@ours.test'], sendAs: ['ceo@late.test'] }),
      mailbox('boss+x@late.test'),
      group('all@late.test', ['v@ours.test']),
      await credential('hr@late.test', EARLY),
      { ...(await credential('hr@late.test', EARLY)), id: 'plain' as ObjectId, username: 'hr-login', name: 'plain' },
      organization({ id: THEIRS.organizationId, name: 'theirs' }),
      domain('late.test', { ...THEIRS, id: 'their-late' as ObjectId, verified: null }),
    ],
  });
  const socket = { socketPath: house.settings.adminSocket };
  const asking = async (name: string): Promise<(method: string, path: string, body?: unknown) => Promise<Answer>> => {
    const right = { name: `admin-${name}`, role: 'organization-administrator', organizations: [name] };
    const token = (await askAt(socket, 'POST', '/api/v1/tokens', { body: right })).body.token as string;
    const where = { host: '127.0.0.1', port: house.port('http') };
    return (method, path, body) => askAt(where, method, `/api/v1${path}`, { token, body });
  };
  const [ours, theirs] = [await asking('ours'), await asking('theirs')];
  await house.put(domain('late.test', { ...THEIRS, id: 'their-late' as ObjectId }));

  const mails = async (...parts: string[]): Promise<number> =>
    (await readdir(join(house.folder, 'mail', ...parts, 'new')).catch(() => [])).length;
  const send = async (recipient: string): Promise<number | undefined> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp') });
    await client.say('EHLO copier.test');
    await client.say('MAIL FROM:<scan@ours.test>');
    const { code } = await client.say(`RCPT TO:<${recipient}>`);
    await client.say('RSET');
    if (code === 250) await client.send('scan@ours.test', [recipient], 'Subject: scan\n\npage\n');
    client.end();
    return code;
  };
  // An own address of theirs, in a domain that is: its mail lies where it always lay, until that is somebody else's.
  assert.equal(await send('hr@ours.test'), 250);
  await house.traced({ recipient: 'hr@ours.test', status: ['Delivered'] });
  for (const early of ['hr', 'boss', 'boss+x', 'all']) assert.equal(await send(`${early}@late.test`), 550, early);

  const made = async (path: string, body: object): Promise<void> => {
    const answer = await theirs('POST', path, body);
    assert.equal(answer.status, 201, answer.text);
    assert.doesNotMatch(answer.text, /ours|not yours to see/u);
  };
  await made('/mailboxes', { address: 'hr@late.test' });
  await made('/mailboxes', { address: 'boss@late.test', aliases: ['all@late.test'] });
  await made('/credentials', { mailbox: 'hr@late.test', name: 'scan', username: 'hr@late.test', password: LATE });
  for (const [recipient, folder] of [
    ['hr@late.test', 'hr'],
    ['boss+x@late.test', 'boss'],
  ] as const) {
    assert.equal(await send(recipient), 250, recipient);
    await house.traced({ recipient, status: ['Delivered'] });
    assert.equal(await mails('late.test', folder), 1, recipient);
  }
  assert.equal(await mails('.left', 'org', 'late.test', 'hr'), 1, 'what was there is kept, apart');

  const signIn = async (name: string, password: string, ...senders: string[]): Promise<(number | undefined)[]> => {
    const client = await SmtpTestClient.connect({ port: house.port('submission'), from: '127.0.0.33' });
    await client.say('EHLO device.test');
    await client.startTls();
    const codes = [(await client.auth(name, password)).code];
    for (const sender of senders) {
      codes.push((await client.say(`MAIL FROM:<${sender}>`)).code);
      await client.say('RSET');
    }
    client.end();
    return codes;
  };
  assert.deepEqual(await signIn('hr@late.test', EARLY), [535], 'the name is the owner’s');
  assert.deepEqual(await signIn('hr@late.test', LATE, 'hr@late.test'), [235, 250]);
  const early = ['hr@late.test', 'ceo@late.test', 'hr@ours.test'];
  assert.deepEqual(await signIn('hr-login', EARLY, ...early), [235, 550, 550, 250]);

  // Who named them first can still see, change and remove them.
  const stale = await ours('GET', '/mailboxes/hr@late.test');
  assert.equal(stale.body.item.id, 'mailbox-hr@late.test', stale.text);
  assert.equal((await ours('PATCH', '/mailboxes/hr@late.test', { displayName: 'Old HR' })).status, 200);
  assert.equal((await ours('DELETE', '/groups/all@late.test')).status, 204);
  assert.equal((await theirs('GET', '/mailboxes/hr@late.test')).body.item.displayName, '');
});
