/** A printer of twenty years ago, and who may be one: what a device profile takes in, what it repairs, and that no stranger has a part in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionId } from '../../src/base/id.ts';
import { legacy, tolerant } from '../../src/policy/devices/device-profile.ts';
import { proposeProfile } from '../../src/policy/devices/habits.ts';
import { maildir, storyOf } from '../../lab/flow.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, startTestHouse } from '../../lab/houses/test-house.ts';

const PRINTER = '127.0.0.10';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** All that old TLS is, on OpenSSL's terms of today. */
const tls10 = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
const rsaOnly = { ...tls10, ciphers: 'AES128-SHA@SECLEVEL=0' } as const;

async function signIn(client: SmtpTestClient): Promise<number> {
  assert.equal((await client.say('AUTH LOGIN')).text, '334 VXNlcm5hbWU6');
  assert.equal((await client.say(base64('printer@ours.test'))).text, '334 UGFzc3dvcmQ6');
  return (await client.say(base64('right-password'))).code;
}

test('TLS 1.0 with RSA key exchange, AUTH LOGIN before it, bare LF, a loose address: taken, repaired, and told', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' }),
      await credential('printer@ours.test', 'right-password'),
    ],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO MFP printer_1');
  assert.equal(await signIn(client), 235);
  await client.startTls(rsaOnly);
  assert.equal(await signIn(client), 235);
  assert.equal((await client.say('MAIL FROM: printer@ours.test')).code, 250);
  assert.equal((await client.say('RCPT TO:v@ours.test')).code, 250);
  assert.equal((await client.say('DATA')).code, 354);
  const scan = Buffer.from('scan '.repeat(1_000_000)).toString('base64').replaceAll(/.{76}/gu, '$&\n');
  const header =
    'Subject: f\xfcr Sie\nFrom: Kopierer <printer@ours.test>\nBcc: boss@ours.test\nContent-Type: multipart/mixed; charset=iso-8859-1; boundary=b';
  const body = (name: string): string => `--b\nContent-Type: application/pdf; ${name}\n\n${scan}\n--b--`;
  client.write(`${header}\n\n${body('name=Scan f\xfcr Sie.pdf')}\n`);
  assert.equal((await client.say('\r\n.')).code, 250);
  client.end();

  const [row] = await house.traced({ recipient: 'v@ours.test' }, (rows) => rows[0]?.status === 'Delivered');
  const story = await storyOf(house, row);
  const repairs = story.events.filter(({ kind }) => kind === 'Repair').map(({ text }) => text.split(':')[0]);
  assert.deepEqual(
    new Set(repairs),
    new Set([
      'HELO or EHLO came with no name, or with one that is no host name',
      'It signed in without TLS',
      'It speaks TLS 1.0, which is out of date',
      'An address was written with brackets left out or doubled, a name, stray blanks or dots, or an odd domain',
      'Lines ended with a bare LF or CR, or with CR CR LF',
      'Header fields had 8-bit characters',
      'Bcc was taken out of the header',
      'Date was missing',
      'Message-ID was missing',
    ]),
  );
  const [mail = ''] = await maildir(house, 'ours.test/v');
  assert.match(mail, /^Subject: =\?UTF-8\?Q\?f=C3=BCr_Sie\?=\r?$/imu);
  assert.doesNotMatch(mail, /^Bcc/imu);
  const taken = body("name*0*=utf-8''Scan%20f%C3%BCr%20Sie.pdf");
  assert.equal(mail.slice(mail.search(/\r?\n\r?\n/u)).replaceAll(/\s/gu, ''), taken.replaceAll(/\s/gu, ''));
  assert.equal(story.session?.authMechanism, 'LOGIN');
  assert.ok(story.session?.habits?.includes('tls-1.0'));
});

test('what is taken from a listed address is refused from any other, and the record says which profile takes it', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' }),
      await credential('printer@ours.test', 'right-password'),
    ],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  assert.equal((await client.say('EHLO MFP printer 1')).code, 501);
  await client.say('EHLO stranger.test');
  assert.equal((await client.say('AUTH LOGIN')).code, 530);
  assert.equal((await client.say('MAIL FROM: a@b.test')).code, 501);
  await assert.rejects(client.startTls(tls10));
  client.end();
  await house.traced({ clientAddress: '127.0.0.77' }, (rows) => rows.length >= 3);
  const [row] = await house.traced({ clientAddress: '127.0.0.77' });
  const session = await house.house.store.trace.session(row?.sessionId as never);
  for (const habit of ['odd-hello', 'auth-before-tls', 'loose-address'])
    assert.ok(session?.habits?.includes(habit), `${habit} in ${session?.habits?.join(' ')}`);
});

test('who speaks LF alone is understood by legacy; with tolerant it is told why its message has no end, and what would help', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('old', { senderAddresses: [PRINTER], profile: 'legacy' }),
      inbound('newer', { senderAddresses: ['127.0.0.11'], profile: 'tolerant' }),
    ],
  });
  const talk = async (from: string): Promise<SmtpTestClient> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
    for (const line of ['HELO printer', 'MAIL FROM:<fax@ours.test>', 'RCPT TO:<v@ours.test>', 'DATA']) {
      client.write(`${line}\n`);
      assert.ok((await client.reply()).code < 400);
    }
    client.write('Subject: lines\n\none\n..two\n.\n');
    return client;
  };
  const old = await talk(PRINTER);
  assert.equal((await old.reply()).code, 250);
  old.end();
  const [row] = await house.traced({ recipient: 'v@ours.test' }, (rows) => rows[0]?.status === 'Delivered');
  assert.match(JSON.stringify(await storyOf(house, row)), /The message ended with LF \. LF: taken for its end/u);
  assert.match((await maildir(house, 'ours.test/v'))[0] ?? '', /\r?\n\r?\none\r?\n\.two\r?\n$/u);

  (await talk('127.0.0.11')).end();
  const [refused] = await house.traced({ clientAddress: '127.0.0.11' }, (rows) => rows.length > 0);
  const record = await house.house.store.trace.session(refused?.sessionId as SessionId);
  assert.match(
    record?.refusals[0]?.cause ?? '',
    /^it ends the message with LF \. LF, which its profile takes for content/u,
  );
  assert.equal(proposeProfile(record?.habits ?? [])?.profile, 'legacy');
});

test('headers as devices write them: an @ in the name, an empty Message-ID, lines of 10 kB, a reset instead of QUIT', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('printers', { senderAddresses: [PRINTER], profile: 'tolerant' }),
      await credential('printer@ours.test', 'right-password'),
    ],
  });
  const long = 'x'.repeat(10_000);
  const contents = [
    `From: copier@2nd floor <fax@ours.test>\r\nMessage-ID:\r\nDate: \r\nSubject: one\r\n\r\n${long}\r\n`,
    `From: fax@ours.test <fax@ours.test>\r\nMessage-ID: <>\r\nSubject: two\r\n\r\nx\r\n`,
    'Subject: three\r\n\r\nx\r\n',
  ];
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO 192.168.1.20');
  for (const content of contents) {
    // No RSET in between.
    for (const line of ['MAIL FROM:<fax@ours.test>', 'RCPT TO:<v@ours.test>', 'DATA'])
      assert.ok((await client.say(line)).code < 400);
    client.write(content);
    assert.equal((await client.say('.')).code, 250);
  }
  client.reset();
  const submitter = await SmtpTestClient.connect({ port: house.port('submission'), from: PRINTER });
  await submitter.say('EHLO copier');
  await submitter.startTls();
  await submitter.say('EHLO copier');
  assert.equal(await signIn(submitter), 235);
  const spoken = 'From: printer@2nd <printer@ours.test>\nMessage-ID: <>\nSubject: four\n\nx\n';
  assert.equal((await submitter.send('printer@ours.test', ['v@ours.test'], spoken)).code, 250);
  submitter.end();
  await house.traced(
    { recipient: 'v@ours.test' },
    (rows) => rows.filter((row) => row.status === 'Delivered').length === 4,
  );
  const mails = await maildir(house, 'ours.test/v');
  assert.equal(mails.length, 4);
  for (const mail of mails) {
    const header = mail.slice(0, mail.search(/\r?\n\r?\n/u));
    assert.equal(header.match(/^Message-ID: <\S+@\S+>\r?$/gimu)?.length, 1, header);
    assert.equal(header.match(/^Message-ID:/gimu)?.length, 1, header);
    assert.equal(header.match(/^Date: \S+/gimu)?.length, 1, header);
    assert.equal(header.match(/^Date:/gimu)?.length, 1, header);
    assert.ok(mail.split(/\r?\n/u).every((line) => line.length <= 998));
  }
  assert.ok(mails.some((mail) => /^From: .*copier@2nd floor/imu.test(mail)));
});

test('TLS that is opened on the clear port is served to those who may', async () => {
  await using house = await startTestHouse({
    objects: [inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' })],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER, tls: tls10 });
  await client.say('EHLO printer');
  assert.equal((await client.send('fax@ours.test', ['v@ours.test'], 'Subject: x\n\nx\n')).code, 250);
  client.end();
  await assert.rejects(SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77', tls: {} }));
});

test('content behind DATA that nobody waited with is content, and never commands', async () => {
  await using house = await startTestHouse({
    objects: [inbound('printers', { senderAddresses: [PRINTER], profile: 'tolerant' })],
  });
  assert.equal(tolerant.earlyContent, 'take');
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO printer.test');
  await client.say('MAIL FROM:<fax@ours.test>');
  await client.say('RCPT TO:<v@ours.test>');
  client.write('DATA\r\nSubject: hasty\r\n\r\nRCPT TO:<victim@elsewhere.test>\r\n.\r\n');
  assert.equal((await client.reply()).code, 354);
  assert.equal((await client.reply()).code, 250);
  // Refused, what follows would be read as commands: the session ends instead.
  await client.say('MAIL FROM:<fax@ours.test>');
  client.write('DATA\r\nMAIL FROM:<evil@ours.test>\r\n.\r\n');
  assert.match(String((await client.reply()).code), /^5/u);
  await client.closed();
  assert.doesNotMatch(client.unread, /250/u);
});

test('a connector rewrites whose mail it is, and answers find the original', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('printers', {
        senderAddresses: [PRINTER],
        rewriting: { reversePath: 'printer@ours.test', from: 'printer@ours.test', replyToOriginal: true },
      }),
    ],
  });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO printer.test');
  const sent = await client.send('scan@printer.local', ['v@ours.test'], 'From: Copier <scan@printer.local>\n\nx\n');
  assert.equal(sent.code, 250, sent.text);
  client.end();
  const [row] = await house.traced({ recipient: 'v@ours.test' }, (rows) => rows[0]?.status === 'Delivered');
  assert.equal(row?.sender, 'printer@ours.test');
  const [mail = ''] = await maildir(house, 'ours.test/v');
  assert.match(mail, /^From: Copier <printer@ours\.test>\r?$/mu);
  assert.match(mail, /^Reply-To: <scan@printer\.local>\r?$/mu);
  const story = await storyOf(house, row);
  assert.ok(story.events.filter(({ kind }) => kind === 'Rewrite').length >= 2);
  assert.notEqual(legacy, tolerant);
});

test('a password that is no UTF-8 signs in by the profile legacy, and is refused as what it is by others', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('old', { senderAddresses: [PRINTER], profile: 'legacy' }),
      inbound('odd', { senderAddresses: ['127.0.0.11'], profile: 'tolerant' }),
      await credential('printer@ours.test', 'pässwörd-1€'),
    ],
  });
  const octets = Buffer.from('\0printer@ours.test\0p\xe4ssw\xf6rd-1\x80', 'latin1').toString('base64');
  const old = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await old.say('EHLO printer');
  assert.equal((await old.say(`AUTH PLAIN ${octets}`)).code, 235);
  old.end();
  const odd = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.11' });
  await odd.say('EHLO printer');
  await odd.startTls();
  await odd.say('EHLO printer');
  const refused = await odd.say(`AUTH PLAIN ${octets}`);
  assert.match(refused.text, /^501 5\.5\.4 .*no UTF-8.*legacy/u);
  odd.end();
});
