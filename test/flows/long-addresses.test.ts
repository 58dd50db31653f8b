/** Local parts beyond the 64 octets that every server must take: forwarders and senders of bulk mail have them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmSink, scriptedSink } from '../../lab/peers/sinks.ts';
import { DEVICE, maildir, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

test('a local part may fill the path, as sender and as recipient, on the way in and on the way out', async () => {
  await using sink = await scriptedSink();
  const long = (domain: string): string => `bounces+${'x'.repeat(254 - domain.length - 9)}@${domain}`;
  const from = long('ours.test');
  const to = long('outside.test');
  assert.equal(from.length, 254);
  await using house = await startTestHouse({
    objects: [inbound('copier', { senderAddresses: [DEVICE] }), smartHost('up', sink.port, {})],
  });
  await submit(house, from, [to, 'v@ours.test'], `From: ${from}\nSubject: x\n\nx\n`);
  const rows = await house.traced({ sender: from, status: ['Delivered'] }, (found) => found.length === 2);
  assert.equal(rows.length, 2);
  assert.ok(sink.lines.some((line) => line.startsWith(`MAIL FROM:<${from}>`)));
  assert.ok(sink.lines.some((line) => line.startsWith(`RCPT TO:<${to}>`)));
  const [mail = ''] = await maildir(house, 'ours.test/v');
  assert.ok(mail.replaceAll('\r', '').includes(`Return-Path: <${from}>\n`), mail);
});

test('its author is read, kept in Reply-To, and written back whole by a rewriting', async () => {
  await using sink = await npmSink();
  const author = `SRS0=${'x'.repeat(90)}=y@forwarder.test`;
  const rewriting = { reversePath: 'scan@ours.test', from: 'scan@ours.test', replyToOriginal: true };
  await using house = await startTestHouse({
    objects: [inbound('copier', { senderAddresses: [DEVICE], rewriting }), smartHost('up', sink.port, {})],
  });
  await submit(house, author, ['a@outside.test'], `From: Copier <${author}>\nSubject: x\n\nx\n`);
  await house.traced({ recipient: 'a@outside.test' }, (found) => found[0]?.status === 'Delivered');
  const text = sink.received[0]?.content.toString() ?? '';
  assert.match(text, /^From: Copier <scan@ours\.test>\r?$/mu);
  assert.ok(text.replaceAll(/\r\n(?=[ \t])/gu, '').includes(`Reply-To: <${author}>`), text);
});
