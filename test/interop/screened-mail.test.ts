/**
 * Mail through the whole house, before real engines: Debian's rspamd and ClamAV. What each way in gets for spam, malware and odd scans, and what
 * becomes of mail when an engine is gone, talks nonsense, or is shown too much.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { HOUR, storyOf } from '../../lab/flow.ts';
import {
  credential,
  inbound,
  mailbox,
  organization,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { type RunningEngine, startClamd, startRspamd } from '../../lab/peers/engines.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import type { ObjectId, QueueId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { Device } from '../../src/directory/objects.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const MIB = 1024 ** 2;
const DAY = 24 * HOUR;
const PROXY = '127.0.0.9';
const SITE = '198.51.100.10';
const NAMED = '198.51.100.20';
const UNNAMED = '198.51.100.30';
const KNOWN = '198.51.100.40';
const STRANGER = '198.51.100.50';

// In pieces, so that no scanner stops at this file.
const gtube = (kind: 'XJS' | 'YJS' | 'AJS'): string =>
  [`${kind}*C4JDBQADN1.NSBN3*2IDNEN*`, 'GTUBE-STANDARD-ANTI-UBE-TEST', '-EMAIL*C.34X'].join('');
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('');

const zone = createZoneResolver(`
ours.test   TXT "v=spf1 ip4:${NAMED} ?all"
far.test    TXT "v=spf1 ip4:${STRANGER} -all"
`);

/** As old copiers write it: no Message-ID, no Date, no Subject. */
const scan = (from: string): string =>
  [
    `From: ${from}`,
    'To: anna@ours.test',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: application/pdf; name="scan.pdf"',
    'Content-Disposition: attachment; filename="scan.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(`%PDF-1.4\n${'0123456789'.repeat(400)}`)
      .toString('base64')
      .match(/.{1,76}/gu) ?? []),
    '--b--',
    '',
  ].join('\r\n');

const letter = (from: string, text: string): string =>
  [
    `From: ${from}`,
    'To: anna@ours.test',
    'Subject: The minutes of Monday',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${Math.trunc(performance.now() * 1_000)}@far.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain',
    '',
    text,
    '',
  ].join('\r\n');

const LINE = `${'0123456789abcdef'.repeat(4)}\r\n`;
const large = (mebibytes: number, end: string, from = 'x@far.test'): string =>
  letter(from, `${LINE.repeat(Math.ceil((mebibytes * MIB) / LINE.length))}${end}`);

const known: Device = {
  kind: 'device',
  id: 'known' as ObjectId,
  ...formsOfKind.device.standards,
  organizationId: 'org' as ObjectId,
  name: 'Known',
  addresses: [KNOWN],
};

const ours = (protection: 'standard' | 'strict') => organization({ protection });

/** Speaks as a device does, from where it stands. The clock stands still but for the greeting's pause. */
class Door {
  readonly house: TestHouse;
  readonly #clock: ManualClock;

  constructor(house: TestHouse, clock: ManualClock) {
    this.house = house;
    this.#clock = clock;
  }

  /** @param from an address, or a name that signs in. */
  async send(from: string, sender: string, content: string, to = 'anna@ours.test'): Promise<TestReply> {
    const client = await this.#open(from);
    try {
      return await client.send(sender, [to], content);
    } finally {
      client.end();
    }
  }

  /** It has to be taken; returns its story, an event a line. */
  async taken(from: string, sender: string, content: string): Promise<string> {
    const reply = await this.send(from, sender, content);
    assert.equal(reply.code, 250, reply.text);
    return this.story(reply);
  }

  async story({ text }: TestReply): Promise<string> {
    const queueId = /\bqueued as (\S+)/iu.exec(text)?.[1] ?? '';
    const [row] = await this.house.traced({ queueId: queueId as QueueId });
    const { events } = await storyOf(this.house, row);
    return events.map((event) => `${event.kind}: ${event.text}`).join('\n');
  }

  async #open(from: string): Promise<SmtpTestClient> {
    const signsIn = from.includes('@');
    const port = this.house.port(signsIn ? 'submission' : 'smtp');
    const opening = SmtpTestClient.connect(signsIn ? { port } : { port, from: PROXY, proxied: from });
    let isOpen = false;
    void opening.then(() => (isOpen = true));
    while (!isOpen) await this.#clock.advance(50);
    const client = await opening;
    await client.say('EHLO RNP0026738B');
    if (!signsIn) return client;
    await client.startTls();
    assert.equal((await client.auth(from, 'pass word')).code, 235);
    return client;
  }
}

const INBOX = /^Screen: Taken \(/mu;
const JUNK = /^Screen: Taken as junk \(/mu;
const KEPT = /^Screen: Taken into quarantine \(/mu;

test('mail before rspamd and ClamAV', async (context) => {
  const rspamd = await startRspamd(context);
  const clamd = rspamd && (await startClamd(context));
  if (rspamd === null || clamd === null) return rspamd?.stop();
  const clock = createManualClock(Date.now());
  await using house = await startTestHouse({
    settings: {
      proxyFrom: [PROXY],
      screening: { rspamdUrl: `http://127.0.0.1:${rspamd.port}`, clamdAddress: `127.0.0.1:${clamd.port}` },
    },
    overrides: { clock, resolver: zone },
    objects: [
      ours('standard'),
      mailbox('anna@ours.test'),
      mailbox('scan@ours.test'),
      await credential('scan@ours.test', 'pass word'),
      inbound('site', { senderAddresses: [SITE] }),
      known,
    ],
  });
  const at = new Door(house, clock);
  const run = { clamd, clock, house, rspamd };
  try {
    await context.test(
      'an odd scan reaches the inbox from whom we know, and a stranger’s goes to Junk with its cures',
      () => oddScans(at),
    );
    await context.test('spam goes to Junk, by strict into quarantine, and is held where it is our own', () => spam(at));
    await context.test('malware is refused to our own and kept of strangers', () => malware(at));
    await context.test('too large to scan is taken, and stamped so', () => tooLarge(at));
    await context.test('a scanner that hangs or is gone puts strangers off, not our own', () => noScanner(at, run));
    await context.test('a filter that hangs, talks nonsense or is gone stops no mail, and raises an alarm', () =>
      noFilter(at, run),
    );
    await context.test('what was refused leaves no file, and nobody gets a report', () => nothingLeft(at, run));
  } finally {
    await rspamd.stop();
    await clamd.stop();
  }
});

interface Run {
  readonly house: TestHouse;
  readonly clock: ManualClock;
  readonly rspamd: RunningEngine;
  readonly clamd: RunningEngine;
}

async function oddScans(at: Door): Promise<void> {
  for (const from of [SITE, 'scan@ours.test', KNOWN, NAMED])
    assert.match(await at.taken(from, 'scan@ours.test', scan('scan@ours.test')), INBOX, from);
  const junk = await at.taken(UNNAMED, 'scan@ours.test', scan('scan@ours.test'));
  assert.match(junk, JUNK);
  assert.match(junk, /compauth=fail reason=601/u);
  assert.match(
    junk,
    /list it, let it come by an inbound connector or sign in, or name its public address in the SPF record/u,
  );
}

async function spam(at: Door): Promise<void> {
  const say = (kind: 'XJS' | 'YJS' | 'AJS', from = STRANGER, sender = 'x@far.test') =>
    at.taken(from, sender, letter(sender, gtube(kind)));
  assert.match(await say('XJS'), /^Screen: Taken as junk .* for the check high-confidence-spam/mu);
  assert.match(await say('YJS'), /^Screen: Taken as junk .* for the check spam/mu);
  assert.match(await say('AJS'), INBOX);
  assert.match(
    await say('XJS', SITE, 'scan@ours.test'),
    /^Screen: Taken into quarantine .* for the check high-confidence-spam/mu,
  );
  assert.match(await say('YJS', SITE, 'scan@ours.test'), /^Screen: Taken \(SCL 6, SPM, SPM\) for the check spam/mu);
  await at.house.put(ours('strict'));
  for (const kind of ['XJS', 'YJS'] as const) assert.match(await say(kind), KEPT);
  await at.house.put(ours('standard'));
}

async function malware(at: Door): Promise<void> {
  for (const from of [SITE, 'scan@ours.test']) {
    const reply = await at.send(from, 'scan@ours.test', letter('scan@ours.test', eicar));
    assert.equal(reply.code, 550);
    assert.match(reply.text, /5\.7\.1 .*Eicar-Test-Signature/u);
  }
  const file = await at.send(SITE, 'scan@ours.test', large(2, eicar, 'scan@ours.test'));
  assert.equal(file.code, 550);
  assert.equal((await filesIn(at.house)).length, 1);
  const kept = await at.taken(STRANGER, 'x@far.test', letter('x@far.test', eicar));
  assert.match(kept, /^Screen: Taken into quarantine .* for the check malware/mu);
  assert.match(kept, /Malware was found: Eicar-Test-Signature/u);
}

async function tooLarge(at: Door): Promise<void> {
  const scanned = await at.taken(STRANGER, 'x@far.test', large(27, eicar));
  assert.match(scanned, INBOX);
  assert.match(scanned, /Not looked at: virus(?!,)/u);
  assert.match(await at.taken(STRANGER, 'x@far.test', large(31, eicar)), /Not looked at: engine, virus/u);
}

/** Sends it, and turns the clock until it is answered. */
async function late(at: Door, { clock }: Run, ...mail: Parameters<Door['send']>): Promise<TestReply> {
  const sending = at.send(...mail);
  let isOver = false;
  void sending.then(() => (isOver = true));
  while (!isOver) await clock.advance(250);
  return sending;
}

async function noScanner(at: Door, run: Run): Promise<void> {
  const each = async (): Promise<void> => {
    const refused = await late(at, run, STRANGER, 'x@far.test', letter('x@far.test', 'hello'));
    assert.match(refused.text, /^451 4\.7\.1 /u);
    for (const from of [SITE, 'scan@ours.test']) {
      const reply = await late(at, run, from, 'scan@ours.test', letter('scan@ours.test', 'hello'));
      assert.equal(reply.code, 250, reply.text);
      // The clock that is turned may leave the filter behind too.
      assert.match(await at.story(reply), /Not looked at: (?:engine, )?virus/u);
    }
  };
  run.clamd.pause();
  await each();
  run.clamd.resume();
  await run.clamd.stop();
  await each();
  // Strangers' mail is wanted below.
  await at.house.put(organization({ protection: 'standard', protectionObserves: ['virus-scan-failed'] }));
}

const answers: readonly (readonly [number, string])[] = [
  [200, 'this is no answer'],
  [500, '{}'],
  [200, `{"action":"no action","pad":"${'x'.repeat(2 * MIB)}"}`],
  [200, '{"action":"no act'],
];

async function noFilter(at: Door, run: Run): Promise<void> {
  const isUnscanned = async (): Promise<void> => {
    const reply = await late(at, run, STRANGER, 'x@far.test', letter('x@far.test', 'hello'));
    assert.equal(reply.code, 250, reply.text);
    const told = await at.story(reply);
    assert.match(told, INBOX);
    assert.match(told, /Not looked at: engine, virus/u);
  };
  run.rspamd.pause();
  await isUnscanned();
  run.rspamd.resume();
  await run.rspamd.stop();
  await isUnscanned();
  const talk = [...answers];
  const server = createServer((request, response) => {
    request.resume();
    const [status, text] = talk[0] ?? [200, ''];
    request.on('end', () => response.writeHead(status).end(text));
  });
  server.listen(run.rspamd.port, '127.0.0.1');
  await once(server, 'listening');
  for (; talk.length > 0; talk.shift()) await isUnscanned();
  server.close();
  server.closeAllConnections();
  for (let n = 0; n < 4; n++) await isUnscanned();
  const { out } = await cli(['alarm', 'list', '--data', at.house.folder], {});
  assert.match(out, /engine-silent/u);
}

const filesIn = async ({ folder }: TestHouse): Promise<readonly string[]> =>
  (await readdir(join(folder, 'spool'), { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map(({ name }) => name);

async function nothingLeft({ house }: Door, { clock }: Run): Promise<void> {
  const { spool, trace } = house.house.store;
  await clock.advance(2 * HOUR);
  await spool.sweep(clock.now(), 90 * DAY);
  assert.deepEqual(await filesIn(house), []);
  // Alarms come from <> too, and go to postmaster.
  for (const recipient of ['x@far.test', 'scan@ours.test'])
    assert.deepEqual((await trace.search({ sender: '<>', recipient, limit: 5 })).rows, []);
}
