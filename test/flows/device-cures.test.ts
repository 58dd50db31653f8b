/** The cure of a refused device names the true obstacle, and what was said before it was let in is told as past. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { credential, inbound, mailbox, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const PRINTER = '127.0.0.44';

const people = async (house: TestHouse, ...args: readonly string[]): Promise<string> => {
  const { out, err } = await cli([...args, '--data', house.folder]);
  return out + err;
};

/** Of a device that has none, its last error stands at its address. */
async function shownWith(house: TestHouse, name: string, said: RegExp): Promise<string> {
  let shown = '';
  for (let tries = 0; tries < 300 && !said.test(shown); tries++) {
    shown = await people(house, 'device', 'show', name);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.match(shown, said);
  return shown;
}

async function mailWithoutSignIn(house: TestHouse, port: string, tls: boolean): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port(port), from: PRINTER });
  await client.say('EHLO copier');
  if (tls) {
    await client.startTls();
    await client.say('EHLO copier');
  }
  const { code } = await client.say('MAIL FROM:<printer@ours.test>');
  if (code === 250) await client.say('RCPT TO:<a@outside.test>');
  await client.say('QUIT');
  client.end();
}

test('a device that came to the port for sign-ins is told what to type into it, not to be approved again', async () => {
  await using house = await startTestHouse({});
  await people(house, 'org', 'set', '--device-network', '127.0.0.40/29');
  await mailWithoutSignIn(house, 'submission', true);
  const refused = await shownWith(house, PRINTER, /MAIL without sign-in/u);
  assert.match(
    refused,
    /its cure +switch on sign-in in the device.*doorpost device approve 127\.0\.0\.44 --relay --data/u,
  );
  const approved = await people(house, 'device', 'approve', PRINTER, '--name', 'Copier');
  const [, ...next] = approved.split('Next: ');
  assert.equal(next.length, 2, approved);
  assert.match(
    next[0] ?? '',
    /^switch on sign-in in the device.*doorpost credential add MAILBOX --name Copier --data/u,
  );
  assert.match(
    next[1] ?? '',
    /^set this in the device: server mail\.ours\.test, port \d+, TLS \(STARTTLS\) on, sign-in on, as name the address of its mailbox, and its password$/mu,
  );
  assert.ok(!approved.includes('device approve'), approved);
  const relays = await people(house, 'device', 'approve', 'Copier', '--relay');
  assert.match(relays, /Next: set this in the device: .* sign-in off$/mu);
});

test('what was refused before an approval is told as past, with what would become of it now', async () => {
  await using house = await startTestHouse({});
  await people(house, 'org', 'set', '--device-network', '127.0.0.40/29');
  await mailWithoutSignIn(house, 'smtp', false);
  await shownWith(house, PRINTER, /its cure +\S*doorpost device approve 127\.0\.0\.44 --data/u);
  await people(house, 'device', 'approve', PRINTER, '--name', 'Copier');
  const shown = await people(house, 'device', 'show', 'Copier');
  assert.match(shown, /its cure then +\S*doorpost device approve/u);
  assert.match(shown, /now +would be accepted/u);
  assert.match(shown, /to do +send something from it/u);
  assert.doesNotMatch(shown, /its cure {2}/u);
  await people(house, 'connector', 'remove', 'Copier', '--yes');
  assert.match(await people(house, 'device', 'show', 'Copier'), /its cure +\S*doorpost device approve/u);
});

test('of a sign-in that is switched off the switch is named', async () => {
  const off = await credential('scan@ours.test', 'right-password', { name: 'Copier', enabled: false });
  await using house = await startTestHouse({ objects: [mailbox('scan@ours.test'), off] });
  await people(house, 'device', 'add', 'Copier', '--login', 'scan@ours.test');
  const client = await SmtpTestClient.connect({ port: house.port('submission'), from: PRINTER });
  await client.say('EHLO copier');
  await client.startTls();
  await client.say('EHLO copier');
  const proof = Buffer.from('\0scan@ours.test\0right-password').toString('base64');
  assert.equal((await client.say(`AUTH PLAIN ${proof}`)).code, 535);
  client.end();
  const shown = await shownWith(house, 'Copier', /is disabled/u);
  assert.match(
    shown,
    /its cure +the password is right; its credential is disabled: \S+ credential enable scan@ours\.test Copier --data/u,
  );
  await people(house, 'credential', 'enable', 'scan@ours.test', 'Copier');
  assert.match(await people(house, 'device', 'show', 'Copier'), /its cure then .*\n(?:.*\n)*now +would be accepted/u);
});

test('a connector that takes no clear text is named, and no sign-in is asked for', async () => {
  const floor = inbound('Floor 2', { senderAddresses: ['127.0.0.40/29'], requireTls: true });
  await using house = await startTestHouse({ objects: [floor] });
  await people(house, 'device', 'add', 'Copier', '--address', PRINTER);
  await mailWithoutSignIn(house, 'smtp', false);
  const shown = await shownWith(house, 'Copier', /requires TLS/u);
  assert.match(
    shown,
    /its cure +switch on TLS \(STARTTLS\) in the device; .* connector set 'Floor 2' --require-tls off --data/u,
  );
  assert.doesNotMatch(shown, /sign-in in the device|approve/u);
});
