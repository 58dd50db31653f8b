/** A stranger's message through the whole house: what is taken out at the door, what is told, and what its readers get on top. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { maildirOf } from '../../src/directory/maildir-path.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { domain, inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const key = `v=DKIM1; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const zone = createZoneResolver(`
a.test TXT "v=spf1 ip4:127.0.0.2 -all"
_dmarc.a.test TXT "v=DMARC1; p=reject"
k._domainkey.a.test TXT "${key}"
`);

const STRANGER = '127.0.0.2';
const DEVICE = '127.0.0.10';

const FORGED = [
  'Authentication-Results: mail.ours.test; spf=pass smtp.mailfrom=bank.test; dkim=pass',
  'AUTHENTICATION-results : (a (nested) comment) Mail.Ours.Test (more);\r\n\tdmarc=pass',
  'Authentication-Results:\r\n "mail.ours.test" 1; dmarc=pass',
  'X-Doorpost-Screen: SCL=-1; SFV=SKA',
  'x-doorpost-anything: 1',
  'X-Spam-Flag: NO',
  'X-MS-Exchange-Organization-AuthAs: Internal',
  'X-Ms-Exchange-Organization-SCL: -1',
];
const KEPT = [
  'Authentication-Results: other.test; spf=pass smtp.mailfrom=a.test',
  'Authentication-Results: mail.ours.test.evil.test; spf=pass',
  'Authentication-Results: spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=x.test',
  'ARC-Authentication-Results: i=1; mail.ours.test; spf=pass',
  'X-Spam-Status: No',
];

describe('a message of a stranger', () => {
  let house: TestHouse;
  let sink: Sink;
  before(async () => {
    sink = await scriptedSink();
    house = await startTestHouse({
      overrides: { resolver: zone },
      objects: [
        domain('elsewhere.test', { type: 'internal-relay' }),
        smartHost('inner', sink.port, { recipientDomains: ['elsewhere.test'] }),
        inbound('copier', { senderAddresses: [DEVICE] }),
      ],
    });
  });
  after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });

  const send = async (from: string, sender: string, to: string, content: string): Promise<string> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
    await client.say('EHLO client.a.test');
    const reply = await client.send(sender, [to], content);
    client.end();
    assert.equal(reply.code, 250, reply.text);
    return /queued as (\S+)/u.exec(reply.text)?.[1] ?? '';
  };
  const delivered = async (to: string): Promise<string> => {
    await house.traced({ recipient: to, status: ['Delivered'] });
    const place = maildirOf(to);
    assert.ok(place.kind === 'maildir');
    const folder = join(house.folder, 'mail', place.path, 'new');
    const [file] = await readdir(folder);
    return readFile(join(folder, file ?? ''), 'latin1');
  };

  test('fields that only we may write are gone, and told; the rest is as it was, so that its signature holds', async () => {
    const text = `${KEPT.join('\r\n')}\r\nFrom: x@a.test\r\nSubject: hello\r\n\r\nbody\r\n`;
    const { signatures } = await dkimSign(text, {
      signatureData: [
        { signingDomain: 'a.test', selector: 'k', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
      ],
    } as never);
    const content = `${FORGED.join('\r\n')}\r\n${signatures}${text}`;
    await send(STRANGER, 'x@a.test', 'v@ours.test', content);
    const got = await delivered('v@ours.test');
    const [top = '', stored = ''] = got.split(/^(?=Received:)/mu, 2);
    assert.ok(got.endsWith(signatures + text), got);
    for (const field of FORGED) assert.ok(!stored.includes(field), field);
    assert.equal(
      top,
      [
        'Return-Path: <x@a.test>',
        'Delivered-To: v@ours.test',
        'Authentication-Results: mail.ours.test; spf=pass smtp.mailfrom=a.test;',
        '\tdkim=pass header.d=a.test header.s=k;',
        '\tdmarc=pass policy.dmarc=reject header.from=a.test; arc=fail;',
        '\tcompauth=pass reason=100',
        'X-Doorpost-Screen: SCL=1; CAT=NONE; SFV=NSPM; CIP=127.0.0.2; H=client.a.test;',
        '\tDIR=INB',
        '',
      ].join('\r\n'),
    );
    const resolver = async (): Promise<string[][]> => [[key]];
    const { results } = await dkimVerify(got, { resolver, sender: 'x@a.test' } as never);
    assert.equal((results as { status: { result: string } }[])[0]?.status.result, 'pass');
    const [row] = await house.traced({ recipient: 'v@ours.test' });
    const story = await house.house.store.trace.story(row?.queueId as never);
    const told = story?.events.map(({ kind, text: said }) => `${kind}: ${said}`) ?? [];
    assert.equal(told.filter((one) => /^Repair: .* was taken out of the header/u.test(one)).length, 6);
    assert.ok(
      told.some((one) => one.startsWith('Screen: Taken (SCL 1, NONE, NSPM): x@a.test is shown to be its sender.')),
    );
  });

  test('the next hop of an internal-relay domain gets the results too', async () => {
    await send(STRANGER, 'x@a.test', 'bob@elsewhere.test', 'From: x@a.test\r\n\r\nbody\r\n');
    await house.traced({ recipient: 'bob@elsewhere.test', status: ['Delivered'] });
    const got = sink.contents.at(-1) ?? '';
    assert.match(got, /^Authentication-Results: mail\.ours\.test; spf=pass /u);
    assert.match(got, /^X-Doorpost-Screen: SCL=1; /mu);
  });

  test('a device that comes by a connector is not looked at, and cannot speak in our name either', async () => {
    await send(
      DEVICE,
      'printer@ours.test',
      'printer@ours.test',
      `${FORGED[0]}\r\nFrom: printer@ours.test\r\n\r\nbody\r\n`,
    );
    const got = await delivered('printer@ours.test');
    assert.ok(!got.includes('Authentication-Results'));
    assert.ok(!got.includes('X-Doorpost-Screen'));
    const [row] = await house.traced({ recipient: 'printer@ours.test' });
    const story = await house.house.store.trace.story(row?.queueId as never);
    assert.ok(
      story?.events.some(({ kind, text }) => kind === 'Repair' && text.startsWith('authentication-results was')),
    );
    assert.ok(!story?.events.some(({ kind }) => kind === 'Screen'));
  });
});
