/** Trouble with our own account and settings at an upstream: told as such, whatever else fails beside it, and over when a test went well. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test, type TestContext } from 'node:test';
import type { SMTPServerOptions } from 'smtp-server';
import type { Outcome } from '../../src/mail/delivery.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { connector, delivery, openRoom, smartHosts, viaConnector } from '../../lab/houses/delivery-house.ts';
import { npmSink, type Script, scriptedSink } from '../../lab/peers/sinks.ts';

let authority: Authority;
let good: Certificate;
let stranger: Certificate;

before(async () => {
  authority = await createAuthority();
  good = await authority.issue(['127.0.0.1']);
  stranger = await (await createAuthority()).issue(['127.0.0.1']);
});

const isOwn = (outcome: Outcome): boolean => outcome.action === 'delayed' && outcome.ownAccount === true;
const textOf = (outcome: Outcome): string => ('text' in outcome ? outcome.text : '');
const alarmsOf = (observed: readonly Observation[]) =>
  observed.flatMap((one) => (one.kind === 'alarm' ? [one.alarm] : []));

async function open(out: Partial<OutboundConnector>, secrets: Record<string, string> = {}) {
  const observed: Observation[] = [];
  const clock = createManualClock();
  const room = await openRoom({
    clock,
    secrets,
    objects: [connector(out)],
    zone: 'd.test MX 1 mx.test\nmx.test A 127.0.0.1',
    delivery: { extraAuthorities: [authority.cert], observe: (one) => void observed.push(one) },
  });
  const send = (): Promise<Outcome> => room.one(delivery(viaConnector, ['x@d.test']));
  return { room, clock, observed, send, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

async function certificateFiles(context: TestContext, certificate: Certificate) {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorpost-own-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const files = { certificateFile: path.join(folder, 'c.pem'), keyFile: path.join(folder, 'k.pem') };
  await writeFile(files.certificateFile, certificate.cert);
  await writeFile(files.keyFile, certificate.key);
  return files;
}

test('a client certificate that cannot be read is our own trouble, named with its files', async () => {
  await using sink = await npmSink({ disabledCommands: ['AUTH'], ...good });
  const clientCertificate = { certificateFile: '/nowhere/relay.pem', keyFile: '/nowhere/relay.key' };
  await using at = await open({ route: smartHosts(sink.port), tls: 'verified', clientCertificate });
  const outcome = await at.send();
  assert.ok(isOwn(outcome));
  assert.match(textOf(outcome), /\(ENOENT\).*\/nowhere\/relay\.pem and \/nowhere\/relay\.key/u);
  assert.match(alarmsOf(at.observed)[0]?.cause ?? '', /relay\.pem/u);
  assert.doesNotMatch(textOf(outcome), /--tls-name/u);
});

test('a client certificate that is a device without end, or a pipe, is not waited for', async (context) => {
  await using sink = await npmSink({ disabledCommands: ['AUTH'], ...good });
  const folder = await mkdtemp(path.join(tmpdir(), 'doorpost-own-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const file of ['/dev/zero', pipe]) {
    const clientCertificate = { certificateFile: file, keyFile: file };
    await using at = await open({ route: smartHosts(sink.port), tls: 'verified', clientCertificate });
    const outcome = await at.send();
    assert.ok(isOwn(outcome));
    assert.match(textOf(outcome), /is no plain file/u);
  }
});

for (const wrapped of [false, true])
  test(`a client certificate that the ${wrapped ? 'wrapped ' : ''}upstream does not take is our own trouble, though TLS 1.3 tells it late`, async (context) => {
    await using sink = await npmSink({
      disabledCommands: ['AUTH'],
      secure: wrapped,
      ...good,
      requestCert: true,
      rejectUnauthorized: true,
      ca: authority.cert,
    } as SMTPServerOptions);
    const clientCertificate = await certificateFiles(context, stranger);
    const tls = wrapped ? 'wrapped' : 'verified';
    await using at = await open({ route: smartHosts(sink.port), tls, clientCertificate });
    const outcome = await at.send();
    assert.ok(isOwn(outcome), textOf(outcome));
    assert.match(textOf(outcome), /our client certificate (is not|seems not to be) taken.*c\.pem/u);
  });

test('TLS that is not there, not whose it should be, or not TLS at all, at a named host is our own trouble', async () => {
  await using without = await scriptedSink({ extensions: [] });
  await using refusing = await scriptedSink({
    extensions: ['STARTTLS'],
    script: (line) => (line === 'STARTTLS' ? '502 5.5.1 no' : null),
  });
  await using garbled = await scriptedSink({ extensions: ['STARTTLS'] });
  await using foreign = await npmSink({ disabledCommands: ['AUTH'], ...stranger });
  for (const [port, words] of [
    [
      without.port,
      /does not offer STARTTLS\. .*upstream set 'Smart host' --host HOST:PORT\. .*upstream set 'Smart host' --tls opportunistic/u,
    ],
    [refusing.port, /TLS could not be started.*502/u],
    [garbled.port, /TLS handshake failed: ERR_SSL/u],
    [foreign.port, /does not verify/u],
  ] as const) {
    await using at = await open({ route: smartHosts(port), tls: 'verified' });
    const outcome = await at.send();
    assert.ok(isOwn(outcome), textOf(outcome));
    assert.match(textOf(outcome), words);
  }
});

test('a line that breaks in the handshake is nobody’s setting; neither is the TLS of a stranger’s mail host', async () => {
  await using broken = await scriptedSink({
    extensions: ['STARTTLS'],
    script: (line) => (line === 'STARTTLS' ? 'reset' : null),
  });
  await using at = await open({ route: smartHosts(broken.port), tls: 'verified' });
  assert.ok(!isOwn(await at.send()));
  await using without = await scriptedSink({ extensions: [] });
  await using away = await openRoom({
    objects: [connector({ route: { kind: 'mx' }, tls: 'verified' })],
    zone: 'd.test MX 1 mx.test\nmx.test A 127.0.0.1',
    delivery: { mxPort: without.port },
  });
  const outcome = await away.one(delivery({ ...viaConnector, domain: 'd.test' } as typeof viaConnector, ['x@d.test']));
  assert.equal(outcome.action, 'delayed');
  assert.ok(!isOwn(outcome));
});

test('an address that is only unreachable does not hide what another one told of our account', async () => {
  await using without = await scriptedSink({ extensions: [] });
  await using at = await open({ route: smartHosts(without.port, 1), tls: 'verified' });
  const outcome = await at.send();
  assert.ok(isOwn(outcome), textOf(outcome));
  assert.match(textOf(outcome), /does not offer STARTTLS/u);
});

test('a password that finds no TLS is kept back, and each way on is a command', async () => {
  await using without = await scriptedSink({ extensions: ['AUTH PLAIN'] });
  const auth = { kind: 'password', username: 'u', passwordSecret: 's' } as const;
  await using at = await open({ route: smartHosts(without.port), tls: 'opportunistic', auth }, { s: 'secret' });
  const text = textOf(await at.send());
  assert.match(text, /not sent in clear text.*upstream set 'Smart host' --host HOST:PORT.*'Smart host' --tls none/u);
  await using strict = await open({ route: smartHosts(without.port), tls: 'required', auth }, { s: 'secret' });
  assert.doesNotMatch(textOf(await strict.send()), /--tls (?:opportunistic|none)/u);
});

test('what was told by one host is no trouble of the next that is named in its place', async () => {
  await using without = await scriptedSink({ extensions: [] });
  await using mute = await scriptedSink({ script: () => '421 4.3.2 not now' });
  for (const { port } of [without, mute]) {
    const out = { route: smartHosts(port), tls: 'verified' } as const;
    await using at = await open(out);
    await at.send();
    const troubles = (): readonly unknown[] => at.room.room.upstreamTroubles();
    assert.equal(troubles().length, 1);
    at.room.set(connector({ ...out, name: 'Renamed' }));
    assert.equal(troubles().length, 1, 'another name is no other way');
    at.room.set(connector({ ...out, route: smartHosts(1) }));
    assert.deepEqual(troubles(), []);
  }
});

test('a test that went well ends that a host was not reached', async () => {
  let down = true;
  await using sink = await npmSink({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect: (_, callback) => callback(down ? Object.assign(new Error('not now'), { responseCode: 421 }) : null),
  });
  const out = connector({ route: smartHosts(sink.port), tls: 'none' });
  await using at = await open(out);
  await at.send();
  assert.equal(at.room.room.upstreamTroubles().length, 1);
  down = false;
  const tested = await at.room.room.testConnector(out, { from: 'admin@ours.test', to: 'x@d.test' });
  assert.ok(tested.ok);
  assert.deepEqual(at.room.room.upstreamTroubles(), []);
});

const refusing =
  (reply: () => string | null): Script =>
  (line) =>
    line.startsWith('AUTH') ? reply() : null;
const password = {
  service: 'microsoft365',
  tls: 'required',
  auth: { kind: 'password', username: 'printer@ours.test', passwordSecret: 's' },
} as const satisfies Partial<OutboundConnector>;

test('the alarm keeps the service’s words, cause and cure while the sign-in is kept back; a test that went well lets it go at once', async () => {
  let refusal: string | null =
    '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [x.outlook.com]';
  await using sink = await scriptedSink({
    certificate: good,
    extensions: ['STARTTLS', 'ENHANCEDSTATUSCODES', 'AUTH LOGIN PLAIN'],
    script: refusing(() => refusal),
  });
  const out = connector({ ...password, route: smartHosts(sink.port) });
  await using at = await open(out, { s: 'secret' });
  const first = await at.send();
  const second = await at.send();
  assert.equal(sink.lines.filter((line) => line.startsWith('AUTH')).length, 1);
  assert.equal(textOf(second), textOf(first));
  const alarms = alarmsOf(at.observed);
  assert.equal(alarms.length, 1, 'told once');
  assert.match(
    alarms[0]?.cause ?? '',
    /the name or the password is wrong; what helps: .*upstream set 'Smart host' --username printer@ours\.test --password-stdin/u,
  );
  assert.equal((alarms[0]?.cause ?? '').split('what helps').length, 2, 'one cure');
  assert.equal((await at.send()).action, 'delayed', 'the back-off still holds');

  refusal = null;
  const sends = { from: 'admin@ours.test', to: 'x@d.test' };
  assert.equal((await at.room.room.testConnector(out, sends)).ok, true);
  assert.ok(at.observed.some(({ kind }) => kind === 'alarm-over'));
  assert.deepEqual(at.room.room.upstreamTroubles(), []);
  assert.equal((await at.send()).action, 'relayed', 'no back-off any more');
});

test('what is no matter of the password says so, and only that', async () => {
  await using sink = await scriptedSink({
    certificate: good,
    extensions: ['STARTTLS', 'ENHANCEDSTATUSCODES', 'AUTH LOGIN PLAIN'],
    script: refusing(() => '535 5.7.139 Authentication unsuccessful, account locked'),
  });
  await using at = await open({ ...password, route: smartHosts(sink.port) }, { s: 'secret' });
  const text = textOf(await at.send());
  assert.match(text, /the account is locked after too many wrong passwords/u);
  assert.doesNotMatch(text, /name or the password is wrong|rights are not/u);
});

test('the connector test sends what a delivery would send: rewritten', async () => {
  await using sink = await npmSink({ disabledCommands: ['AUTH', 'STARTTLS'] });
  const rewriting = { reversePath: 'scan@ours.test', from: 'scan@ours.test', replyToOriginal: true };
  const out = connector({ route: smartHosts(sink.port), rewriting });
  await using at = await open(out);
  const result = await at.room.room.testConnector(out, { from: 'admin@ours.test', to: 'x@d.test' });
  assert.equal(result.ok, true);
  assert.match(result.steps.at(-1)?.text ?? '', /admin@ours\.test> became <scan@ours\.test>/u);
  assert.equal(sink.received[0]?.from, 'scan@ours.test');
  const mail = sink.received[0]?.content.toString() ?? '';
  assert.match(mail, /^From: <?scan@ours\.test>?\r$/mu);
  assert.match(mail, /^Reply-To: <?admin@ours\.test>?\r$/mu);
});
