/** Passkeys: made by who is signed in, shown to sign in; and what nobody is let in by. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpSettings, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { Authenticator } from '../../lab/peers/authenticator.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { totpCode } from '../../src/admin/sign-in/totp.ts';
import { assertProblem, must } from './asking.ts';

const PASSWORD = 'a-good-Passw0rd';
const HOST = 'localhost:8525';
const ORIGIN = `http://${HOST}`;

async function member(t: TestAdmin, name: string, host = HOST): Promise<Browser> {
  const { body } = await must(t, 'POST', '/administrators', { name, role: 'global-administrator' });
  const invitation = /#invitation=([\w-]{43})$/u.exec(body.invitation)?.[1] ?? assert.fail(body.invitation);
  const browser = new Browser(t.askTcp, host);
  const entered = await browser.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD });
  assert.equal(entered.status, 201, entered.text);
  return browser;
}

async function addPasskey(browser: Browser, device: Authenticator, name = 'Phone', origin = ORIGIN) {
  const begun = await browser.ask('POST', '/me/passkeys/begin', {});
  assert.equal(begun.status, 200, begun.text);
  const { ticket, options } = begun.body;
  const response = device.make({ challenge: options.challenge, rpId: options.rp.id, origin });
  return browser.ask('POST', '/me/passkeys', { ticket, name, response });
}

/** @param over what the browser or the authenticator gets wrong */
async function shown(
  browser: Browser,
  device: Authenticator,
  over: { readonly origin?: string; readonly rpId?: string; readonly challenge?: string } = {},
) {
  const { ticket, options } = (await browser.ask('POST', '/sign-in/passkey/ask', {})).body;
  const asked = { challenge: options.challenge, rpId: options.rpId, origin: ORIGIN, ...over };
  return { ticket, response: device.show(asked) };
}

const enter = async (t: TestAdmin, device: Authenticator, over = {}) => {
  const browser = new Browser(t.askTcp, HOST);
  return { browser, answer: await browser.ask('POST', '/sign-in/passkey', await shown(browser, device, over)) };
};

test('a passkey that asks who holds it signs in alone; it is listed, called otherwise, and removed', async () => {
  await using t = await openTestAdmin({ settings: { signIn: { secondFactor: 'offered', idleMs: 43_200_000 } } });
  const anna = await member(t, 'anna');
  const elsewhere = new Browser(t.askTcp, HOST);
  await elsewhere.ask('POST', '/sign-in/password', { name: 'anna', password: PASSWORD });
  assert.equal((await anna.ask('GET', '/sign-in/ways')).body.passkeys, false);
  const device = new Authenticator();
  const added = await addPasskey(anna, device);
  assert.equal(added.status, 201, added.text);
  assert.deepEqual([added.body.item.rpId, added.body.item.alone], ['localhost', true]);
  assertProblem(await elsewhere.ask('GET', '/me'), 401);
  assert.equal((await anna.ask('GET', '/me')).body.signIn.secondFactor, true);
  assert.equal((await anna.ask('GET', '/sign-in/ways')).body.passkeys, true);
  const { browser, answer } = await enter(t, device);
  assert.equal(answer.status, 201, answer.text);
  assert.equal((await browser.ask('GET', '/me')).body.signIn.how, 'passkey');
  assert.equal(answer.body.me.actor, 'admin:anna');
  const { items, at } = (await anna.ask('GET', '/me/passkeys')).body;
  assert.equal(at, 'localhost');
  assert.equal(typeof items[0].lastUsedAt, 'number');
  const place = `/me/passkeys/${items[0].id}`;
  assert.equal((await anna.ask('PATCH', place, { name: 'Key ring' })).status, 204);
  assert.equal((await anna.ask('GET', '/me/passkeys')).body.items[0].name, 'Key ring');
  // The passkey's own session is one of the others.
  assert.equal((await anna.ask('DELETE', place)).status, 204);
  assertProblem(await browser.ask('GET', '/me'), 401);
  assertProblem((await enter(t, device)).answer, 401);
  assertProblem(await anna.ask('DELETE', place), 404);
  const deeds = t.fake.audit.map(({ after }) => Object.keys((after as object) ?? {})[0]);
  for (const deed of ['created', 'set', 'deleted']) assert.ok(deeds.includes(deed), deed);
});

test('nobody is let in by what was shown before, elsewhere, or by another authenticator', async () => {
  const clock = createManualClock();
  await using t = await openTestAdmin({ over: { clock } });
  const anna = await member(t, 'anna');
  const device = new Authenticator();
  assert.equal((await addPasskey(anna, device)).status, 201);
  const browser = new Browser(t.askTcp, HOST);
  const once = await shown(browser, device);
  assert.equal((await browser.ask('POST', '/sign-in/passkey', once)).status, 201);
  const wrong = async (said: object): Promise<void> => {
    const one = new Browser(t.askTcp, HOST);
    const answer = await one.ask('POST', '/sign-in/passkey', said);
    assertProblem(answer, 401);
    assert.equal(answer.body.facts.by, 'passkey', answer.text);
    assert.equal(one.secret, null);
    // Whoever guesses is slowed: not what is looked at here.
    await clock.advance(61_000);
  };
  await wrong(once);
  const synced = new Authenticator();
  synced.counts = false;
  assert.equal((await addPasskey(await member(t, 'bob'), synced)).status, 201);
  const uncounted = await shown(browser, synced);
  assert.equal((await browser.ask('POST', '/sign-in/passkey', uncounted)).status, 201);
  await wrong(uncounted);
  // A clone: its counter is behind.
  device.counter = 0;
  await wrong(await shown(browser, device));
  device.counter = 10;
  await wrong(await shown(browser, device, { origin: 'http://localhost:9000' }));
  await wrong(await shown(browser, device, { origin: 'https://evil.example' }));
  await wrong(await shown(browser, device, { rpId: 'evil.example' }));
  await wrong(await shown(browser, device, { challenge: 'b3RoZXI' }));
  await wrong(await shown(browser, new Authenticator()));
  const { ticket } = await shown(browser, device);
  const { response } = await shown(browser, device);
  await wrong({ ticket, response });
  const late = await shown(browser, device);
  await clock.advance(300_001);
  await wrong(late);
  assertProblem(await anna.ask('POST', '/sign-in/again', { password: PASSWORD }), 401);
  device.verifies = false;
  await wrong(await shown(browser, device));
  device.verifies = true;
  assert.equal((await browser.ask('POST', '/sign-in/passkey', await shown(browser, device))).status, 201);
});

test('one that asks nobody is a second factor, told of after the right password alone', async () => {
  await using t = await openTestAdmin();
  const anna = await member(t, 'anna');
  const device = new Authenticator();
  device.verifies = false;
  assert.equal((await addPasskey(anna, device)).body.item.alone, false);
  assertProblem((await enter(t, device)).answer, 401);
  const browser = new Browser(t.askTcp, HOST);
  const wrong = await browser.ask('POST', '/sign-in/password', { name: 'anna', password: 'not-this-one-no' });
  assert.equal(wrong.body.type, '/problems/sign-in-refused');
  const right = { name: 'anna', password: PASSWORD };
  const needed = await browser.ask('POST', '/sign-in/password', right);
  assertProblem(needed, 401);
  assert.deepEqual(needed.body.facts, { why: 'passkey', ids: [device.id.toString('base64url')], code: false });
  const bob = await member(t, 'bob');
  const other = new Authenticator();
  await addPasskey(bob, other);
  const byBob = { ...right, passkey: await shown(browser, other) };
  assertProblem(await browser.ask('POST', '/sign-in/password', byBob), 401);
  const passkey = await shown(browser, device);
  assert.equal((await browser.ask('POST', '/sign-in/password', { ...right, passkey })).status, 201);
  // Each of the two proves it anew.
  assert.equal(
    (await anna.ask('POST', '/sign-in/again', { password: PASSWORD, passkey: await shown(anna, device) })).status,
    200,
  );
  assertProblem(await anna.ask('POST', '/sign-in/again', { alone: await shown(anna, other) }), 401);
  assert.equal((await bob.ask('POST', '/sign-in/again', { alone: await shown(bob, other) })).status, 200);
});

test('adding and removing want a young sign-in; the last second factor stays; an invitation begins anew', async () => {
  const clock = createManualClock();
  await using t = await openTestAdmin({ over: { clock } });
  const anna = await member(t, 'anna');
  await clock.advance(600_001);
  const stale = await anna.ask('POST', '/me/passkeys/begin', {});
  assert.equal(stale.body.type, '/problems/fresh-sign-in-needed', stale.text);
  assert.equal((await anna.ask('POST', '/sign-in/again', { password: PASSWORD })).status, 200);
  const device = new Authenticator();
  const { id } = (await addPasskey(anna, device)).body.item;
  const twice = await addPasskey(anna, device);
  assertProblem(twice, 401);
  const kept = await anna.ask('DELETE', `/me/passkeys/${id}`);
  assertProblem(kept, 409, /another passkey/u);
  const { secret } = (await anna.ask('POST', '/me/second-factor')).body;
  const code = totpCode(secret, Math.floor(clock.now() / 30_000));
  assert.equal((await anna.ask('POST', '/me/second-factor/confirm', { code })).status, 200);
  assert.equal((await anna.ask('DELETE', `/me/passkeys/${id}`)).status, 204);
  const next = new Authenticator();
  assert.equal((await addPasskey(anna, next)).status, 201);
  const { invitation: link } = (await must(t, 'POST', '/administrators/anna/invitation', undefined)).body;
  const invitation = /#invitation=([\w-]{43})$/u.exec(link)?.[1];
  const fresh = new Browser(t.askTcp, HOST);
  const entered = await fresh.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD });
  assert.equal(entered.status, 201, entered.text);
  assert.deepEqual((await fresh.ask('GET', '/me/passkeys')).body.items, []);
  assertProblem((await enter(t, next)).answer, 401);
});

test('a passkey belongs to a name: to that of http.url, else to the one that was opened, and never to an address', async () => {
  await using t = await openTestAdmin();
  const byAddress = await member(t, 'anna', '127.0.0.1:8525');
  const { at, instead } = (await byAddress.ask('GET', '/me/passkeys')).body;
  assert.deepEqual([at, instead], [null, 'http://localhost:8525']);
  assertProblem(await byAddress.ask('POST', '/me/passkeys/begin', {}), 409, /http:\/\/localhost:8525/u);
  assertProblem(await byAddress.ask('POST', '/sign-in/passkey/ask', {}), 409);

  const http = { ...httpSettings, url: 'http://localhost:8525' };
  await using named = await openTestAdmin({ settings: { http } });
  const device = new Authenticator();
  const bob = await member(named, 'bob');
  assert.equal((await addPasskey(bob, device)).status, 201);
  const elsewhere = new Browser(named.askTcp, 'admin.service.test:8525');
  assertProblem(await elsewhere.ask('POST', '/sign-in/passkey/ask', {}), 409, /localhost:8525/u);
  // The password is right there, and the passkey is for another name.
  const there = await elsewhere.ask('POST', '/sign-in/password', { name: 'bob', password: PASSWORD });
  assert.equal(there.body.type, '/problems/no-passkeys-here', there.text);
  assert.equal((await enter(named, device)).answer.status, 201);
});

async function invite(t: TestAdmin, name: string): Promise<string> {
  const { body } = await must(t, 'POST', '/administrators', { name, role: 'global-administrator' });
  return /#invitation=([\w-]{43})$/u.exec(body.invitation)?.[1] ?? assert.fail(body.invitation);
}

/** Answers an invitation with a passkey. @param over what the browser gets wrong */
async function chosen(browser: Browser, device: Authenticator, invitation: string, over = {}, origin = ORIGIN) {
  const begun = await browser.ask('POST', '/sign-in/invitation/passkey', { invitation });
  assert.equal(begun.status, 200, begun.text);
  const { ticket, options } = begun.body;
  const response = device.make({ challenge: options.challenge, rpId: options.rp.id, origin });
  const passkey = { ticket, name: 'Phone', response };
  return browser.ask('POST', '/sign-in/invitation', { invitation, passkey, ...over });
}

test('who is invited may choose a passkey in place of a password, and has nothing else then', async () => {
  await using t = await openTestAdmin({ settings: { signIn: { secondFactor: 'always', idleMs: 43_200_000 } } });
  const invitation = await invite(t, 'anna');
  const anna = new Browser(t.askTcp, HOST);
  const look = await anna.ask('POST', '/sign-in/invitation/look', { invitation });
  assert.deepEqual([look.body.passkeyAt, look.body.passkeyInstead], ['localhost', null]);
  const { options } = (await anna.ask('POST', '/sign-in/invitation/passkey', { invitation })).body;
  assert.deepEqual(options.authenticatorSelection, {
    ...{ residentKey: 'required', userVerification: 'required', requireResidentKey: true },
  });
  const device = new Authenticator();
  const entered = await chosen(anna, device, invitation);
  assert.equal(entered.status, 201, entered.text);
  assert.deepEqual(entered.body.recoveryCodes, [], 'there is no password that one could stand beside');
  const { signIn } = entered.body.me;
  assert.deepEqual([signIn.password, signIn.secondFactor, signIn.app], [false, true, false]);
  assert.equal((await enter(t, device)).answer.status, 201);
  assertProblem(await anna.ask('POST', '/sign-in/password', { name: 'anna', password: PASSWORD }), 401);
  assertProblem(await anna.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD }), 401);
  const facts = (await must(t, 'GET', '/administrators')).body.items[0];
  assert.deepEqual([facts.hasPassword, facts.hasSecondFactor], [false, true]);
  const noted = t.fake.audit.map(
    ({ after }) => (after as { readonly created?: { readonly passkey?: string } })?.created,
  );
  assert.ok(noted.some((created) => created?.passkey === 'Phone'));
});

test('an invitation stays open where the passkey asks for nobody, or is of another page or person', async () => {
  await using t = await openTestAdmin({});
  const invitation = await invite(t, 'anna');
  const browser = new Browser(t.askTcp, HOST);
  const found = new Authenticator();
  found.verifies = false;
  assertProblem(await chosen(browser, found, invitation), 401);
  assertProblem(await chosen(browser, new Authenticator(), invitation, {}, 'http://evil.test'), 401);
  // The question of somebody else's invitation.
  const other = await invite(t, 'ben');
  assertProblem(await chosen(browser, new Authenticator(), other, { invitation }), 401);
  assertProblem(await chosen(browser, new Authenticator(), invitation, { password: PASSWORD }), 400);
  assert.equal((await browser.ask('POST', '/sign-in/invitation', { invitation, password: PASSWORD })).status, 201);
  assertProblem(await browser.ask('POST', '/sign-in/invitation/passkey', { invitation }), 401);
});

test('who is invited anew loses what they had; an address of numbers makes none', async () => {
  await using t = await openTestAdmin({ settings: { signIn: { secondFactor: 'offered', idleMs: 43_200_000 } } });
  const [first, second] = [new Authenticator(), new Authenticator()];
  const anna = new Browser(t.askTcp, HOST);
  assert.equal((await chosen(anna, first, await invite(t, 'anna'))).status, 201);
  // No second factor is needed, and yet it is the last way in.
  const { items } = (await anna.ask('GET', '/me/passkeys')).body;
  assertProblem(await anna.ask('DELETE', `/me/passkeys/${items[0].id}`), 409, /another passkey/u);
  const { body } = await must(t, 'POST', '/administrators/anna/invitation', undefined);
  const again = /#invitation=([\w-]{43})$/u.exec(body.invitation)?.[1] ?? assert.fail(body.invitation);
  const numbers = new Browser(t.askTcp, '127.0.0.1:8525');
  const look = await numbers.ask('POST', '/sign-in/invitation/look', { invitation: again });
  assert.deepEqual([look.body.passkeyAt, look.body.passkeyInstead], [null, ORIGIN]);
  assertProblem(await numbers.ask('POST', '/sign-in/invitation/passkey', { invitation: again }), 409);
  assert.equal((await chosen(anna, second, again)).status, 201);
  assertProblem((await enter(t, first)).answer, 401);
  assert.equal((await enter(t, second)).answer.status, 201);
});
