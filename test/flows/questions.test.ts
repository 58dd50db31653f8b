/** Every command that asks before: without a terminal it is refused, a no does nothing, a yes (or --yes) does it, and the question counts what goes. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CliRun, cli } from '../../lab/cli.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { keepMail } from '../../lab/kept-mail.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { questions } from '../../src/cli/questions/table.ts';

interface Case {
  readonly words: readonly string[];
  /** What is asked. */
  readonly asked: RegExp;
  readonly stdin?: string;
}

/** By the path of the command. */
const cases: Readonly<Record<string, Case>> = {
  'token remove': { words: ['monitoring'], asked: /remove the token monitoring/u },
  'admin remove': { words: ['anna'], asked: /remove the administrator anna/u },
  'org add': {
    words: ['Wide', '--device-network', '0.0.0.0/0'],
    asked: /0\.0\.0\.0\/0: 4,294,967,296 addresses, strangers' among them/u,
  },
  'org set': {
    words: ['ours', '--alarm-webhook', 'https://chat.test/another'],
    asked: /replace the alarm webhook of ours:\n.*https:\/\/chat\.test is lost/u,
  },
  'org remove': { words: ['empty'], asked: /remove the organization empty/u },
  'domain remove': { words: ['second.test'], asked: /mail for @second\.test is refused/u },
  'mailbox remove': {
    words: ['scan@ours.test'],
    asked: /1 sign-in of it goes too: test\n {2}1 device signs in as it: Fax\n/u,
  },
  'group remove': { words: ['all@ours.test'], asked: /reaches its 2 members no more/u },
  'credential reset': { words: ['scan@ours.test'], asked: /1 device signs in by this name: Fax\n/u },
  'credential remove': { words: ['scan@ours.test'], asked: /1 device signs in by this name: Fax\n/u },
  'mailbox set': {
    words: ['scan@ours.test', '--alias', 'new@ours.test'],
    asked: /old@ours\.test goes: mail for it is refused/u,
  },
  'group set': {
    words: ['all@ours.test', '--member', 'v@ours.test'],
    asked: /replace the members of the group all@ours\.test:\n {2}scan@ours\.test goes: mail for the group/u,
  },
  'profile remove': { words: ['Old'], asked: /remove the profile Old/u },
  'device add': { words: ['World', '--address', '::/0'], asked: /::\/0: 2\^128 addresses/u },
  'device set': { words: ['Fax', '--address', '64.0.0.0/4'], asked: /64\.0\.0\.0\/4: 268,435,456 addresses/u },
  'device remove': { words: ['Fax'], asked: /remove the record of the device Fax/u },
  'connector add': {
    words: ['World', '--address', '0.0.0.0/0'],
    asked: /let strangers relay by the connector World:\n {2}0\.0\.0\.0\/0: 4,294,967,296 addresses/u,
  },
  'connector set': {
    words: ['floor', '--address', '0.0.0.0/1'],
    asked:
      /0\.0\.0\.0\/1: 2,147,483,648 addresses.*\n {2}127\.0\.0\.40\/29 goes: who relays from there is refused.*\n {2}1 device sends from there: Copier/u,
  },
  'connector set-outbound': {
    words: ['tried', '--username', 'u', '--password-stdin'],
    stdin: 'another-password',
    asked: /replace the sign-in of tried \(u\)/u,
  },
  'connector remove': {
    words: ['floor'],
    asked: /127\.0\.0\.40\/29 is refused.*\n {2}1 device sends through it: Copier\n/u,
  },
  'upstream set': {
    words: ['tried', '--password-stdin'],
    stdin: 'another-password',
    asked: /replace the sign-in of tried \(u\)/u,
  },
  'upstream sign-in': {
    words: ['tried', '--refresh-token-stdin'],
    stdin: 'token',
    asked: /replace the sign-in of tried/u,
  },
  'upstream remove': { words: ['only'], asked: /it is the last one.*\n {2}1 mail waits for it/u },
  'dkim remove': {
    words: ['q1._domainkey.ours.test'],
    asked: /delete the DKIM key q1\._domainkey\.ours\.test:\n {2}its private half is lost/u,
  },
  'allow remove': { words: ['partner.test'], asked: /take partner\.test off the allow list/u },
  'block remove': { words: ['rival.test'], asked: /take rival\.test off the block list/u },
  'restricted expire': {
    words: ['v@ours.test'],
    asked: /end the mail of v@ours\.test that waits/u,
  },
  'quarantine release': {
    words: ['--sender', 'good'],
    asked: /release what is selected in quarantine:\n {2}1 recipient: they are delivered/u,
  },
  'quarantine delete': {
    words: ['--all'],
    asked: /delete all that is in quarantine:\n {2}\d recipients?: they are gone/u,
  },
  'person erase': {
    words: ['good@far.test'],
    asked: /erase what is kept of good@far\.test:\n {2}1 row of the trace\n/u,
  },
  'queue redirect': {
    words: ['--all', '--to', 'v@ours.test'],
    asked: /send all that waits elsewhere:\n {2}1 recipient/u,
  },
  'queue expire': { words: ['--recipient', 'outside'], asked: /end what is selected as expired:\n {2}1 recipient/u },
  'queue bounce': {
    words: ['--all'],
    asked: /end all that waits as failed:\n {2}1 recipient: nothing is delivered any more/u,
  },
};

/** They ask when they have found out what they would do. */
const INSIDE = Object.entries(questions).flatMap(([path, asking]) => (asking === 'inside' ? [path] : []));

test('every command that asks before is tried here', () => {
  const asking = Object.keys(questions).filter((path) => !INSIDE.includes(path));
  assert.deepEqual(Object.keys(cases).sort(), asking.sort());
});

const tested = { at: 1, ok: true, text: 'ok' };
const signIn = { kind: 'password', username: 'u', passwordSecret: 'outbound:tried' } as never;

async function furnished(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [
      domain('second.test'),
      mailbox('scan@ours.test', { aliases: ['old@ours.test'] }),
      await credential('scan@ours.test', 'right-password'),
      group('all@ours.test', ['v@ours.test', 'scan@ours.test']),
      inbound('floor', { senderAddresses: ['127.0.0.40/29'] }),
    ],
  });
  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder]);
  for (const args of [
    ['token', 'add', 'monitoring'],
    ['admin', 'add', 'anna', '--role', 'reader', '--organization', 'ours'],
    ['org', 'add', 'empty'],
    ['org', 'set', 'ours', '--default'],
    ['org', 'set', 'ours', '--alarm-webhook', 'https://chat.test/secret'],
    ['profile', 'add', 'Old', '--from', 'tolerant'],
    ['device', 'add', 'Fax', '--login', 'scan@ours.test'],
    ['device', 'add', 'Copier', '--address', '127.0.0.44'],
    ['dkim', 'add', 'ours.test', '--selector', 'q1'],
    ['allow', 'add', 'partner.test'],
    ['block', 'add', 'rival.test', '--binds', 'inbound'],
    ['restricted', 'add', 'v@ours.test', '--why', 'taken over'],
  ])
    await run(...args);
  for (const from of ['good@far.test', 'bad@far.test']) await keepMail(house, { from });
  return house;
}

/** A mail that waits for the only upstream, which nobody answers at. */
async function waitingMail(house: TestHouse): Promise<void> {
  await house.put(smartHost('only', 1));
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.44' });
  await client.say('EHLO copier');
  await client.say('MAIL FROM:<v@ours.test>');
  await client.say('RCPT TO:<a@outside.test>');
  await client.say('DATA');
  assert.equal((await client.say('Subject: x\r\n\r\nx\r\n.')).code, 250);
  await client.say('QUIT');
  client.end();
}

test('without a terminal it is refused, a no does nothing, and a yes does it', async (context) => {
  await using house = await furnished();
  await waitingMail(house);
  const run = (words: readonly string[], around: Parameters<typeof cli>[1] = {}): Promise<CliRun> =>
    cli([...words, '--data', house.folder], around);
  const state = () => JSON.stringify([...house.house.directory.current.revision.toString()]);
  for (const [path, { words, asked, stdin = '' }] of Object.entries(cases))
    await context.test(path, async () => {
      const isOfTried = words.includes('tried');
      if (isOfTried) await house.put(smartHost('tried', 2, { auth: signIn, lastTest: tested, recipientDomains: [] }));
      const typed = [...path.split(' '), ...words];
      const before = state();
      const refused = await run(typed, { stdin });
      assert.equal(refused.code, 2, refused.err);
      assert.match(
        refused.err,
        /^doorpost: nothing was done: to .* takes a yes, and there is no terminal to ask at\n {2}\S.*\n(?:.*\n)*Cure: .*--yes/u,
      );
      assert.ok(refused.err.includes(`doorpost ${path} `), `the whole command: ${refused.err}`);
      assert.match(refused.err, /--data \S+ --yes\n$/u);
      assert.ok(!refused.err.includes('chat.test/'), 'the key in an address is not repeated');
      const told = JSON.parse((await run([...typed, '--json'], { stdin })).out) as { error: string; details: string[] };
      assert.ok(told.error.includes('takes a yes') && told.details.length > 0);
      const heard: string[] = [];
      const no = await run(typed, { stdin, says: false, asked: heard });
      assert.equal(no.code, 1, no.err);
      assert.match(no.err, /nothing was done: the answer was no/u);
      assert.match(heard.join(''), asked);
      assert.match(heard.join(''), /^This will .*:\n(?: {2}\S.*\n)+Do it\? \[y\/N\] $/u);
      assert.equal(state(), before, 'nothing was changed');
      if (isOfTried)
        return house.house.store.directory
          .load()
          .then(() => run(['upstream', 'remove', 'tried', '--yes']))
          .then(({ code, err }) => assert.equal(code, 0, err));
    });
  for (const words of [
    ['queue', 'bounce', '--all'],
    ['upstream', 'remove', 'only'],
    ['credential', 'remove', 'scan@ours.test'],
  ]) {
    const yes = await run(words, { says: true });
    assert.equal(yes.code, 0, yes.err);
  }
  const unasked: string[] = [];
  const said = await run(['mailbox', 'remove', 'scan@ours.test', '--yes'], { says: false, asked: unasked });
  assert.match(said.err, /still needed by|removed|^$/u);
  assert.deepEqual(unasked, []);
});

test('what is as usual is not asked about', async () => {
  await using house = await furnished();
  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder]);
  await house.put(smartHost('new', 2, { auth: signIn, recipientDomains: [] }));
  for (const args of [
    ['connector', 'set', 'floor', '--address', '127.0.0.40/29', '--address', '10.0.0.0/8'],
    ['connector', 'set', 'floor', '--add-address', '10.1.0.0/16'],
    ['mailbox', 'set', 'scan@ours.test', '--alias', 'OLD@ours.test', '--send-as', 'v@ours.test'],
    ['connector', 'add', 'Hall', '--address', '203.0.113.0/24'],
    ['org', 'set', 'ours', '--alarm-webhook', 'https://chat.test'],
    ['queue', 'bounce', '--all'],
    ['upstream', 'set', 'new', '--tls', 'required'],
  ]) {
    const { code, err } = await run(...args);
    assert.equal(code, 0, `${args.join(' ')}: ${err}`);
  }
  const missing = await run('domain', 'remove', 'nowhere.test');
  assert.equal(missing.code, 1);
  assert.match(missing.err, /nowhere\.test/u);
  // Nobody has found out yet whether its password works.
  const first = await cli(['upstream', 'set', 'new', '--password-stdin', '--data', house.folder], { stdin: 'first' });
  assert.equal(first.code, 0, first.err);
});

test('to set up anew what is set up is asked about, the first time is not', async () => {
  const data = await mkdtemp(join(tmpdir(), 'doorpost-asked-'));
  try {
    const init = (hostname: string, around: Parameters<typeof cli>[1] = {}) =>
      cli(['--data', data, 'init', '--defaults', '--hostname', hostname, '--domain', 'contoso.com'], around);
    assert.equal((await init('mail.contoso.com')).code, 0);
    assert.equal((await init('mail.contoso.com')).code, 0, 'nothing changes');
    const refused = await init('other.contoso.com');
    assert.equal(refused.code, 2, refused.err);
    assert.match(refused.err, /1 line of .*doorpost\.yaml changes/u);
    assert.equal((await init('other.contoso.com', { says: false })).code, 1);
    assert.match(await readFile(join(data, 'doorpost.yaml'), 'utf8'), /mail\.contoso\.com/u);
    assert.equal((await init('other.contoso.com', { says: true })).code, 0);
    assert.match(await readFile(join(data, 'doorpost.yaml'), 'utf8'), /other\.contoso\.com/u);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

test('a file asks where it takes something away or lets strangers in, and at no other time', async () => {
  await using house = await furnished();
  const file = join(house.folder, 'org.yaml');
  const { out } = await cli(['export', '--data', house.folder]);
  const apply = (yaml: string, args: readonly string[] = [], around: Parameters<typeof cli>[1] = {}) =>
    writeFile(file, yaml).then(() => cli(['apply', '-f', file, ...args, '--data', house.folder], around));
  assert.equal((await apply(out)).code, 0);
  assert.equal((await apply(out.replace('127.0.0.40/29', '127.0.0.40/30'))).code, 0);
  const wide = await apply(out.replace('127.0.0.40/29', '0.0.0.0/0'));
  assert.equal(wide.code, 2);
  assert.match(wide.err, /the inbound connector floor takes in strangers: 0\.0\.0\.0\/0/u);
  const without = out.replace(/ {4}groups:\n(?: {6}.*\n)+/u, '    groups: []\n');
  assert.notEqual(without, out);
  const asked: string[] = [];
  const pruned = await apply(without, ['--prune'], { says: false, asked });
  assert.equal(pruned.code, 1, pruned.err);
  assert.match(asked.join(''), /make the changes of the file:\n.*1 group is removed: all@ours\.test/u);
  assert.equal((await apply(without, ['--prune', '--dry-run'])).code, 0);
  const done = await apply(without, ['--prune', '--yes']);
  assert.match(done.out, /- group all@ours\.test/u, done.err);
});
