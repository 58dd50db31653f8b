/** Named administrators: invited, signed in with a password and a code, changed, slowed when they guess, and removed. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { httpSettings, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { totpCode } from '../../src/admin/sign-in/totp.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { assertProblem, must } from './asking.ts';

const PASSWORD = 'a-good-Passw0rd';

/** Invited by the local administrator. */
async function invited(t: TestAdmin, name: string, more: object = { role: 'global-administrator' }): Promise<string> {
  const { body } = await must(t, 'POST', '/administrators', { name, ...more });
  return /#invitation=([\w-]{43})$/u.exec(body.invitation)?.[1] ?? assert.fail(body.invitation);
}

interface Member {
  readonly browser: Browser;
  readonly totp: string;
  readonly recoveryCodes: readonly string[];
}

const codeAt = (totp: string, now: number): string => totpCode(totp, Math.floor(now / 30_000));

async function member(t: TestAdmin, name: string, now: number, more?: object): Promise<Member> {
  const invitation = await invited(t, name, more);
  const browser = new Browser(t.askTcp);
  const { secret: totp } = (await browser.ask('POST', '/sign-in/invitation/look', { invitation })).body.totp;
  const answer = { invitation, password: PASSWORD, code: codeAt(totp, now) };
  const { status, body, text } = await browser.ask('POST', '/sign-in/invitation', answer);
  assert.equal(status, 201, text);
  return { browser, totp, recoveryCodes: body.recoveryCodes };
}

const signIn = (t: TestAdmin, body: object, browser = new Browser(t.askTcp)) =>
  browser.ask('POST', '/sign-in/password', body);

const opened = async (observe: (one: Observation) => void = () => {}) => {
  const clock = createManualClock();
  const t = await openTestAdmin({ over: { clock, observe } });
  return { t, clock, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() };
};

test('an invitation is taken once, by a password that is long enough, and a code of the app', async () => {
  await using room = await opened();
  const { t, clock } = room;
  const invitation = await invited(t, 'Anna@contoso.com');
  const browser = new Browser(t.askTcp);
  const look = await browser.ask('POST', '/sign-in/invitation/look', { invitation });
  assert.equal(look.body.name, 'anna@contoso.com');
  assert.match(look.body.totp.uri, /^otpauth:\/\/totp\/Doorpost/u);
  const again = await browser.ask('POST', '/sign-in/invitation/look', { invitation });
  assert.equal(again.body.totp.secret, look.body.totp.secret, 'the same app goes on');
  const code = codeAt(look.body.totp.secret, clock.now());
  assertProblem(await browser.ask('POST', '/sign-in/invitation', { invitation, password: 'short', code }), 400);
  const wrong = code === '000000' ? '111111' : '000000';
  assertProblem(await browser.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD, code: wrong }), 401);
  const right = { invitation, password: PASSWORD, code };
  const first = await browser.ask('POST', '/sign-in/invitation', right);
  assert.equal(first.status, 201, first.text);
  assert.equal(first.body.recoveryCodes.length, 10);
  assert.equal((await browser.ask('GET', '/me')).body.actor, 'admin:anna@contoso.com');
  assertProblem(await new Browser(t.askTcp).ask('POST', '/sign-in/invitation', right), 401);
  const kept = JSON.stringify([t.fake.audit, t.logged, await t.fake.store.notes.all('admin-sign-in')]);
  for (const secret of [invitation, PASSWORD, look.body.totp.secret, ...first.body.recoveryCodes])
    assert.ok(!kept.includes(secret));
  assert.ok(!Buffer.from(t.fake.secrets.get('administrator:anna@contoso.com') ?? []).includes(look.body.totp.secret));
});

test('a password signs in with a code, and each code once; recovery codes too', async () => {
  await using room = await opened();
  const { t, clock } = room;
  const { totp, recoveryCodes } = await member(t, 'anna', clock.now());
  const without = await signIn(t, { name: 'anna', password: PASSWORD });
  assertProblem(without, 401);
  assert.equal(without.body.type, '/problems/second-factor-needed');
  const invitationCode = codeAt(totp, clock.now());
  assertProblem(await signIn(t, { name: 'anna', password: PASSWORD, code: invitationCode }), 401);
  await clock.advance(30_000);
  const code = codeAt(totp, clock.now());
  const both = await Promise.all([1, 2].map(() => signIn(t, { name: 'ANNA', password: PASSWORD, code })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 401]);
  const [recovery = ''] = recoveryCodes;
  assert.equal((await signIn(t, { name: 'anna', password: PASSWORD, code: recovery.toUpperCase() })).status, 201);
  assertProblem(await signIn(t, { name: 'anna', password: PASSWORD, code: recovery }), 401);
});

test('a name that nobody has is answered as a wrong password, and both are slowed alike', async () => {
  await using room = await opened();
  const { t, clock } = room;
  await member(t, 'anna', clock.now());
  const told = async (name: string): Promise<readonly unknown[]> => {
    const answers = [];
    for (let n = 0; n < 7; n++) {
      const { status, text, headers } = await signIn(t, { name, password: `wrong ${n}` });
      answers.push([status, text, headers['retry-after']]);
    }
    await clock.advance(7_200_000);
    return answers;
  };
  const [known, unknown] = [await told('anna'), await told('nobody')];
  // Anna signed in from here before, so that her place is her own; of a first address it is the same count.
  assert.deepEqual(known, unknown);
  assert.deepEqual(
    unknown.map((each) => (each as unknown[])[0]),
    [401, 401, 401, 401, 401, 429, 429],
  );
  assert.equal((unknown.at(-1) as unknown[])[2], '1');
});

test('attempts are kept without what was typed, and many that fail are an alarm', async () => {
  const observed: Observation[] = [];
  await using room = await opened((one) => void observed.push(one));
  const { t, clock } = room;
  await member(t, 'anna', clock.now());
  for (let n = 0; n < 12; n++) await signIn(t, { name: 'my secret Passw0rd', password: 'x' });
  const { items } = (await must(t, 'GET', '/sign-in/attempts')).body;
  assert.deepEqual([items[0].outcome, items[0].name], ['slowed', null]);
  assert.ok(!JSON.stringify(items).includes('Passw0rd'));
  const alarms = observed.flatMap((one) => (one.kind === 'alarm' ? [one.alarm] : []));
  assert.equal(alarms[0]?.kind, 'sign-ins-failed');
  await clock.advance(10_000);
  const kept = await t.fake.store.notes.get('admin-sign-in', 'attempts');
  assert.equal((kept?.value as { attempts: unknown[] }).attempts.length, items.length);
});

test('wrong tokens of an address are slowed, and a right one is never', async () => {
  await using room = await opened();
  const { t } = room;
  const { token } = (await must(t, 'POST', '/tokens', { name: 'ci' })).body;
  const tried = [];
  for (let n = 0; n < 7; n++) tried.push((await t.askTcp('GET', '/api/v1/me', { token: `wrong${n}` })).status);
  assert.deepEqual(tried, [401, 401, 401, 401, 401, 429, 429]);
  assert.equal((await t.askTcp('GET', '/api/v1/me', { token })).status, 200);
});

test('what gives rights asks for a sign-in of the last ten minutes', async () => {
  await using room = await opened();
  const { t, clock } = room;
  const { browser, totp } = await member(t, 'anna', clock.now());
  const wanted = { name: 'bert', role: 'reader', organizations: [] };
  await clock.advance(600_000);
  for (const [method, path, body] of [
    ['POST', '/tokens', { name: 'ci' }],
    ['POST', '/administrators', wanted],
    ['GET', '/export', undefined],
  ] as const) {
    const answer = await browser.ask(method, path, body);
    assertProblem(answer, 403);
    assert.equal(answer.body.type, '/problems/fresh-sign-in-needed', path);
  }
  assert.equal((await browser.ask('GET', '/me')).status, 200);
  assertProblem(await browser.ask('POST', '/sign-in/again', { password: 'wrong', code: '123456' }), 401);
  const code = codeAt(totp, clock.now());
  assert.equal((await browser.ask('POST', '/sign-in/again', { password: PASSWORD, code })).status, 200);
  assert.equal((await browser.ask('POST', '/tokens', { name: 'ci' })).status, 201);
});

test('the last Global administrator with a password stays, and nobody grants more than they have', async () => {
  await using room = await opened();
  const { t, clock } = room;
  await must(t, 'POST', '/organizations', { name: 'Contoso' });
  const anna = await member(t, 'anna', clock.now(), { role: 'global-administrator', content: false });
  for (const [method, body] of [['DELETE'], ['PATCH', { role: 'reader', organizations: ['Contoso'] }]] as const)
    assertProblem(await t.ask(method, '/api/v1/administrators/anna', body), 409, /another Global administrator/u);
  const more = { name: 'bert', role: 'global-administrator', content: true };
  assertProblem(await anna.browser.ask('POST', '/administrators', more), 403);
  await invited(t, 'bert', { role: 'global-administrator', content: true });
  assertProblem(await anna.browser.ask('POST', '/administrators/bert/invitation'), 403);
  assertProblem(await anna.browser.ask('PATCH', '/administrators/bert', { content: false }), 403);
  assertProblem(await t.ask('POST', '/api/v1/administrators', { ...more, name: 'evaluation' }), 409);
  await member(t, 'carl', clock.now());
  assert.equal((await t.ask('DELETE', '/api/v1/administrators/anna')).status, 204);
  assertProblem(await anna.browser.ask('GET', '/me'), 401);
});

test('a password that is changed signs out everywhere else; an invitation too', async () => {
  await using room = await opened();
  const { t, clock } = room;
  const { browser, totp } = await member(t, 'anna', clock.now());
  await clock.advance(30_000);
  const other = new Browser(t.askTcp);
  assert.equal(
    (await signIn(t, { name: 'anna', password: PASSWORD, code: codeAt(totp, clock.now()) }, other)).status,
    201,
  );
  await clock.advance(30_000);
  const change = { password: PASSWORD, code: codeAt(totp, clock.now()), newPassword: 'another-Passw0rd' };
  assert.equal((await browser.ask('POST', '/me/password', change)).status, 204);
  assertProblem(await other.ask('GET', '/me'), 401);
  assert.equal((await browser.ask('GET', '/me')).status, 200);
  await clock.advance(30_000);
  assertProblem(await signIn(t, { name: 'anna', password: PASSWORD, code: codeAt(totp, clock.now()) }), 401);
  const { body } = await must(t, 'POST', '/administrators/anna/invitation');
  const invitation = body.invitation.split('=').at(-1);
  assert.equal((await browser.ask('GET', '/me')).status, 200, 'not yet');
  const last = new Browser(t.askTcp);
  assert.equal((await last.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD })).status, 201);
  assertProblem(await browser.ask('GET', '/me'), 401);
});

test('a role that is taken away acts at the next call, and ends a stream', async () => {
  const clock = createManualClock();
  await using t = await openTestAdmin({ over: { clock, watch: () => ({ stop: () => {} }) } });
  await must(t, 'POST', '/organizations', { name: 'Contoso' });
  const of = { role: 'organization-administrator', organizations: ['Contoso'] };
  const { browser } = await member(t, 'anna', clock.now(), of);
  assert.equal((await browser.ask('POST', '/domains', { name: 'contoso.com' })).status, 201);
  const port = t.admin.listening().find((point) => point.port !== null)?.port ?? 0;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { host: 'localhost:8525', cookie, 'x-doorpost': browser.secret ?? '' };
  const less = { role: 'reader' };
  const signal = AbortSignal.timeout(20_000);
  await new Promise<void>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/v1/watch', headers, agent: false, signal },
      (response) => {
        assert.equal(response.statusCode, 200);
        response.once('data', () => void must(t, 'PATCH', '/administrators/anna', less).catch(reject));
        response.on('error', () => {});
        response.once('close', resolve);
      },
    );
    asked.once('error', reject);
    asked.end();
  });
  assertProblem(await browser.ask('POST', '/domains', { name: 'other.com' }), 403);
  assert.equal((await browser.ask('GET', '/me')).body.role, 'reader');
});

test('from another machine a password alone is not enough, and the cookie goes by TLS alone', async () => {
  const clock = createManualClock();
  const http = { ...httpSettings, trustedProxies: ['127.0.0.1'], url: 'https://admin.service.test' };
  await using t = await openTestAdmin({ over: { clock }, settings: { http } });
  const { body } = await must(t, 'POST', '/administrators', { name: 'anna', role: 'global-administrator' });
  assert.match(body.invitation, /^https:\/\/admin\.service\.test\/#invitation=/u);
  const answer = { invitation: body.invitation.split('=').at(-1), password: PASSWORD };
  const from = { 'x-forwarded-for': '198.51.100.1', 'x-forwarded-proto': 'https' };
  const far = new Browser(t.askTcp, 'admin.service.test', 'https');
  const refused = await far.ask('POST', '/sign-in/invitation', answer, from);
  assert.equal(refused.body.type, '/problems/second-factor-needed', refused.text);
  const near = new Browser(t.askTcp);
  assert.equal((await near.ask('POST', '/sign-in/invitation', answer)).status, 201);
  assert.equal((await signIn(t, { name: 'anna', password: PASSWORD })).status, 201);
  const alone = await far.ask('POST', '/sign-in/password', { name: 'anna', password: PASSWORD }, from);
  assertProblem(alone, 401, /admin invite anna/u);
  assert.equal((await near.ask('GET', '/me')).body.signIn.secondFactor, false);
  // They set up an app where they are, and come again.
  const { secret: totp } = (await near.ask('POST', '/me/second-factor', undefined)).body;
  const confirmed = await near.ask('POST', '/me/second-factor/confirm', { code: codeAt(totp, clock.now()) });
  assert.equal(confirmed.body.recoveryCodes.length, 10, confirmed.text);
  assert.equal((await near.ask('GET', '/me')).body.signIn.secondFactor, true);
  await clock.advance(30_000);
  const code = codeAt(totp, clock.now());
  const right = await far.ask('POST', '/sign-in/password', { name: 'anna', password: PASSWORD, code }, from);
  assert.equal(right.status, 201, right.text);
  assert.match(
    String(right.headers['set-cookie']),
    /^__Host-doorpost=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/u,
  );
  assert.equal((await far.ask('GET', '/me', undefined, from)).body.actor, 'admin:anna');
});
