/** REQUIRETLS (RFC 8689) from our door to the next hop, and what its sender hears where it cannot be kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEVICE } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

test('TLS that a sender requires is offered under TLS, kept with the message and asked of the next hop, or comes back', async () => {
  const authority = await createAuthority();
  const certificate = await authority.issue(['127.0.0.1']);
  await using keeps = await scriptedSink({ certificate, extensions: ['STARTTLS', 'REQUIRETLS'] });
  await using lacks = await scriptedSink({ certificate, extensions: ['STARTTLS'] });
  await using house = await startTestHouse({
    overrides: { extraAuthorities: [authority.cert] },
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('keeps', keeps.port, { tls: 'verified', recipientDomains: ['keeps.test'] }),
      smartHost('lacks', lacks.port, { tls: 'verified', recipientDomains: ['lacks.test'] }),
    ],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  assert.doesNotMatch((await client.say('EHLO device.test')).text, /REQUIRETLS/u);
  assert.match((await client.say('MAIL FROM:<v@ours.test> REQUIRETLS')).text, /^530 5\.7\.10/u);
  await client.startTls();
  assert.match((await client.say('EHLO device.test')).text, /^250-REQUIRETLS$/mu);
  assert.equal((await client.say('MAIL FROM:<v@ours.test> REQUIRETLS=1')).code, 501);
  for (const to of ['a@keeps.test', 'a@lacks.test']) {
    assert.equal((await client.say('MAIL FROM:<v@ours.test> REQUIRETLS')).code, 250);
    assert.equal((await client.say(`RCPT TO:<${to}>`)).code, 250);
    assert.equal((await client.say('DATA')).code, 354);
    assert.equal((await client.say('Subject: secret\r\nTLS-Required: no\r\n\r\nthe body of it\r\n.')).code, 250);
  }
  client.end();
  await house.traced({ recipient: 'a@keeps.test', status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.match(keeps.lines.find((line) => line.startsWith('MAIL')) ?? '', / REQUIRETLS$/u);
  await house.traced({ recipient: 'a@lacks.test', status: ['Failed'] }, (rows) => rows.length === 1);
  const [report] = await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.ok(report !== undefined);
  assert.equal(lacks.contents.length, 0);
});
