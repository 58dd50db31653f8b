/** Types of attachments that an organization does not take: off until somebody lists some, then the same for whoever sends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const carrying = (file: string, octets = 10): string =>
  [
    'From: <printer@ours.test>',
    'Subject: scan',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Scanned.',
    '--b',
    `Content-Disposition: attachment; filename="${file}"`,
    'Content-Transfer-Encoding: base64',
    '',
    ...Array<string>(Math.ceil(octets / 76)).fill('A'.repeat(76)),
    '--b--',
    '',
  ].join('\r\n');

async function sent(house: TestHouse, from: string, content: string): Promise<string> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO device.test');
  const { text } = await client.send('printer@ours.test', ['v@ours.test'], content);
  client.end();
  return text;
}

test('a file of a blocked type is refused by its name, however it comes; the rest goes through, and all of it until a type is set', async () => {
  await using house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  await submit(house, 'printer@ours.test', ['v@ours.test'], carrying('run.exe'));
  const set = await cli(
    [
      'organization',
      'set',
      'ours',
      '--blocked-attachment',
      'common',
      '--blocked-attachment',
      'odd',
      '--data',
      house.folder,
    ],
    {},
  );
  assert.equal(set.code, 0, set.err);
  for (const from of [DEVICE, '127.0.0.30']) {
    // Some too large to be kept in memory.
    for (const octets of [10, 2_000_000]) {
      assert.match(await sent(house, from, carrying('run.exe', octets)), /^550 5\.7\.1 .*run\.exe .*not taken/u);
      assert.match(await sent(house, from, carrying('scan.pdf', octets)), /^250 /u);
    }
    assert.match(await sent(house, from, carrying('a.ODD')), /^550 5\.7\.1 /u);
  }
  const [refused] = await house.traced({ status: ['Rejected'] });
  assert.match(refused?.lastText ?? '', /attachment/u);
  const off = await cli(['organization', 'set', 'ours', '--blocked-attachment', 'none', '--data', house.folder], {});
  assert.equal(off.code, 0, off.err);
  assert.match(await sent(house, DEVICE, carrying('run.exe')), /^250 /u);
});
