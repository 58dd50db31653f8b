/** CRAM-MD5, for the credential that was made for it and no other: sealed, said so, reset and removed with its secret. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { cli } from '../support/cli.ts';
import { SmtpTestClient } from '../support/smtp-client.ts';
import { inbound, startTestHouse, type TestHouse } from '../support/test-house.ts';

const PRINTER = '127.0.0.10';

async function signIn(house: TestHouse, password: string): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO printer.test');
  const { text } = await client.say('AUTH CRAM-MD5');
  const challenge = Buffer.from(text.slice(4), 'base64').toString();
  const digest = createHmac('md5', password).update(challenge).digest('hex');
  const { code } = await client.say(Buffer.from(`printer@ours.test ${digest}`).toString('base64'));
  client.end();
  return code;
}

test('a credential made for CRAM-MD5 signs in by it, is kept sealed and says so; another one is not', async () => {
  await using house = await startTestHouse({
    objects: [inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' })],
  });
  const run = async (args: readonly string[], stdin = ''): Promise<string> => {
    const { code, out, err } = await cli([...args, '--data', house.folder], { stdin });
    assert.equal(code, 0, err);
    return `${out}${err}`;
  };
  const add = ['credential', 'add', 'printer@ours.test', '--password-stdin'];
  await run([...add, '--name', 'plain'], 'right-password');
  assert.equal(await signIn(house, 'right-password'), 535, 'hashed: CRAM-MD5 cannot work');
  assert.match(await run([...add, '--name', 'old', '--cram-md5'], 'right-password-2'), /kept sealed, not hashed/u);
  assert.equal(await signIn(house, 'right-password-2'), 235);
  assert.match(await run(['credential', 'list']), /old.*sealed \(CRAM-MD5\)/u);
  await run(['credential', 'reset', 'printer@ours.test', 'old', '--password-stdin'], 'right-password-3');
  assert.equal(await signIn(house, 'right-password-2'), 535);
  assert.equal(await signIn(house, 'right-password-3'), 235);
  const kept = async (): Promise<number> =>
    (await house.house.store.secrets.names()).filter((name) => name.startsWith('credential:')).length;
  assert.equal(await kept(), 1);
  await run(['credential', 'remove', 'printer@ours.test', 'old']);
  assert.equal(await kept(), 0);
  assert.equal(await signIn(house, 'right-password-3'), 535);
  await run([...add, '--name', 'again', '--cram-md5'], 'right-password-4');
  assert.equal(await kept(), 1);
  await run(['mailbox', 'remove', 'printer@ours.test']);
  assert.equal(await kept(), 0, 'it goes with its mailbox');
});
