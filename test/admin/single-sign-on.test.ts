/** Signing in by an identity provider, against a real one: who is let in, by which rights, and what nobody is let in by. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { httpSettings, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { noProvider } from '../../lab/houses/no-provider.ts';
import { Browser } from '../../lab/peers/browser.ts';
import {
  atProvider,
  CLIENT,
  CLIENT_SECRET,
  type IdentityProvider,
  openIdentityProvider,
} from '../../lab/peers/identity-provider.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { assertProblem } from './asking.ts';

const HOST = 'localhost:8525';
const REDIRECT = `http://${HOST}/sign-in/sso`;
const ANNA = { sub: 'anna-0815', preferred_username: 'anna@contoso.com', roles: ['Mail.Help', 'Other'] };

let idp: IdentityProvider;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorpost-sso-'));
  await writeFile(join(folder, 'secret'), `${CLIENT_SECRET}\n`);
  idp = await openIdentityProvider(() => [REDIRECT, 'http://admin.service.test:8525/sign-in/sso']);
});
after(async () => {
  await idp[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const provider = (over: Partial<typeof noProvider> = {}) => ({
  ...{ ...noProvider, issuer: idp.issuer, clientId: CLIENT, clientSecretFile: join(folder, 'secret') },
  ...over,
});

const openAdmin = (
  over: Partial<typeof noProvider> = {},
  options: Parameters<typeof openTestAdmin>[0] = {},
): Promise<TestAdmin> => openTestAdmin({ ...options, settings: { oidc: provider(over), ...options.settings } });

interface Begun {
  readonly browser: Browser;
  readonly address: string;
  readonly secret: string;
}

async function begin(t: TestAdmin, browser = new Browser(t.askTcp, HOST)): Promise<Begun> {
  const { status, body, text } = await browser.ask('POST', '/sign-in/sso/begin', {});
  assert.equal(status, 200, text);
  return { browser, address: body.address, secret: body.secret };
}

async function enter(t: TestAdmin, cookies?: Map<string, string>): Promise<Browser> {
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address, cookies);
  const entered = await browser.ask('POST', '/sign-in/sso', { answer, secret });
  assert.equal(entered.status, 201, entered.text);
  return browser;
}

async function refusedWith(t: TestAdmin, why: string): Promise<string> {
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address);
  const refused = await browser.ask('POST', '/sign-in/sso', { answer, secret });
  assertProblem(refused, 403);
  assert.equal(refused.body.facts.why, why, refused.text);
  return refused.text;
}

async function map(t: TestAdmin, value: string, right: object): Promise<void> {
  const made = await t.ask('POST', '/api/v1/sso/mappings', { value, ...right });
  assert.equal(made.status, 201, made.text);
}

test('a person of the provider is let in by a role that is mapped, and is told apart by issuer and subject', async () => {
  await using t = await openAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  idp.person = ANNA;
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
  idp.person = { ...ANNA, preferred_username: 'anna.smith@contoso.com' };
  const renamed = (await (await enter(t)).ask('GET', '/me')).body;
  assert.equal(renamed.actor, me.actor);
  assert.equal(renamed.signIn.name, 'anna.smith@contoso.com');
  idp.person = { ...ANNA, sub: 'somebody-else' };
  assert.notEqual((await (await enter(t)).ask('GET', '/me')).body.actor, me.actor);
});

test('the provider is asked by code with PKCE, state and nonce, and nothing of it is kept or logged', async () => {
  await using t = await openAdmin();
  idp.person = ANNA;
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
  await using t = await openAdmin({}, { over: { clock } });
  idp.person = ANNA;
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
  await using t = await openAdmin();
  idp.person = ANNA;
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

test('a mapping that is taken away, and a role that the provider took away, act at the next call', async () => {
  await using t = await openAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  await map(t, 'Mail.Help', { role: 'reader', organizations: ['Contoso'] });
  const browser = await enter(t);
  assert.equal((await browser.ask('GET', '/me')).body.role, 'global-administrator');
  await t.ask('PATCH', '/api/v1/sso/mappings/Other', { enabled: false });
  assert.equal((await browser.ask('GET', '/me')).body.role, 'reader');
  assertProblem(await browser.ask('GET', '/tokens'), 403);
  await t.ask('DELETE', '/api/v1/sso/mappings/Mail.Help');
  assertProblem(await browser.ask('GET', '/me'), 401);
  await t.ask('PATCH', '/api/v1/sso/mappings/Other', { enabled: true });
  assert.equal((await browser.ask('GET', '/me')).body.role, 'global-administrator');
  // At her next sign-in, in another browser, the provider tells less: it is refused, and the first one is out too.
  idp.person = { ...ANNA, roles: [] };
  await refusedWith(t, 'no-role');
  assertProblem(await browser.ask('GET', '/me'), 401);
});

test('of several roles the highest counts; organizations are joined, and mail is read only where all of them say so', async () => {
  await using t = await openAdmin();
  for (const name of ['A', 'B', 'C']) await t.ask('POST', '/api/v1/organizations', { name });
  idp.person = { ...ANNA, roles: ['one', 'two', 'three'] };
  await map(t, 'one', { role: 'help-desk', organizations: ['A'], content: true });
  await map(t, 'two', { role: 'help-desk', organizations: ['B'] });
  await map(t, 'three', { role: 'reader', organizations: ['C'], content: true });
  const { body } = await (await enter(t)).ask('GET', '/me');
  assert.equal(body.role, 'help-desk');
  assert.equal(body.content, false);
  assert.deepEqual(body.organizations.map(({ name }: { readonly name: string }) => name).toSorted(), ['A', 'B']);
});

test('claims that are odd or huge let nobody in', async () => {
  await using t = await openAdmin();
  await map(t, 'true', { role: 'global-administrator' });
  for (const roles of [true, 7, { true: 'true' }, [['true']], [true], null]) {
    idp.person = { ...ANNA, roles };
    await refusedWith(t, 'no-role');
  }
  idp.person = { ...ANNA, roles: Array.from({ length: 501 }, (_, at) => `role ${at}`) };
  await refusedWith(t, 'odd-claims');
  idp.person = { ...ANNA, roles: ['x'.repeat(257)] };
  await refusedWith(t, 'odd-claims');
  idp.person = { ...ANNA, roles: ['x'.repeat(600_000)] };
  const { browser, address, secret } = await begin(t);
  const answer = await atProvider(address);
  assertProblem(await browser.ask('POST', '/sign-in/sso', { answer, secret }), 502);
  // One text is a list of one.
  idp.person = { ...ANNA, roles: 'true' };
  await enter(t);
});

test('a name cannot pass for another’s, nor for an administrator of this server', async () => {
  await using t = await openAdmin();
  await map(t, 'Other', { role: 'global-administrator' });
  idp.person = { ...ANNA, preferred_username: 'local:root\n\u202eadmin:anna' };
  const { body } = await (await enter(t)).ask('GET', '/me');
  assert.match(body.actor, /^sso:local_root_admin_anna~[0-9a-f]{8}$/u);
  // What is asked of who has a password here is not done for who has none.
  const browser = await enter(t);
  assertProblem(await browser.ask('POST', '/sign-in/again', { password: 'whatever it is' }), 409);
  assertProblem(await browser.ask('POST', '/me/second-factor'), 403);
});

test('acts that give rights want a proof of now: by a sign-in there that says when it was, of the same person', async () => {
  await using t = await openAdmin();
  idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator', content: true });
  const cookies = new Map<string, string>();
  const browser = await enter(t, cookies);
  const wanted = { name: 'ci' };
  const { status, body } = await browser.ask('POST', '/tokens', wanted);
  // The provider asked her just now, but says when only where that is asked for.
  assert.equal(status, 403, JSON.stringify(body));
  assert.equal(body.type, '/problems/fresh-sign-in-needed');
  const again = async (at = cookies) => {
    const begun = (await browser.ask('POST', '/sign-in/again/sso/begin', {})).body;
    const query = new URL(begun.address).searchParams;
    assert.equal(query.get('prompt'), 'login');
    assert.equal(query.get('max_age'), '0');
    const answer = await atProvider(begun.address, at);
    return browser.ask('POST', '/sign-in/again/sso', { answer, secret: begun.secret });
  };
  idp.person = { ...ANNA, sub: 'bob' };
  assert.equal((await again(new Map())).body.facts?.why, 'other-person');
  idp.person = ANNA;
  const fresh = await again();
  assert.equal(fresh.status, 200, fresh.text);
  assert.equal((await browser.ask('POST', '/tokens', wanted)).status, 201);
  // A sign-in that was begun to enter proves nothing to a session, and the other way round.
  const entering = await begin(t, browser);
  const answer = await atProvider(entering.address, cookies);
  assert.equal(
    (await browser.ask('POST', '/sign-in/again/sso', { answer, secret: entering.secret })).body.facts.why,
    'begun-elsewhere',
  );
});

test('nobody maps more than they have; the last local Global administrator stays', async () => {
  await using t = await openAdmin();
  idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const cookies = new Map<string, string>();
  const browser = await enter(t, cookies);
  const begun = (await browser.ask('POST', '/sign-in/again/sso/begin', {})).body;
  await browser.ask('POST', '/sign-in/again/sso', {
    answer: await atProvider(begun.address, cookies),
    secret: begun.secret,
  });
  const more = { value: 'More', role: 'global-administrator', content: true };
  assertProblem(await browser.ask('POST', '/sso/mappings', more), 403);
  await map(t, 'More', { role: 'global-administrator', content: true });
  assertProblem(await browser.ask('PATCH', '/sso/mappings/More', { content: false }), 403);
  assertProblem(await browser.ask('DELETE', '/sso/mappings/More'), 403);
  assertProblem(await t.ask('POST', '/api/v1/sso/mappings', { value: 'More', role: 'reader' }), 400);
  assertProblem(await t.ask('POST', '/api/v1/sso/mappings', more), 409);
});

test('people who came are listed with what their roles became, and are signed out by who may', async () => {
  await using t = await openAdmin();
  idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const browser = await enter(t);
  const { own, provider: set } = (await browser.ask('GET', '/sso')).body;
  assert.deepEqual(own.values, ANNA.roles);
  assert.deepEqual(own.mappings, ['Other']);
  assert.equal(own.grant.role, 'global-administrator');
  assert.ok(own.claims.some((one: object) => JSON.stringify(one).includes('anna@contoso.com')));
  assert.equal((await browser.ask('GET', '/sso/mappings')).body.items.length, 1);
  assert.equal(set.issuer, idp.issuer);
  const [person] = (await t.ask('GET', '/api/v1/sso/people')).body.items;
  assert.equal(person.subject, ANNA.sub);
  const sessions = `/api/v1/sso/people/${person.key}/sessions`;
  assert.equal((await t.ask('GET', sessions)).body.items.length, 1);
  assert.deepEqual((await t.ask('DELETE', sessions)).body, { ended: 1 });
  assertProblem(await browser.ask('GET', '/me'), 401);
  const back = await enter(t);
  assert.equal((await t.ask('DELETE', `/api/v1/sso/people/${person.key}`)).status, 204);
  assertProblem(await back.ask('GET', '/me'), 401);
  assert.equal((await t.ask('GET', '/api/v1/sso/people')).body.items.length, 0);
  const attempts = (await t.ask('GET', '/api/v1/sign-in/attempts')).body.items;
  assert.ok(
    attempts.some(({ how, outcome }: Readonly<Record<string, string>>) => how === 'sso' && outcome === 'signed-in'),
  );
});

test('a provider that is gone, or speaks nonsense, keeps nobody out who has a name here', async () => {
  await using t = await openAdmin();
  await idp.listen(false);
  try {
    const browser = new Browser(t.askTcp, HOST);
    assertProblem(await browser.ask('POST', '/sign-in/sso/begin', {}), 502, /name and a password/u);
    const { address } = (await t.ask('POST', '/api/v1/sign-in/links', {})).body;
    const link = /#enter=(.+)$/u.exec(address)?.[1];
    assert.equal((await browser.ask('POST', '/sign-in/link', { link })).status, 201);
    assert.deepEqual((await browser.ask('GET', '/sign-in/ways')).body.sso, { name: 'localhost', at: null });
  } finally {
    await idp.listen(true);
  }
  idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  await enter(t);
  try {
    for (const [status, body] of [
      [200, '<html>'],
      [200, '{"issuer":"https://elsewhere.example"}'],
      [302, ''],
      [500, 'x'.repeat(600_000)],
    ] as const) {
      await using other = await openAdmin();
      idp.instead = (request, response) => {
        if (request.url?.startsWith('/.well-known') !== true) return false;
        response.writeHead(status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' }).end(body);
        return true;
      };
      assertProblem(await new Browser(other.askTcp, HOST).ask('POST', '/sign-in/sso/begin', {}), 502);
    }
  } finally {
    idp.instead = null;
  }
});

test('where people reach it by one address, it is begun there alone; without a provider nobody is sent anywhere', async () => {
  await using t = await openAdmin({}, { settings: { http: { ...httpSettings, url: 'http://localhost:8525' } } });
  assert.equal((await begin(t)).address.startsWith(idp.issuer), true);
  const elsewhere = new Browser(t.askTcp, 'admin.service.test:8525');
  const refused = await elsewhere.ask('POST', '/sign-in/sso/begin', {});
  assertProblem(refused, 403, /http:\/\/localhost:8525/u);
  await using without = await openTestAdmin();
  const browser = new Browser(without.askTcp, HOST);
  assert.equal((await browser.ask('GET', '/sign-in/ways')).body.sso, null);
  assertProblem(await browser.ask('POST', '/sign-in/sso/begin', {}), 403);
  assertProblem(await browser.ask('POST', '/sign-in/sso', { answer: '?code=x', secret: 'x' }), 403);
});
