/** Rights of people of an identity provider: by mappings of now, by roles that it told last, and never more than somebody granted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atProvider } from '../../lab/peers/identity-provider.ts';
import { assertProblem } from './asking.ts';
import { ANNA, begin, enter, map, providerOfFile, refusedWith } from './provider-site.ts';

const site = providerOfFile();

test('a mapping that is taken away, and a role that the provider took away, act at the next call', async () => {
  await using t = await site.openAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  site.idp.person = ANNA;
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
  site.idp.person = { ...ANNA, roles: [] };
  await refusedWith(t, 'no-role');
  assertProblem(await browser.ask('GET', '/me'), 401);
});

test('of several roles the highest counts; organizations are joined, and mail is read only where all of them say so', async () => {
  await using t = await site.openAdmin();
  for (const name of ['A', 'B', 'C']) await t.ask('POST', '/api/v1/organizations', { name });
  site.idp.person = { ...ANNA, roles: ['one', 'two', 'three'] };
  await map(t, 'one', { role: 'help-desk', organizations: ['A'], content: true });
  await map(t, 'two', { role: 'help-desk', organizations: ['B'] });
  await map(t, 'three', { role: 'reader', organizations: ['C'], content: true });
  const { body } = await (await enter(t)).ask('GET', '/me');
  assert.equal(body.role, 'help-desk');
  assert.equal(body.content, false);
  assert.deepEqual(body.organizations.map(({ name }: { readonly name: string }) => name).toSorted(), ['A', 'B']);
});

test('acts that give rights want a proof of now: by a sign-in there that says when it was, of the same person', async () => {
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
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
  site.idp.person = { ...ANNA, sub: 'bob' };
  assert.equal((await again(new Map())).body.facts?.why, 'other-person');
  site.idp.person = ANNA;
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
  // A browser that leaves out what was asked for is let through there without a word, by a sign-in of an hour ago.
  site.idp.since = Math.floor(Date.now() / 1_000) - 3_600;
  const old = new Map<string, string>();
  const other = await enter(t, old);
  for (const [maxAge, why] of [
    ['100000', 'not-anew'],
    [null, 'no-time'],
  ] as const) {
    const begun = (await other.ask('POST', '/sign-in/again/sso/begin', {})).body;
    const address = new URL(begun.address);
    address.searchParams.delete('prompt');
    address.searchParams.delete('max_age');
    if (maxAge !== null) address.searchParams.set('max_age', maxAge);
    const said = { answer: await atProvider(address.href, old), secret: begun.secret };
    assert.equal((await other.ask('POST', '/sign-in/again/sso', said)).body.facts?.why, why);
  }
  site.idp.since = null;
});

test('nobody maps more than they have; the last local Global administrator stays', async () => {
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
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
  await using t = await site.openAdmin();
  site.idp.person = ANNA;
  await map(t, 'Other', { role: 'global-administrator' });
  const browser = await enter(t);
  const { own, provider: set } = (await browser.ask('GET', '/sso')).body;
  assert.deepEqual(own.values, ANNA.roles);
  assert.deepEqual(own.mappings, ['Other']);
  assert.equal(own.grant.role, 'global-administrator');
  assert.ok(own.claims.some((one: object) => JSON.stringify(one).includes('anna@contoso.com')));
  assert.equal((await browser.ask('GET', '/sso/mappings')).body.items.length, 1);
  assert.equal(set.issuer, site.idp.issuer);
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
