/** Sign-ins of upstreams by API: what is sealed, what is taken away, what is refused, and what never comes back. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { troubled } from '../../lab/troubled-upstream.ts';
import { must } from './asking.ts';

const smart = { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org', port: 587 }] };
const app = {
  kind: 'client-credentials',
  username: 'printer@contoso.com',
  tokenEndpoint: 'https://login.test/t/oauth2/v2.0/token',
  clientId: 'app',
  scope: 's/.default',
};

async function open(over: Parameters<typeof openTestAdmin>[0] = {}): Promise<TestAdmin> {
  const t = await openTestAdmin(over);
  await must(t, 'POST', '/organizations', { name: 'Contoso', withoutUpstream: 'mx' });
  return t;
}

test('a password for Microsoft 365 is taken, with a word about its end', async () => {
  await using t = await open();
  const auth = { kind: 'password', username: 'printer@contoso.com', password: 'p' };
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Old',
    service: 'microsoft365',
    route: smart,
    auth,
  });
  assert.match(made.body.warnings.join('\n'), /Old: Microsoft 365 takes no passwords.*December 2026/u);
  const other = await must(t, 'POST', '/outbound-connectors', { name: 'Other', route: smart, auth });
  assert.doesNotMatch(JSON.stringify(other.body.warnings), /December/u);
});

test('an application’s secret is sealed, its end is kept, and another kind of sign-in never inherits it', async () => {
  await using t = await open();
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Up',
    route: smart,
    tls: 'verified',
    auth: { ...app, secret: 'the-value', secretExpiresAt: 1_800_000_000_000 },
  });
  const name = `outbound:${made.body.item.id}`;
  assert.equal(await t.secrets.read(name), 'the-value');
  assert.deepEqual(made.body.item.auth.proof, { kind: 'secret', secret: name, expiresAt: 1_800_000_000_000 });
  assert.ok(!made.text.includes('the-value'));
  assert.ok(!JSON.stringify(made.body.warnings).includes('expired'));
  const past = await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { secretExpiresAt: 1_000_000_000_000 } });
  assert.match(past.body.warnings.join('\n'), /client secret of Up expired on 2001-09-09: mail by it waits/u);
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { secretExpiresAt: 1_800_000_000_000 } });

  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { scope: 'other/.default' } });
  assert.equal(await t.secrets.read(name), 'the-value');
  // A certificate takes the secret's place.
  const byCertificate = await must(t, 'PATCH', '/outbound-connectors/Up', {
    auth: { certificateFile: '/etc/app.pem', keyFile: '/etc/app.key' },
  });
  assert.equal(byCertificate.body.item.auth.proof.kind, 'certificate');
  assert.equal(t.fake.secrets.size, 0);
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { secret: 'another' } });
  assert.equal(await t.secrets.read(name), 'another');
  // The secret is not to be sent as a refresh token, nor as a password.
  await must(t, 'PATCH', '/outbound-connectors/Up', {
    auth: { ...app, kind: 'delegated', deviceEndpoint: 'https://login.test/d' },
  });
  assert.equal(t.fake.secrets.size, 0);
  const strange = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', {
    auth: { kind: 'client-credentials', secret: 's', refreshToken: 'r' },
  });
  assert.equal(strange.status, 400, strange.text);
  const refused = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', { auth: { kind: 'password' } });
  assert.equal(refused.status, 400, refused.text);
});

test('who names an upstream as its failover follows it to its new name', async () => {
  await using t = await open();
  for (const name of ['One', 'Two'])
    await must(t, 'POST', '/outbound-connectors', { name, route: smart, recipientDomains: [] });
  await must(t, 'PATCH', '/outbound-connectors/One', { failover: ['two'] });
  await must(t, 'PATCH', '/outbound-connectors/Two', { name: 'Spare' });
  const one = await must(t, 'PATCH', '/outbound-connectors/One', { enabled: true });
  assert.deepEqual(one.body.item.failover, ['Spare']);
});

test('a refresh token and a client secret are sealed under names of their own, and go with the connector', async () => {
  await using t = await open();
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Google',
    route: smart,
    tls: 'verified',
    auth: { ...app, kind: 'delegated', secret: 'client-secret', refreshToken: 'refresh' },
  });
  const name = `outbound:${made.body.item.id}`;
  assert.deepEqual([await t.secrets.read(name), await t.secrets.read(`${name}:client`)], ['refresh', 'client-secret']);
  await must(t, 'PATCH', '/outbound-connectors/Google', { auth: { refreshToken: 'another' } });
  assert.deepEqual([await t.secrets.read(name), await t.secrets.read(`${name}:client`)], ['another', 'client-secret']);
  await must(t, 'PATCH', '/outbound-connectors/Google', { auth: { secret: null } });
  assert.equal(await t.secrets.read(`${name}:client`), null);
  await must(t, 'DELETE', '/outbound-connectors/Google');
  assert.equal(t.fake.secrets.size, 0);
});

test('what is missing is named, and a refused change leaves the old secret', async () => {
  await using t = await open();
  const post = (auth: object) =>
    t.ask('POST', '/api/v1/outbound-connectors', { name: 'X', route: smart, tls: 'verified', auth });
  const noSecret = await post(app);
  assert.equal(noSecret.status, 400);
  assert.match(noSecret.body.cure, /--secret-stdin/u);
  const noTenant = await post({ kind: 'client-credentials', username: 'u', clientId: 'c', secret: 's' });
  assert.match(noTenant.text, /tokenEndpoint, scope/u);
  assert.equal((await post({ ...app, tokenEndpoint: 'http://login.test/token', secret: 's' })).status, 422);
  assert.equal(t.fake.secrets.size, 0);
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Y',
    route: smart,
    tls: 'verified',
    auth: { ...app, secret: 'old' },
  });
  const bad = await t.ask('PATCH', '/api/v1/outbound-connectors/Y', { failover: ['Nobody'], auth: { secret: 'new' } });
  assert.equal(bad.status, 422);
  assert.equal(await t.secrets.read(`outbound:${made.body.item.id}`), 'old');
});

test('the status of upstreams holds who watches them to their word', async () => {
  const ids: string[] = [];
  await using t = await open({
    over: {
      upstreamStatus: () => ids.map((id) => troubled(id, 'mailbox full')),
      upstreamSignIn: {
        start: () =>
          Promise.resolve({ state: 'waiting', userCode: 'A', verificationUri: 'https://p.test', expiresAt: 9 }),
        state: () => ({ state: 'none' }),
        token: () => ({ validUntil: 7, trouble: { text: 'overruled', met: { text: 'overruled' }, helps: null } }),
        forget: () => {},
      },
    },
  });
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Up',
    route: { kind: 'graph', endpoint: 'https://graph.test/v1.0', user: 'p@contoso.com' },
    auth: { ...app, kind: 'delegated', deviceEndpoint: 'https://login.test/d' },
  });
  ids.push(made.body.item.id);
  const { items } = (await must(t, 'GET', '/upstreams/status')).body;
  assert.deepEqual(
    [items[0].way, items[0].signIn, items[0].tokenValidUntil, items[0].trouble, items[0].troubleSince],
    ['Graph graph.test as p@contoso.com', 'delegated', 7, 'mailbox full. Cure: mend it', 5],
  );
  assert.equal((await must(t, 'POST', '/outbound-connectors/Up/sign-in')).body.userCode, 'A');
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { deviceEndpoint: null } });
  const google = await t.ask('POST', '/api/v1/outbound-connectors/Up/sign-in');
  assert.equal(google.status, 409);
  assert.match(google.body.cure, /--refresh-token-stdin/u);
});

test('whoever keeps tokens is told which secrets were set', async () => {
  const told: (readonly string[])[] = [];
  await using t = await open({
    over: {
      upstreamSignIn: {
        start: () => Promise.reject(new Error('not here')),
        state: () => ({ state: 'none' }),
        token: () => ({ validUntil: null, trouble: null }),
        forget: (_id, secrets = []) => told.push(secrets),
      },
    },
  });
  const auth = { ...app, kind: 'delegated', secret: 'client-secret', refreshToken: 'refresh' };
  const made = await must(t, 'POST', '/outbound-connectors', { name: 'Up', route: smart, tls: 'verified', auth });
  const name = `outbound:${made.body.item.id}`;
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { scope: 'another' } });
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { secret: 'new' } });
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { refreshToken: 'new' } });
  assert.deepEqual(told, [[name, `${name}:client`], [`${name}:client`], [name]]);
});

test('certificate files that cannot be used are told when they are named', async (context) => {
  await using t = await open();
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-files-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const authority = await createAuthority();
  const [own, other] = [await authority.issue(['relay.test']), await authority.issue(['other.test'])];
  const file = (name: string): string => resolve(folder, name);
  await writeFile(file('own.pem'), own.cert);
  await writeFile(file('own.key'), own.key);
  await writeFile(file('other.key'), other.key);
  await must(t, 'POST', '/outbound-connectors', { name: 'Up', route: smart, tls: 'verified' });
  const named = async (certificate: string, key: string): Promise<string> => {
    const clientCertificate = { certificateFile: file(certificate), keyFile: file(key) };
    const answer = await must(t, 'PATCH', '/outbound-connectors/Up', { clientCertificate });
    return answer.body.warnings.join('\n');
  };
  assert.equal(await named('own.pem', 'own.key'), '');
  assert.match(
    await named('none.pem', 'own.key'),
    /^The client certificate of Up cannot be used: \S+none\.pem is not there\. .*upstream set Up --client-certificate FILE/u,
  );
  assert.match(await named('own.pem', 'other.key'), /the key that belongs to it/u);
  assert.match(await named('own.key', 'own.key'), /no PEM certificate/u);
  assert.match(await named('.', 'own.key'), /is no PEM file/u);
  // Neither a device without end nor a pipe that nobody writes to is waited for.
  execFileSync('mkfifo', [file('pipe')]);
  assert.match(await named('/dev/zero', 'own.key'), /\/dev\/zero is no PEM file: it is no plain file/u);
  assert.match(await named('own.pem', 'pipe'), /pipe is no PEM file: it is no plain file/u);
  const auth = { ...app, certificateFile: file('app.pem'), keyFile: file('app.key') };
  const made = await must(t, 'POST', '/outbound-connectors', { name: 'App', route: smart, tls: 'verified', auth });
  assert.match(made.body.warnings.join('\n'), /^The application's certificate of App .*--app-certificate FILE/mu);
  const { text } = await must(t, 'GET', '/export');
  const applied = await must(t, 'POST', '/apply', { yaml: text.replaceAll(/\bUp\b/gu, 'Third'), dryRun: true });
  assert.match(applied.body.warnings.join('\n'), /client certificate of Third/u);
});
