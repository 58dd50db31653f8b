/**
 * The rows of Exchange Online's page about devices that are about filtering and abuse, provoked by programs that people use (swaks, msmtp, curl),
 * before real rspamd and ClamAV: suspicious mail by relay and Direct Send is filtered, signed-in mail to own mailboxes is not, who spams is
 * blocked, and so is an address on a policy block list.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  credential,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { startClamd, startRspamd } from '../../lab/peers/engines.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { tool } from '../../lab/tools.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const PASSWORD = 'right-Passw0rd';
const DEVICE = '127.0.0.10';
const PROXY = '127.0.0.9';
const STRANGER = '198.51.100.20';
const DYNAMIC = '198.51.100.30';
const LIST = 'bl.test';
/** Patience with a loaded machine, not a mark. */
const PATIENCE_MS = 120_000;

// In pieces, so that no scanner stops at this file.
const GTUBE = ['XJS*C4JDBQADN1.NSBN3*2IDNEN*', 'GTUBE-STANDARD-ANTI-UBE-TEST', '-EMAIL*C.34X'].join('');
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('');

const zone = createZoneResolver(`
far.test TXT "v=spf1 ip4:${STRANGER} ip4:${DYNAMIC} -all"
ours.test TXT "v=spf1 ip4:${DYNAMIC} -all"
2.0.0.127.${LIST} A 127.0.0.2
30.100.51.198.${LIST} A 127.0.0.10
`);

interface Said {
  readonly code: number;
  readonly text: string;
}

/** Ends well or not: what it said. */
const run = (program: string, args: readonly string[], stdin?: string): Promise<Said> =>
  new Promise((resolve) => {
    const child = execFile(program, args, { timeout: PATIENCE_MS, maxBuffer: 4 * 1_048_576 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: `${out}${err}` }),
    );
    child.stdin?.on('error', () => {});
    if (stdin !== undefined) child.stdin?.end(stdin);
  });

interface Stage {
  readonly house: TestHouse;
  readonly sink: Sink;
  readonly folder: string;
  readonly swaks: string;
  readonly msmtp: string;
  readonly curl: string;
}

let count = 0;
const letter = (from: string, to: string, body: string): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: letter${++count}end`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <row-${count}@client.test>`,
    '',
    body,
    '',
  ].join('\r\n');

/** Port 25, from an address: a connector's, or a stranger's. */
async function bySwaks({ swaks, house, folder }: Stage, from: string, mail: string, [sender, to]: Pair): Promise<Said> {
  const file = join(folder, `mail-${count}.eml`);
  await writeFile(file, mail.replaceAll('\r\n', '\n'));
  const proxied = ['--proxy-family', 'TCP4', '--proxy-source', from, '--proxy-source-port', '4711'];
  const where = from.startsWith('127.')
    ? ['--local-interface', from]
    : ['--local-interface', PROXY, ...proxied, '--proxy-dest', '127.0.0.1', '--proxy-dest-port', '25'];
  return run(swaks, [
    ...['--server', '127.0.0.1', '--port', String(house.port('smtp')), ...where],
    ...['--helo', 'client.test', '--from', sender, '--to', to, '--data', `@${file}`],
  ]);
}

type Pair = readonly [sender: string, to: string];

/** Port 587, signed in. */
const byMsmtp = ({ msmtp, house }: Stage, mail: string, [sender, to]: Pair): Promise<Said> =>
  run(
    msmtp,
    [
      ...['--file=/dev/null', '--host=127.0.0.1', `--port=${house.port('submission')}`, '--tls=on', '--timeout=60'],
      ...['--tls-certcheck=off', '--auth=on', `--user=${sender}`, `--passwordeval=echo ${PASSWORD}`, '--debug'],
      ...[`--from=${sender}`, to],
    ],
    mail.replaceAll('\r\n', '\n'),
  );

/** Port 465, signed in. */
async function byCurl({ curl, house, folder }: Stage, mail: string, [sender, to]: Pair): Promise<Said> {
  const file = join(folder, `curl-${count}.eml`);
  await writeFile(file, mail);
  return run(curl, [
    ...['-sS', '-v', '-k', `smtps://127.0.0.1:${house.port('submissions')}`, '-u', `${sender}:${PASSWORD}`],
    ...['--mail-from', sender, '--mail-rcpt', to, '-T', file],
  ]);
}

const took = ({ code, text }: Said): void => assert.equal(code, 0, text);
const refused = ({ code, text }: Said, words: RegExp): void => {
  assert.notEqual(code, 0, text);
  assert.match(text, words);
};

async function becomes({ house }: Stage, sender: string, status: 'Delivered' | 'Quarantined'): Promise<string> {
  const rows = await house.traced({ sender, text: `letter${count}end`, status: [status] });
  const story = await house.house.store.trace.story(rows[0]?.queueId as never);
  return story?.events.map(({ kind, text }) => `${kind}: ${text}`).join('\n') ?? '';
}

test('the page’s rows on filtering and abuse, by swaks, msmtp and curl', { timeout: 480_000 }, async (context) => {
  const [swaks, msmtp, curl] = [tool(context, 'swaks'), tool(context, 'msmtp'), tool(context, 'curl')];
  if (swaks === null || msmtp === null || curl === null) return;
  const rspamd = await startRspamd(context);
  const clamd = rspamd && (await startClamd(context));
  if (rspamd === null || clamd === null) return rspamd?.stop();
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-rows-'));
  await using sink = await scriptedSink();
  await using house = await startTestHouse({
    settings: {
      proxyFrom: [PROXY],
      screening: { rspamdUrl: `http://127.0.0.1:${rspamd.port}`, clamdAddress: `127.0.0.1:${clamd.port}` },
    },
    overrides: { resolver: zone },
    objects: [
      organization({ protection: 'standard' }),
      mailbox('anna@ours.test'),
      mailbox('mallory@ours.test'),
      await credential('printer@ours.test', PASSWORD),
      await credential('mallory@ours.test', PASSWORD),
      inbound('Floor', { senderAddresses: [DEVICE] }),
      smartHost('up', sink.port),
    ],
  });
  try {
    await rows(context, { house, sink, folder, swaks, msmtp, curl });
  } finally {
    await rspamd.stop();
    await clamd.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

async function rows(context: TestContext, stage: Stage): Promise<void> {
  await context.test('suspicious mail by relay is filtered: held, or refused for malware', async () => {
    const pair: Pair = ['scan@ours.test', 'anna@ours.test'];
    took(await bySwaks(stage, DEVICE, letter(...pair, 'A scan.'), pair));
    assert.match(await becomes(stage, pair[0], 'Delivered'), /^Screen: Taken \(/mu);
    took(await bySwaks(stage, DEVICE, letter(...pair, GTUBE), pair));
    assert.match(await becomes(stage, pair[0], 'Quarantined'), /for the check high-confidence-spam/u);
    refused(await bySwaks(stage, DEVICE, letter(...pair, EICAR), pair), /550 5\.7\.1 .*Eicar-Test-Signature/u);
  });

  await context.test(
    'suspicious mail by Direct Send is filtered: into Junk, and so is an own name without SPF',
    async () => {
      const pair: Pair = ['x@far.test', 'anna@ours.test'];
      took(await bySwaks(stage, STRANGER, letter(...pair, 'A letter.'), pair));
      assert.match(await becomes(stage, pair[0], 'Delivered'), /^Screen: Taken \(/mu);
      took(await bySwaks(stage, STRANGER, letter(...pair, GTUBE), pair));
      assert.match(await becomes(stage, pair[0], 'Delivered'), /^Screen: Taken as junk /mu);
      const own: Pair = ['scan@ours.test', 'anna@ours.test'];
      took(await bySwaks(stage, STRANGER, letter(...own, 'A scan.'), own));
      assert.match(await becomes(stage, own[0], 'Delivered'), /compauth=fail reason=601/u);
      took(await bySwaks(stage, DYNAMIC, letter(...own, 'A scan.'), own));
      assert.match(await becomes(stage, own[0], 'Delivered'), /compauth=pass/u, 'SPF names that address');
    },
  );

  await context.test(
    'signed-in mail to an own mailbox passes the filter; what leaves does not, and malware never',
    async () => {
      const inside: Pair = ['printer@ours.test', 'anna@ours.test'];
      took(await byMsmtp(stage, letter(...inside, GTUBE), inside));
      assert.match(await becomes(stage, inside[0], 'Delivered'), /^Screen: Taken \(SCL -1, NONE, SKN\)/mu);
      took(await byCurl(stage, letter(...inside, GTUBE), inside));
      await becomes(stage, inside[0], 'Delivered');
      refused(await byMsmtp(stage, letter(...inside, EICAR), inside), /550 5\.7\.1 .*Eicar-Test-Signature/u);
      const outside: Pair = ['printer@ours.test', 'x@outside.test'];
      took(await byCurl(stage, letter(...outside, GTUBE), outside));
      assert.match(await becomes(stage, outside[0], 'Quarantined'), /for the check high-confidence-spam/u);
      assert.equal(
        stage.sink.contents.some((content) => content.includes(GTUBE)),
        false,
      );
    },
  );

  await context.test('a sender that spams is blocked, and an address by hand', async () => {
    const pair: Pair = ['mallory@ours.test', 'x@outside.test'];
    for (let times = 0; times < 3; times++) took(await byMsmtp(stage, letter(...pair, GTUBE), pair));
    await until(() => [...stage.house.house.directory.current.listOf('restriction')].length > 0);
    refused(await byMsmtp(stage, letter(...pair, 'Nothing bad.'), pair), /550 5\.1\.8 /u);
    refused(await byCurl(stage, letter(...pair, 'Nothing bad.'), pair), /550 5\.1\.8 /u);
    assert.match(
      await done(shellIn(stage.house.folder), 'alarm', 'list'),
      /The mailbox mallory@ours\.test is restricted/u,
    );
    await done(shellIn(stage.house.folder), 'restricted', 'lift', 'mallory@ours.test');
    took(await byCurl(stage, letter(...pair, 'Nothing bad.'), pair));

    const floor: Pair = ['scan@ours.test', 'x@outside.test'];
    // One was held above.
    for (let times = 0; times < 2; times++) took(await bySwaks(stage, DEVICE, letter(...floor, GTUBE), floor));
    await until(() =>
      [...stage.house.house.directory.current.listOf('restriction')].some(({ of }) => of === 'connector'),
    );
    refused(await bySwaks(stage, DEVICE, letter(...floor, 'A scan.'), floor), /550 5\.7\.711 /u);

    await done(shellIn(stage.house.folder), 'restricted', 'add', STRANGER, '--of', 'address');
    const strange: Pair = ['x@far.test', 'anna@ours.test'];
    refused(await bySwaks(stage, STRANGER, letter(...strange, 'A letter.'), strange), /550 5\.7\.1 /u);
  });

  await context.test(
    'an address on a policy block list is refused with the cures, and neither an own name that SPF names nor a sign-in is',
    async () => {
      await done(shellIn(stage.house.folder), 'org', 'set', 'ours', '--block-list', LIST);
      const pair: Pair = ['x@far.test', 'anna@ours.test'];
      await until(async () => {
        const said = await bySwaks(stage, DYNAMIC, letter(...pair, 'A letter.'), pair);
        return said.code !== 0 && /550 5\.7\.1 .*policy block list.*connector or sign-in/u.test(said.text);
      });
      const own: Pair = ['scan@ours.test', 'anna@ours.test'];
      took(await bySwaks(stage, DYNAMIC, letter(...own, 'A scan.'), own));
      const signed: Pair = ['printer@ours.test', 'anna@ours.test'];
      took(await byMsmtp(stage, letter(...signed, 'A scan.'), signed));
    },
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
