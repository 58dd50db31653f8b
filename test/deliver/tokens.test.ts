/** Access tokens from a token endpoint that behaves as Microsoft's and Google's are documented: the real client, a real socket. */
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { importX509, jwtVerify } from 'jose';
import { toldFailure } from '../../src/deliver/answers/failure.ts';
import type { TokenSignIn } from '../../src/directory/upstream.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { aadsts, type DeskAnswer, formOf, openDesk } from '../../lab/peers/http-desk.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { granted, never, REFRESH, SECRET, type TokenBench, tokenBench } from './token-bench.ts';

async function failure(room: TokenBench, of: OutboundConnector) {
  const got = await room.tokens.token(of, never);
  assert.ok(!got.ok, 'there should be no token');
  const everything = JSON.stringify([got.failure, room.logged, room.tokens.state(of)]);
  for (const secret of [SECRET, REFRESH, 'Correlation', 'Trace ID']) assert.ok(!everything.includes(secret), secret);
  return got.failure;
}

test('an application gets a token with its secret, once for all who wait, and again shortly before it ends', async () => {
  await using room = await tokenBench((_, number) => granted(`token-${number}`));
  const of = room.by();
  const many = await Promise.all(Array.from({ length: 5 }, () => room.tokens.token(of, never)));
  assert.deepEqual(new Set(many.map((got) => (got.ok ? got.token : ''))), new Set(['token-0']));
  assert.equal(room.desk.requests.length, 1);
  assert.deepEqual(formOf(room.desk.requests[0]!), {
    grant_type: 'client_credentials',
    scope: 'S/.default',
    client_id: 'app-id',
    client_secret: SECRET,
  });
  await room.clock.advance(54 * 60_000);
  const kept = await room.tokens.token(of, never);
  assert.ok(kept.ok && kept.token === 'token-0');
  await room.clock.advance(60_000);
  const renewed = await room.tokens.token(of, never);
  assert.ok(renewed.ok && renewed.token === 'token-1');
});

test('High Volume Email gets its tokens renewed twenty minutes early', async () => {
  await using room = await tokenBench((_, number) => granted(`token-${number}`));
  const of = { ...room.by(), service: 'hve' as const };
  await room.tokens.token(of, never);
  await room.clock.advance(40 * 60_000);
  const renewed = await room.tokens.token(of, never);
  assert.ok(renewed.ok && renewed.token === 'token-1');
});

test('an old token serves on while its renewal is not possible', async () => {
  await using room = await tokenBench((_, number) => (number === 0 ? granted('old') : { status: 503 }));
  const of = room.by();
  await room.tokens.token(of, never);
  await room.clock.advance(56 * 60_000);
  const got = await room.tokens.token(of, never);
  assert.ok(got.ok && got.token === 'old');
  await room.clock.advance(5 * 60_000);
  assert.ok(!(await room.tokens.token(of, never)).ok);
});

test('an application shows its certificate by an assertion that the provider can check', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorpost-token-'));
  const authority = await createAuthority();
  const { cert, key } = await authority.issue(['app.ours.test'], { from: -1, to: 1 }, 'rsa');
  await writeFile(path.join(folder, 'app.pem'), cert);
  await writeFile(path.join(folder, 'app.key'), key);
  await using room = await tokenBench(() => granted('by-certificate'));
  const of = room.by({
    proof: {
      kind: 'certificate',
      certificateFile: path.join(folder, 'app.pem'),
      keyFile: path.join(folder, 'app.key'),
    },
  } as Partial<TokenSignIn>);
  room.clock.jumpWall(Date.now() - room.clock.now());
  const got = await room.tokens.token(of, never);
  assert.ok(got.ok, got.ok ? '' : got.failure.text);
  const form = formOf(room.desk.requests[0]!);
  assert.equal(form['client_assertion_type'], 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
  const { payload, protectedHeader } = await jwtVerify(
    form['client_assertion'] ?? '',
    await importX509(cert, 'PS256'),
    {
      audience: `${room.desk.url}/t/oauth2/v2.0/token`,
      issuer: 'app-id',
      subject: 'app-id',
      currentDate: new Date(room.clock.now()),
    },
  );
  const { raw } = new X509Certificate(cert);
  assert.equal(protectedHeader['x5t#S256'], createHash('sha256').update(raw).digest('base64url'));
  assert.equal(protectedHeader['x5t'], createHash('sha1').update(raw).digest('base64url'));
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 300);
  await rm(folder, { recursive: true });
});

test('a person’s refresh token is used, the rotated one is sealed at once, and the use is noted once an hour', async () => {
  await using room = await tokenBench((request, number) => {
    const { refresh_token: token } = formOf(request);
    return token === (number === 0 ? REFRESH : `rotated-${number - 1}`)
      ? granted(`token-${number}`, { refresh_token: `rotated-${number}`, id_token: 'not.asked.for' })
      : aadsts('invalid_grant', 70008);
  });
  const of = room.delegated();
  await room.tokens.token(of, never);
  assert.equal(room.secrets.get('refresh'), 'rotated-0');
  assert.deepEqual(room.notes, [{ book: 'upstream', key: 'token:out', value: { lastUsedAt: room.clock.now() } }]);
  assert.equal(await room.tokens.lastUsedAt(of.id), room.clock.now());
  assert.equal(await room.tokens.lastUsedAt('other' as never), null);
  await room.tokens.token(of, never, { fresh: true });
  assert.equal(room.secrets.get('refresh'), 'rotated-1');
  assert.equal(room.notes.length, 1);
  await room.clock.advance(61 * 60_000);
  await room.tokens.token(of, never);
  assert.equal(room.notes.length, 2);
});

test('what is wrong with our own account is told apart, each with its cure', async () => {
  const cases: readonly (readonly [string, number, 'app' | 'person', RegExp])[] = [
    ['invalid_client', 7000215, 'app', /secret is wrong.*AADSTS7000215.*--secret-stdin/u],
    ['invalid_client', 7000222, 'app', /secret has expired.*new client secret/u],
    ['unauthorized_client', 700016, 'app', /no application with this client id.*--client-id/u],
    ['invalid_request', 90002, 'app', /no such tenant.*--tenant/u],
    ['invalid_grant', 700082, 'person', /not used for 90 days.*upstream sign-in 'Smart host'/u],
    ['invalid_grant', 50173, 'person', /revoked.*sign in again/u],
    ['invalid_grant', 65001, 'person', /consented.*consent/u],
  ];
  for (const [error, code, who, words] of cases) {
    await using room = await tokenBench(() => aadsts(error, code));
    const made = await failure(room, who === 'app' ? room.by() : room.delegated());
    assert.match(toldFailure(made).text, words);
    assert.deepEqual([made.cause, made.kind], ['sign-in-failed', 'own-account']);
  }
});

test('a refusal is not asked for again with every message, but at once when the connector was changed', async () => {
  await using room = await tokenBench((_, number) =>
    number === 0 ? aadsts('invalid_client', 7000215) : granted('good'),
  );
  const of = room.by();
  await failure(room, of);
  await failure(room, of);
  assert.equal(room.desk.requests.length, 1);
  assert.ok((await room.tokens.token({ ...of }, never)).ok);
});

test('throttling, trouble and a cut line over there are no fault of the account, and Retry-After is kept to', async () => {
  const answers: readonly (readonly [DeskAnswer, string])[] = [
    [{ status: 429, headers: { 'retry-after': '120' } }, 'busy 120000'],
    [{ status: 503 }, 'busy null'],
    [{ status: 400, json: { error: 'temporarily_unavailable' } }, 'busy null'],
    ['hang up', 'connection-failed null'],
  ];
  for (const [answer, wanted] of answers) {
    await using room = await tokenBench(() => answer);
    const made = await failure(room, room.by());
    assert.ok(made.kind === 'later');
    assert.equal(`${made.cause} ${made.retryAfterMs}`, wanted);
  }
});

test('what is no answer of a token endpoint is for the administrator to look at, and never goes into a header', async () => {
  const answers: readonly DeskAnswer[] = [
    { status: 200, json: { hello: 'captive portal' } },
    { status: 404, json: { error: 404 } },
    granted('to\r\nken: x'),
    granted('t\u00f6ken'),
  ];
  for (const answer of answers) {
    await using room = await tokenBench(() => answer);
    const made = await failure(room, room.by());
    assert.deepEqual([made.cause, made.kind], ['sign-in-failed', 'own-account']);
    assert.match(toldFailure(made).text, /check the token endpoint .* proxy/u);
  }
});

test('no redirect is followed with a secret', async () => {
  await using elsewhere = await openDesk(() => granted('stolen'));
  await using room = await tokenBench(() => ({ status: 307, headers: { location: elsewhere.url } }));
  await failure(room, room.by());
  assert.equal(elsewhere.requests.length, 0);
});

test('a refresh that ends late does not take the place of the sign-in that was made meanwhile', async () => {
  const { promise, resolve } = Promise.withResolvers<DeskAnswer>();
  await using room = await tokenBench(() => promise);
  const of = room.delegated();
  const late = room.tokens.token(of, never);
  while (room.desk.requests.length === 0) await new Promise((next) => setImmediate(next));
  const anew = { accessToken: 'new', expiresInMs: 3_600_000, refreshToken: 'refresh-of-the-new' };
  const took = room.tokens.took(of, anew, () => of);
  resolve(granted('old', { refresh_token: 'refresh-of-the-old' }));
  await Promise.all([late, took]);
  assert.equal(room.secrets.get('refresh'), 'refresh-of-the-new');
  const now = await room.tokens.token(of, never);
  assert.equal(now.ok && now.token, 'new');
});

test('who signs in where no codes are given is told to bring a new refresh token', async () => {
  await using room = await tokenBench(() => ({ status: 400, json: { error: 'invalid_grant' } }));
  const of = room.delegated();
  const withCodes = await failure(room, of);
  assert.match(toldFailure(withCodes).text, /upstream sign-in/u);
  assert.ok(of.auth?.kind === 'delegated');
  const without = { ...of, id: 'no-codes' as never, auth: { ...of.auth, deviceEndpoint: null } };
  const made = await failure(room, without);
  assert.match(toldFailure(made).text, /upstream set .* --refresh-token-stdin/u);
  assert.doesNotMatch(toldFailure(made).text, /upstream sign-in/u);
});
