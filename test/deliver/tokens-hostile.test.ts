/** Token endpoints and Graph as no documentation has them: lifetimes beyond reckoning, garbage in the place of HTTP, endless waits. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { silentLog } from '../../src/base/log.ts';
import { retryAfterMs } from '../../src/deliver/answers/retry-after.ts';
import type { TokenSignIn } from '../../src/directory/upstream.ts';
import { Tokens } from '../../src/deliver/oauth/tokens.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { oneAtATime } from '../../lab/stores/one-at-a-time.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { bench } from './graph-bench.ts';
import { connector, delivery, viaConnector } from '../../lab/houses/delivery-house.ts';

const never = new AbortController().signal;

const signInAt = (tokenEndpoint: string): TokenSignIn => ({
  kind: 'client-credentials',
  username: 'printer@ours.test',
  tokenEndpoint,
  clientId: 'app',
  scope: 'S/.default',
  proof: { kind: 'secret', secret: 'app', expiresAt: null },
});

function open(url: string): {
  clock: ReturnType<typeof createManualClock>;
  tokens: Tokens;
  of: OutboundConnector;
} {
  const clock = createManualClock();
  const tokens = new Tokens({
    exclusive: oneAtATime(),
    readSecret: () => Promise.resolve('the-secret'),
    writeSecret: () => Promise.resolve(),
    notes: null,
    clock,
    log: silentLog,
  });
  return { clock, tokens, of: connector({ auth: signInAt(url) }) };
}

/** Speaks something else than HTTP. */
async function garbage(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('SSH-2.0-garbage\r\n\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('a lifetime beyond reckoning is a day, and one that is none is short: the upstream goes on', async () => {
  const lives = [
    ['1e15', 24 * 60],
    ['1e999', 24 * 60],
    ['"99999999999999999999"', 24 * 60],
    ['-5', 10],
    ['0', 10],
    ['"soon"', 10],
    ['null', 10],
    ['3600', 60],
  ] as const;
  for (const [life, minutes] of lives) {
    await using desk = await openDesk(() => ({
      status: 200,
      text: `{"access_token":"token","token_type":"Bearer","expires_in":${life}}`,
    }));
    const { clock, tokens, of } = open(desk.url);
    const got = await tokens.token(of, never);
    assert.ok(got.ok, life);
    assert.equal(got.expiresAt - clock.now(), minutes * 60_000, life);
    assert.equal(tokens.state(of).validUntil, got.expiresAt);
    await tokens.token(of, never);
    assert.equal(desk.requests.length, 1, 'it is used while it is good');
  }
});

test('what does not speak HTTP is told as that, at the token endpoint and at Graph', async () => {
  await using odd = await garbage();
  const { tokens, of } = open(odd.url);
  const got = await tokens.token(of, never);
  assert.ok(!got.ok);
  assert.match(got.failure.text, /is not reached \(what answers there does not speak HTTP: .*Expected HTTP/u);
  await using at = await bench(undefined, {
    route: { kind: 'graph', endpoint: `${odd.url}/v1.0`, user: 'printer@ours.test' },
  });
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
  assert.ok('text' in outcome);
  assert.match(outcome.text, /^127\.0\.0\.1:\d+: what answers there does not speak HTTP/u);
  assert.doesNotMatch(`${got.failure.text} ${outcome.text}`, /undefined/u);
});

test('a Retry-After of however many digits is a wait, the longest one at most', () => {
  const day = 24 * 3_600_000;
  assert.deepEqual(
    ['17', '999999999', '9999999999', '9'.repeat(400), '-1', '1e9', ''].map((value) => retryAfterMs(value, 0)),
    [17_000, day, day, day, null, null, null],
  );
});
