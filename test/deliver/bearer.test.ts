/** Sessions that sign in with a token: XOAUTH2 and OAUTHBEARER over a socket, refusals, and what is asked for again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { aadsts, type DeskAnswer, openDesk } from '../../lab/peers/http-desk.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { scriptedSink, type Script } from '../../lab/peers/sinks.ts';

const authority = await createAuthority();
const certificate = await authority.issue(['127.0.0.1']);

async function bench(
  script: Script,
  options: {
    readonly auth?: string;
    readonly login?: (number: number) => DeskAnswer;
    readonly changes?: Partial<OutboundConnector>;
  } = {},
) {
  const sink = await scriptedSink({
    script,
    certificate,
    extensions: ['STARTTLS', 'ENHANCEDSTATUSCODES', options.auth ?? 'AUTH LOGIN XOAUTH2'],
  });
  const login = await openDesk(
    (_, number) =>
      options.login?.(number) ?? {
        status: 200,
        json: { access_token: `token-number-${number}`, token_type: 'Bearer', expires_in: 3600 },
      },
  );
  const clock = createManualClock();
  const room = await openRoom({
    clock,
    secrets: { app: 'the-secret' },
    objects: [
      connector({
        tls: 'required',
        route: smartHosts(sink.port),
        auth: {
          kind: 'client-credentials',
          username: 'printer@ours.test',
          tokenEndpoint: login.url,
          clientId: 'app',
          scope: 'https://outlook.office365.com/.default',
          proof: { kind: 'secret', secret: 'app', expiresAt: null },
        },
        ...options.changes,
      }),
    ],
    delivery: { extraAuthorities: [authority.cert] },
  });
  const auths = (): readonly string[] => sink.lines.filter((line) => line.startsWith('AUTH '));
  return {
    sink,
    login,
    room,
    clock,
    auths,
    send: () => room.one(delivery(viaConnector, ['b@d.test'])),
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]();
      await sink[Symbol.asyncDispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const xoauth2 = (token: string): string => base64(`user=printer@ours.test\x01auth=Bearer ${token}\x01\x01`);

test('XOAUTH2 is said in one step, and a kept session needs no other token', async () => {
  await using at = await bench(() => null);
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
  assert.deepEqual(at.auths(), [`AUTH XOAUTH2 ${xoauth2('token-number-0')}`]);
  assert.equal(at.sink.connections, 1);
});

test('OAUTHBEARER where only that is offered; its error gets the answer it wants', async () => {
  const error = base64('{"status":"invalid_token"}');
  await using at = await bench(
    (line) => (line.startsWith('AUTH ') ? `334 ${error}` : line === 'AQ==' ? '535 5.7.3 no' : null),
    {
      auth: 'AUTH OAUTHBEARER',
    },
  );
  assert.equal(summary(await at.send()), 'delayed 4.7.3 sign-in-failed lane');
  assert.equal(
    at.auths()[0],
    `AUTH OAUTHBEARER ${base64('n,a=printer@ours.test,\x01auth=Bearer token-number-0\x01\x01')}`,
  );
  assert.equal(at.sink.lines.filter((line) => line === 'AQ==').length, 2);
});

test('a peer that overlooks the initial response is told the token when it asks', async () => {
  await using at = await bench((line) =>
    line.startsWith('AUTH ') ? '334 ' : line.startsWith('dXNlcj') ? '235 2.7.0 in' : null,
  );
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
  assert.ok(at.sink.lines.includes(xoauth2('token-number-0')));
});

test('a token too long for a command line goes after the 334, and one that a host reads only there goes again', async () => {
  const token = `e${'y'.repeat(2_000)}`;
  for (const auth of ['AUTH XOAUTH2', 'AUTH OAUTHBEARER']) {
    await using at = await bench(
      (line) => {
        if (line.length > 510 && line.startsWith('AUTH ')) return '500 5.5.6 line too long';
        if (line === auth) return '334 ';
        return line.length > 2_000 ? '235 2.7.0 in' : null;
      },
      { auth, login: () => ({ status: 200, json: { access_token: token, token_type: 'Bearer', expires_in: 3600 } }) },
    );
    assert.equal(summary(await at.send()), 'relayed 2.0.0');
    assert.deepEqual(at.auths(), [auth]);
  }
  await using at = await bench((line) => {
    if (line.startsWith('AUTH XOAUTH2 ')) return '501 5.5.4 no initial response here';
    if (line === 'AUTH XOAUTH2') return '334 ';
    return line === xoauth2('token-number-0') ? '235 2.7.0 in' : null;
  });
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
  assert.equal(at.login.requests.length, 1, 'the token was never in doubt');
});

test('a token that was withdrawn is got anew once, on a new session', async () => {
  for (const reply of ['535 5.7.3 Authentication unsuccessful', '535 5.7.142 Token expired', '535 5.7.8 bad']) {
    await using at = await bench((line) => (line === `AUTH XOAUTH2 ${xoauth2('token-number-0')}` ? reply : null));
    assert.equal(summary(await at.send()), 'relayed 2.0.0', reply);
    assert.equal(at.sink.connections, 2);
    assert.equal(at.login.requests.length, 2);
  }
});

test('an error in JSON after the token is dismissed with an empty line, and the 535 is read', async () => {
  const error = base64('{"status":"401","schemes":"bearer"}');
  await using at = await bench((line) =>
    line === `AUTH XOAUTH2 ${xoauth2('token-number-0')}` ? `334 ${error}` : line === '' ? '535 5.7.3 no' : null,
  );
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
});

test('a fresh token that is refused as well is the account’s trouble: no more sign-ins for a while, whatever the queue does', async () => {
  await using at = await bench((line) => (line.startsWith('AUTH ') ? '535 5.7.3 Authentication unsuccessful' : null));
  const outcome = await at.send();
  assert.equal(summary(outcome), 'delayed 4.7.3 sign-in-failed lane');
  assert.ok(outcome.action === 'delayed' && outcome.ownAccount);
  assert.match('text' in outcome ? outcome.text : '', /rights.*object id of the Enterprise application/u);
  assert.equal(at.auths().length, 2);
  const second = await at.send();
  assert.equal(at.auths().length, 2);
  assert.ok(second.action === 'delayed' && second.retryAfterMs === 300_000);
  await at.clock.advance(300_000);
  await at.send();
  // The token that is in memory, and then a fresh one, which is all that a try may have.
  assert.equal(at.auths().length, 4);
  assert.ok(!JSON.stringify([outcome, second]).includes('token-number'));
});

test('what is no matter of the token gets no other one', async () => {
  await using at = await bench((line) =>
    line.startsWith('AUTH ') ? '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled' : null,
  );
  const outcome = await at.send();
  assert.equal(summary(outcome), 'delayed 4.7.139 sign-in-failed lane');
  assert.equal(at.login.requests.length, 1);
  assert.match('text' in outcome ? outcome.text : '', /SmtpClientAuthentication is disabled/u);
});

test('without a token there is no session, and the words are the token endpoint’s', async () => {
  await using at = await bench(() => null, { login: () => aadsts('invalid_client', 7000222) });
  const outcome = await at.send();
  assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
  assert.match('text' in outcome ? outcome.text : '', /client secret has expired/u);
  assert.equal(at.sink.connections, 0);
});

test('a peer that quotes the token in a later refusal does not get it into the trace', async () => {
  await using at = await bench((line) =>
    line.startsWith('MAIL') ? `550 5.7.1 not with token-number-0 or ${xoauth2('token-number-0')}` : null,
  );
  const outcome = await at.send();
  assert.equal(summary(outcome), 'failed 5.7.1 refused-by-policy');
  assert.ok(!/token-number|dXNlcj/u.test(JSON.stringify(outcome)));
});

test('no token goes out in clear text', async () => {
  await using at = await bench(() => null, { changes: { tls: 'opportunistic' } });
  // The authority is known, so this is verified TLS; without STARTTLS it would not be.
  assert.equal(summary(await at.send()), 'relayed 2.0.0');
  await using clear = await bench((line) => (line.startsWith('EHLO') ? '250-sink.test\n250 AUTH XOAUTH2' : null), {
    changes: { tls: 'opportunistic' },
  });
  assert.equal(summary(await clear.send()), 'delayed 4.7.4 tls-failed lane');
  assert.equal(clear.auths().length, 0);
});

test('the connector test shows the token’s step before the session’s', async () => {
  await using at = await bench(() => null);
  const of = at.room.live.current.outboundConnectors[0]!;
  const result = await at.room.room.testConnector(of, { from: 'postmaster@ours.test', to: 'admin@ours.test' });
  assert.deepEqual(
    result.steps.map(({ what, outcome }) => `${what} ${outcome}`),
    ['token good', 'connect good', 'greeting good', 'hello good', 'tls good', 'sign-in good', 'message good'],
  );
  assert.ok(!JSON.stringify(result).includes('token-number'));
});

test('a refused sign-in by token is told with what a token stands on, not with a password', async () => {
  await using at = await bench((line) => (line.startsWith('AUTH ') ? '535 5.7.8 no' : null));
  const of = at.room.live.current.outboundConnectors[0]!;
  const result = await at.room.room.testConnector(of, { from: 'postmaster@ours.test', to: 'admin@ours.test' });
  const last = result.steps.findLast(({ what }) => what === 'sign-in');
  const text = `${last?.text}. ${last?.cure}`;
  assert.match(text, /printer@ours\.test is the mailbox the application may send as .*consented/u);
  assert.doesNotMatch(text, /password/u);
});
