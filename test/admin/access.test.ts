/** Who may ask what: Host check, tokens, the local socket, and that nothing secret is ever answered. */
import assert from 'node:assert/strict';
import { link, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';

test('TCP asks for a token, in problem+json, and takes a right one', async () => {
  await using t = await openTestAdmin();
  const none = await t.askTcp('GET', '/api/v1/status');
  assert.equal(none.status, 401);
  assert.match(none.type, /^application\/problem\+json/);
  assert.match(none.body.cure, /doorpost token add/);
  assert.match(String(none.headers['www-authenticate']), /^Bearer/);
  const { body } = await t.ask('POST', '/api/v1/tokens', { name: 'ci' });
  assert.equal(Buffer.from(body.token, 'base64url').length, 32);
  assert.equal((await t.askTcp('GET', '/api/v1/status', { token: body.token })).status, 200);
  assert.equal((await t.askTcp('GET', '/api/v1/status', { token: `${body.token}x` })).status, 401);
  assert.equal((await t.askTcp('GET', '/nothing')).status, 401, 'what exists is not told to strangers');
  await t.askTcp('POST', '/api/v1/organizations', { token: body.token, body: { name: 'Contoso' } });
  assert.equal(t.fake.audit[0]?.actor, 'token:ci');
  const [listed] = (await t.ask('GET', '/api/v1/tokens')).body.items;
  assert.equal(listed.name, 'ci');
  assert.ok(Math.abs(listed.createdAt - Date.now()) < 60_000);
  assert.equal((await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).status, 409);
  assert.equal((await t.ask('POST', '/api/v1/tokens', { name: 'a b' })).status, 400);
  assert.equal((await t.ask('DELETE', '/api/v1/tokens/ci')).status, 204);
  assert.equal((await t.ask('DELETE', '/api/v1/tokens/ci')).status, 404);
  assert.equal((await t.askTcp('GET', '/api/v1/status', { token: body.token })).status, 401, 'revoked at once');
});

test('tokens are stored as hashes, sealed', async () => {
  await using t = await openTestAdmin();
  const { body } = await t.ask('POST', '/api/v1/tokens', { name: 'ci' });
  const stored = t.fake.secrets.get('token:ci');
  assert.ok(stored);
  assert.ok(!Buffer.from(stored).includes(body.token));
  assert.match((await t.secrets.read('token:ci')) ?? '', /"hash":"[0-9a-f]{64}"/);
});

test('a host name that was not allowed is refused before anything else', async () => {
  await using t = await openTestAdmin();
  for (const host of ['evil.example', 'localhost.evil.example', '192.0.2.1:8525', '127.0.0.1@evil.example'])
    for (const path of ['/api/v1/status', '/healthz', '/openapi.json', '/metrics']) {
      const answer = await t.askTcp('GET', path, { host });
      assert.equal(answer.status, 421, `${host} ${path}`);
      assert.match(answer.body.cure, /http\.hosts/);
    }
  for (const host of ['localhost', 'localhost:8525', '127.0.0.1:1', '127.9.9.9', '[::1]:8525', 'ADMIN.service.test'])
    assert.equal((await t.askTcp('GET', '/healthz', { host })).status, 200, host);
});

test('health, readiness, OpenAPI and (from loopback) metrics need no token', async () => {
  await using t = await openTestAdmin();
  for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics'])
    assert.equal((await t.askTcp('GET', path)).status, 200, path);
});

test('trusting a domain and backing up are for the local administrator only', async () => {
  await using t = await openTestAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
  const trusted = await t.askTcp('POST', '/api/v1/domains', { token, body: { name: 'contoso.com', trust: true } });
  assert.equal(trusted.status, 403);
  assert.match(trusted.body.cure, /on the server itself/);
  assert.equal((await t.askTcp('POST', '/api/v1/backup', { token, body: { folder: '/x' } })).status, 403);
  await t.askTcp('POST', '/api/v1/domains', { token, body: { name: 'contoso.com' } });
  assert.equal(
    (await t.askTcp('POST', '/api/v1/domains/contoso.com/verify', { token, body: { trust: true } })).status,
    403,
  );
  assert.equal((await t.ask('POST', '/api/v1/domains/contoso.com/verify', { trust: true })).body.verified, true);
});

test('requests that are too large, malformed or of another type get a problem, not a crash', async () => {
  await using t = await openTestAdmin();
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
  const large = await t.askTcp('POST', '/api/v1/organizations', { token, body: { name: 'x'.repeat(2_000_000) } });
  assert.equal(large.status, 413);
  const type = await t.askTcp('POST', '/api/v1/organizations', {
    token,
    body: 'name: x',
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(type.status, 415);
  const broken = await t.askTcp('POST', '/api/v1/organizations', {
    token,
    body: 5,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(broken.status, 400);
  const poisoned = await t.askTcp('POST', '/api/v1/organizations', {
    token,
    body: JSON.parse('{"__proto__":{"admin":true},"name":"x"}'),
  });
  assert.equal(poisoned.status, 400);
  for (const answer of [large, type, broken, poisoned]) {
    assert.match(answer.type, /^application\/problem\+json/);
    assert.ok(answer.body.cure.length > 0);
  }
});

test('the local socket is for its owner only, and neither a running server nor a plain file is pushed aside', async () => {
  await using t = await openTestAdmin();
  const { mode } = await stat(t.socketPath);
  assert.equal(mode & 0o777, 0o600);
  await assert.rejects(() => openTestAdmin({ settings: { adminSocket: t.socketPath } }), /another Doorpost answers/);
  assert.equal((await t.ask('GET', '/healthz')).status, 200, 'the running one was left alone');
  const file = `${t.socketPath}.file`;
  await writeFile(file, 'mine');
  await assert.rejects(() => openTestAdmin({ settings: { adminSocket: file } }), /is no socket/);
});

test('a socket that a crash left behind, where nobody answers, is replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-stale-'));
  try {
    const path = join(folder, 'admin.sock');
    const crashed = createServer();
    await new Promise<void>((resolve) => crashed.listen(`${path}.first`, resolve));
    // Closing removes the name it was opened by; the other name stays, as after a crash.
    await link(`${path}.first`, path);
    await new Promise((resolve) => crashed.close(resolve));
    assert.ok((await stat(path)).isSocket());
    await using t = await openTestAdmin({ settings: { adminSocket: path } });
    assert.deepEqual(
      t.admin.listening().filter((point) => point.port === null),
      [{ address: path, port: null }],
    );
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(path, () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
      socket.on('connect', () => socket.destroy());
    });
    assert.equal(answered, true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('no verifier, password or sealed value is in any answer, in the audit log or in the log', async () => {
  await using t = await openTestAdmin();
  const ask = (method: string, path: string, body?: unknown) => t.ask(method, `/api/v1${path}`, body);
  await ask('POST', '/organizations', { name: 'Contoso' });
  await ask('POST', '/domains', { name: 'contoso.com', trust: true });
  const made = await ask('POST', '/mailboxes', { address: 'a@contoso.com', password: 'chosen-by-hand-7' });
  const credential = await ask('POST', '/credentials', { mailbox: 'a@contoso.com', name: 'c' });
  const connector = await ask('POST', '/outbound-connectors', {
    name: 'Up',
    route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org' }] },
    tls: 'required',
    auth: { username: 'u', password: 'sent-on-in-clear-9' },
  });
  const { token } = (await ask('POST', '/tokens', { name: 'ci' })).body;
  const bad = await ask('POST', '/mailboxes', { address: 'a@contoso.com', password: 'chosen-by-hand-7', nonsense: 1 });
  const answers = [made, connector, bad];
  for (const path of [
    '/organizations',
    '/domains',
    '/mailboxes',
    '/groups',
    '/credentials',
    '/inbound-connectors',
    '/outbound-connectors',
    '/licence-pools',
    '/system',
    '/audit',
    '/export?organization=*',
    '/status',
    '/tokens',
    '/limits',
    `/credentials/${credential.body.item.id}`,
    '/outbound-connectors/Up',
  ])
    answers.push(await ask('GET', path));
  answers.push(await t.ask('GET', '/metrics'), await t.ask('GET', '/openapi.json'));
  const secrets = ['$argon2id', 'chosen-by-hand-7', 'sent-on-in-clear-9', credential.body.password, token];
  const places = [...answers.map((answer) => answer.text), ...t.logged];
  for (const secret of secrets)
    assert.ok(
      places.every((text) => !text.includes(secret)),
      `found ${String(secret).slice(0, 9)} in ${places.find((text) => text.includes(secret))?.slice(0, 200)}`,
    );
});
