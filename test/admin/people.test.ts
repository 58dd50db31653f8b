/** What a person at the shell reads: the commands against the API itself, over its local socket. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { queueEntry, traceEvent, traceRow } from '../../lab/stores/records.ts';
import { cli } from '../../lab/cli.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell } from '../../lab/shell.ts';

const smartHost = ['--smart-host', 'smtp.example.org:587', '--tls', 'required'];

test('the audit log says made, changed, removed and did, with what; what changed nothing is not in it', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'mailbox', 'set', 'scan@contoso.com', '--name', 'Scanner');
  const before = t.fake.audit.length;
  await done(run, 'mailbox', 'set', 'scan@contoso.com', '--name', 'Scanner');
  await done(run, 'limits', 'set', 'messageSize', 'default');
  assert.equal(t.fake.audit.length, before, 'the same again is no change');
  await done(run, 'credential', 'reset', 'scan@contoso.com', '--yes');
  await done(run, 'token', 'add', 'ci');
  await done(run, 'token', 'remove', 'ci', '--yes');
  await done(run, 'mailbox', 'remove', 'scan@contoso.com', '--yes');
  await t.fake.store.directory.note({
    at: 1,
    actor: 'local:anna',
    kind: 'queue',
    id: 'hold',
    name: 'hold everything',
    before: null,
    after: { touched: 4 },
  });
  const lines = (await done(run, 'audit')).split('\n');
  const line = (pattern: RegExp): string => {
    const found = lines.find((each) => pattern.test(each));
    assert.ok(found, `${String(pattern)} in\n${lines.join('\n')}`);
    return found;
  };
  line(/ did +queue +hold everything +touched: 4/);
  line(/ made +mailbox .* address: scan@contoso\.com; /);
  line(/ changed +mailbox .* displayName: none -> Scanner/);
  line(/ changed +credential .* password/);
  line(/ removed +mailbox .* displayName: Scanner/);
  line(/ made +secret +token:ci/);
  line(/ removed +secret +token:ci/);
});

test('what is printed names whose it is', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'credential', 'add', 'scan@contoso.com', '--name', 'second');
  assert.match(
    await done(run, 'credential', 'disable', 'scan@contoso.com', 'second'),
    /"second" of scan@contoso\.com disabled/,
  );
  const { id } = t.directory.current.credentials.find((each) => each.name === 'second') ?? { id: '' };
  assert.match(await done(run, 'credential', 'remove', id, '--yes'), /"second" of scan@contoso\.com removed/);
  assert.match(
    await done(run, 'mailbox', 'remove', 'scan@contoso.com', '--yes'),
    /removed, and with it its sign-in "default"/,
  );
  await done(run, 'token', 'add', 'ci');
  assert.match(await done(run, 'token', 'list'), /ci +Global administrator +all organizations .*\d{4}-\d\d-\d\d /);
  const file = join(dirname(t.socketPath), 'org.yaml');
  await writeFile(
    file,
    `doorpost: 1
organizations:
  - name: Contoso
    mailboxes:
      - address: fax@contoso.com
        credentials: [{ name: Fax, username: fax-login }]
    outboundConnectors:
      - name: Provider
        route: { kind: smart-hosts, hosts: [{ host: smtp.example.org, port: 587 }] }
        tls: required
        auth: { username: relay@contoso.com, secret: 'outbound:Provider' }
`,
  );
  const applied = await done(run, 'apply', '-f', file);
  assert.match(applied, /password of "Fax" of fax@contoso\.com, login fax-login: \S+ /);
  assert.match(applied, /not set here yet.*doorpost upstream set Provider --password-stdin/);
});

test('a smart host gets another password without its user name again, and a refused change leaves the old one', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(
    shell(t, {}, 'first\n'),
    'connector',
    'add-outbound',
    'Up',
    ...smartHost,
    '--username',
    'u',
    '--password-stdin',
  );
  const connector = t.directory.current.outboundConnectors[0];
  const secret = (connector?.auth as { passwordSecret: string }).passwordSecret ?? '';
  await done(shell(t, { DOORPOST_PASSWORD: 'second' }), 'connector', 'set-outbound', 'Up');
  assert.equal(await t.secrets.read(secret), 'second');
  await done(shell(t, {}, 'third\n'), 'connector', 'set-outbound', 'Up', '--password-stdin');
  assert.equal(await t.secrets.read(secret), 'third');
  await done(shell(t, { DOORPOST_PASSWORD: 'fourth' }), 'connector', 'set-outbound', 'Up', '--password');
  assert.equal(await t.secrets.read(secret), 'fourth');
  assert.equal(t.directory.current.outboundConnectors[0]?.auth?.username, 'u');
  const refused = await shell(t, { DOORPOST_PASSWORD: 'fifth' })(
    'connector',
    'set-outbound',
    'Up',
    '--mx',
    '--password',
  );
  assert.equal(refused.code, 1);
  assert.equal(await t.secrets.read(secret), 'fourth');
  assert.equal((await run('connector', 'set-outbound', 'Up')).code, 2);
});

test('the password is sealed before a connector refers to it', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'Up', ...smartHost);
  let sealedAtCommit: boolean | null = null;
  t.fake.meddleOnce(() => {
    sealedAtCommit = t.fake.secrets.size === 1;
    return [];
  });
  await done(shell(t, {}, 'p\n'), 'connector', 'set-outbound', 'Up', '--username', 'u', '--password-stdin');
  assert.equal(sealedAtCommit, true);
});

test('a connector test is kept, stays through changes, and is shown', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'Up', ...smartHost);
  assert.match(await done(run, 'connector', 'show', 'Up'), /last test +never tested/);
  await done(run, 'connector', 'test', 'Up', '--to', 'me@example.org');
  await done(run, 'connector', 'set-outbound', 'Up', '--expiry', '4h');
  assert.match(await done(run, 'connector', 'show', 'Up'), /last test +ok \d{4}-\d\d-\d\d .*: 220 hello/);
});

test('a connector of the other direction is pointed to', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'Up', ...smartHost);
  await done(run, 'connector', 'add', 'Floor', '--address', '192.0.2.1');
  const wrong = await run('connector', 'set', 'Up', '--enabled', 'off');
  assert.match(wrong.err, /Up is an outbound connector\nCure: .*doorpost connector set-outbound Up --data /);
  const other = await run('connector', 'test', 'Floor', '--to', 'me@example.org');
  assert.match(other.err, /Floor is an inbound connector/);
  assert.equal((await run('connector', 'set', 'Nothing', '--enabled', 'off')).code, 1);
});

test('every mistake of a connector is told at once, those of the form and those of the directory', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const bad = ['--address', 'nowhere', '--bare-line-feed', 'perhaps', '--accepted-domain', 'other.example'];
  const added = await run('connector', 'add', 'Floor', ...bad);
  await done(run, 'connector', 'add', 'Floor', '--address', '192.0.2.1');
  const changed = await run('connector', 'set', 'Floor', ...bad, '--yes');
  for (const { code, err } of [added, changed]) {
    assert.equal(code, 1);
    assert.match(err, /^ {2}--address nowhere: "[^"]+" is no IP address/mu);
    assert.match(err, /^ {2}--bare-line-feed perhaps: /mu);
    assert.match(err, /^ {2}--accepted-domain other\.example: other\.example is no domain of the organization/mu);
    assert.equal(err.match(/^ {2}\S/gmu)?.length, 3, err);
  }
});

test('cures name commands, as this person must type them', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  assert.match((await run('mailbox', 'add', 'a@contoso.com')).err, /Cure: Create one: \.\/doorpost org add/);
  await contoso(run);
  for (const args of [
    ['mailbox', 'show', 'nobody@contoso.com'],
    ['domain', 'show', 'nowhere.example'],
    ['group', 'remove', 'none@contoso.com'],
    ['credential', 'show', 'X'],
    ['connector', 'show', 'X'],
    ['licence', 'unassign', 'scan@contoso.com'],
    ['licence', 'assign', 'scan@contoso.com'],
    ['token', 'remove', 'X'],
    ['queue', 'show', 'X'],
    ['mailbox', 'read', 'scan@contoso.com', 'X'],
    ['captured', 'read', 'X'],
  ]) {
    const { code, err } = await run(...args);
    if (code === 2) continue;
    assert.equal(code, 1, args.join(' '));
    assert.match(err, /Cure: .*\.\/doorpost /u, args.join(' '));
    assert.doesNotMatch(err, /\/api\/v1/u);
  }
  const twice = await run('domain', 'add', 'contoso.com');
  assert.match(twice.err, /\.\/doorpost domain verify contoso\.com --data \S+ \(on a closed LAN with --trust\)/);
  await done(run, 'domain', 'add', 'printers.lan');
  const unverified = await run('domain', 'verify', 'printers.lan');
  assert.match(unverified.out, /cure: .*\.\/doorpost domain verify printers\.lan --trust/);
  await done(run, 'domain', 'verify', 'printers.lan', '--trust');
});

test('lanes and stories show names where the store has ids', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add-outbound', 'Up: north', ...smartHost);
  const connector = t.directory.current.outboundConnectors[0];
  const mailbox = t.directory.current.mailboxes[0];
  assert.ok(connector && mailbox);
  const lane = `connector:${connector.id}:`;
  t.fake.store.spool.lanes = async () => [
    { lane, waiting: 2, held: 0, oldestReceivedAt: 1, nextAttemptAt: 2, lastAttemptAt: 2 },
    { lane: `mailbox:${mailbox.id}`, waiting: 1, held: 0, oldestReceivedAt: 1, nextAttemptAt: 2, lastAttemptAt: 2 },
  ];
  const lanes = await done(run, 'queue', 'lanes');
  assert.match(lanes, /^connector:Up: north +due +2/mu);
  assert.match(lanes, /^mailbox:scan@contoso\.com +due +1/mu);
  assert.ok(!lanes.includes(connector.id));
  t.fake.entries.push(queueEntry('Q', { lane }));
  await run('queue', 'list', '--lane', 'connector:Up: north', '--organization', 'Contoso', '--json');
  assert.deepEqual(t.fake.asked.queue, { lanePrefix: lane, organizationIds: [connector.organizationId] });
  await run('queue', 'list', '--lane', 'mailbox:scan@contoso.com', '--json');
  assert.deepEqual(t.fake.asked.queue, { lane: `mailbox:${mailbox.id}` });

  const row = (recipient: string) => traceRow({ recipient, status: 'Pending' });
  const actor = 'local:anna';
  t.fake.stories.set('01JD3K7M9QXA2B4C', {
    rows: [row('a@x.example'), row('b@x.example')],
    events: [
      traceEvent({ kind: 'Redirect', actor, ordinal: 1, text: `Redirected by way of ${lane}, by local:anna` }),
      traceEvent({ kind: 'Hold', actor, ordinal: 0, text: 'Held' }),
    ],
    session: null,
  });
  const story = await done(run, 'trace', '01JD3K7M9QXA2B4C');
  assert.match(story, /Redirected by way of connector:Up: north, by local:anna \(b@x\.example\)\n/);
  assert.match(story, /Held \(a@x\.example\), by local:anna\n/);
});

test('the trace tells how many refusals were only counted, and lists reports that found no mailbox', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  const counted =
    /7 more sessions from 192\.0\.2\.1, refused or without mail, in the hour from \d{4}.* were only counted/;
  assert.match(await done(run, 'trace'), counted);
  assert.match(await done(run, 'trace', '--status', 'rejected', '--client', '192.0.2.1'), counted);
  assert.doesNotMatch(await done(run, 'trace', '--client', '192.0.2.2'), counted);
  assert.doesNotMatch(await done(run, 'trace', '--status', 'Delivered'), counted);
  assert.doesNotMatch(await done(run, 'trace', '--recipient', 'a@b'), counted);
  assert.match(await done(run, 'trace', '--orphan-reports'), /no reports for senders without a mailbox/);
  t.fake.rows.push(traceRow({ recipient: 'copier@contoso.com', status: 'Dropped' }));
  assert.match(await done(run, 'trace', '--orphan-reports'), /copier@contoso\.com/);
});

test('the list of limits says where each was set', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add', 'Floor', '--address', '192.0.2.1', '--limit', 'messageSize=20MiB');
  await done(run, 'limits', 'set', 'messageSize', '100MiB');
  assert.match(await done(run, 'limits'), /^messageSize +100 MiB +50 MiB +connector Floor: 20 MiB, system: 100 MiB /mu);
});

test('a limit that lets hardly any mail through is set, and said; a unit that means two things is offered as one', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const tight = await run('limits', 'set', 'messageSize', '10');
  assert.equal(tight.code, 0, tight.err);
  assert.match(tight.out, /^messageSize set to 10 bytes$/mu);
  assert.match(tight.err, /messageSize is 10 bytes: hardly any mail gets through.*at least 64KiB/u);
  const ofOne = await run('connector', 'add', 'Floor', '--address', '192.0.2.1', '--limit', 'messageSize=50');
  assert.match(ofOne.err, /messageSize is 50 bytes: hardly any mail/u);
  assert.doesNotMatch((await run('limits', 'set', 'messageSize', '20MiB')).err, /hardly/u);
  const two = await run('limits', 'set', 'messageSize', '10MB');
  assert.equal(two.code, 2);
  assert.match(two.err, /messageSize is written as 10MiB, or default/u);
});

test('captured mail is listed and read', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  assert.match(await done(run, 'captured'), /^c1 /mu);
  assert.match(await done(run, 'captured', 'read'), /Subject +out\n\nbody/);
  assert.equal(await done(run, 'captured', 'read', 'c1', '--raw'), 'Subject: out\r\n\r\nbody');
});

test('a health check needs no words: 0 when it is well, 3 when nobody answers', async () => {
  await using t = await openTestAdmin();
  const well = await shell(t)('status', '--quiet');
  assert.deepEqual(well, { code: 0, out: '', err: '' });
  assert.equal((await cli(['--data', join(dirname(t.socketPath), 'none'), 'status', '--quiet'])).code, 3);
});

test('a parameter that nobody reads is refused by its name', async () => {
  await using t = await openTestAdmin();
  const misspelt = await t.ask('GET', '/api/v1/trace?sendr=a@b');
  assert.equal(misspelt.status, 400);
  assert.deepEqual(misspelt.body.problems, [
    { path: 'sendr', message: 'is not known here', cure: 'did you mean sender?' },
  ]);
  for (const path of ['/status', '/queue/lanes', '/tokens', '/mailboxes', '/queue', '/audit', '/export'])
    assert.equal((await t.ask('GET', `/api/v1${path}?nonsense=1`)).status, 400, path);
  assert.equal((await t.ask('GET', '/healthz?nocache=1')).status, 200, 'a health check may');
});

test('OpenAPI says which routes need no token, and what every route answers', async () => {
  await using t = await openTestAdmin();
  const { paths } = (await t.ask('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, { security?: object[]; responses: Record<string, { content?: object }> }>>;
  };
  assert.deepEqual(paths['/healthz']?.['get']?.security, []);
  assert.deepEqual(paths['/readyz']?.['get']?.security, []);
  assert.deepEqual(paths['/metrics']?.['get']?.security, [{}, { token: [] }]);
  assert.deepEqual(Object.keys(paths['/readyz']?.['get']?.responses ?? {}), ['200', '503']);
  assert.deepEqual(Object.keys(paths['/api/v1/backup']?.['post']?.responses['200']?.content ?? {}), [
    'application/x-ndjson',
  ]);
  assert.deepEqual(Object.keys(paths['/api/v1/export']?.['get']?.responses['200']?.content ?? {}), ['text/yaml']);
  for (const [path, methods] of Object.entries(paths).filter(([each]) => each.startsWith('/api/')))
    for (const [method, { responses }] of Object.entries(methods)) {
      assert.ok(responses['4XX'] && responses['5XX'], `${method} ${path}`);
      assert.ok('200' in responses || '201' in responses || '204' in responses, `${method} ${path}`);
    }
});
