/** What somebody with one organization might try, to reach another one or the machine: by the real API, over the composed house. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, askAt } from '../../../lab/houses/test-admin.ts';
import { cli } from '../../../lab/cli.ts';
import { DEVICES, idOf, MARK, nameOf, openSite, OTHER, OWN, type RolesSite, STRANGERS } from './site.ts';

let site: RolesSite;
let token: string;
const socket = () => ({ socketPath: site.house.settings.adminSocket });
const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
  askAt({ host: '127.0.0.1', port: site.house.port('http') }, method, `/api/v1${path}`, { token, body });

before(async () => {
  site = await openSite();
  const body = { name: 'admin', role: 'organization-administrator', organizations: [nameOf(OWN, 'organization')] };
  token = (await askAt(socket(), 'POST', '/api/v1/tokens', { body })).body.token;
});
after(() => site[Symbol.asyncDispose]());

async function refused(what: string, method: string, path: string, body?: unknown): Promise<void> {
  const { status, text, body: problem } = await ask(method, path, body);
  assert.equal(status, 403, `${what}: ${status} ${text}`);
  assert.equal(problem.type, '/problems/not-permitted', what);
  assert.match(problem.cure, /Global administrator/u, what);
}

test('paths, inner hosts, networks, limits and seats are refused whatever way they come', async () => {
  const bob = `/mailboxes/${nameOf(OWN, 'mailbox')}`;
  const up = encodeURIComponent(nameOf(OWN, 'outbound-connector'));
  const org = `/organizations/${encodeURIComponent(nameOf(OWN, 'organization'))}`;
  await refused('LMTP socket', 'PATCH', bob, { delivery: { kind: 'lmtp-socket', path: '/run/dovecot/lmtp' } });
  await refused('LMTP inside', 'PATCH', bob, { delivery: { kind: 'lmtp', host: '127.0.0.1', port: 24 } });
  await refused('their Maildir', 'PATCH', bob, { delivery: { kind: 'maildir', path: `${OTHER}.test/bob` } });
  await refused('limits', 'PATCH', bob, { limits: { messagesPerMinute: 1_000 } });
  await refused('their sender', 'PATCH', bob, { sendAs: [`ceo@${OTHER}.test`] });
  const hosts = [{ host: '169.254.169.254', port: 80 }];
  await refused('smart host', 'PATCH', `/outbound-connectors/${up}`, { route: { kind: 'smart-hosts', hosts } });
  const clientCertificate = { certificateFile: '/etc/shadow', keyFile: '/etc/shadow' };
  await refused('files', 'PATCH', `/outbound-connectors/${up}`, { clientCertificate });
  await refused('webhook', 'PATCH', org, { alarmWebhook: 'http://localhost:9200/_search' });
  await refused('networks', 'PATCH', org, { deviceNetworks: ['0.0.0.0/0'] });
  await refused('name', 'PATCH', org, { name: nameOf(OTHER, 'organization') });
  await refused('seats', 'PATCH', `/licence-pools/${idOf(OWN, 'licence-pool')}`, { mailboxSeats: 1_000 });
  await refused('probe', 'POST', '/checks', { what: 'all', probeHost: '10.0.0.1' });
  await refused('server', 'POST', '/checks', { what: 'server' });
  const trusted = await ask('POST', '/domains', { name: 'mine-too.test', trust: true });
  assert.equal(trusted.status, 403);
  const file = `doorpost: 1\norganizations:\n  - name: ${nameOf(OWN, 'organization')}\n`;
  for (const dryRun of [true, false]) {
    const apply = (what: string, more: string) => refused(what, 'POST', '/apply', { yaml: file + more, dryRun });
    await apply('file: networks', '    deviceNetworks: [0.0.0.0/0]\n');
    await apply('file: another organization', `  - name: ${nameOf(OTHER, 'organization')}\n`);
    await apply('file: a new organization', '  - name: Fresh\n');
    await apply('file: system', 'system:\n  captureOutbound: true\n');
    await apply(
      'file: inner host',
      '    outboundConnectors:\n      - { name: in, route: { kind: smart-hosts, hosts: [{ host: 10.0.0.1 }] } }\n',
    );
    const csv = `address,limit_messages_per_minute\n${nameOf(OWN, 'mailbox')},5000\n`;
    const table = await ask('POST', '/mailbox-csv', { csv, dryRun });
    assert.ok([403, 422].includes(table.status), table.text);
  }
});

test('a domain that is only claimed brings nobody the mail that another organization left under its name', async () => {
  const name = 'claimed.test';
  const unproven = async (what: string, method: string, path: string, body: unknown): Promise<void> => {
    const { status, text, body: problem } = await ask(method, path, body);
    assert.equal(status, 403, `${what}: ${status} ${text}`);
    assert.match(problem.detail, /a domain that the organization has not verified/u, what);
    assert.match(problem.cure, /domain verify (?:claimed|fresh)\.test/u, what);
  };
  assert.equal((await ask('POST', '/domains', { name })).status, 201);
  const body = { name, trust: true };
  const theirs = `/api/v1/domains?organization=${idOf(OTHER, 'organization')}`;
  assert.equal((await askAt(socket(), 'POST', theirs, { body })).status, 201);
  await unproven('their Maildir', 'POST', '/mailboxes', { address: `hr@${name}` });
  await unproven('a group in their way', 'POST', '/groups', { address: `hr@${name}`, members: [] });
  await unproven('an alias in their way', 'PATCH', `/mailboxes/${nameOf(OWN, 'mailbox')}`, { aliases: [`hr@${name}`] });
  const file = `doorpost: 1\norganizations:\n  - name: ${nameOf(OWN, 'organization')}\n`;
  const yaml = `${file}    domains:\n      - name: fresh.test\n    mailboxes:\n      - address: hr@fresh.test\n`;
  await unproven('with the domain in one file', 'POST', '/apply', { yaml, dryRun: true });
  const csv = `address\nhr@${name}\n`;
  await unproven('by a table', 'POST', '/mailbox-csv', { csv, dryRun: true });
});

test('of an inner host that a Global administrator set no other port is reached', async () => {
  const up = `/outbound-connectors/${encodeURIComponent(nameOf(OWN, 'outbound-connector'))}`;
  const to = (port: number) => ({ route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port }] } });
  assert.equal((await ask('PATCH', up, to(9))).status, 200);
  await refused('another port', 'PATCH', up, to(6379));
});

test('what is taken elsewhere is refused without saying by whom', async () => {
  const { text: domain, status } = await ask('POST', '/domains', { name: `${OTHER}.test` });
  assert.equal(status, 422);
  assert.match(domain, /stands against something here that is not yours to see/u);
  const credential = await ask('POST', '/credentials', {
    mailbox: nameOf(OWN, 'mailbox'),
    name: 'x',
    username: `${OTHER}-login`,
    password: 'a-good-Passw0rd',
  });
  assert.equal(credential.status, 403);
  for (const answer of [domain, credential.text])
    assert.doesNotMatch(answer.replaceAll(`${OTHER}.test`, '').replaceAll(`${OTHER}-login`, ''), MARK);
  const address = await ask('POST', '/mailboxes', { address: `bob@${OTHER}.test` });
  assert.equal(address.status, 422);
  assert.doesNotMatch(address.text.replaceAll(`bob@${OTHER}.test`, '').replaceAll(`${OTHER}.test`, ''), MARK);
});

test('addresses of others cannot be told from those that nobody has', async () => {
  const file = (kind: string, entry: string): string =>
    `doorpost: 1\norganizations:\n  - name: ${nameOf(OWN, 'organization')}\n    ${kind}:\n      - ${entry}\n`;
  const own = nameOf(OWN, 'mailbox');
  const tries: readonly ((address: string) => readonly [method: string, path: string, body: unknown])[] = [
    (address) => ['POST', '/mailboxes', { address }],
    (address) => ['POST', '/groups', { address, members: [own] }],
    (address) => ['POST', '/mailboxes', { address: `new@${OWN}.test`, aliases: [address] }],
    (address) => ['PATCH', `/mailboxes/${own}`, { aliases: [address] }],
    (address) => ['PATCH', `/groups/${nameOf(OWN, 'group')}`, { aliases: [address] }],
    (address) => ['POST', '/apply', { yaml: file('mailboxes', `address: ${address}`), dryRun: true }],
    (address) => [
      'POST',
      '/apply',
      { yaml: file('groups', `{ address: ${address}, members: [${own}] }`), dryRun: true },
    ],
    (address) => ['POST', '/mailbox-csv', { csv: `address\n${address}\n`, dryRun: true }],
  ];
  for (const attempt of tries) {
    const answers: unknown[] = [];
    for (const local of ['bob', 'all', 'zzz']) {
      const [method, path, body] = attempt(`${local}@${OTHER}.test`);
      const { status, text } = await ask(method, path, body);
      assert.ok(status >= 400, `${path} ${text}`);
      answers.push(`${status} ${text.replaceAll(`${local}@${OTHER}`, `x@${OTHER}`)}`);
    }
    const [bob, all, none] = answers;
    assert.deepEqual([bob, all], [none, none], JSON.stringify(attempt('x@')));
  }
});

test('nobody is known by another one’s sign-in, nor sends a test in its name', async () => {
  const login = { name: 'thief', logins: [`bob@${OTHER}.test`] };
  await refused('their user', 'POST', '/devices', login);
  const up = encodeURIComponent(nameOf(OWN, 'outbound-connector'));
  const mail = { to: `bob@${OWN}.test`, from: `ceo@${OTHER}.test` };
  await refused('their sender', 'POST', `/outbound-connectors/${up}/test`, mail);
  const pin = { name: 'pin', certificateFingerprint: 'ab'.repeat(32) };
  await refused('a pin', 'POST', '/inbound-connectors', pin);
});

test('ids and cursors of the other one are of no use', async () => {
  const cursor = async (path: string) => (await askAt(socket(), 'GET', `/api/v1${path}`, {})).body.next as string;
  for (const list of ['/devices', '/mailboxes', '/outbound-connectors', '/alarms', '/waiting-devices'])
    for (const organization of ['*', idOf(OTHER, 'organization')]) {
      const next = (await cursor(`${list}?limit=1&organization=${organization}`)) ?? 'WyJ6ZWJyYSJd';
      const { text } = await ask('GET', `${list}?limit=5&after=${next}`);
      assert.doesNotMatch(text, MARK, list);
    }
  const trace = await cursor('/trace?limit=1');
  assert.doesNotMatch((await ask('GET', `/trace?limit=100&after=${trace}`)).text, MARK);
  const queue = await cursor('/queue?limit=1');
  assert.doesNotMatch((await ask('GET', `/queue?limit=100&after=${queue}`)).text, MARK);
  assert.doesNotMatch((await ask('GET', '/audit?limit=100&after=999999')).text, MARK);
  const moved = await ask('POST', '/queue/actions', {
    verb: 'redirect',
    selection: { all: true },
    connector: idOf(OTHER, 'outbound-connector'),
  });
  assert.equal(moved.status, 404, moved.text);
  const through = await ask('POST', '/queue/actions', {
    verb: 'bounce',
    selection: { queueIds: [site.queueIds.zebra] },
  });
  // As an id that nobody has.
  const untouched = [{ why: 'not-waiting', count: 1, sample: [{ queueId: site.queueIds.zebra, recipient: null }] }];
  assert.deepEqual(through.body, { touched: 0, untouched });
  await refused('their device', 'POST', `/waiting-devices/${STRANGERS[OTHER]}/approve`, {});
  await refused('their address', 'POST', '/devices', { name: 'mine now', addresses: [DEVICES[OTHER]] });
  await refused('their network', 'POST', '/inbound-connectors', { name: 'mine', senderAddresses: ['127.0.0.0/8'] });
});

test('a person is told who they are, and what a token may, at the shell', async () => {
  const data = ['--data', site.house.folder];
  const added = await cli([
    'token',
    'add',
    'watch',
    '--role',
    'reader',
    '--organization',
    nameOf(OWN, 'organization'),
    '-o',
    nameOf(OTHER, 'organization'),
    '--expires',
    '90d',
    ...data,
  ]);
  assert.equal(added.code, 0, added.err);
  assert.match(added.out, /It is for a Reader of The newts, The zebra; cannot read mail; until \d{4}-/u);
  const all = await cli(['token', 'add', 'all', ...data]);
  assert.match(all.out, /Global administrator of all organizations; may read mail too; never expires/u);
  const listed = await cli(['token', 'list', ...data]);
  assert.match(listed.out, /watch +Reader +The newts, The zebra +no +\d{4}/u);
  const me = await cli(['whoami', ...data]);
  assert.match(me.out, /local:\S+: Global administrator of all organizations; may read mail too/u);
  const none = await cli(['token', 'add', 'bad', '--role', 'reader', ...data]);
  assert.equal(none.code, 1);
  assert.match(none.err, /Reader is for listed organizations/u);
});

test('who read which message is in the audit log, and seen by the auditors of that organization', async () => {
  const body = { name: 'nosy', role: 'reader', content: true, organizations: [nameOf(OWN, 'organization')] };
  const nosy = (await askAt(socket(), 'POST', '/api/v1/tokens', { body })).body.token as string;
  const where = { host: '127.0.0.1', port: site.house.port('http') };
  const path = `/api/v1/mailboxes/${nameOf(OWN, 'mailbox')}/messages`;
  const [message] = (await askAt(where, 'GET', path, { token: nosy })).body.items;
  assert.equal((await askAt(where, 'GET', `${path}/${message.id}`, { token: nosy })).status, 200);
  assert.equal((await askAt(where, 'GET', `${path}/${message.id}/raw`, { token: nosy })).status, 200);
  const { items } = (await ask('GET', '/audit')).body;
  const readings = items.filter(({ kind }: { kind: string }) => kind === 'content');
  assert.equal(readings.length, 2);
  assert.deepEqual(
    [readings[0].actor, readings[0].name, readings[0].after.message],
    ['token:nosy', nameOf(OWN, 'mailbox'), message.id],
  );
  const shown = await cli(['audit', '--data', site.house.folder]);
  assert.match(shown.out, /token:nosy +read +content +bob@newts\.test/u);
});
