/** Devices as an administrator meets them: found by their traffic, waiting, let in with what they need, kept as a table. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli } from '../../lab/cli.ts';
import { maildir } from '../../lab/flow.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const PRINTER = '127.0.0.44';
const OUTSIDE = 'a@outside.test';

const commandsOf = (house: TestHouse) => ({
  async json<Answer>(args: readonly string[], stdin = ''): Promise<Answer> {
    const { code, out, err } = await cli([...args, '--json', '--data', house.folder], { stdin });
    assert.equal(code, 0, err);
    return JSON.parse(out) as Answer;
  },
  async people(args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
    return cli([...args, '--data', house.folder], { stdin });
  },
});

interface Stranger extends Waiting {
  readonly lastRefusal: { readonly cause: string };
}

interface Waiting {
  readonly address: string;
  readonly helo: string;
  readonly state: string;
  readonly habits: readonly string[];
  readonly proposal: { readonly profile: string | null; readonly lacks: string };
}

/** What a printer with a name of two words does; returns the last reply's code. */
async function print(house: TestHouse, recipient: string, from = PRINTER): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  let last = await client.say('EHLO copier two');
  if (last.code === 250) last = await client.say('MAIL FROM: printer@ours.test');
  else {
    await client.say('EHLO copier-two');
    last = await client.say('MAIL FROM:<printer@ours.test>');
  }
  if (last.code === 250) last = await client.say(`RCPT TO:<${recipient}>`);
  if (last.code === 250) {
    await client.say('DATA');
    last = await client.say('Subject: scan\r\nFrom: printer@ours.test\r\n\r\nscan\r\n.');
  }
  client.end();
  return last.code;
}

test('an unknown device of a listed network waits; its approval makes its record, its connector and the profile it needs', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  assert.equal(await print(house, OUTSIDE), 550);
  assert.equal(await print(house, OUTSIDE, '127.0.0.77'), 550, 'not of a listed network');
  await house.traced({ clientAddress: PRINTER }, (rows) => rows.length >= 2);
  await house.traced({ clientAddress: '127.0.0.77' }, (rows) => rows.length >= 2);

  let waiting = await json<Waiting[]>(['device', 'waiting']);
  for (let tries = 0; waiting.length === 0 && tries < 100; tries++) waiting = await json(['device', 'waiting']);
  assert.deepEqual(
    waiting.map(({ address, helo, state, proposal }) => [address, helo, state, proposal.profile, proposal.lacks]),
    [[PRINTER, 'copier-two', 'waiting', 'tolerant', 'connector']],
  );
  const shown = await people(['device', 'waiting']);
  assert.match(shown.out, /127\.0\.0\.44.*copier-two.*tolerant/u);

  const approved = await people(['device', 'approve', PRINTER, '--name', 'Copier', '--owner', 'boss@ours.test']);
  assert.equal(approved.code, 0, approved.err);
  assert.match(approved.out, /its profile is tolerant/u);
  assert.match(approved.out, /the connector "Copier" was made: from 127\.0\.0\.44 alone/u);
  assert.equal(await print(house, 'v@ours.test'), 250, 'taken with its own habits now');
  assert.equal(await print(house, OUTSIDE), 250, 'and to the outside');
  assert.deepEqual(await json(['device', 'waiting']), []);
  await house.traced({ recipient: 'v@ours.test' }, (rows) => rows[0]?.status === 'Delivered');
  assert.equal((await maildir(house, 'ours.test/v')).length, 1);

  const { seen } = await json<{ seen: { messages: number; helo: string; habits: string[] } }>([
    'device',
    'show',
    'Copier',
  ]);
  assert.equal(seen.helo, 'copier two');
  assert.ok(seen.messages >= 1 && seen.habits.includes('odd-hello'), JSON.stringify(seen));
  assert.match((await people(['device', 'list'])).out, /Copier.*127\.0\.0\.44.*tolerant.*boss@ours\.test/u);
});

test('its last error is told in plain words: by its habits', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  const impatient = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await impatient.say('EHLO copier');
  await impatient.say('AUTH CRAM-MD5');
  impatient.end();
  let waiting = await json<Stranger[]>(['device', 'waiting']);
  for (let tries = 0; waiting.length === 0 && tries < 100; tries++) waiting = await json(['device', 'waiting']);
  assert.equal(
    waiting[0]?.lastRefusal.cause,
    'it signs in without TLS, and signs in by CRAM-MD5; it said: AUTH CRAM-MD5',
  );
  assert.match((await people(['device', 'waiting'])).out, /tried CRAM-MD5/u);
  const approved = await people(['device', 'approve', PRINTER, '--name', 'Copier', '--language', 'fr']);
  assert.match(approved.out, /Next: it may sign in as it does.*credential add MAILBOX --name Copier --cram-md5/u);
  const shown = await people(['device', 'show', 'Copier']);
  assert.match(shown.out, /last error {2,}.*: it signs in without TLS/u);
  // The list has room for the beginning only.
  const listed = (await people(['device', 'list'])).out;
  assert.match(listed, /it signs in without TLS, and signs in by CRAM-M…$/mu);
  assert.ok(!listed.includes('it said'));
  assert.match(shown.out, /habits {2,}signs in without TLS, signs in by CRAM-MD5/u);
  assert.match(shown.out, /language {2,}fr/u);
});

/** What a session of these words leaves behind, once it is seen. */
async function talked(
  house: TestHouse,
  port: string,
  from: string,
  talk: (client: SmtpTestClient) => Promise<unknown>,
): Promise<Stranger> {
  const client = await SmtpTestClient.connect({ port: house.port(port), from });
  await talk(client);
  client.end();
  return seenAt(house, from);
}

async function seenAt(house: TestHouse, from: string): Promise<Stranger> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await commandsOf(house).json<Stranger[]>(['device', 'waiting'])).find(
      ({ address }) => address === from,
    );
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${from} does not wait`);
}

test('who tried to sign in, or came to a port for that, is given no right by its address', async (context) => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  const cases: readonly (readonly [string, string, (client: SmtpTestClient) => Promise<unknown>, RegExp])[] = [
    [
      'CRAM-MD5 in TLS',
      'submission',
      async (client) => {
        await client.say('EHLO fax');
        await client.startTls();
        assert.equal((await client.say('AUTH CRAM-MD5')).code, 504);
      },
      /Next: it may sign in as it does.*credential add MAILBOX --name \S+ --cram-md5 --data \S+$/mu,
    ],
    [
      'after HELO, and without',
      'smtp',
      async (client) => {
        await client.say('HELO fax8');
        assert.equal((await client.say('AUTH LOGIN')).code, 503);
        // Another try without it: it is still a device that signs in.
        await client.say('MAIL FROM:<a@ours.test>');
        assert.equal((await client.say('RCPT TO:<a@outside.test>')).code, 550);
      },
      /Next: it may sign in as it does.*credential add MAILBOX --name fax8 --data \S+$/mu,
    ],
    [
      'a mechanism that nobody speaks',
      'submission',
      async (client) => {
        await client.say('EHLO fax');
        await client.startTls();
        assert.equal((await client.say('AUTH NTLM')).code, 504);
      },
      /Next: it signs in by NTLM, which nobody here speaks: choose LOGIN or PLAIN/u,
    ],
    [
      'TLS at once on the submission port',
      'submission',
      async (client) => {
        client.write(Buffer.from('16030100a1010000', 'hex'));
        await client.say('').catch(() => {});
      },
      /as the port it came to wants a sign-in[\s\S]*Next: switch on sign-in in the device, and give it name/u,
    ],
  ];
  let last = 41;
  for (const [name, port, talk, next] of cases) {
    const from = `127.0.0.${last++}`;
    await context.test(name, async () => {
      await talked(house, port, from, talk);
      const { code, out, err } = await people(['device', 'approve', from]);
      assert.equal(code, 0, err);
      assert.match(out, /no right to relay was given/u);
      assert.match(out, next);
    });
  }
  assert.deepEqual(await json(['connector', 'list']), { inbound: [], outbound: [] });
});

test('clear text on the port for TLS is told as that, and leads to no profile and no right', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  const client = connect({ host: '127.0.0.1', port: house.port('submissions'), localAddress: PRINTER });
  client.on('error', () => {});
  client.write('EHLO x\r\n');
  const { proposal, lastRefusal } = await seenAt(house, PRINTER);
  client.destroy();
  assert.equal(proposal.profile, null);
  assert.equal(lastRefusal.cause, 'it speaks clear text on the port for TLS from the first byte');
  const { out } = await people(['device', 'approve', PRINTER]);
  assert.match(out, /it needs no profile of its own[\s\S]*no right to relay was given/u);
  assert.match(out, /Next: .*use port 587 or 25 in the device, or switch on SSL\/TLS there/u);
  assert.deepEqual(await json(['connector', 'list']), { inbound: [], outbound: [] });
});

test('a device that a connector covers waits only for a profile, not for a recipient that is mistyped', async () => {
  await using house = await startTestHouse({ objects: [inbound('floor', { senderAddresses: ['127.0.0.40/29'] })] });
  const { json, people } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  await client.say('EHLO copier');
  await client.say('MAIL FROM:<printer@ours.test>');
  assert.equal((await client.say('RCPT TO:<typo@ours.test>')).code, 550);
  client.end();
  let all: readonly Waiting[] = [];
  for (let tries = 0; all.length === 0 && tries < 200; tries++) all = await json(['device', 'waiting', '--all']);
  assert.equal(all[0]?.state, 'seen');
  assert.match((await people(['alarm', 'list'])).out, /no alarms/u);
  // A refused greeting; what follows of it is not what it is told for.
  await talked(house, 'smtp', PRINTER, async (again) => {
    await again.say('EHLO copier two');
    for (const line of ['MAIL FROM:<printer@ours.test>', 'RCPT TO:<v@ours.test>', 'DATA'])
      assert.equal((await again.say(line)).code, 503);
  });
  const { lastRefusal, proposal } = await seenAt(house, PRINTER);
  assert.match(lastRefusal.cause, /^it greets with no name .*EHLO copier two$/u);
  assert.equal(proposal.profile, 'tolerant');
});

test('an address that was seen by nobody but the administrator is let in by name; a wrong name is not', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const done = await people(['device', 'approve', '127.0.0.46', '--name', 'Known to me']);
  assert.equal(done.code, 0, done.err);
  assert.match(
    done.out,
    /from 127\.0\.0\.46 alone[\s\S]*Next: what it needs is not known.*watch --address 127\.0\.0\.46/u,
  );
  const removed = await people(['device', 'remove', 'Known to me', '--yes']);
  assert.match(removed.out, /Known to me removed; it may still send .*doorpost connector remove 'Known to me'/u);
  assert.equal((await people(['device', 'add', 'Known to me', '--address', '127.0.0.46'])).code, 0);
  assert.equal((await people(['device', 'approve', '127.0.0.0/24'])).code, 1);
  assert.equal((await people(['device', 'approve', 'copier-two'])).code, 1);
  assert.equal((await json<unknown[]>(['device', 'list'])).length, 1);
});

test('an ignored device waits no more and stays refused', async () => {
  await using house = await startTestHouse({});
  const { json } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.40/29']);
  assert.equal(await print(house, OUTSIDE), 550);
  let waiting = await json<Waiting[]>(['device', 'waiting']);
  for (let tries = 0; waiting.length === 0 && tries < 100; tries++) waiting = await json(['device', 'waiting']);
  await json(['device', 'ignore', PRINTER]);
  assert.equal(await print(house, OUTSIDE), 550);
  assert.deepEqual(await json(['device', 'waiting']), []);
  const [still] = await json<Waiting[]>(['device', 'waiting', '--all']);
  assert.equal(still?.state, 'ignored');
});

test('a crash leaves no alarm of a device that nobody knows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-test-'));
  try {
    const book = (of: TestHouse, name: 'alarm' | 'device-sighting') => of.house.store.notes.all(name);
    {
      await using house = await startTestHouse({ folder });
      const { json } = commandsOf(house);
      await json(['org', 'set', '--device-network', '127.0.0.40/29']);
      assert.equal(await print(house, OUTSIDE), 550);
      const raised = async () => (await book(house, 'alarm')).find(({ key }) => key.endsWith(PRINTER));
      for (let tries = 0; (await raised()) === undefined && tries < 200; tries++) await sleep(10);
      const seen = async () => (await book(house, 'device-sighting')).some(({ key }) => key.endsWith(PRINTER));
      for (let tries = 0; !(await seen()) && tries < 200; tries++) await sleep(10);
      assert.ok(await seen(), 'what begins to wait is written with its alarm, not a minute later');
      // As if only the alarm had come to the disk of another one.
      const value = JSON.parse(JSON.stringify((await raised())?.value).replaceAll(PRINTER, '127.0.0.45')) as object;
      await house.house.store.notes.put('alarm', [{ key: 'raised device-waiting:127.0.0.45', value }]);
    }
    await using again = await startTestHouse({ folder });
    const { json } = commandsOf(again);
    const keys = (await json<{ key: string }[]>(['alarm', 'list'])).map(({ key }) => key);
    assert.deepEqual(keys, [`device-waiting:${PRINTER}`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('devices go out as a table and come back from one, all or none', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json([
    'device',
    'add',
    'Fax; old',
    '--address',
    '192.0.2.7',
    '--owner',
    'boss@ours.test',
    '--silent-after',
    '3',
    '--rewrite-from',
    'out@ours.test',
    '--reply-to-original',
    'on',
  ]);
  const out = (await people(['device', 'export'])).out;
  const header =
    'name,place,addresses,logins,owner,language,profile,always_through,silent_after_days,rewrite_sender,rewrite_from,reply_to_original,may_send,senders';
  assert.equal(out, `${header}\r\n"Fax; old",,192.0.2.7,,boss@ours.test,,,,3,,out@ours.test,yes,,\r\n`);
  const more = `${out}"Copier ""2""",Room 2,192.0.2.8;192.0.2.9,,,de,tolerant,,,,,,,\r\n`;
  const dry = await json<{ changes: { action: string; name: string }[]; applied: boolean }>(
    ['device', 'import', '-', '--dry-run'],
    more,
  );
  assert.deepEqual(
    [dry.applied, dry.changes.map(({ action, name }) => `${action} ${name}`)],
    [false, ['create Copier "2"']],
  );
  await json(['device', 'import', '-'], more);
  const names = await json<{ name: string; addresses: string[]; language: string }[]>(['device', 'list']);
  assert.deepEqual(names.map(({ name }) => name).sort(), ['Copier "2"', 'Fax; old']);
  // What went out comes back the same where it was removed, as a spreadsheet may have saved it.
  await json(['device', 'remove', 'Fax; old', '--yes']);
  for (const saved of [out, `sep=;\r\n${out.replaceAll(',', ';')}`, out.replaceAll(',', '\t')])
    await json(['device', 'import', '-'], saved);
  const fax = await json<{ rewriting: object }>(['device', 'show', 'Fax; old']);
  assert.deepEqual(fax.rewriting, { reversePath: null, from: 'out@ours.test', replyToOriginal: true });

  const broken = await cli(['device', 'import', '-', '--data', house.folder], {
    stdin: 'name,addresses\r\nNew,192.0.2.20\r\nWrong,not-an-address\r\n',
  });
  assert.equal(broken.code, 1);
  assert.match(broken.err, /line 3: addresses\.0: "not-an-address" is no IP address or range/u);
  const odd = await cli(['device', 'import', '-', '--data', house.folder], {
    stdin: 'name,rewrite_from,reply_to_original\r\nOdd,not an address,perhaps\r\n',
  });
  assert.match(odd.err, /line 2: rewrite_from[\s\S]*line 2: reply_to_original/u);
  assert.equal((await json<object[]>(['device', 'list'])).length, 2, 'nothing of a file with a mistake');
});

test('several addresses stand in one cell in any way that is plain', async () => {
  await using house = await startTestHouse({});
  const { json } = commandsOf(house);
  for (const [index, cell] of [
    '10.0.0.1;10.0.0.2',
    '10.0.1.1 10.0.1.2',
    '10.0.2.1|10.0.2.2',
    '10.0.3.1\n10.0.3.2',
    '10.0.4.1, 10.0.4.2',
  ].entries()) {
    await json(['device', 'import', '-'], `name,addresses,logins\r\nD${index},"${cell}","scan one;two\nthree"\r\n`);
    const { addresses, logins } = await json<{ addresses: string[]; logins: string[] }>([
      'device',
      'show',
      `D${index}`,
    ]);
    assert.deepEqual(addresses, [`10.0.${index}.1`, `10.0.${index}.2`]);
    assert.deepEqual(logins, ['scan one', 'two', 'three']);
  }
});

test('who has no right to send yet is named, with the command that gives it', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['connector', 'add', 'Floor', '--address', '10.1.0.0/24']);
  const table = [
    'name,addresses,logins',
    'Covered,10.1.0.7,',
    'Signs in,10.2.0.1,scan@ours.test',
    'Old fax,10.2.0.7;10.2.0.8,',
    'Hall,10.3.0.0/24,',
  ].join('\n');
  const left =
    /^Next: "Old fax" may not send to the outside yet, as no connector covers 10\.2\.0\.7, 10\.2\.0\.8\. To let it: \S+ device approve 10\.2\.0\.7 --data \S+ && \S+ device approve 10\.2\.0\.8 --data \S+\nNext: "Hall" .*connector add Hall --address 10\.3\.0\.0\/24 --data \S+\nNext: or let all of one network send: .*\n/mu;
  for (const args of [['--dry-run'], [], []]) {
    const { code, out, err } = await people(['device', 'import', '-', ...args], table);
    assert.equal(code, 0, err);
    assert.match(out, left);
    assert.ok(!/Next: "(?:Covered|Signs in)"/u.test(out), out);
  }
  assert.match((await people(['device', 'approve', '10.2.0.7'])).out, /the connector "Old fax" was made/u);
  const added = await people(['device', 'add', 'New', '--address', '10.4.0.1']);
  assert.match(added.out, /^Next: "New" .*device approve 10\.4\.0\.1 --data \S+$/mu);
  assert.ok(!(await people(['device', 'add', 'Other', '--address', '10.1.0.9'])).out.includes('Next'));
  assert.ok(!(await people(['device', 'set', 'New', '--place', 'Room 2'])).out.includes('Next'));
  assert.match((await people(['device', 'set', 'New', '--address', '10.4.0.2', '--yes'])).out, /approve 10\.4\.0\.2/u);
});

test('a wrong password from an inner network is told of under the device that signs in by that name', async () => {
  await using house = await startTestHouse({ objects: [await credential('printer@ours.test', 'right-password')] });
  const { json } = commandsOf(house);
  await json(['device', 'add', 'Copier', '--login', 'printer@ours.test']);
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.33' });
  await client.say('EHLO copier.test');
  await client.startTls();
  await client.say('EHLO copier.test');
  const proof = Buffer.from('\0printer@ours.test\0wrong-password').toString('base64');
  assert.equal((await client.say(`AUTH PLAIN ${proof}`)).code, 535);
  client.end();
  let told = '';
  for (let tries = 0; tries < 200 && !told.includes('wrong name or password'); tries++) {
    told = JSON.stringify(await json(['device', 'show', 'Copier']));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.match(told, /wrong name or password: printer@ours\.test/u);
});

test('a device that is wide open, or is another one in other words, is told of', async () => {
  await using house = await startTestHouse({});
  const add = (...args: readonly string[]) => cli(['device', 'add', ...args, '--data', house.folder], {});
  for (const [noun, ...more] of [['device'], ['connector', '--profile', 'tolerant']] as const) {
    const args = [
      noun,
      'add',
      'World',
      '--address',
      '64.0.0.0/2',
      ...(noun === 'device' ? ['--profile', 'legacy'] : more),
    ];
    const world = await cli([...args, '--yes', '--data', house.folder], {});
    assert.equal(world.code, 1, noun);
    assert.match(world.err, /would hold for 64\.0\.0\.0\/2, and so for strangers: they meet strict, always/u);
  }
  const wide = await add('Wide', '--address', '64.1.0.0/20', '--profile', 'legacy');
  assert.equal(wide.code, 0);
  assert.match(wide.err, /legacy" allows passwords in clear text .* over the Internet/u);
  assert.match(wide.err, /64\.1\.0\.0\/20 is a wide network/u);
  assert.equal((await add('One', '--address', '10.9.8.7/24')).code, 0);
  const other = await add('Other', '--address', '10.9.8.0/24');
  assert.equal(other.code, 1);
  assert.match(other.err, /10\.9\.8\.0\/24 is the device "One"/u);
  const builtIn = await cli(['profile', 'remove', 'legacy', '--yes', '--data', house.folder], {});
  assert.match(builtIn.err, /legacy is a built-in profile/u);
});

test('an own profile begins with another, follows its new name to those who have it, and built-in ones stay', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  await json(['profile', 'add', 'Old fax', '--from', 'tolerant', '--tls', 'TLSv1', '--old-ciphers', 'on']);
  await json(['device', 'add', 'Fax', '--address', '192.0.2.7', '--profile', 'Old fax']);
  await json(['profile', 'set', 'Old fax', '--rename', 'Fax of 2004']);
  const { profile } = await json<{ profile: string }>(['device', 'show', 'Fax']);
  assert.equal(profile, 'Fax of 2004');
  const listed = await json<{ name: string; tlsMinimum: string; lineEnds: string }[]>(['profile', 'list']);
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['strict', 'tolerant', 'legacy', 'Fax of 2004'],
  );
  assert.deepEqual([listed[3]?.tlsMinimum, listed[3]?.lineEnds], ['TLSv1', 'normalize']);
  const refused = await people(['profile', 'set', 'legacy', '--tls', 'TLSv1.2']);
  assert.match(refused.err, /built-in profile.*doorpost profile add/su);
  const inUse = await people(['profile', 'remove', 'Fax of 2004', '--yes']);
  assert.equal(inUse.code, 1, 'a device has it');
});
