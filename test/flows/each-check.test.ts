/**
 * Each check of the table, by a mail that it decides about: what the wire says and what becomes of it, and the same by `explain`, which sends nothing.
 * Before a spam filter and a virus scanner that say what they are told to.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  credential,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { maildir } from '../../lab/flow.ts';
import { type StandIn, standInForClamd, standInForRspamd } from '../../lab/peers/engine-stand-ins.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { done, shellIn } from '../../lab/shell.ts';
import type { ObjectId, QueueId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { AllowEntry, BlockEntry, DirectoryObject, Restriction } from '../../src/directory/objects.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Explanation } from '../../src/mail/doors/explanation.ts';
import { type ScreenRow, screenRows } from '../../src/mail/screening/screened.ts';

const PASSWORD = 'right-Passw0rd';
const PROXY = '127.0.0.9';
const SITE = '198.51.100.10';
const STRANGER = '198.51.100.50';
const SPAMMER = '198.51.100.4';
const DYNAMIC = '198.51.100.11';
const LIST = 'bl.test';
const MIB = 1_024 ** 2;

const zone = `
far.test TXT "v=spf1 ip4:198.51.100.0/24 -all"
_dmarc.far.test TXT "v=DMARC1; p=reject"
ours.test TXT "v=spf1 ip4:192.0.2.1 -all"
bank.test TXT "v=spf1 -all"
_dmarc.bank.test TXT "v=DMARC1; p=reject"
shop.test TXT "v=spf1 -all"
_dmarc.shop.test TXT "v=DMARC1; p=quarantine"
mute.test TXT "v=spf1 -all"
_dmarc.mute.test SERVFAIL
2.0.0.127.${LIST} A 127.0.0.2
4.100.51.198.${LIST} A 127.0.0.2
11.100.51.198.${LIST} A 127.0.0.10
`;

const id = (text: string): ObjectId => text as ObjectId;
const owned = { organizationId: id('org'), addedAt: 0, usedAt: null, until: 'never' } as const;
const block = (name: string, more: Partial<BlockEntry> = {}): BlockEntry => ({
  kind: 'block-entry',
  id: id(`B${name}`),
  ...formsOfKind['block-entry'].standards,
  ...owned,
  name,
  ...more,
});
const allow = (name: string): AllowEntry => ({
  kind: 'allow-entry',
  id: id(`A${name}`),
  ...formsOfKind['allow-entry'].standards,
  ...owned,
  name,
});
const restriction = (name: string, of: Restriction['of']): Restriction => ({
  kind: 'restriction',
  id: id(`R${name}`),
  ...formsOfKind.restriction.standards,
  ...owned,
  of,
  name,
  evidence: [],
});

interface Scene {
  readonly holding?: readonly (AllowEntry | BlockEntry | Restriction)[];
  /** An address, or a name that signs in. */
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly hello?: string;
  /** The whole header, instead of the usual one. */
  readonly header?: string;
  readonly body?: string;
  readonly isScannerGone?: true;
  /** The words of the wire; else what becomes of the mail. */
  readonly becomes: RegExp | 'junk' | 'quarantine';
  /** null: nobody can say it of a mail that is not there. */
  readonly assume?: string | null;
}

const scenes: Readonly<Record<ScreenRow, Scene>> = {
  'restricted-sender': {
    holding: [restriction('scan@ours.test', 'sender')],
    by: 'scan@ours.test',
    becomes: /^550 5\.1\.8 /u,
  },
  'restricted-connector': { holding: [restriction('site', 'connector')], by: SITE, becomes: /^550 5\.7\.711 /u },
  'blocked-address': { holding: [block(STRANGER)], becomes: /^550 5\.7\.1 /u },
  'spam-list': { by: SPAMMER, becomes: /^550 5\.7\.1 .*bl\.test/u, assume: 'spam-list' },
  'policy-list': { by: DYNAMIC, becomes: /^550 5\.7\.1 .*policy block list/u, assume: 'policy-list' },
  'own-hello': { hello: 'mail.ours.test', becomes: /^550 5\.7\.506 /u },
  'blocked-recipient': {
    holding: [block('rival.test', { binds: 'outbound' })],
    by: SITE,
    to: 'boss@rival.test',
    becomes: /^550 5\.7\.703 /u,
  },
  'no-author': {
    header: 'From: x@far.test\r\nFrom: y@far.test\r\nSubject: s\r\n',
    becomes: /^550 5\.7\.512 /u,
    assume: 'no-author',
  },
  malware: { body: 'A-VIRUS', becomes: 'quarantine', assume: 'malware' },
  'blocked-author': { holding: [block('far.test', { binds: 'inbound' })], becomes: 'quarantine' },
  'attachment-type': {
    header:
      'From: x@far.test\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: application/x-y; name="invoice.exe"\r\n',
    becomes: /^550 5\.7\.1 .*invoice\.exe/u,
    assume: null,
  },
  'dmarc-reject': { from: 'x@bank.test', becomes: /^550 5\.7\.509 /u, assume: 'dmarc-reject' },
  'virus-scan-failed': { isScannerGone: true, becomes: /^451 4\.7\.1 /u, assume: 'virus-scan-failed' },
  'dmarc-quarantine': { from: 'x@shop.test', becomes: 'quarantine', assume: 'dmarc-quarantine' },
  'dmarc-unknown': { from: 'x@mute.test', becomes: /^451 4\.4\.3 /u, assume: 'dmarc-unknown' },
  unauthenticated: { from: 'scan@ours.test', becomes: 'quarantine', assume: 'unauthenticated' },
  'high-confidence-spam': { body: 'SURE-SPAM', becomes: 'quarantine', assume: 'high-confidence-spam' },
  spam: { body: 'SOME-SPAM', becomes: 'quarantine', assume: 'spam' },
  bulk: {
    header: 'From: x@far.test\r\nSubject: s\r\nPrecedence: bulk\r\n',
    body: 'SOME-POINTS',
    becomes: 'junk',
    assume: 'bulk',
  },
  'too-large-to-scan': {
    body: `${'0123456789abcde\n'.repeat((26 * MIB) / 16)}`,
    becomes: 'quarantine',
    assume: 'too-large-to-scan',
  },
};

describe('each check of the table', () => {
  const resolver = createZoneResolver(zone);
  let house: TestHouse;
  let sink: Sink;
  let rspamd: StandIn;
  let clamd: StandIn;
  before(async () => {
    sink = await scriptedSink();
    rspamd = await standInForRspamd(
      (text) => (text.includes('SURE-SPAM') ? 'reject' : text.includes('SOME-SPAM') ? 'add header' : 'no action'),
      (text) => (text.includes('SOME-POINTS') ? 5 : null),
    );
    clamd = await standInForClamd((text) => (text.includes('A-VIRUS') ? 'Test' : null));
    house = await startTestHouse({
      settings: {
        proxyFrom: [PROXY],
        screening: { rspamdUrl: `http://127.0.0.1:${rspamd.port}`, clamdAddress: `127.0.0.1:${clamd.port}` },
      },
      overrides: { resolver },
      objects: [
        organization({ protection: 'strict', blockLists: [LIST], blockedAttachments: ['exe'] }),
        mailbox('anna@ours.test'),
        mailbox('scan@ours.test'),
        mailbox('away@ours.test', { forwarding: { to: ['x@outside.test'], keepCopy: true } }),
        await credential('scan@ours.test', PASSWORD),
        inbound('site', { senderAddresses: [SITE] }),
        smartHost('up', sink.port),
      ],
    });
    // A list is believed when its entries for tests were looked at.
    await until(async () => (await send({ by: SPAMMER, becomes: 'junk' })).code === 550);
  });
  after(async () => {
    await house[Symbol.asyncDispose]();
    for (const one of [rspamd, clamd, sink]) await one[Symbol.asyncDispose]();
  });

  const send = async (scene: Scene): Promise<TestReply> => {
    const { by = STRANGER, to = 'anna@ours.test', hello = 'device.test' } = scene;
    const isOwn = by === SITE || by.includes('@');
    const { from = isOwn ? 'scan@ours.test' : 'x@far.test' } = scene;
    const header = scene.header ?? `From: ${from}\r\nSubject: s\r\n`;
    const port = house.port(by.includes('@') ? 'submission' : 'smtp');
    const client = await SmtpTestClient.connect(by.includes('@') ? { port } : { port, from: PROXY, proxied: by });
    try {
      await client.say(`EHLO ${hello}`);
      if (by.includes('@')) {
        await client.startTls();
        assert.equal((await client.auth(by, PASSWORD)).code, 235);
      }
      return await client.send(from, [to], `${header}\r\n${scene.body ?? 'body'}\r\n`);
    } finally {
      client.end();
    }
  };
  const holding = async (objects: readonly DirectoryObject[], act: () => Promise<void>): Promise<void> => {
    await house.put(...objects);
    try {
      await act();
    } finally {
      const edits = objects.map(({ kind, id: gone }) => ({ verb: 'delete', kind, id: gone }) as const);
      const revision = await house.house.store.directory.change(edits, 'test', 0);
      house.house.directory.replace(house.house.directory.current.changed(edits, revision));
    }
  };
  const screenedOf = async ({ text }: TestReply) => {
    const queueId = (/queued as (\S+)/iu.exec(text)?.[1] ?? '') as QueueId;
    await house.traced({ queueId });
    const story = await house.house.store.trace.story(queueId);
    return story?.events.find(({ kind }) => kind === 'Screen')?.text ?? '';
  };
  const explained = async (scene: Scene): Promise<readonly string[]> => {
    const { by = STRANGER, to = 'anna@ours.test', assume } = scene;
    const signsIn = by.includes('@');
    const { from = signsIn || by === SITE ? 'scan@ours.test' : 'x@far.test' } = scene;
    const { out } = await shellIn(house.folder)(
      ...['explain', '--from', from, '--to', to, '--ip', signsIn ? STRANGER : by, '--json'],
      ...(signsIn ? ['--auth', by] : []),
      ...(scene.hello === undefined ? [] : ['--helo', scene.hello]),
      ...(typeof assume === 'string' ? ['--assume', assume] : []),
    );
    const { decisions } = JSON.parse(out) as Explanation;
    return decisions.filter(({ what }) => what === 'check').map(({ text }) => text);
  };

  for (const row of screenRows) {
    const scene = scenes[row];
    test(`${row}: the wire and explain say the same`, async () => {
      await holding(scene.holding ?? [], async () => {
        if (scene.isScannerGone) clamd.behave('garbage');
        const reply = await send(scene);
        clamd.behave('well');
        if (typeof scene.becomes === 'string') {
          assert.equal(reply.code, 250, reply.text);
          const words = scene.becomes === 'junk' ? 'as junk' : 'into quarantine';
          assert.match(await screenedOf(reply), new RegExp(`^Taken ${words} .* for the check ${row}: `, 'u'));
        } else assert.match(reply.text, scene.becomes);
        if (scene.assume === null) return;
        const [first = ''] = await explained(scene);
        assert.match(first, new RegExp(`^${row}: `, 'u'), 'explain names it first');
        const act =
          typeof scene.becomes === 'string'
            ? scene.becomes === 'junk'
              ? 'put into Junk'
              : 'put into quarantine'
            : /\^4/u.test(scene.becomes.source)
              ? 'refused for now'
              : 'refused';
        assert.ok(first.startsWith(`${row}: ${act}, because `), first);
      });
    });
  }

  test('an allowed address beats a block, and no block list of DNS; it lets past neither DMARC nor malware', async () => {
    await holding([allow(STRANGER), allow(SPAMMER), block('198.51.100.0/24')], async () => {
      for (const by of [STRANGER, SPAMMER]) assert.equal((await send({ by, becomes: 'junk' })).code, 250, by);
      assert.match((await send(scenes['dmarc-reject'])).text, /^550 5\.7\.509 /u);
      assert.match(await screenedOf(await send(scenes.malware)), /^Taken into quarantine .* for the check malware/u);
      assert.match((await send({ by: DYNAMIC, becomes: 'junk' })).text, /^550 5\.7\.1 /u);
    });
    // Of both it is the block that is told of.
    await holding([block(SPAMMER)], async () => {
      const reply = await send({ by: SPAMMER, becomes: 'junk' });
      assert.match(reply.text, /^550 5\.7\.1 /u);
      assert.doesNotMatch(reply.text, /bl\.test/u);
      const [first] = await explained({ by: SPAMMER, becomes: 'junk', assume: 'spam-list' });
      assert.match(first ?? '', /^blocked-address: refused, because its address is on the block list/u);
    });
  });

  test('what is released from quarantine arrives with Received, its stamps, and as released', async () => {
    const reply = await send({ body: 'SURE-SPAM, and wanted', becomes: 'quarantine' });
    const queueId = (/queued as (\S+)/iu.exec(reply.text)?.[1] ?? '') as QueueId;
    await house.traced({ queueId, status: ['Quarantined'] });
    await done(shellIn(house.folder), 'quarantine', 'release', queueId);
    await house.traced({ queueId, status: ['Delivered'] });
    const [arrived = ''] = (await maildir(house, 'ours.test/anna')).filter((one) => one.includes('and wanted'));
    const at = (field: RegExp): number => arrived.search(field);
    assert.match(arrived, /^X-Doorpost-Screen: SCL=-?\d; CAT=HSPM; SFV=SKQ;/mu);
    assert.match(arrived, /^Authentication-Results: mail\.ours\.test;[^\n]*spf=pass/mu);
    assert.ok(at(/^Authentication-Results:/mu) < at(/^Received: from device\.test /mu));
    assert.ok(at(/^Received:/mu) < at(/^From: x@far\.test/mu));
  });

  test('a mailbox that forwards to the outside sends on what is well, and keeps Junk', async () => {
    await house.put(organization({ protection: 'standard' }));
    const well = await send({ to: 'away@ours.test', body: 'a letter', becomes: 'junk' });
    assert.equal(well.code, 250, well.text);
    await until(() => sink.contents.some((content) => content.includes('a letter')));
    const [sentOn = ''] = sink.contents.filter((content) => content.includes('a letter'));
    assert.match(
      sentOn,
      /^Delivered-To: away@ours\.test\r\nAuthentication-Results: mail\.ours\.test; spf=pass smtp\.mailfrom=far\.test;[^:]*dmarc=pass[^:]*\r\nX-Doorpost-Screen: SCL=1; [^:]*\r\nReceived:/u,
    );
    for (const scene of [{ body: 'SOME-SPAM' }, { from: 'scan@ours.test', body: 'forged' }] as const) {
      const reply = await send({ to: 'away@ours.test', ...scene, becomes: 'junk' });
      assert.match(await screenedOf(reply), /^Taken as junk /u);
      const queueId = (/queued as (\S+)/iu.exec(reply.text)?.[1] ?? '') as QueueId;
      const [row] = await house.traced({ queueId, status: ['Delivered'] });
      assert.equal(row?.recipient, 'away@ours.test');
    }
    assert.equal(
      sink.contents.some((content) => /SOME-SPAM|forged/u.test(content)),
      false,
    );
  });

  test('the key of a block list is in no reply, trace, export, audit, alarm or answer to a backup', async () => {
    const KEY = 'k3ythatnobodysees';
    const run = shellIn(house.folder);
    resolver.set(
      `${zone}2.0.0.127.${KEY}.zen.dq.spamhaus.net A 127.0.0.2\n50.100.51.198.${KEY}.zen.dq.spamhaus.net A 127.0.0.3\n`,
    );
    const set = await run('org', 'set', 'ours', '--block-list', `${KEY}.zen.dq.spamhaus.net`);
    assert.equal(set.code, 0, set.err);
    let reply = await send({ becomes: 'junk' });
    await until(async () => {
      reply = await send({ becomes: 'junk' });
      return reply.code === 550;
    });
    assert.match(reply.text, /zen\.dq\.spamhaus\.net/u);
    const backup = `${house.folder}-backup`;
    const told = [set.out, set.err, reply.text];
    for (const command of [
      ['backup', backup],
      ['trace', '--sender', 'x@far.test', '--json'],
      ['trace', /\[ref (\S+)\]/u.exec(reply.text)?.[1] ?? '', '--json'],
      ['export'],
      ['audit', '--json'],
      ['status'],
      ['protection', '--json'],
      ['alarm', 'list', '--json'],
      ['check', 'protection'],
      ['explain', '--from', 'x@far.test', '--to', 'anna@ours.test', '--ip', STRANGER, '--json'],
    ]) {
      const { out, err } = await run(...command);
      told.push(out, err);
    }
    assert.match(told.join('\n'), /zen\.dq\.spamhaus\.net/u);
    assert.doesNotMatch(told.join('\n'), /k3y/u);
  });

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 30_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error('it did not come about');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});
