/** Commands against the real API: what they change, what they show, how they end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { QueueId, SessionId } from '../../src/base/id.ts';
import type { MailboxAccount } from '../../src/directory/objects.ts';
import { type CliRun, cli } from '../../lab/cli.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell, shellIn } from '../../lab/shell.ts';
import { sessionRecord } from '../../lab/stores/records.ts';

const mailboxOf = (t: TestAdmin): MailboxAccount => {
  const [mailbox] = t.directory.current.mailboxes;
  assert.ok(mailbox);
  return mailbox;
};

test('a list is a table for people and data for programs', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(
    run,
    'mailbox',
    'set',
    'scan@contoso.com',
    '--name',
    'Ä Büro',
    '--alias',
    'b@contoso.com',
    '--enabled',
    'off',
  );
  const people = await run('mailbox', 'list');
  assert.equal(people.code, 0);
  assert.match(people.out, /^ADDRESS +NAME/u);
  assert.match(people.out, /scan@contoso\.com +Ä Büro +b@contoso\.com +here +yes +no/u);
  const program = await run('mailbox', 'list', '--json', '--organization', 'contoso');
  assert.equal((JSON.parse(program.out) as { id: string }[])[0]?.id, mailboxOf(t).id);
});

test('a refusal shows the detail, every problem and the cure, and exits 1', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const { code, err } = await run(
    'connector',
    'add',
    'Copier',
    '--address',
    '192.0.2.1',
    '--accepted-domain',
    'x.test',
  );
  assert.equal(code, 1);
  assert.match(err, /^doorpost: --accepted-domain x\.test: x\.test is no domain of the organization$/mu);
  assert.match(err, /\nCure: \S/u);
});

test('where problems are listed with their cures, nothing refers to them', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const { code, err } = await run('connector', 'add', 'Copier', '--address', 'nowhere');
  assert.equal(code, 1);
  assert.equal(
    err,
    'doorpost: Some fields are not right.\n  --address nowhere: "nowhere" is no IP address or range. Cure: write 192.0.2.10, 192.0.2.0/28, 2001:db8::10 or 2001:db8::/64\n',
  );
});

test('what should come on standard input and does not is told before anything is changed', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'X', '--smart-host', 'mail.example.net:587', '--tls', 'verified');
  const before = t.fake.audit.length;
  const token = ['--token-endpoint', 'https://l.example/t', '--scope', 's', '--client-id', 'c', '--username', 'u'];
  for (const [args, what] of [
    [['upstream', 'set', 'X', '--secret-stdin', ...token], /where the secret should.*\n.*DOORPOST_SECRET/u],
    [['upstream', 'set', 'X', '--password-stdin'], /where the password should.*\n.*DOORPOST_PASSWORD/u],
    [['device', 'import', '-'], /nothing came on standard input\nCure: its first line names the columns/u],
  ] as const) {
    const { code, err } = await run(...args);
    assert.equal(code, 2, err);
    assert.match(err, what);
  }
  assert.equal(t.fake.audit.length, before);
});

test('who asks for an upstream is answered in that word', async () => {
  await using t = await openTestAdmin({ over: { async *checkup() {} } });
  const run = shell(t);
  await contoso(run);
  for (const words of [
    ['upstream', 'show', 'Hub'],
    ['upstream', 'set', 'Hub', '--enabled', 'on'],
    ['upstream', 'remove', 'Hub', '--yes'],
    ['check', 'upstream', 'Hub'],
  ]) {
    const { err } = await run(...words);
    assert.match(err, /^doorpost: There is no upstream "Hub"\.\nCure: .*doorpost upstream list --organization/u);
  }
});

test('a server that is not there is exit code 3, wrong usage is 2', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  const nowhere = await cli(['--data', join(t.socketPath, 'none'), 'status']);
  assert.equal(nowhere.code, 3);
  assert.match(nowhere.err, /doorpost start/u);
  assert.equal((await run('mailbox', 'set', 'a@x.test')).code, 2);
  assert.equal((await run('connector', 'add', 'nothing')).code, 2);
  assert.equal((await run('limits', 'set', 'mesageSize', '5')).code, 2);
  assert.equal((await run('queue', 'hold')).code, 2);
  assert.equal((await run('nonsense')).code, 2);
  const both = await run('connector', 'add-outbound', 'P', '--mx', '--smart-host', 'mail.example.net');
  assert.equal(both.code, 2);
  assert.match(both.err, /Cure: leave one of them out/u);
  assert.deepEqual(t.fake.audit, []);
});

test('by URL the token goes along, and the socket is left alone', async () => {
  await using t = await openTestAdmin();
  await done(shell(t), 'org', 'add', 'Contoso');
  const { token } = JSON.parse(await done(shell(t), 'token', 'add', 'ci', '--json')) as { token: string };
  const port = t.admin.listening().find((point) => point.port !== null)?.port;
  const byUrl = (DOORPOST_TOKEN: string): Promise<CliRun> =>
    cli(['group', 'list'], { env: { DOORPOST_URL: `http://127.0.0.1:${port}`, DOORPOST_TOKEN } });
  const { code, out } = await byUrl(token);
  assert.equal(code, 0);
  assert.match(out, /no groups/u);
  const wrong = await byUrl('guessed');
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^doorpost: The token is not known\.\nCure: .*token add/u);
  const url = `http://127.0.0.1:${port}`;
  const none = await cli(['group', 'list', '--url', url]);
  assert.match(none.err, /token add <name> --role reader --organization <organization> .*export DOORPOST_TOKEN=/u);
  assert.ok(!none.err.includes('--url'), none.err);
  const byTls = await cli(['group', 'list', '--url', url.replace('http:', 'https:')]);
  assert.equal(byTls.code, 3);
  assert.match(byTls.err, /: http is spoken there, not https\nCure: write it with http: http:\/\/127/u);
});

test('only what was given is changed; none empties', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'mailbox', 'set', 'scan@contoso.com', '--forward', 'x@example.org', '--name', 'Scanner');
  const before = mailboxOf(t);
  const sendAs = ['--send-as', 'office@contoso.com', '--send-as', '@contoso.com'];
  await done(run, 'mailbox', 'set', 'scan@contoso.com', ...sendAs, '--forward', 'none', '--smtp-auth', 'off');
  assert.deepEqual(mailboxOf(t), {
    ...before,
    sendAs: ['office@contoso.com', '@contoso.com'],
    forwarding: null,
    smtpAuth: false,
  });
  const { code, err } = await run('group', 'add', 'all@contoso.com', '--member', 'ghost@contoso.com');
  assert.equal(code, 0);
  assert.match(err, /^warning: .*ghost@contoso\.com/u);
});

test('names with spaces and slashes stay one name', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add', 'Old fax/2 %', '--address', '192.0.2.9');
  await done(run, 'connector', 'set', 'Old fax/2 %', '--bare-line-feed', 'normalize');
  assert.equal(t.directory.current.inboundConnectors[0]?.bareLineFeed, 'normalize');
});

test("a smart host's password comes from standard input, never from an argument", async () => {
  await using t = await openTestAdmin();
  await contoso(shell(t));
  const typed = shell(t, {}, 'p w\n');
  const smartHost = ['--smart-host', 'mail.example.net:587', '--tls', 'verified'];
  await done(typed, 'connector', 'add-outbound', 'Provider', ...smartHost, '--username', 'u', '--password-stdin');
  const [connector] = t.directory.current.outboundConnectors;
  assert.deepEqual(connector?.route, { kind: 'smart-hosts', hosts: [{ host: 'mail.example.net', port: 587 }] });
  assert.equal(connector.tls, 'verified');
  assert.ok(connector.auth?.kind === 'password');
  assert.equal(connector.auth.username, 'u');
  assert.equal(await t.secrets.read(connector.auth.passwordSecret), 'p w');
});

test('a credential is reset by its mailbox, when that says which', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'mailbox', 'add', 's@contoso.com');
  for (const name of ['one', 'two']) await done(run, 'credential', 'add', 's@contoso.com', '--name', name);
  const unclear = await run('credential', 'reset', 's@contoso.com');
  assert.equal(unclear.code, 2);
  assert.match(unclear.err, /\(one, two\)/u);
  assert.match(
    await done(run, 'credential', 'reset', 's@contoso.com', 'two', '--yes'),
    /password of "two" of s@contoso\.com: [a-z0-9-]+ {3}\(shown only now\)/u,
  );
});

test('a reference leads to its session, with the transcript escaped', async () => {
  await using t = await openTestAdmin();
  const sessionId = '01JD3K7M9QXA2B4C' as SessionId;
  t.fake.sessions.set(
    sessionId,
    sessionRecord({
      sessionId,
      refusals: [
        {
          reference: `${sessionId}-1`,
          at: 500,
          reply: '550 5.7.64 no',
          cause: 'no connector',
          stage: 'rcpt',
          sender: 'a@x.test',
          recipient: 'b@y.test',
          organizationId: null,
        },
      ],
      transcript: 'C: EHLO \u001b]0;owned\u0007\nS: 250 ok\n',
    }),
  );
  const out = await done(shell(t), 'trace', '01jd3k7m9qxa2b4c-1');
  assert.match(out, /cause: no connector/u);
  assert.match(out, /C: EHLO \\x1b\]0;owned\\x07\n {2}S: 250 ok/u);
  assert.equal(out.includes('\u001b'), false);
});

test('trace filters go to the trace', async () => {
  await using t = await openTestAdmin();
  const filters = ['--client', '192.0.2.10', '--way', 'relay', '--status', 'Rejected', '--limit', '5'];
  assert.match(await done(shell(t), 'trace', ...filters), /nothing found/u);
  assert.deepEqual(t.fake.asked.trace, {
    clientAddress: '192.0.2.10',
    ingress: 'relay',
    status: ['Rejected'],
    limit: 5,
  });
});

test('an id nobody knows says what an id looks like', async () => {
  await using t = await openTestAdmin();
  const { code, err } = await shell(t)('trace', '0000000000000000');
  assert.equal(code, 1);
  assert.match(err, /Queued as/u);
});

test('queue verbs send their selection', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'Backup line', '--smart-host', 'b.example.net');
  const connectorId = t.directory.current.outboundConnectors[0]?.id;
  const goal = ['--recipient', '@contoso.com', '--connector', 'Backup line'];
  assert.match(await done(run, 'queue', 'redirect', ...goal), /3 recipients/u);
  const { verb, args } = t.steered.at(-1) ?? { args: [] };
  assert.deepEqual(
    [verb, args[0], args[2]],
    ['redirect', { recipientContains: '@contoso.com' }, { address: null, connectorId }],
  );
  await done(run, 'queue', 'retry', '--all');
  assert.deepEqual(t.steered.at(-1)?.args[0], { held: false });
});

test('a queue verb that touched nothing is a failure that says where to look', async () => {
  await using t = await openTestAdmin();
  t.steering.touches = 0;
  const none = await shell(t)('queue', 'hold', 'NOPE');
  assert.equal(none.code, 1);
  assert.match(none.out, /^hold: 0 recipients\nCure: .*queue list --data .*trace NOPE --data /u);
  assert.deepEqual(t.steered.at(-1)?.args[0], { queueIds: ['NOPE' as QueueId] });
});

test('apply shows the difference, and dry runs say so', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const file = join(t.socketPath, '..', 'org.yaml');
  const yaml = await done(run, 'export');
  await writeFile(file, yaml.replace('smtpAuth: true', 'smtpAuth: false'));
  const { revision } = t.directory.current;
  const dry = await done(run, 'apply', '-f', file, '--dry-run');
  assert.match(dry, /~ organization Contoso\n {4}smtpAuth: yes -> no\n1 change would be made/u);
  assert.equal(t.directory.current.revision, revision);
  assert.match(await done(run, 'apply', '-f', file), /1 change made, revision \d+/u);
  assert.equal(t.directory.current.organizations[0]?.smtpAuth, false);
});

test('a backup that breaks off is a failure', async () => {
  await using t = await openTestAdmin();
  assert.equal((await shell(t)('backup', '/backup/empty')).code, 0);
  const { code, err } = await shell(t)('backup', '/backup/full');
  assert.equal(code, 1);
  assert.match(err, /the folder is not empty\nCure: Name an empty or new folder/u);
});

test('a domain that is not verified is exit code 1, with what each server said', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'domain', 'add', 'x.test');
  const { code, out } = await run('domain', 'verify', 'x.test');
  assert.equal(code, 1);
  assert.match(out, / cure: +\S.*\nx\.test is not verified/u);
});

test('a raw message comes octet for octet', async () => {
  const raw = 'Subject: \u001b\r\n\r\nx';
  const mailboxes = { list: async () => [], read: async () => null, raw: async () => Buffer.from(raw) };
  await using t = await openTestAdmin({ over: { mailboxes } });
  await contoso(shell(t));
  assert.equal((await shell(t)('mailbox', 'read', 'scan@contoso.com', '7', '--raw')).out, raw);
});

test('config check lists every problem and exits 1', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-cli-'));
  const run = shellIn(folder);
  await writeFile(
    join(folder, 'doorpost.yaml'),
    'hostName: mail.x.test\nlisteners: { smtp: { prot: 25 } }\nlog: { level: loud }\n',
  );
  const { code, out } = await run('config', 'check', '--json');
  assert.equal(code, 1);
  const { problems } = JSON.parse(out) as { problems: { line: number; path: string }[] };
  assert.deepEqual(
    problems.map(({ line, path }) => [line, path]),
    [
      [2, 'listeners.smtp.prot'],
      [3, 'log.level'],
    ],
  );
  await writeFile(join(folder, 'doorpost.yaml'), 'hostName: mail.x.test\n');
  assert.equal((await run('config', 'check')).code, 0);
  assert.match((await run('config', 'show')).out, /^listeners\.smtp\.port +25 +default$/mu);
  await rm(folder, { recursive: true, force: true });
});

test('serve opens nothing that was not set up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-cli-'));
  const empty = await cli(['serve', '--data', join(folder, 'empty')]);
  assert.equal(empty.code, 1);
  assert.match(empty.err, /doorpost init/u);
  await writeFile(join(folder, 'doorpost.yaml'), 'mode: evaluation\n');
  const evaluated = await cli(['--data', folder, 'serve']);
  assert.equal(evaluated.code, 1);
  assert.match(evaluated.err, /evaluation mode/u);
  assert.match(evaluated.err, /Cure: .*doorpost init/u);
  await rm(folder, { recursive: true, force: true });
});

test('a smart host whose name is known gets the words and the pace of its service; what is said goes before', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const add = async (name: string, ...more: string[]) => {
    await done(run, 'upstream', 'add', name, ...more);
    return t.directory.current.outboundConnectors.find((one) => one.name === name);
  };
  const known = await add('Hub', '--kind', 'smart-host', '--host', 'smtp.office365.com:587');
  assert.equal(known?.service, 'microsoft365');
  assert.deepEqual(known.pace, { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 10_000 });
  assert.equal((await add('Free', '--host', 'smtp.office365.com', '--pace', 'none'))?.pace, null);
  assert.equal((await add('Other', '--host', 'mail.example.net'))?.service, 'other');
});

test('a rewriting is previewed before it is set, and that of a device as it is set', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const mail = ['--from', 'Copier <scan@copier.local>', '--subject', 'A scan'];
  const set = ['--rewrite-from', 'scan@contoso.com', '--reply-to-original', 'on'];
  const before = await run('device', 'preview-rewriting', ...mail, ...set);
  assert.equal(before.code, 0, before.err);
  assert.match(before.out, /^From +Copier <scan@copier\.local> +Copier <scan@contoso\.com>$/mu);
  assert.match(before.out, /^Reply-To +<scan@copier\.local>$/mu);
  assert.match(before.out, /^MAIL FROM +<scan@copier\.local> +<scan@copier\.local>$/mu);
  await done(run, 'device', 'add', 'Copier', '--address', '192.0.2.10', '--rewrite-reverse-path', 'scan@contoso.com');
  const after = await run('device', 'preview-rewriting', 'Copier', ...mail);
  assert.match(after.out, /^MAIL FROM +<scan@copier\.local> +<scan@contoso\.com>$/mu);
  const nothing = await run('device', 'preview-rewriting', ...mail);
  assert.match(nothing.err, /there is no rewriting to look at/u);
});
