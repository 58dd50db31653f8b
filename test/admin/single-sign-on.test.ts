/** Signing in by an identity provider, against a real one: who is let in, and what nobody is let in by. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpSettings, openTestAdmin } from '../../lab/houses/test-admin.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { atProvider, CLIENT_SECRET } from '../../lab/peers/identity-provider.ts';
import { assertProblem } from './asking.ts';
import { ANNA, begin, enter, HOST, map, providerOfFile, REDIRECT, refusedWith } from './provider-site.ts';

const site = providerOfFile();

test('a person of the provider is let in by a role that is mapped, and is told apart by issuer and subject', async () => {
  await using t = await site.openAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  site.idp.person = ANNA;
  const told = await refusedWith(t, 'no-role');
  assert.match(told, /Mail\.Help, Other/u);
  await map(t, 'Mail.Help', { role: 'help-desk', organizations: ['Contoso'] });
  const browser = await enter(t);
  const me = (await browser.ask('GET', '/me')).body;
  assert.equal(me.role, 'help-desk');
  assert.equal(me.signIn.how, 'sso');
  assert.equal(me.signIn.name, 'anna@contoso.com');
  assert.match(me.actor, /^sso:anna@contoso\.com~[0-9a-f]{8}$/u);
  assert.equal(t.fake.audit[0]?.actor, me.actor);
  // Another name and address there is the same person; another person with her address is not.
  site.idp.person = { ...ANNA, preferred_username: 'anna.smith@contoso.com' };
  const renamed = (await (await enter(t)).ask('GET', '/me')).body;
  assert.equal(renamed.actor, me.actor);
  assert.equal(renamed.signIn.name, 'anna.smith@contoso.com');
  site.idp.person = { ...ANNA, sub: 'somebody-else' };
  assert.notEqual((await (await enter(t)).ask('GET', '/me')).body.actor, me.actor);
});

test('the provider is asked by code with PKCE, state and nonce, and nothing of it is kept or logged', async () => {
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const { browser, address, secret } = await begin(t);
  const query = new URL(address).searchParams;
  assert.equal(query.get('response_type'), 'code');
  assert.equal(query.get('response_mode'), 'query');
  assert.equal(query.get('code_challenge_method'), 'S256');
  assert.equal(query.get('redirect_uri'), REDIRECT);
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(query.get(name) ?? '', /^[\w-]{43}$/u, name);
  const [line = ''] = [...browser.cookies];
  assert.match(line[0] ?? '', /^doorpost-sso-8525$/u);
  const answer = await atProvider(address);
  assert.equal((await browser.ask('POST', '/sign-in/sso', { answer, secret })).status, 201);
  const kept = JSON.stringify([
    await t.fake.store.notes.all('admin-session'),
    await t.fake.store.notes.all('admin-sso'),
    t.fake.audit,
    t.logged,
  ]);
  const code = new URLSearchParams(answer).get('code') ?? assert.fail(answer);
  for (const word of [code, secret, CLIENT_SECRET, query.get('state') ?? '-', browser.secret ?? '-'])
    assert.ok(!kept.includes(word));
  assert.ok(!browser.cookies.has('doorpost-sso-8525'), 'the cookie is gone');
});

test('nobody is signed in by what another browser, page or person began, nor twice, nor later', async () => {
  const clock = createManualClock(Date.now());
  await using t = await site.openAdmin({ over: { clock } });
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const theirs = await begin(t);
  const answer = await atProvider(theirs.address);
  const finish = (browser: Browser, secret: string, said = answer) =>
    browser.ask('POST', '/sign-in/sso', { answer: said, secret });
  // A link that somebody sends: no cookie, or that of one's own.
  assert.equal((await finish(new Browser(t.askTcp, HOST), theirs.secret)).body.facts.why, 'begun-elsewhere');
  const own = await begin(t);
  const ownCookie = new Map(own.browser.cookies);
  assert.equal((await finish(own.browser, theirs.secret)).body.facts.why, 'begun-elsewhere');
  // It was tried, and is over.
  for (const [name, value] of ownCookie) own.browser.cookies.set(name, value);
  assert.equal((await finish(own.browser, own.secret)).body.facts.why, 'begun-elsewhere');
  // Another state than the one that was begun.
  const mixed = await begin(t);
  assertProblem(await finish(mixed.browser, mixed.secret), 502);
  // A page of another origin.
  const cookies = new Map(theirs.browser.cookies);
  const wrong = await theirs.browser.ask(
    'POST',
    '/sign-in/sso',
    { answer, secret: theirs.secret },
    { origin: 'http://localhost:9000' },
  );
  assertProblem(wrong, 403, /address/u);
  clock.jumpWall(60_000);
  assert.equal((await finish(theirs.browser, theirs.secret)).status, 201, 'the one who began it');
  const again = new Browser(t.askTcp, HOST);
  for (const [name, value] of cookies) again.cookies.set(name, value);
  assert.equal((await finish(again, theirs.secret)).body.facts.why, 'begun-elsewhere', 'twice');
  const late = await begin(t);
  const lateAnswer = await atProvider(late.address);
  clock.jumpWall(600_001);
  assert.equal((await finish(late.browser, late.secret, lateAnswer)).body.facts.why, 'begun-elsewhere');
});

test('an answer in the name of another issuer, with a state or a code of others, or twice the same field, is none', async () => {
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const change = async (alter: (query: URLSearchParams) => void): Promise<void> => {
    const { browser, address, secret } = await begin(t);
    const query = new URLSearchParams(await atProvider(address));
    alter(query);
    const refused = await browser.ask('POST', '/sign-in/sso', { answer: `?${query}`, secret });
    assertProblem(refused, 502);
    assert.equal(browser.secret, null);
  };
  await change((query) => query.set('iss', 'https://elsewhere.example'));
  await change((query) => query.delete('iss'));
  await change((query) => query.set('state', 'x'.repeat(43)));
  await change((query) => query.append('state', query.get('state') ?? ''));
  await change((query) => query.delete('state'));
  await change((query) => query.set('code', 'not-a-code'));
  await change((query) => query.delete('code'));
});

test('an ID token that was signed by nobody known is none', async () => {
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  site.idp.instead = (request, response) => {
    if (request.url?.startsWith('/jwks') !== true) return false;
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' }).end('{"keys":[]}');
    return true;
  };
  try {
    const { browser, address, secret } = await begin(t);
    const answer = await atProvider(address);
    assertProblem(await browser.ask('POST', '/sign-in/sso', { answer, secret }), 502);
  } finally {
    site.idp.instead = null;
  }
  await enter(t);
});

test('claims that are odd or huge let nobody in', async () => {
  await using t = await site.openAdmin();
  await map(t, 'true', { role: 'global-administrator' });
  for (const roles of [true, 7, { true: 'true' }, [['true']], [true], null]) {
    site.idp.person = { ...ANNA, roles };
    await refusedWith(t, 'no-role');
  }
  site.idp.person = { ...ANNA, roles: Array.from({ length: 501 }, (_, at) => `role ${at}`) };
  await refusedWith(t, 'odd-claims');
  site.idp.person = { ...ANNA, roles: ['x'.repeat(257)] };
  await refusedWith(t, 'odd-claims');
  site.idp.person = { ...ANNA, roles: ['x'.repeat(600_000)] };
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address);
  assertProblem(await browser.ask('POST', '/sign-in/sso', { answer, secret }), 502);
  // One text is a list of one.
  site.idp.person = { ...ANNA, roles: 'true' };
  await enter(t);
});

test('a name cannot pass for another’s, nor for an administrator of this server', async () => {
  await using t = await site.openAdmin();
  await map(t, 'Other', { role: 'global-administrator' });
  site.idp.person = { ...ANNA, preferred_username: 'local:root\n\u202eadmin:anna' };
  const { body } = await (await enter(t)).ask('GET', '/me');
  assert.match(body.actor, /^sso:local_root_admin_anna~[0-9a-f]{8}$/u);
  // What is asked of who has a password here is not done for who has none.
  const browser = await enter(t);
  assertProblem(await browser.ask('POST', '/sign-in/again', { password: 'whatever it is' }), 409);
  assertProblem(await browser.ask('POST', '/me/second-factor'), 403);
  assertProblem(await browser.ask('GET', '/me/passkeys'), 409);
  // A link of the server is of somebody else, whoever brings it.
  const { address } = (await t.ask('POST', '/api/v1/sign-in/links', {})).body;
  const link = /#enter=(.+)$/u.exec(address)?.[1];
  assertProblem(await browser.ask('POST', '/sign-in/again', { link }), 409);
});

test('a provider that is gone, or speaks nonsense, keeps nobody out who has a name here', async () => {
  await using t = await site.openAdmin();
  await site.idp.listen(false);
  try {
    const browser = new Browser(t.askTcp, HOST);
    assertProblem(await browser.ask('POST', '/sign-in/sso/begin', {}), 502, /name and a password/u);
    const { address } = (await t.ask('POST', '/api/v1/sign-in/links', {})).body;
    const link = /#enter=(.+)$/u.exec(address)?.[1];
    assert.equal((await browser.ask('POST', '/sign-in/link', { link })).status, 201);
    assert.deepEqual((await browser.ask('GET', '/sign-in/ways')).body.sso, { name: 'localhost', at: null });
  } finally {
    await site.idp.listen(true);
  }
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  await enter(t);
  try {
    for (const [status, body] of [
      [200, '<html>'],
      [200, '{"issuer":"https://elsewhere.example"}'],
      [302, ''],
      [500, 'x'.repeat(600_000)],
    ] as const) {
      await using other = await site.openAdmin();
      site.idp.instead = (request, response) => {
        if (request.url?.startsWith('/.well-known') !== true) return false;
        response.writeHead(status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' }).end(body);
        return true;
      };
      assertProblem(await new Browser(other.askTcp, HOST).ask('POST', '/sign-in/sso/begin', {}), 502);
    }
  } finally {
    site.idp.instead = null;
  }
});

test('where people reach it by one address, it is begun there alone; without a provider nobody is sent anywhere', async () => {
  await using t = await site.openAdmin({ settings: { http: { ...httpSettings, url: 'http://localhost:8525' } } });
  assert.equal((await begin(t)).address.startsWith(site.idp.issuer), true);
  const elsewhere = new Browser(t.askTcp, 'admin.service.test:8525');
  const refused = await elsewhere.ask('POST', '/sign-in/sso/begin', {});
  assertProblem(refused, 403, /http:\/\/localhost:8525/u);
  await using without = await openTestAdmin();
  const browser = new Browser(without.askTcp, HOST);
  assert.equal((await browser.ask('GET', '/sign-in/ways')).body.sso, null);
  assertProblem(await browser.ask('POST', '/sign-in/sso/begin', {}), 403);
  assertProblem(await browser.ask('POST', '/sign-in/sso', { answer: '?code=x', secret: 'x' }), 403);
});
