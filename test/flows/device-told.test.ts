/** Whom the waiting list, its alarm and a second approval tell of: refused outside of every network, a wrong password, another name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, mailbox, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const PRINTER = '127.0.0.44';

const commandsOf = (house: TestHouse) => ({
  async json<Answer>(args: readonly string[]): Promise<Answer> {
    const { code, out, err } = await cli([...args, '--json', '--data', house.folder]);
    assert.equal(code, 0, err);
    return JSON.parse(out) as Answer;
  },
  people: (args: readonly string[]) => cli([...args, '--data', house.folder]),
});

async function refused(house: TestHouse, from: string): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO copier');
  await client.say('MAIL FROM:<printer@ours.test>');
  const { code } = await client.say('RCPT TO:<a@outside.test>');
  client.end();
  return code;
}

/** What a session of these words leaves behind, once it is seen. */
test('an empty waiting list says who was refused outside of every device network', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const empty = async (...more: string[]) => (await people(['device', 'waiting', ...more])).out;
  assert.match(await empty(), /\nNo device network is set, so nothing can wait\. To set one: .*--add-device-network/u);
  for (const from of [PRINTER, '127.0.0.77']) {
    assert.equal(await refused(house, from), 550);
    await house.traced({ clientAddress: from }, (rows) => rows.length >= 1);
  }
  assert.match(
    await empty(),
    /\nIn the last 7 days 2 private addresses were refused .*: 127\.0\.0\.\d+, 127\.0\.0\.\d+\. No/u,
  );
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  assert.match(
    await empty('-o', 'OURS'),
    /\nIn the last 7 days 1 private address was .* 127\.0\.0\.77\. If devices are there: .* org set ours .*<network>/u,
  );
  await json(['org', 'set', '--device-network', '127.0.0.0/8']);
  assert.match(await empty(), /^nothing waits.*\n$/u);
});

test('a known device that is let in by another name is said to be renamed, and outbound connectors follow', async () => {
  await using house = await startTestHouse({ objects: [smartHost('Way', 2, { devices: ['Copier 23'] })] });
  const { json, people } = commandsOf(house);
  await json(['device', 'add', 'Copier 23', '--address', '127.0.0.23']);
  const { code, out, err } = await people(['device', 'approve', '127.0.0.23', '--name', 'Copier X']);
  assert.equal(code, 0, err);
  assert.match(out, /the device "Copier 23" was known already.*\n- it was renamed from "Copier 23" to "Copier X"/u);
  assert.deepEqual((await json<{ devices: string[] }>(['connector', 'show', 'Way'])).devices, ['Copier X']);
  const again = await people(['device', 'approve', '127.0.0.23', '--name', 'Copier X']);
  assert.ok(!again.out.includes('renamed'), again.out);
});

test('the alarm of a device with a wrong password tells the cure of that, not an approval', async () => {
  await using house = await startTestHouse({
    objects: [mailbox('scan@ours.test'), await credential('scan@ours.test', 'right-password')],
  });
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  const client = await SmtpTestClient.connect({ port: house.port('submission'), from: PRINTER });
  await client.say('EHLO fax');
  await client.startTls();
  const plain = Buffer.from('\0scan@ours.test\0wrong-password').toString('base64');
  assert.equal((await client.say(`AUTH PLAIN ${plain}`)).code, 535);
  client.end();
  for (let tries = 0; tries < 200; tries++) if ((await json<object[]>(['device', 'waiting'])).length > 0) break;
  const { out } = await people(['alarm', 'list']);
  assert.match(out, /An unknown device at 127\.0\.0\.44[^]*credential reset/u);
  assert.ok(!out.includes('device approve'), out);
});
