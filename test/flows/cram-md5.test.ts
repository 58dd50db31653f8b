/** CRAM-MD5, for the credential that was made for it and no other: sealed, said so, reset and removed with its secret. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const PRINTER = '127.0.0.10';

async function signIn(house: TestHouse, password: string, login = 'printer@ours.test'): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO printer.test');
  const { text } = await client.say('AUTH CRAM-MD5');
  const challenge = Buffer.from(text.slice(4), 'base64').toString();
  const digest = createHmac('md5', password).update(challenge).digest('hex');
  const { code } = await client.say(Buffer.from(`${login} ${digest}`).toString('base64'));
  client.end();
  return code;
}

test('CRAM-MD5 is offered once somebody can use it; against a hashed password the administrator hears why it fails', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' }),
      await credential('printer@ours.test', 'right-password'),
    ],
  });
  const offered = async (): Promise<string> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
    const { text } = await client.say('EHLO printer.test');
    client.end();
    return /AUTH [^\n]*/u.exec(text)?.[0].trim() ?? '';
  };
  assert.equal(await offered(), 'AUTH PLAIN LOGIN');
  assert.equal(await signIn(house, 'right-password'), 535);
  const [row] = await house.traced({ clientAddress: PRINTER, status: ['Rejected'] });
  const { out } = await cli(['trace', row?.reference ?? '', '--data', house.folder]);
  assert.match(out, /CRAM-MD5, which a hashed password cannot be checked against/u);

  const add = ['credential', 'add', 'v@ours.test', '--name', 'fax', '--username', 'fax1', '--cram-md5'];
  const made = await cli([...add, '--password-stdin', '--data', house.folder], { stdin: 'fax-password' });
  assert.equal(made.code, 0, made.err);
  assert.equal(await offered(), 'AUTH PLAIN LOGIN CRAM-MD5');
  // It stays what it is in a file, and where the file is applied anew.
  const exported = (await cli(['export', '--data', house.folder])).out;
  assert.match(exported, /username: fax1\n\s+enabled: true\n\s+cramMd5: true/u);
  await cli(['credential', 'remove', 'v@ours.test', 'fax', '--yes', '--data', house.folder]);
  assert.equal(await offered(), 'AUTH PLAIN LOGIN');
  const applied = await cli(['apply', '-f', '-', '--json', '--data', house.folder], { stdin: exported });
  assert.equal(applied.code, 0, applied.err);
  const [{ password }] = JSON.parse(applied.out).passwords;
  assert.equal(await signIn(house, password, 'fax1'), 235);
  const changed = await cli(['apply', '-f', '-', '--data', house.folder], {
    stdin: exported.replace('cramMd5: true', 'cramMd5: false'),
  });
  assert.equal(changed.code, 1);
  assert.match(changed.err, /is kept sealed \(CRAM-MD5\), and a file cannot change that/u);
});

test('a credential made for CRAM-MD5 signs in by it, is kept sealed and says so; another one is not', async () => {
  await using house = await startTestHouse({
    objects: [inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' })],
  });
  const run = (args: readonly string[], stdin = '') => done(shellIn(house.folder, { stdin }), ...args);
  const add = ['credential', 'add', 'printer@ours.test', '--password-stdin'];
  await run([...add, '--name', 'plain'], 'right-password');
  assert.equal(await signIn(house, 'right-password'), 535, 'hashed: CRAM-MD5 cannot work');
  assert.match(await run([...add, '--name', 'old', '--cram-md5'], 'right-password-2'), /kept sealed, not hashed/u);
  assert.equal(await signIn(house, 'right-password-2'), 235);
  assert.match(await run(['credential', 'list']), /old.*sealed \(CRAM-MD5\)/u);
  await run(['credential', 'reset', 'printer@ours.test', 'old', '--yes', '--password-stdin'], 'right-password-3');
  assert.equal(await signIn(house, 'right-password-2'), 535);
  assert.equal(await signIn(house, 'right-password-3'), 235);
  const kept = async (): Promise<number> =>
    (await house.house.store.secrets.names()).filter((name) => name.startsWith('credential:')).length;
  assert.equal(await kept(), 1);
  await run(['credential', 'remove', 'printer@ours.test', 'old', '--yes']);
  assert.equal(await kept(), 0);
  assert.equal(await signIn(house, 'right-password-3'), 535);
  await run([...add, '--name', 'again', '--cram-md5'], 'right-password-4');
  assert.equal(await kept(), 1);
  await run(['mailbox', 'remove', 'printer@ours.test', '--yes']);
  assert.equal(await kept(), 0, 'it goes with its mailbox');
});

test('a sealed password outlives a restart, and one whose credential is gone does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-sealed-'));
  try {
    const printers = inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' });
    {
      await using house = await startTestHouse({ folder, objects: [printers] });
      const add = ['credential', 'add', 'printer@ours.test', '--name', 'old', '--cram-md5', '--password-stdin'];
      const { code, err } = await cli([...add, '--data', folder], { stdin: 'right-password' });
      assert.equal(code, 0, err);
      // As a crash between the two would leave it.
      await house.house.store.secrets.put('credential:01GONE', new Uint8Array(8));
      assert.equal((await house.house.store.secrets.names()).length, 2);
    }
    // Two hours later: what has been there for less may be about to be named.
    const clock = { ...systemClock, now: () => Date.now() + 7_200_000 };
    await using house = await startTestHouse({ folder, objects: [], overrides: { clock } });
    const { secrets } = house.house.store;
    for (let look = 0; look < 5_000 && (await secrets.names()).length > 1; look++);
    const names = await secrets.names();
    assert.equal(names.length, 1);
    assert.notEqual(names[0], 'credential:01GONE');
    assert.equal(await signIn(house, 'right-password'), 235);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
