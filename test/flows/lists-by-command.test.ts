/** Lists and restrictions as an administrator uses them: typed, shown, exported, explained, and met on the wire. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domain, inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { cli } from '../../lab/cli.ts';
import { done, shellIn } from '../../lab/shell.ts';
import type { Explanation } from '../../src/mail/doors/explanation.ts';

const DEVICE = '127.0.0.10';
const STRANGER = '127.0.0.2';

async function attempt(house: TestHouse, address: string, from: string, to: string): Promise<TestReply> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: address });
  try {
    await client.say('EHLO device.test');
    return await client.send(from, [to], `From: ${from}\nSubject: hello\n\nbody\n`);
  } finally {
    client.end();
  }
}

const objects = [domain('other.test', { type: 'internal-relay' }), inbound('copier', { senderAddresses: [DEVICE] })];

test('an entry is added, refuses, is shown, exported and taken away by commands', async () => {
  await using house = await startTestHouse({ objects });
  const run = shellIn(house.folder);
  await done(run, 'block', 'add', '127.0.0.0/30', '--until', 'never', '--note', 'noise');
  assert.equal((await attempt(house, STRANGER, 'x@foreign.test', 'v@ours.test')).code, 550);
  assert.match(await done(run, 'block', 'list'), /127\.0\.0\.0\/30 +both +never/u);
  await done(run, 'allow', 'add', STRANGER);
  assert.equal((await attempt(house, STRANGER, 'x@foreign.test', 'v@ours.test')).code, 250);
  assert.match(await done(run, 'allow', 'show', STRANGER), /45 days after last use/u);
  const file = await done(run, 'export');
  assert.match(file, /blockEntries:\n +- name: 127\.0\.0\.0\/30/u);
  assert.doesNotMatch(file, /addedAt/u);
  const twice = await run('block', 'add', '127.0.0.0/30');
  assert.match(twice.err, /on the list already/u);
  const wide = await run('block', 'add', '0.0.0.0/2');
  assert.match(wide.err, /very large part of the Internet/u);
  const odd = await run('block', 'add', 'spam.example', '--until', 'tomorrow');
  assert.match(odd.err, /no time that an entry can hold for/u);
  await done(run, 'block', 'remove', '127.0.0.0/30', '--yes');
  await done(run, 'allow', 'remove', STRANGER, '--yes');
  assert.equal((await attempt(house, STRANGER, 'x@foreign.test', 'v@ours.test')).code, 250);
});

test('lists, restrictions and protection are taken from a file as they were, and the audit log has what was and what is', async () => {
  await using one = await startTestHouse();
  const run = shellIn(one.folder);
  await done(
    run,
    'block',
    'add',
    'spam.example',
    '--until',
    '2027-01-31',
    '--note',
    'newsletters',
    '--binds',
    'inbound',
  );
  await done(run, 'block', 'set', 'spam.example', '--binds', 'outbound');
  await done(run, 'allow', 'add', 'partner.example from 192.0.2.0/24', '--until', 'never');
  await done(run, 'org', 'set', '--protection', 'strict', '--protection-observes', 'spam', '--quarantine-days', '20');
  const lines = [
    /name: spam\.example$/mu,
    /until: ["']?2027-01-31["']?$/mu,
    /note: newsletters$/mu,
    /binds: outbound$/mu,
    /name: partner\.example from 192\.0\.2\.0\/24$/mu,
    /protection: strict$/mu,
    /quarantineDays: 20$/mu,
  ];
  const file = await done(run, 'export');
  await using other = await startTestHouse();
  const applied = await cli(['apply', '-f', '-', '--data', other.folder], { stdin: file });
  assert.equal(applied.code, 0, applied.err);
  const again = await done(shellIn(other.folder), 'export');
  for (const line of lines) {
    assert.match(file, line);
    assert.match(again, line);
  }
  const unchanged = await cli(['apply', '-f', '-', '--data', other.folder], { stdin: again });
  assert.match(unchanged.out, /nothing to change/u);

  await done(run, 'block', 'remove', 'spam.example', '--yes');
  const { out } = await run('audit', '--json');
  const told = (JSON.parse(out) as Audited[]).filter(({ name }) => name === 'spam.example');
  const binds = (side: Audited['before']): unknown => (side === null ? null : side['binds']);
  // The newest first.
  assert.deepEqual(
    told.map(({ before, after }) => [binds(before), binds(after)]),
    [
      ['outbound', null],
      ['inbound', 'outbound'],
      [null, 'inbound'],
    ],
  );
});

interface Audited {
  readonly name: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

test('a restricted connector is refused, its mail that waits is paused, released and ended in one step', async () => {
  await using house = await startTestHouse({ objects });
  const run = shellIn(house.folder);
  await house.put(organization({ withoutUpstream: 'wait' }));
  for (const to of ['a@outside.test', 'b@outside.test'])
    assert.equal((await attempt(house, DEVICE, 'scan@ours.test', to)).code, 250);
  const told = await done(run, 'restricted', 'add', 'copier', '--of', 'connector', '--why', 'sends spam');
  assert.match(told, /copier is restricted; 2 recipients of its mail paused/u);
  const refused = await attempt(house, DEVICE, 'scan@ours.test', 'v@ours.test');
  assert.equal(refused.code, 550);
  assert.match(refused.text, /5\.7\.711/u);
  assert.match(await done(run, 'restricted', 'list'), /copier +connector .*sends spam/u);
  assert.match(await done(run, 'restricted', 'expire', 'copier', '--yes'), /2 recipients ended/u);
  assert.match(await done(run, 'restricted', 'lift', 'copier', '--release'), /may send again; 0 recipients released/u);
  assert.equal((await attempt(house, DEVICE, 'scan@ours.test', 'v@ours.test')).code, 250);
  const nobody = await run('restricted', 'add', 'nobody@ours.test');
  assert.match(nobody.err, /no mailbox of the organization/u);
});

test('explain shows every check that would apply, the observed ones too, and what is assumed of the content', async () => {
  await using house = await startTestHouse({ objects });
  await house.put(organization({ protection: 'standard' }));
  const run = shellIn(house.folder);
  await done(run, 'org', 'set', '--protection-observes', 'own-hello');
  await done(run, 'block', 'add', STRANGER);
  const checks = async (...args: string[]): Promise<readonly string[]> => {
    const { out } = await run('explain', '--to', 'v@ours.test', '--ip', STRANGER, ...args, '--json');
    const { decisions } = JSON.parse(out) as Explanation;
    return decisions.filter(({ what }) => what === 'check').map(({ text }) => text);
  };
  const own = ['--from', 'boss@ours.test', '--helo', house.settings.hostName];
  assert.deepEqual(await checks(...own, '--assume', 'unauthenticated,malware'), [
    `blocked-address: refused, because its address is on the block list (${STRANGER})`,
    'own-hello is only observed; it would be refused, because it says our own name or address in EHLO',
    'malware: put into quarantine, because malware: assumed',
    'unauthenticated: put into Junk, because in the name of the own domain ours.test, and neither SPF nor DKIM nor a connector or sign-in shows it',
  ]);
  await done(run, 'block', 'remove', STRANGER, '--yes');
  assert.deepEqual(await checks('--from', 'x@foreign.test'), []);
  assert.equal(
    (await run('explain', '--from', 'x@foreign.test', '--to', 'v@ours.test', '--ip', STRANGER, '--assume', 'rain'))
      .code,
    2,
  );
});
