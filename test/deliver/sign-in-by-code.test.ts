/** A person's sign-in by a code that is typed elsewhere (RFC 8628), from the code to the sealed refresh token. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../../src/base/log.ts';
import { type DeviceCodeOptions, DeviceCodes } from '../../src/deliver/oauth/device-code.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { type DeskAnswer, type DeskRequest, formOf } from '../../lab/peers/http-desk.ts';
import { granted, never, REFRESH, type TokenBench, tokenBench, UNSEALABLE } from './token-bench.ts';

const CODE: DeskAnswer = {
  status: 200,
  json: { device_code: 'D', user_code: 'X', verification_uri: 'https://t.test/d', expires_in: 900 },
};

const codesIn = ({ tokens, clock }: TokenBench, more: Pick<DeviceCodeOptions, 'current' | 'onSignedIn'>): DeviceCodes =>
  new DeviceCodes({ tokens, clock, readSecret: () => Promise.resolve(null), log: silentLog, ...more });

test('a code typed elsewhere signs in: pending, slowed down, then sealed', async () => {
  const said = ['authorization_pending', 'slow_down', 'authorization_pending'];
  await using room = await tokenBench((request) => {
    if (request.path.endsWith('/devicecode'))
      return {
        status: 200,
        json: {
          device_code: 'D',
          user_code: 'AB-CD',
          verification_uri: 'https://t.test/d',
          expires_in: 900,
          interval: 5,
        },
      };
    const error = said.shift();
    if (error !== undefined) return { status: 400, json: { error } };
    return granted('from-the-code', { refresh_token: 'of-the-person' });
  });
  const of = room.delegated();
  const signedIn: string[] = [];
  const codes = codesIn(room, { current: () => of, onSignedIn: async ({ name }) => signedIn.push(name) });
  const begun = await codes.start(of);
  assert.deepEqual([begun.state, begun.state === 'waiting' && begun.userCode], ['waiting', 'AB-CD']);
  const polls = (): number => room.desk.requests.length - 1;
  const until = async (count: number): Promise<void> => {
    while (polls() < count) await new Promise((resolve) => setImmediate(resolve));
    // The answer's way back to us.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  await room.clock.advance(5_000);
  await until(1);
  await room.clock.advance(5_000);
  await until(2);
  // Slowed down: five seconds are not enough any more.
  await room.clock.advance(5_000);
  assert.equal(polls(), 2);
  await room.clock.advance(5_000);
  await until(3);
  await room.clock.advance(10_000);
  while (codes.state(of.id).state === 'waiting') await new Promise((resolve) => setImmediate(resolve));
  assert.equal(codes.state(of.id).state, 'done');
  assert.equal(room.secrets.get('refresh'), 'of-the-person');
  assert.deepEqual(signedIn, ['Smart host']);
  const got = await room.tokens.token(of, never);
  assert.ok(got.ok && got.token === 'from-the-code');
});

for (const error of ['access_denied', 'authorization_declined'])
  test(`a sign-in by code that is declined says so: ${error}`, async () => {
    await using room = await tokenBench((request) =>
      request.path.endsWith('/devicecode') ? CODE : { status: 400, json: { error } },
    );
    const of = room.delegated();
    const codes = codesIn(room, { current: () => of });
    await codes.start(of);
    await room.clock.advance(5_000);
    while (codes.state(of.id).state === 'waiting') await new Promise((resolve) => setImmediate(resolve));
    const ended = codes.state(of.id);
    assert.match(ended.state === 'failed' ? ended.text : '', /declined/u);
  });

/** A person has typed the code; the token that came of it waits for its turn, which the returned function gives. */
async function grantedAndWaiting(room: TokenBench, of: OutboundConnector) {
  const directory: { now: OutboundConnector | null } = { now: of };
  const gate = Promise.withResolvers<void>();
  const held = room.exclusive(`token:${of.id}`, () => gate.promise, never);
  const signedIn: OutboundConnector[] = [];
  const codes = codesIn(room, {
    current: () => directory.now,
    onSignedIn: async (connector) => signedIn.push(connector),
  });
  await codes.start(of);
  await room.clock.advance(5_000);
  while (room.desk.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  const settled = async (): Promise<string> => {
    for (let turn = 0; turn < 10_000 && codes.state(of.id).state === 'waiting'; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    const state = codes.state(of.id);
    assert.equal(signedIn.length, state.state === 'done' ? 1 : 0);
    return state.state === 'failed' ? `failed: ${state.text}` : state.state;
  };
  return {
    directory,
    settled,
    turn: async (): Promise<string> => {
      gate.resolve();
      await held;
      return settled();
    },
  };
}

const byCode =
  (refreshToken = 'of-the-person') =>
  (request: DeskRequest): DeskAnswer => {
    if (request.path.endsWith('/devicecode')) return CODE;
    const { grant_type: grant, scope } = formOf(request);
    return grant === 'refresh_token' ? granted(`for-${scope}`) : granted('by-code', { refresh_token: refreshToken });
  };

test('a sign-in that was granted is sealed though another secret is set before its turn', async () => {
  await using room = await tokenBench(byCode());
  const of = room.delegated();
  const { turn } = await grantedAndWaiting(room, of);
  room.tokens.forget(of.id, ['client-secret']);
  assert.equal(await turn(), 'done');
  assert.equal(room.secrets.get('refresh'), 'of-the-person');
  const got = await room.tokens.token(of, never);
  assert.equal(got.ok && got.token, 'by-code');
});

test('a sign-in that was granted is sealed though the scope is changed, but its access token is of the old', async () => {
  await using room = await tokenBench(byCode());
  const of = room.delegated();
  const { directory, turn } = await grantedAndWaiting(room, of);
  assert.ok(of.auth?.kind === 'delegated');
  const changed = { ...of, auth: { ...of.auth, scope: 'another' } };
  directory.now = changed;
  const mail = room.tokens.token(changed, never);
  assert.equal(await turn(), 'done');
  assert.equal(room.secrets.get('refresh'), 'of-the-person');
  assert.ok((await mail).ok);
  assert.equal(formOf(room.desk.requests[2]!)['refresh_token'], 'of-the-person');
  const got = await room.tokens.token(changed, never);
  assert.equal(got.ok && got.token, 'for-another');
});

test('a sign-in that was granted says that it was not kept when another one came before its turn', async () => {
  await using room = await tokenBench(byCode());
  const of = room.delegated();
  const { turn } = await grantedAndWaiting(room, of);
  room.secrets.set('refresh', 'brought by hand');
  room.tokens.forget(of.id, ['refresh']);
  assert.match(await turn(), /failed: .*refresh token was set meanwhile/u);
  assert.equal(room.secrets.get('refresh'), 'brought by hand');
});

test('a sign-in that was granted says that it was not kept when the connector does not want it any more', async () => {
  for (const change of [(): null => null, (of: OutboundConnector) => ({ ...of, auth: null })]) {
    await using room = await tokenBench(byCode());
    const of = room.delegated();
    const { directory, turn } = await grantedAndWaiting(room, of);
    directory.now = change(of);
    assert.match(await turn(), /failed: .*changed meanwhile/u);
    assert.equal(room.secrets.get('refresh'), REFRESH);
  }
});

test('a sign-in that was granted says that it was not kept when its turn does not come, or its seal fails', async () => {
  await using room = await tokenBench(byCode());
  const waiting = await grantedAndWaiting(room, room.delegated());
  await room.clock.advance(2 * 60_000);
  assert.match(await waiting.settled(), /failed: .*in time.*sign in again/u);
  assert.equal(room.secrets.get('refresh'), REFRESH);
  await using full = await tokenBench(byCode(UNSEALABLE));
  const { turn } = await grantedAndWaiting(full, full.delegated());
  assert.match(await turn(), /failed: .*could not be sealed.*sign in again/u);
});
