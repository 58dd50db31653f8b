/** Signing in with a browser: a link, a session, and what each of its two secrets is worth without the other. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { openTestAdmin, type TestAdmin, testStatus } from '../../lab/houses/test-admin.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { createFakeDirectoryStore } from '../../lab/stores/fake-directory-store.ts';
import { Links } from '../../src/admin/sign-in/links.ts';
import { Sessions } from '../../src/admin/sign-in/sessions.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { assertProblem } from './asking.ts';

async function linkOf(t: TestAdmin): Promise<string> {
  const { status, body, text } = await t.ask('POST', '/api/v1/sign-in/links', {});
  assert.equal(status, 201, text);
  return /^http:\/\/localhost:\d+\/#enter=([\w-]{43})$/u.exec(body.address)?.[1] ?? assert.fail(body.address);
}

async function signedIn(t: TestAdmin, host?: string): Promise<Browser> {
  const browser = new Browser(t.askTcp, host);
  const { status, text } = await browser.ask('POST', '/sign-in/link', { link: await linkOf(t) });
  assert.equal(status, 201, text);
  return browser;
}

test('a link signs in once, with a cookie that scripts and other sites do not get', async () => {
  await using t = await openTestAdmin();
  const link = await linkOf(t);
  const browser = new Browser(t.askTcp);
  const first = await browser.ask('POST', '/sign-in/link', { link });
  assert.equal(first.status, 201, first.text);
  const [cookie = ''] = [first.headers['set-cookie'] ?? ''].flat();
  assert.match(cookie, /^doorpost-8525=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/u);
  assert.match(first.body.me.actor, /^local:/u);
  const me = await browser.ask('GET', '/me');
  assert.equal(me.status, 200, me.text);
  assert.equal(me.body.signIn.how, 'link');
  assertProblem(await new Browser(t.askTcp).ask('POST', '/sign-in/link', { link }), 401, /doorpost admin link/u);
  const made = await browser.ask('POST', '/organizations', { name: 'Contoso' });
  assert.equal(made.status, 201, made.text);
  assert.match(t.fake.audit[0]?.actor ?? '', /^local:/u);
});

test('in evaluation mode the link is for its administrator', async () => {
  await using t = await openTestAdmin({ over: { status: () => ({ ...testStatus, mode: 'evaluation' }) } });
  const browser = await signedIn(t);
  assert.equal((await browser.ask('GET', '/me')).body.actor, 'admin:evaluation');
});

test('a new link voids the one before; of two with the same one a single one is let in', async () => {
  await using t = await openTestAdmin();
  const old = await linkOf(t);
  const link = await linkOf(t);
  assertProblem(await new Browser(t.askTcp).ask('POST', '/sign-in/link', { link: old }), 401);
  const both = await Promise.all([1, 2].map(() => new Browser(t.askTcp).ask('POST', '/sign-in/link', { link })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 401]);
});

test('a link is made by the local administrator alone', async () => {
  await using t = await openTestAdmin();
  const browser = await signedIn(t);
  assertProblem(await browser.ask('POST', '/sign-in/links', {}), 403, /server itself/u);
});

test('the cookie alone is worth nothing, nor is the second secret, nor one of another session', async () => {
  await using t = await openTestAdmin();
  const [browser, other] = [await signedIn(t), await signedIn(t)];
  const tries = [
    ['GET', '/me'],
    ['GET', '/watch?seconds=1'],
    ['POST', '/sign-out'],
    ['POST', '/organizations', { name: 'Contoso' }],
  ] as const;
  for (const [method, path, body] of tries) {
    assertProblem(await browser.ask(method, path, body, { 'x-doorpost': '' }), 401, /Sign in again/u);
    assertProblem(await browser.ask(method, path, body, { 'x-doorpost': other.secret ?? '' }), 401);
    assertProblem(await browser.ask(method, path, body, { cookie: '' }), 401);
  }
  assert.equal((await browser.ask('GET', '/me')).status, 200);
});

test('a page of another port or site changes nothing, signs nobody in, and none without an origin does', async () => {
  await using t = await openTestAdmin();
  const browser = await signedIn(t);
  const link = await linkOf(t);
  const others = [
    'http://localhost:9000',
    'https://localhost:8525',
    'http://localhost',
    'null',
    'http://evil.example',
    '',
  ];
  for (const origin of others) {
    assertProblem(await browser.ask('POST', '/organizations', { name: 'Contoso' }, { origin }), 403, /address/u);
    assertProblem(await browser.ask('DELETE', '/organizations/x', undefined, { origin }), 403);
    assertProblem(await new Browser(t.askTcp).ask('POST', '/sign-in/link', { link }, { origin }), 403);
  }
  const form = { 'content-type': 'text/plain' };
  assertProblem(await browser.ask('POST', '/organizations', { name: 'Contoso' }, form), 415);
  assert.equal((await new Browser(t.askTcp).ask('POST', '/sign-in/link', { link })).status, 201);
});

test('each port has its own cookie, and one that was there before is no session', async () => {
  await using t = await openTestAdmin();
  const one = await signedIn(t, 'localhost:8525');
  const two = await signedIn(t, 'localhost:9000');
  assert.deepEqual([...one.cookies.keys(), ...two.cookies.keys()], ['doorpost-8525', 'doorpost-9000']);
  // Planted by another port of the host, and sent beside the right one.
  const fixed = new Browser(t.askTcp);
  const planted = one.cookies.get('doorpost-8525') ?? '';
  fixed.cookies.set('doorpost-8525', planted);
  assert.equal((await fixed.ask('POST', '/sign-in/link', { link: await linkOf(t) })).status, 201);
  assert.notEqual(fixed.cookies.get('doorpost-8525'), planted, 'a new one for each sign-in');
  assertProblem(await fixed.ask('GET', '/me', undefined, { cookie: `doorpost-8525=${planted}` }), 401);
  const real = fixed.cookies.get('doorpost-8525') ?? '';
  const both = `doorpost-8525=${planted}; doorpost-8525=${real}`;
  assert.equal((await fixed.ask('GET', '/me', undefined, { cookie: both })).status, 200);
});

test('sessions are listed, ended, and gone at the next call; others’ are not seen', async () => {
  await using t = await openTestAdmin();
  const [browser, other] = [await signedIn(t), await signedIn(t)];
  const { items } = (await browser.ask('GET', '/sign-in/sessions')).body;
  assert.equal(items.length, 2);
  const { id } = items.find(({ current }: { current: boolean }) => !current);
  assert.equal((await browser.ask('DELETE', `/sign-in/sessions/${id}`)).status, 204);
  assertProblem(await other.ask('GET', '/me'), 401);
  assertProblem(await browser.ask('DELETE', `/sign-in/sessions/${id}`), 404);
  assert.equal((await browser.ask('POST', '/sign-out')).status, 204);
  assert.equal(browser.cookies.size, 0);
  assertProblem(await browser.ask('GET', '/me'), 401);
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'ci' })).body;
  assertProblem(await t.askTcp('POST', '/api/v1/sign-out', { token }), 409);
});

test('nothing that was kept, logged or noted signs in', async () => {
  await using t = await openTestAdmin();
  const link = await linkOf(t);
  const browser = new Browser(t.askTcp);
  await browser.ask('POST', '/sign-in/link', { link });
  const kept = JSON.stringify([
    await t.fake.store.notes.all('admin-session'),
    await t.fake.store.notes.all('admin-sign-in'),
    t.fake.audit,
    t.logged,
  ]);
  for (const secret of [link, browser.secret ?? '-', ...browser.cookies.values()]) assert.ok(!kept.includes(secret));
});

test('a stream ends with its session', async () => {
  const watch = () => ({ stop: () => {} });
  await using t = await openTestAdmin({ over: { watch } });
  const browser = await signedIn(t);
  const port = t.admin.listening().find((point) => point.port !== null)?.port ?? 0;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { host: 'localhost:8525', cookie, 'x-doorpost': browser.secret ?? '' };
  const ended = new Promise<void>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/v1/watch', headers, agent: false, signal: AbortSignal.timeout(20_000) },
      (response) => {
        assert.equal(response.statusCode, 200);
        response.once('data', () => void browser.ask('POST', '/sign-out').catch(reject));
        response.on('error', () => {});
        response.once('close', resolve);
      },
    );
    asked.once('error', reject);
    asked.end();
  });
  await ended;
});

const parts = () => {
  const clock = createManualClock();
  const { store } = createFakeDirectoryStore();
  return { clock, store, random: systemRandom, log: silentLog, idleMs: 3_600_000 };
};
const anna = { actor: 'admin:anna', name: 'anna', how: 'link', address: '127.0.0.1', agent: '' } as const;

test('a session ends when it is not used, and by its age; a restart changes nothing', async () => {
  const room = parts();
  const sessions = new Sessions(room);
  const { cookie, secret } = await sessions.create(anna);
  const by = { cookies: [cookie], secret, byItself: false };
  const find = (one: Sessions, byItself = false) => one.find({ ...by, byItself });
  for (let hour = 0; hour < 3; hour++) {
    await room.clock.advance(3_500_000);
    assert.ok(await find(sessions), 'used');
  }
  await new Promise(setImmediate);
  assert.ok(await find(new Sessions(room)), 'kept');
  await room.clock.advance(3_500_000);
  assert.ok(await find(sessions, true));
  await room.clock.advance(200_000);
  assert.equal(await find(sessions), null, 'a page that asks by itself is nobody who sits there');
  const long = new Sessions({ ...room, idleMs: 10 * 86_400_000 });
  const second = await long.create(anna);
  const bySecond = { cookies: [second.cookie], secret: second.secret, byItself: false };
  await room.clock.advance(7 * 86_400_000 - 1);
  assert.ok(await long.find(bySecond));
  await room.clock.advance(1);
  assert.equal(await long.find(bySecond), null);
});

test('one administrator has twenty at most: the one unused for longest makes room', async () => {
  const room = parts();
  const sessions = new Sessions(room);
  const first = await sessions.create(anna);
  for (let count = 0; count < 20; count++) {
    await room.clock.advance(1_000);
    await sessions.create(anna);
  }
  assert.equal((await sessions.of('admin:anna')).length, 20);
  assert.equal(await sessions.find({ cookies: [first.cookie], secret: first.secret, byItself: false }), null);
});

test('a link is too old after a quarter of an hour, and was used across a restart', async () => {
  const room = parts();
  const holder = { actor: 'local:anna', name: null };
  const late = await new Links(room).make(holder);
  await room.clock.advance(900_000);
  assert.equal(await new Links(room).use(late.secret), null);
  const { secret } = await new Links(room).make(holder);
  assert.deepEqual(await new Links(room).use(secret), holder);
  assert.equal(await new Links(room).use(secret), null);
});
