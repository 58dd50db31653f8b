/** Two nodes that share a person's sign-in: a provider that meets a spent refresh token takes it for stolen, and ends the sign-in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { connector } from '../../lab/houses/delivery-house.ts';
import { formOf, openDesk } from '../../lab/peers/http-desk.ts';
import { oneAtATime } from '../../lab/stores/one-at-a-time.ts';
import { silentLog } from '../../src/base/log.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { type TokenOptions, Tokens } from '../../src/deliver/oauth/tokens.ts';

const never = new AbortController().signal;

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(holds());
}

/** A provider that takes each refresh token once, in the order it gave them. */
async function rotating() {
  let next = 1;
  const asked: string[] = [];
  const spent: string[] = [];
  const desk = await openDesk(async (request) => {
    const given = formOf(request)['refresh_token'] ?? '';
    asked.push(given);
    // Time for another one to come with the same.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (given !== `refresh-${next}`) return { status: 400, json: { error: 'invalid_grant' } };
    spent.push(given);
    next += 1;
    const json = {
      access_token: `of-${given}`,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: `refresh-${next}`,
    };
    return { status: 200, json };
  });
  const of = connector({
    auth: {
      kind: 'delegated',
      username: 'printer@ours.test',
      tokenEndpoint: `${desk.url}/token`,
      deviceEndpoint: null,
      clientId: 'app-id',
      scope: 'S',
      refreshSecret: 'refresh',
      clientSecret: null,
    },
  });
  const secrets = new Map([['refresh', 'refresh-1']]);
  const clock = createManualClock();
  const node = (exclusive: TokenOptions['exclusive'], more: Partial<TokenOptions> = {}): Tokens =>
    new Tokens({
      readSecret: async (name) => secrets.get(name) ?? null,
      writeSecret: async (name, value) => void secrets.set(name, value),
      notes: null,
      exclusive,
      clock,
      log: silentLog,
      ...more,
    });
  return { of, node, clock, secrets, asked, spent, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
}

test('of two nodes that need a token at once the second uses what the first has sealed', async () => {
  await using shared = await rotating();
  const exclusive = oneAtATime();
  const nodes = [shared.node(exclusive), shared.node(exclusive)];
  const got = await Promise.all(nodes.map((tokens) => tokens.token(shared.of, never)));
  assert.deepEqual(
    got.map((one) => one.ok && one.token),
    ['of-refresh-1', 'of-refresh-2'],
  );
  assert.deepEqual(shared.spent, ['refresh-1', 'refresh-2']);
  assert.equal(shared.secrets.get('refresh'), 'refresh-3');
});

test('a sign-in that was made here is sealed after a refresh that another node has under way', async () => {
  await using shared = await rotating();
  const exclusive = oneAtATime();
  const [here, there] = [shared.node(exclusive), shared.node(exclusive)];
  const refreshed = there.token(shared.of, never);
  const granted = { accessToken: 'new', expiresInMs: 3_600_000, refreshToken: 'of-the-new' };
  assert.ok((await here.took(shared.of, granted, () => shared.of)).ok);
  assert.ok((await refreshed).ok);
  assert.equal(shared.secrets.get('refresh'), 'of-the-new');
});

const rescoped = (of: OutboundConnector): OutboundConnector => {
  assert.ok(of.auth?.kind === 'delegated');
  return { ...of, auth: { ...of.auth, scope: 'another' } };
};

for (const { title, forgets, change } of [
  { title: 'a client secret is set', forgets: true, change: (of: OutboundConnector) => of },
  { title: 'the scope is changed', forgets: false, change: rescoped },
])
  test(`a refresh that is on its way while ${title} leaves the token that came of it`, async () => {
    await using shared = await rotating();
    const tokens = shared.node(oneAtATime());
    const first = tokens.token(shared.of, never);
    await until(() => shared.asked.length === 1);
    if (forgets) tokens.forget(shared.of.id);
    const second = tokens.token(change(shared.of), never);
    assert.ok((await first).ok);
    assert.ok((await second).ok);
    assert.deepEqual(shared.asked, ['refresh-1', 'refresh-2']);
    assert.equal(shared.secrets.get('refresh'), 'refresh-3');
  });

test('a refresh that is on its way while a person brings another token does not take its place', async () => {
  await using shared = await rotating();
  const tokens = shared.node(oneAtATime());
  const first = tokens.token(shared.of, never);
  await until(() => shared.asked.length === 1);
  shared.secrets.set('refresh', 'of-the-person');
  tokens.forget(shared.of.id);
  assert.ok((await first).ok);
  assert.equal(shared.secrets.get('refresh'), 'of-the-person');
});

test('a token that could not be sealed outlives another secret, and ends with another sign-in', async () => {
  await using shared = await rotating();
  const tokens = shared.node(oneAtATime(), { writeSecret: () => Promise.reject(new Error('disk full')) });
  assert.ok((await tokens.token(shared.of, never)).ok);
  tokens.forget(shared.of.id);
  assert.ok((await tokens.token(shared.of, never)).ok);
  assert.deepEqual(shared.asked, ['refresh-1', 'refresh-2']);
  shared.secrets.set('refresh', 'of-the-person');
  tokens.forget(shared.of.id);
  await tokens.token(shared.of, never);
  assert.deepEqual(shared.asked, ['refresh-1', 'refresh-2', 'of-the-person']);
});

test('a turn that does not come in time delays the mail, and is no trouble with the account', async () => {
  await using shared = await rotating();
  const taken: TokenOptions['exclusive'] = (_name, _work, signal) => {
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    return promise;
  };
  const tokens = shared.node(taken);
  const asked = tokens.token(shared.of, never);
  await shared.clock.advance(2 * 60_000);
  const got = await asked;
  assert.ok(!got.ok);
  assert.deepEqual([got.failure.kind, got.failure.cause], ['later', 'timed-out']);
  assert.deepEqual(shared.spent, []);
});
