/**
 * In front of another mail system: strangers' mail that leaves by a connector which speaks for the organization. It does so only where DMARC was
 * honoured first; in an own name, only where that shows it. Over real sockets to a next hop that keeps what it gets.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { cli } from '../../lab/cli.ts';
import {
  domain,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import type { Organization } from '../../src/directory/objects.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Alarm } from '../../src/mail/alarm.ts';

const STRANGER = '127.0.0.9';
/** SPF of ours.test names it. */
const SERVICE = '127.0.0.4';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const key = `v=DKIM1; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const names = `
ours.test                TXT "v=spf1 ip4:${SERVICE} -all"
_dmarc.ours.test         TXT "v=DMARC1; p=none"
k._domainkey.ours.test   TXT "${key}"
hard.test                TXT "v=spf1 -all"
_dmarc.hard.test         TXT "v=DMARC1; p=reject"
bare.test                TXT "v=spf1 ip4:${SERVICE} -all"
mute.test                SERVFAIL TXT
_dmarc.mute.test         TXT "v=DMARC1; p=none"
second.test              TXT "v=spf1 -all"
a.test                   TXT "v=spf1 ip4:${STRANGER} -all"
_dmarc.a.test            TXT "v=DMARC1; p=reject"
bank.test                TXT "v=spf1 -all"
_dmarc.bank.test         TXT "v=DMARC1; p=reject"
`;

const letter = (from: string, more = ''): string => `From: ${from}\r\n${more}Subject: hello\r\n\r\nbody\r\n`;

async function signed(content: string): Promise<string> {
  const { signatures } = await dkimSign(content, {
    signatureData: [
      { signingDomain: 'ours.test', selector: 'k', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
    ],
  } as never);
  return signatures + content;
}

describe('strangers’ mail for an internal-relay domain behind a connector', () => {
  const alarms: Alarm[] = [];
  let house: TestHouse;
  let sink: Sink;
  before(async () => {
    sink = await scriptedSink();
    house = await startTestHouse({
      overrides: {
        resolver: createZoneResolver(names),
        observe: (one) => {
          if (one.kind === 'alarm') alarms.push(one.alarm);
        },
      },
      objects: [
        ours('standard'),
        mailbox('anna@ours.test'),
        ...['second.test', 'hard.test', 'bare.test', 'mute.test'].map((name) => domain(name)),
        domain('site.test', { type: 'internal-relay' }),
        smartHost('Exchange', sink.port, { recipientDomains: ['site.test'] }),
      ],
    });
  });
  after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await house.put(ours('standard'));
  });

  const ours = (protection: Organization['protection'], more: Partial<Organization> = {}): Organization =>
    organization({ protection, ...more });
  let count = 0;
  const send = async (
    by: string,
    sender: string,
    content: string,
    to = `x${++count}@site.test`,
  ): Promise<TestReply> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: by });
    try {
      await client.say('EHLO client.a.test');
      return await client.send(sender, [to], content);
    } finally {
      client.end();
    }
  };
  const refused = (reply: TestReply, code: number, enhanced: string): void => {
    assert.equal(reply.code, code, reply.text);
    assert.ok(reply.text.includes(enhanced), reply.text);
  };
  /** As the next hop got it. */
  const goesOn = async (by: string, sender: string, content: string): Promise<string> => {
    const reply = await send(by, sender, content);
    assert.equal(reply.code, 250, reply.text);
    await house.traced({ recipient: `x${count}@site.test`, status: ['Delivered'] });
    return sink.contents.at(-1) ?? '';
  };

  test('who only writes an own name is refused, whatever its DMARC record asks for, and nothing reaches the connector', async () => {
    const before = sink.contents.length;
    for (const sender of ['ceo@ours.test', 'ceo@site.test', 'x@a.test', ''])
      for (const from of ['ceo@ours.test', 'ceo@second.test', 'The Boss <ceo@site.test>'])
        refused(await send(STRANGER, sender, letter(from)), 550, '5.7.68');
    refused(await send(STRANGER, 'ceo@ours.test', letter('x@nothing.test')), 550, '5.7.68');
    refused(await send(STRANGER, 'x@a.test', letter('ceo@hard.test')), 550, '5.7.509');
    await house.put(ours('observe'));
    refused(await send(STRANGER, 'x@a.test', letter('ceo@hard.test')), 550, '5.7.68');
    assert.equal(sink.contents.length, before);
  });

  test('whom DMARC shows is believed: an address that SPF names, a key of the domain', async () => {
    const byAddress = await goesOn(SERVICE, 'news@ours.test', letter('news@ours.test'));
    assert.match(byAddress, /dmarc=pass [^;]*header\.from=ours\.test/u);
    const bySignature = await goesOn(STRANGER, 'bounce@a.test', await signed(letter('news@ours.test')));
    assert.match(bySignature, /dkim=pass header\.d=ours\.test/u);
    // Without a record SPF and DKIM show the same.
    assert.match(await goesOn(SERVICE, 'news@bare.test', letter('news@bare.test')), /compauth=pass reason=109/u);
  });

  test('it shows the author’s domain and no other', async () => {
    refused(await send(STRANGER, 'x@a.test', letter('x@a.test', 'Sender: ceo@ours.test\r\n')), 550, '5.7.68');
    refused(await send(STRANGER, 'ceo@second.test', await signed(letter('news@ours.test'))), 550, '5.7.68');
    const two = letter('news@ours.test', 'Resent-From: ceo@second.test\r\n');
    refused(await send(SERVICE, 'news@ours.test', two), 550, '5.7.68');
    assert.match(await goesOn(STRANGER, 'x@a.test', letter('x@a.test')), /dmarc=pass/u);
  });

  test('while DNS does not tell, the sender is asked to come again, and nothing is refused for good', async () => {
    refused(await send(SERVICE, 'news@mute.test', letter('news@mute.test')), 451, '4.4.3');
    await house.put(ours('observe'));
    refused(await send(SERVICE, 'news@mute.test', letter('news@mute.test')), 451, '4.4.3');
    refused(await send(SERVICE, 'ceo@mute.test', letter('news@second.test')), 550, '5.7.68');
  });

  test('a foreign name that fails DMARC does not get there; where that is only observed it does, with an alarm until it is honoured', async () => {
    const forged = letter('service@bank.test');
    refused(await send(STRANGER, 'service@bank.test', forged), 550, '5.7.509');
    await house.put(ours('observe', { strangersInOwnName: 'refuse' }));
    assert.match(await goesOn(STRANGER, 'service@bank.test', forged), /dmarc=fail/u);
    const shown = async (): Promise<string> => (await run('alarm', 'list')).out;
    await until(async () => /open-route/u.test(await shown()));
    assert.match(await shown(), /Mail of strangers for site\.test leaves by a connector that speaks for ours/u);

    // It goes on and is changed as before; no second way is opened beside it.
    assert.equal((await run('org', 'set', 'ours', '--language', 'de')).code, 0);
    const added = await run('domain', 'add', 'branch.test', '--type', 'internal-relay', '--trust');
    assert.equal(added.code, 0, 'no connector takes its mail');
    const widened = await run(
      'connector',
      'set-outbound',
      'Exchange',
      '--recipient-domain',
      'site.test',
      '--recipient-domain',
      'branch.test',
    );
    assert.notEqual(widened.code, 0);
    assert.match(widened.err, /branch\.test leaves by the connector Exchange, which speaks for the organization/u);
    assert.match(widened.err, /org set ours --protection standard/u);
    const believing = await run('org', 'set', 'ours', '--strangers-in-own-name', 'allow');
    assert.notEqual(believing.code, 0);

    assert.equal((await run('org', 'set', 'ours', '--protection', 'standard')).code, 0);
    await until(async () => !/open-route/u.test(await shown()));
    const back = await run('org', 'set', 'ours', '--protection', 'observe');
    assert.notEqual(back.code, 0);
    assert.match(back.err, /while DMARC is only observed, whoever forges a sender would be believed there/u);
  });

  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder], {});
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    const deadline = performance.now() + 90_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error('it did not come about');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
});

const REFUSED =
  /site\.test leaves by the connector \w+, which speaks for the organization: while DMARC is only observed/u;
const observing = organization({ protection: 'observe', strangersInOwnName: 'refuse' });
const relayed = domain('site.test', { type: 'internal-relay' });

test('a connector that stands in for one that is switched off opens the way as that one would', async () => {
  await using house = await startTestHouse({
    objects: [
      observing,
      relayed,
      smartHost('Old', 9, { recipientDomains: ['site.test'], enabled: false, failover: ['Spare'] }),
      smartHost('Spare', 9, { recipientDomains: [], enabled: false }),
      smartHost('Other', 9, { recipientDomains: [] }),
    ],
  });
  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder], {});
  for (const change of [
    ['connector', 'set-outbound', 'Spare', '--enabled', 'on'],
    ['connector', 'set-outbound', 'Old', '--failover', 'Other'],
  ]) {
    const refused = await run(...change);
    assert.notEqual(refused.code, 0, change.join(' '));
    assert.match(refused.err, REFUSED);
  }
  assert.equal((await run('org', 'set', 'ours', '--protection', 'standard')).code, 0);
  assert.equal((await run('connector', 'set-outbound', 'Spare', '--enabled', 'on')).code, 0);
  assert.match((await run('org', 'set', 'ours', '--protection', 'observe')).err, REFUSED);
});

test('a file that describes such a way is not applied while it says that DMARC is only observed', async () => {
  await using described = await startTestHouse({
    objects: [organization({ protection: 'standard' }), relayed, smartHost('Exchange', 9)],
  });
  const { out: file } = await cli(['export', '--data', described.folder], {});
  assert.match(file, /protection: standard/u);
  await using house = await startTestHouse();
  const apply = (stdin: string) => cli(['apply', '-f', '-', '--data', house.folder], { stdin });
  for (const [written, observed] of [
    ['protection: standard', 'protection: observe'],
    ['protectionObserves: []', 'protectionObserves: [dmarc-reject]'],
  ] as const) {
    assert.ok(file.includes(written));
    const refused = await apply(file.replace(written, observed));
    assert.notEqual(refused.code, 0, observed);
    assert.match(refused.err + refused.out, REFUSED);
  }
  assert.equal(house.house.directory.current.domains.length, 1, 'nothing of it was done');
  const applied = await apply(file);
  assert.equal(applied.code, 0, applied.err);
});

test('what another organization only observes does not get there either: it is kept, until somebody lets it go', async () => {
  await using sink = await scriptedSink();
  const theirs = { organizationId: 'theirs' as Organization['id'] };
  await using house = await startTestHouse({
    overrides: { resolver: createZoneResolver(names) },
    objects: [
      organization({ protection: 'observe' }),
      mailbox('moved@ours.test', { forwarding: { to: ['x@site.test'], keepCopy: true } }),
      organization({ id: theirs.organizationId, name: 'theirs', protection: 'standard' }),
      domain('site.test', { ...theirs, type: 'internal-relay' }),
      smartHost('Exchange', sink.port, { ...theirs, recipientDomains: ['site.test'] }),
    ],
  });
  const send = async (sender: string): Promise<void> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: STRANGER });
    await client.say('EHLO client.a.test');
    const reply = await client.send(sender, ['moved@ours.test'], letter(sender));
    client.end();
    assert.equal(reply.code, 250, reply.text);
  };
  await send('x@a.test');
  await house.traced({ sender: 'x@a.test', recipient: 'x@site.test', status: ['Delivered'] });
  await send('service@bank.test');
  const [kept] = await house.traced({ sender: 'service@bank.test', recipient: 'x@site.test', status: ['Quarantined'] });
  await house.traced({ sender: 'service@bank.test', recipient: 'moved@ours.test', status: ['Delivered'] });
  assert.equal(sink.contents.length, 1);
  const quarantine = (...words: string[]) =>
    cli(['quarantine', '--organization', 'ours', ...words, '--data', house.folder], {});
  assert.doesNotMatch((await quarantine('--why', 'dmarc-quarantine')).out, /service@bank/u);
  const listed = await quarantine('--why', 'dmarc-reject');
  assert.match(listed.out, /service@bank\.test +x@site\.test +hello +dmarc-reject /u);
  const released = await cli(['quarantine', 'release', kept?.queueId ?? '', '--data', house.folder], {});
  assert.equal(released.code, 0, released.err);
  await house.traced({ sender: 'service@bank.test', recipient: 'x@site.test', status: ['Delivered'] });
  assert.match(sink.contents.at(-1) ?? '', /^X-Doorpost-Screen: .*SFV=SKQ/mu);
});
