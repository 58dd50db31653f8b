/** Export and apply: natural names only, field-level differences, one change, and idempotent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { verifyPassword } from '../../src/base/password-verifier.ts';
import { openTestAdmin, type TestAdmin, YamlBody } from '../../lab/houses/test-admin.ts';

const school = `
doorpost: 1
organizations:
  - name: School
    rejectDirectSend: true
    domains:
      - name: school.example
    mailboxes:
      - address: office@school.example
        aliases: [info@school.example]
        credentials:
          - name: Copier
      - address: head@school.example
        limits: { recipientsPerDay: 50 }
    groups:
      - address: all@school.example
        members: [office@school.example, head@school.example]
    inboundConnectors:
      - name: Printers
        senderAddresses: [192.168.7.0/24]
    outboundConnectors:
      - name: Provider
        tls: verified
        route: { kind: smart-hosts, hosts: [{ host: smtp.provider.example, port: 587 }] }
        auth: { username: school, secret: "outbound:Provider" }
    licences: { mailboxSeats: 2, assignedMailboxes: [office@school.example] }
`;

async function apply(t: TestAdmin, yaml: string, more: object = {}) {
  return t.ask('POST', '/api/v1/apply', { yaml, ...more });
}

test('a dry run shows every change and makes none', async () => {
  await using t = await openTestAdmin();
  const { status, body } = await apply(t, school, { dryRun: true });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.applied, false);
  assert.equal(body.passwords, undefined);
  assert.deepEqual(
    body.changes.map(
      (change: { action: string; kind: string; name: string }) => `${change.action} ${change.kind} ${change.name}`,
    ),
    [
      'create organization School',
      'create domain school.example',
      'create mailbox office@school.example',
      'create credential office@school.example: Copier',
      'create mailbox head@school.example',
      'create group all@school.example',
      'create inbound-connector Printers',
      'create outbound-connector Provider',
      'create licence-pool School',
    ],
  );
  assert.match(body.warnings.join('\n'), /Provider: its password is not set/);
  assert.equal(t.fake.directory().objects.length, 0);
});

test('applying makes all in one revision, with generated passwords told once; exporting that and applying it changes nothing', async () => {
  await using t = await openTestAdmin();
  const first = await apply(t, school);
  assert.equal(first.body.applied, true);
  assert.equal(first.body.revision, 2, 'one change');
  const [made] = first.body.passwords;
  assert.deepEqual(
    [made.mailbox, made.name, made.username],
    ['office@school.example', 'Copier', 'office@school.example'],
  );
  assert.equal(await verifyPassword(made.password, t.directory.current.credentials[0]?.verifier ?? ''), true);
  const exported = await t.ask('GET', '/api/v1/export?organization=*');
  assert.match(exported.type, /^text\/yaml/);
  const again = await apply(t, exported.text);
  assert.deepEqual(again.body.changes, []);
  assert.equal(again.body.revision, 2);
  assert.equal(again.body.passwords, undefined);
  for (const object of t.fake.directory().objects)
    assert.ok(!exported.text.includes(object.id), `id of ${object.kind}`);
  assert.ok(!exported.text.includes('argon2'));
  assert.match(exported.text, /secret: outbound:Provider/);
  assert.match(exported.text, /school\.example # not verified yet/);
});

test('differences are told field by field, before and after', async () => {
  await using t = await openTestAdmin();
  await apply(t, school);
  const { body } = await apply(
    t,
    school.replace('rejectDirectSend: true', 'rejectDirectSend: false').replace('192.168.7.0/24', '192.168.8.0/24'),
  );
  assert.deepEqual(body.changes, [
    {
      action: 'update',
      kind: 'organization',
      name: 'School',
      fields: [{ field: 'rejectDirectSend', before: true, after: false }],
    },
    {
      action: 'update',
      kind: 'inbound-connector',
      name: 'Printers',
      fields: [{ field: 'senderAddresses', before: ['192.168.7.0/24'], after: ['192.168.8.0/24'] }],
    },
  ]);
});

test('what a file does not name stays, unless it is asked to prune; absent sections are never pruned', async () => {
  await using t = await openTestAdmin();
  await apply(t, school);
  const less = `
doorpost: 1
organizations:
  - name: School
    mailboxes:
      - address: office@school.example
    groups: []
`;
  assert.deepEqual((await apply(t, less)).body.changes, []);
  const { body } = await apply(t, less, { prune: true });
  assert.deepEqual(
    body.changes.map((change: { action: string; name: string }) => `${change.action} ${change.name}`),
    ['delete head@school.example', 'delete all@school.example'],
  );
  assert.equal(t.directory.current.inboundConnectors.length, 1);
  assert.equal(t.directory.current.credentials.length, 1, 'credentials were not described, so they stay');
});

test('all problems of a file are told at once, with their lines, and nothing is changed', async () => {
  await using t = await openTestAdmin();
  const wrong = school
    .replace('192.168.7.0/24', '192.168.7.0/99')
    .replace('info@school.example', 'info')
    .replace('tls: verified', 'tls: maybe');
  const { status, body } = await apply(t, wrong);
  assert.equal(status, 422);
  assert.equal(body.problems.length, 3);
  for (const problem of body.problems) assert.match(problem.path, /\(line \d+\)$/);
  assert.match(body.problems[0].path, /mailboxes\.0\.aliases\.0 \(line 10\)/);
  const yaml = await apply(t, 'doorpost: 1\n organizations: [');
  assert.match(yaml.body.problems[0].path, /^line \d/);
  const doubled = await apply(t, school.replace('head@school.example\n', 'OFFICE@school.example\n'));
  assert.match(doubled.body.problems[0].message, /twice/);
  const foreign = await apply(
    t,
    school.replace('office@school.example\n        aliases', 'office@other.example\n        aliases'),
  );
  assert.equal(foreign.status, 422);
  const secret = await apply(t, school.replace('"outbound:Provider"', '"outbound:Other"'));
  assert.match(secret.body.detail, /outbound:Other/);
  const bomb = await apply(
    t,
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
  );
  assert.equal(bomb.status, 422);
  assert.equal(t.fake.directory().revision, 1);
});

test('what was looked at is what is made: at another revision nothing is', async () => {
  await using t = await openTestAdmin();
  await apply(t, school);
  const wanted = school.replace('192.168.7.0/24', '192.168.8.0/24');
  const { body: seen } = await apply(t, wanted, { dryRun: true });
  await t.ask('PATCH', '/api/v1/organizations/School', { rejectDirectSend: false });
  const refused = await apply(t, wanted, { revision: seen.revision });
  assert.equal(refused.status, 412, refused.text);
  assert.equal(refused.body.type, '/problems/not-as-seen');
  assert.match(refused.body.cure, /Try the file out again/u);
  assert.deepEqual(t.directory.current.inboundConnectors[0]?.senderAddresses, ['192.168.7.0/24']);
  const { body: again } = await apply(t, wanted, { dryRun: true });
  const done = await apply(t, wanted, { revision: again.revision });
  assert.equal(done.body.applied, true, done.text);
  assert.deepEqual(t.directory.current.inboundConnectors[0]?.senderAddresses, ['192.168.8.0/24']);
});

test('a file for the whole system sets the default organization it brings', async () => {
  await using t = await openTestAdmin();
  const { body } = await apply(t, `${school}system: { defaultOrganization: School, limits: { idle: 60000 } }\n`);
  assert.equal(body.applied, true, JSON.stringify(body));
  assert.equal(t.directory.current.system?.defaultOrganizationId, t.directory.current.organizations[0]?.id);
  const exported = await t.ask('GET', '/api/v1/export?organization=*');
  assert.deepEqual((await apply(t, exported.text)).body.changes, []);
});

test('the system settings come with an export of all and of the default, not with that of one; applying them sets them once', async () => {
  await using t = await openTestAdmin();
  await apply(t, `${school}system: { defaultOrganization: School, limits: { idle: 60000, recipientsPerDay: 7 } }\n`);
  for (const query of ['', '?organization=*']) {
    const { text } = await t.ask('GET', `/api/v1/export${query}`);
    assert.match(text, /^system:\n {2}defaultOrganization: School\n/m);
    assert.deepEqual((await apply(t, text)).body.changes, []);
    const { body } = await apply(t, text.replace('idle: 60000', 'idle: 90000'), { dryRun: true });
    assert.deepEqual(body.changes, [
      {
        action: 'update',
        kind: 'system',
        name: 'system',
        fields: [
          {
            field: 'limits',
            before: { idle: 60_000, recipientsPerDay: 7 },
            after: { idle: 90_000, recipientsPerDay: 7 },
          },
        ],
      },
    ]);
    await using elsewhere = await openTestAdmin();
    assert.equal((await apply(elsewhere, text)).body.applied, true);
    assert.deepEqual(elsewhere.directory.current.system?.limits, { idle: 60_000, recipientsPerDay: 7 });
    assert.deepEqual((await apply(elsewhere, text)).body.changes, []);
  }
  assert.doesNotMatch((await t.ask('GET', '/api/v1/export?organization=School')).text, /^system:/m);
  const spelled = 'doorpost: 1\nsystem: { defaultOrganization: SCHOOL }\norganizations: []\n';
  assert.deepEqual((await apply(t, spelled)).body.changes, [], 'another spelling of the same name is no change');
});

test('a file of thousands of entries is read beside the thread that answers the doors', async () => {
  await using t = await openTestAdmin();
  const entry = (n: number): string =>
    `      - { name: device ${n}, addresses: [10.${n >> 16}.${(n >> 8) & 255}.${n & 255}] }\n`;
  const yaml = `doorpost: 1\norganizations:\n  - name: School\n    devices:\n${Array.from({ length: 20_000 }, (_, n) => entry(n)).join('')}`;
  const answer = apply(t, yaml, { dryRun: true });
  let answered = false;
  void answer.then(() => (answered = true));
  // Turns of the same thread: had it read the file, they would all come after the answer.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(answered, false);
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body).slice(0, 500));
  assert.equal(body.changes.length, 20_001);
});

test('of thousands of problems and doubts the first are told, and how many more there are', async () => {
  await using t = await openTestAdmin();
  const most = bounds.policy.problemsTold;
  const mailboxes = Array.from({ length: most + 7 }, (_, n) => `      - address: user${n}@school.example\n`).join('');
  const yaml = (domains: string): string =>
    `doorpost: 1\norganizations:\n  - name: School\n${domains}    mailboxes:\n${mailboxes}`;
  const refused = await apply(t, yaml(''));
  assert.equal(refused.status, 422);
  assert.equal(refused.body.problems.length, most);
  assert.match(refused.body.detail, new RegExp(`And ${most + 6} more`, 'u'));
  const { status, body } = await apply(t, yaml('    domains:\n      - name: school.example\n'));
  assert.equal(status, 200, JSON.stringify(body).slice(0, 500));
  assert.equal(body.changes.length, most + 9);
  assert.equal(body.warnings.filter((each: string) => each.includes('not verified')).length, most);
  assert.ok(body.warnings.some((each: string) => /^and \d+ more warnings/u.test(each)));
});

test('a file sent as YAML is what it is as a text in JSON; its form and charset are looked at', async () => {
  await using t = await openTestAdmin();
  const send = (path: string, yaml: string | Buffer) => t.ask('POST', `/api/v1${path}`, new YamlBody(yaml));
  const tried = await send('/apply?dryRun=true', school);
  assert.equal(tried.status, 200, tried.text);
  assert.equal(tried.body.applied, false);
  assert.equal(tried.body.changes.length, 9);
  const first = await send('/apply?dryRun=false', school);
  assert.equal(first.body.applied, true);
  const exported = await t.ask('GET', '/api/v1/export?organization=*');
  assert.deepEqual((await send('/apply', exported.text)).body.changes, []);
  const fewer = exported.text.replace(/ {6}- address: head@school\.example\n(?: {8}.*\n)+/u, '');
  assert.deepEqual((await send('/apply', fewer)).body.changes, []);
  const pruned = await send('/apply?prune=true&dryRun=true', fewer);
  assert.deepEqual(
    pruned.body.changes.map((change: { action: string; name: string }) => `${change.action} ${change.name}`),
    ['delete head@school.example'],
  );
  const wrong = await send('/apply', exported.text.replace('192.168.7.0/24', '192.168.7.0/99'));
  assert.equal(wrong.status, 422);
  assert.match(
    wrong.body.problems[0].path,
    /^organizations\.0\.inboundConnectors\.0\.senderAddresses\.0 \(line \d+\)$/,
  );
  const latin = Buffer.from(exported.text.replace('displayName: ""', 'displayName: "Büro"'), 'latin1');
  assert.equal((await send('/apply', latin)).status, 400);
  assert.equal((await send('/apply?dryRun=maybe', school)).status, 400);
  assert.equal((await send('/mailboxes', school)).status, 415);
  assert.equal(t.fake.directory().revision, 2);
});
