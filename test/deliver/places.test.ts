/** How many sessions one host gets, how long a silent one is listened to, and what is waited for without a place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/mail/delivery.ts';
import type { Place } from '../../src/mail/doors/place.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { openGraph } from '../../lab/peers/graph-desk.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import {
  connector,
  delivery,
  mailbox,
  message,
  openRoom,
  plainMail,
  smartHosts,
  summary,
  toMailbox,
  viaConnector,
} from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const toDomain = (n: number) => delivery({ kind: 'mx', domain: `d${n}.test` }, [`x@d${n}.test`]);
const zone = (count: number): string =>
  `${Array.from({ length: count }, (_, n) => `d${n}.test MX 10 mx${n}.test\nmx${n}.test A 127.0.0.1`).join('\n')}`;

test('a host that hangs is asked by few, however many names lead to it; the others are put off as its trouble', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink({ script: (line) => (line === '<greeting>' ? 'silence' : null) });
  await using house = await openRoom({ clock, zone: zone(30), delivery: { mxPort: sink.port } });
  const told: string[] = [];
  const all = Array.from({ length: 30 }, (_, n) =>
    house.one(toDomain(n)).then((outcome) => told.push(summary(outcome))),
  );
  while (sink.connections < 5) await turn();
  await clock.advance(20_000);
  while (told.length < 25) await turn();
  assert.deepEqual(new Set(told), new Set(['delayed 4.4.2 timed-out lane']));
  assert.equal(sink.connections, 5);
  await clock.advance(40_000);
  await Promise.all(all);
  assert.deepEqual(new Set(told), new Set(['delayed 4.4.2 timed-out lane']));
});

test('a stranger that has said nothing yet gets a minute, then two, and in the end all that the RFC asks for', async () => {
  for (const stage of ['<greeting>', 'EHLO us.example']) {
    const clock = createManualClock();
    await using sink = await scriptedSink({ script: (line) => (line === stage ? 'silence' : null) });
    await using house = await openRoom({ clock, zone: zone(1), delivery: { mxPort: sink.port } });
    for (const minutes of [1, 2, 3, 4, 5, 5]) {
      const before = sink.connections + sink.lines.length;
      let outcome: Outcome | null = null;
      const attempt = house.one(toDomain(0)).then((made) => (outcome = made));
      while (sink.connections + sink.lines.length < before + (stage === '<greeting>' ? 1 : 2)) await turn();
      for (let n = 0; n < 20; n++) await turn();
      await clock.advance(minutes * 60_000 - 1_000);
      assert.equal(outcome, null, `${stage}, ${minutes}`);
      await clock.advance(2_000);
      assert.equal(summary(await attempt), 'delayed 4.4.2 timed-out lane');
    }
  }
});

test('a host that answers gets twenty at once, and whoever comes then waits his turn', async () => {
  const clock = createManualClock();
  let contents = 0;
  await using sink = await scriptedSink({
    script: (line) => (line === '<content>' && ++contents > 1 && contents <= 21 ? 'silence' : null),
  });
  await using house = await openRoom({ clock, zone: zone(40), delivery: { mxPort: sink.port } });
  assert.equal(summary(await house.one(toDomain(0))), 'relayed 2.0.0');
  const told: Outcome[] = [];
  void Promise.all(Array.from({ length: 39 }, (_, n) => house.one(toDomain(n + 1)).then((one) => told.push(one))));
  while (sink.contents.length < 21) await turn();
  for (let n = 0; n < 50; n++) await turn();
  assert.ok(sink.connections <= 21, `${sink.connections}`);
  await clock.advance(20_000);
  while (told.length < 19) await turn();
  assert.deepEqual(new Set(told.map(summary)), new Set(['delayed 4.4.5 busy']));
  assert.ok(told.every((one) => one.action === 'delayed' && one.putOff === true && one.pacedMs === 5_000));
});

/** A place that tells whether it is taken. */
function watched(): Place & { isTaken: boolean; takes: number } {
  return {
    isTaken: false,
    takes: 0,
    take() {
      this.isTaken = true;
      this.takes += 1;
      return true;
    },
    leave() {
      this.isTaken = false;
    },
  };
}

test('names are looked up without a place, for mail hosts, smart hosts and LMTP', async () => {
  await using sink = await scriptedSink();
  for (const which of ['mx', 'smart host', 'lmtp'] as const) {
    const zoned = createZoneResolver('d0.test MX 10 mx.test\nmx.test A 127.0.0.1');
    const place = watched();
    let asked = 0;
    const slow =
      <Args extends readonly unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
      async (...args: Args): Promise<Answer> => {
        asked += 1;
        assert.equal(place.isTaken, false);
        await turn();
        assert.equal(place.isTaken, false);
        return ask(...args);
      };
    const resolver: Resolver = { ...zoned, mx: slow(zoned.mx), a: slow(zoned.a), aaaa: slow(zoned.aaaa) };
    await using house = await openRoom({
      objects: [
        connector({
          route: {
            kind: 'smart-hosts',
            hosts: [
              { host: 'gone.test', port: 1 },
              { host: 'mx.test', port: sink.port },
            ],
          },
        }),
        mailbox({ delivery: { kind: 'lmtp', host: 'mx.test', port: sink.port } }),
      ],
      delivery: { resolver, mxPort: sink.port },
    });
    const task =
      which === 'mx' ? toDomain(0) : delivery(which === 'lmtp' ? toMailbox : viaConnector, ['inbox@ours.test']);
    assert.match(summary(await house.one({ ...task, place })), /^(?:relayed|delivered) 2/u);
    assert.ok(asked > 0 && place.isTaken, which);
  }
});

test('a token is waited for without a place, also when the first is refused, by SMTP and by Graph', async () => {
  const place = watched();
  const login = await openDesk(() => {
    assert.equal(place.isTaken, false);
    return {
      status: 200,
      json: { access_token: `token-${login.requests.length}`, token_type: 'Bearer', expires_in: 3600 },
    };
  });
  await using sink = await scriptedSink({
    extensions: ['AUTH XOAUTH2'],
    script: (line, { connection }) => (connection === 0 && line.startsWith('AUTH') ? '535 5.7.3 unsuccessful' : null),
  });
  await using graph = await openGraph();
  const auth = {
    kind: 'client-credentials' as const,
    username: 'printer@ours.test',
    tokenEndpoint: login.url,
    clientId: 'app',
    scope: 's',
    proof: { kind: 'secret' as const, secret: 'app', expiresAt: null },
  };
  for (const route of [
    smartHosts(sink.port),
    { kind: 'graph' as const, endpoint: graph.url, user: 'printer@ours.test' },
  ]) {
    await using house = await openRoom({
      objects: [connector({ route, auth, tls: 'none' })],
      secrets: { app: 'secret' },
    });
    place.leave();
    place.takes = 0;
    const outcome = await house.one({ ...delivery(viaConnector, ['x@d.test'], message(plainMail)), place });
    if (route.kind === 'graph') assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.ok(place.takes > 0);
  }
  assert.ok(login.requests.length >= 2);
  await login[Symbol.asyncDispose]();
});

test('a turn at a paced upstream is waited for without a place', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink();
  const pace = { messagesPerMinute: 6, concurrent: 5, recipientsPerDay: null };
  await using house = await openRoom({ clock, objects: [connector({ route: smartHosts(sink.port), pace })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
  const place = watched();
  place.take(new AbortController().signal);
  const second = house.one({ ...delivery(viaConnector, ['x@d.test']), place });
  for (let n = 0; n < 50; n++) await turn();
  assert.equal(place.isTaken, false);
  await clock.advance(10_000);
  assert.equal(summary(await second), 'relayed 2.0.0');
  assert.equal(place.isTaken, true);
});

test('without a place nothing is begun, and nobody is blamed', async () => {
  await using sink = await scriptedSink();
  const none: Place = { take: () => false, leave: () => {} };
  await using house = await openRoom({
    zone: zone(1),
    objects: [connector({ route: smartHosts(sink.port) }), mailbox()],
    delivery: { mxPort: sink.port },
  });
  for (const task of [toDomain(0), delivery(viaConnector, ['x@d.test']), delivery(toMailbox, ['inbox@ours.test'])])
    assert.equal(summary(await house.one({ ...task, place: none })), 'delayed 4.3.2 busy');
  assert.equal(sink.connections, 0);
});
