/** A mailbox at Microsoft 365 whose device signs in here: it may send, and its mail is not kept from it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { shellIn } from '../../lab/shell.ts';
import { DEVICE, maildir, submit } from '../../lab/flow.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { domain, inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

test('a mailbox whose mail is elsewhere signs in here, and gets its mail there', async () => {
  await using sink = await scriptedSink();
  await using house = await startTestHouse({
    objects: [
      domain('cloud.test', { type: 'internal-relay' }),
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('m365', sink.port),
    ],
  });
  const run = shellIn(house.folder);

  const missing = await run('credential', 'add', 'scanner@cloud.test', '--name', 'Copier');
  assert.match(missing.err, /mailbox add ADDRESS --password --data \S+ \(with --elsewhere/u);
  const kept = await run('mailbox', 'add', 'local@cloud.test');
  assert.match(kept.err + kept.out, /Mail to local@cloud\.test is kept here from now on.*--elsewhere/su);
  const added = await run('mailbox', 'add', 'scanner@cloud.test', '--elsewhere', '--password', '--json');
  assert.equal(added.code, 0, added.err);
  assert.doesNotMatch(added.err + added.out, /is kept here/u);
  const { password } = JSON.parse(added.out) as { password: string };

  const client = await SmtpTestClient.connect({ port: house.port('submission') });
  await client.say('EHLO device.test');
  await client.startTls({});
  await client.say('EHLO device.test');
  const plain = Buffer.from(`\0scanner@cloud.test\0${password}`).toString('base64');
  assert.equal((await client.say(`AUTH PLAIN ${plain}`)).code, 235);
  assert.equal((await client.send('scanner@cloud.test', ['a@outside.test'], 'Subject: out\n\nx\n')).code, 250);
  client.end();
  await submit(house, 'printer@ours.test', ['scanner@cloud.test'], 'Subject: in\n\nx\n');
  await house.traced({ recipient: 'scanner@cloud.test' }, (rows) => rows[0]?.status === 'Delivered');
  await house.traced({ recipient: 'a@outside.test' }, (rows) => rows[0]?.status === 'Delivered');
  assert.deepEqual(sink.contents.map((text) => /^Subject: (\w+)/mu.exec(text)?.[1]).sort(), ['in', 'out']);
  assert.deepEqual(await maildir(house, 'cloud.test/scanner'), []);
  assert.match((await run('mailbox', 'list')).out, /scanner@cloud\.test .* elsewhere /u);

  const messages = await run('mailbox', 'messages', 'scanner@cloud.test');
  assert.match(messages.err, /only signs in here; its mail is kept elsewhere/u);
  for (const [args, word] of [
    [['mailbox', 'add', 'x@ours.test', '--elsewhere'], /ours\.test is authoritative/u],
    [['domain', 'set', 'cloud.test', '--type', 'authoritative'], /the mail of scanner@cloud\.test is elsewhere/u],
    [['mailbox', 'set', 'scanner@cloud.test', '--forward', 'v@ours.test'], /nothing to forward here/u],
    [['mailbox', 'add', 'y@cloud.test', '--elsewhere', '--copy-to-sent', 'on'], /no folder for copies/u],
  ] as const) {
    const refused = await run(...args);
    assert.equal(refused.code, 1, args.join(' '));
    assert.match(refused.err, word);
  }
});
