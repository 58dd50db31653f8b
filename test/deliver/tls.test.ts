import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import type { SMTPServerOptions } from 'smtp-server';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { CLEAR_TEXT } from '../../src/mail/delivery.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import {
  connector,
  delivery,
  openRoom,
  type Room,
  smartHosts,
  summary,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import { npmSink, type Script, scriptedSink } from '../../lab/peers/sinks.ts';
import type { Step } from '../../src/mail/step.ts';

let authority: Authority;
let good: Certificate;
let stranger: Certificate;

before(async () => {
  authority = await createAuthority();
  good = await authority.issue(['relay.test', '127.0.0.1']);
  stranger = await (await createAuthority()).issue(['relay.test', '127.0.0.1']);
});

/** A room that trusts the test authority and knows relay.test as 127.0.0.1. */
const open = (
  out: Partial<OutboundConnector>,
  more: { secrets?: Record<string, string>; clock?: ReturnType<typeof createManualClock>; observe?: () => void } = {},
): Promise<Room> =>
  openRoom({
    objects: [connector(out)],
    zone: 'relay.test A 127.0.0.1',
    delivery: { extraAuthorities: [authority.cert], ...(more.observe && { observe: more.observe }) },
    ...more,
  });

const relay = (port: number): OutboundConnector['route'] => ({
  kind: 'smart-hosts',
  hosts: [{ host: 'relay.test', port }],
});

const withTls = (certificate: Certificate, options: SMTPServerOptions = {}) =>
  npmSink({ disabledCommands: ['AUTH'], cert: certificate.cert, key: certificate.key, ...options });

test('opportunistic TLS is used where it is offered, whoever signed the certificate, and the verdict is told', async () => {
  for (const [certificate, verdict] of [
    [good, 'verified'],
    [stranger, 'unverified'],
  ] as const) {
    await using sink = await withTls(certificate);
    await using house = await open({ route: relay(sink.port) });
    const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
    assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.match(outcome.tls ?? '', new RegExp(`^TLSv1\\.3 \\S+ ${verdict}$`, 'u'));
    assert.equal(sink.received[0]?.secure, true);
  }
});

test('opportunistic TLS falls back to a new connection in clear text when the handshake fails', async () => {
  await using sink = await scriptedSink({ extensions: ['STARTTLS'] });
  await using house = await open({ route: relay(sink.port) });
  const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.equal(outcome.tls, CLEAR_TEXT);
  assert.equal(sink.connections, 2);
});

test('what is said of TLS is what was: nothing where nobody was spoken to, the version where it was up, whatever came after', async () => {
  await using house = await open({ route: relay(9) });
  assert.equal((await house.one(delivery(viaConnector, ['x@d.test']))).tls, null, 'no connection');
  await using greeting = await scriptedSink({ script: (line) => (line === '<greeting>' ? '421 4.3.2 not now' : null) });
  await using turned = await open({ route: relay(greeting.port) });
  assert.equal((await turned.one(delivery(viaConnector, ['x@d.test']))).tls, CLEAR_TEXT);
  const secrets = { s: 'secret' };
  const auth = { kind: 'password' as const, username: 'a', passwordSecret: 's' };
  await using sink = await scriptedSink({
    extensions: ['STARTTLS', 'AUTH PLAIN'],
    certificate: good,
    script: (line, { inTls }) => (inTls && line.startsWith('AUTH') ? '535 5.7.8 no' : null),
  });
  await using refused = await open({ route: relay(sink.port), tls: 'verified', auth }, { secrets });
  const outcome = await refused.one(delivery(viaConnector, ['x@d.test']));
  assert.match(outcome.tls ?? '', /^TLSv1\.3/u, 'a sign-in refused under TLS');
  await using broken = await scriptedSink({ extensions: ['STARTTLS'] });
  await using demanding = await open({ route: relay(broken.port), tls: 'required' });
  assert.equal((await demanding.one(delivery(viaConnector, ['x@d.test']))).tls, null, 'TLS that did not come about');
});

/** TLC-03 and TLC-04: what a next hop, or somebody in between, can do about STARTTLS. */
const strippings: readonly [string, readonly string[], Script][] = [
  ['not offered', [], () => null],
  ...[
    '454 4.7.0 later',
    '500 what',
    '501 no',
    '502 no',
    '530 no',
    '354 go',
    '221 bye',
    '421 4.3.2 busy',
    'close',
    'reset',
  ].map((answer): [string, readonly string[], Script] => [
    `answered ${answer}`,
    ['STARTTLS'],
    (line) => (line === 'STARTTLS' ? answer : null),
  ]),
  ['answered by 220 and garbage', ['STARTTLS'], () => null],
  [
    'answered by 220 with commands behind it',
    ['STARTTLS'],
    (line) => (line === 'STARTTLS' ? 'raw:220 ready\r\n250 injected\r\n' : null),
  ],
];

for (const [what, extensions, script] of strippings) {
  for (const tls of ['required', 'verified'] as const)
    test(`with TLS ${tls} and STARTTLS ${what}, nothing of the mail goes out and it waits`, async () => {
      await using sink = await scriptedSink({ extensions, script });
      await using house = await open({ route: relay(sink.port), tls });
      const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
      assert.match(summary(outcome), /^delayed 4\.7\.[45] tls-failed lane$/u);
      assert.ok(!sink.lines.some((line) => /^(MAIL|RCPT|DATA|AUTH)/u.test(line)), sink.lines.join('\n'));
    });

  test(`with opportunistic TLS and STARTTLS ${what}, the mail goes, but a password does not`, async () => {
    await using sink = await scriptedSink({ extensions: [...extensions, 'AUTH PLAIN LOGIN'], script });
    await using house = await open({ route: relay(sink.port) });
    assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
    const auth = { kind: 'password' as const, username: 'printer', passwordSecret: 's' };
    await using signing = await open({ route: relay(sink.port), auth }, { secrets: { s: 'secret' } });
    const before = sink.lines.length;
    const outcome = await signing.one(delivery(viaConnector, ['x@d.test']));
    assert.match(summary(outcome), /^delayed 4\.7\.[45] tls-failed lane$/u);
    assert.ok(!sink.lines.slice(before).some((line) => /^(AUTH|MAIL)/u.test(line)));
  });
}

test('STARTTLS begun and never finished is given up', async () => {
  const clock = createManualClock();
  let reached = (): void => {};
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await using sink = await scriptedSink({
    extensions: ['STARTTLS'],
    script: (line) => {
      if (line !== 'STARTTLS') return null;
      reached();
      return 'raw:220-unfinished\r\n';
    },
  });
  await using house = await open({ route: relay(sink.port), tls: 'required' }, { clock });
  const attempt = house.one(delivery(viaConnector, ['x@d.test']));
  await asked;
  await clock.advance(3 * 60_000);
  assert.equal(summary(await attempt), 'delayed 4.7.4 tls-failed lane');
});

/** TLC-07 */
test('a certificate that is wrong in any way is refused by verified, and taken by required', async () => {
  const bad: [string, Certificate, string | null][] = [
    ['self-signed chain', stranger, null],
    ['expired', await authority.issue(['relay.test'], { from: -3, to: -2 }), null],
    ['not yet valid', await authority.issue(['relay.test'], { from: 2, to: 3 }), null],
    ['other host', await authority.issue(['other.test']), null],
    ['too wide a wildcard', await authority.issue(['*.test.evil', '*.com']), null],
    ['right host, but another name was set', good, 'mail.contoso.test'],
  ];
  for (const [what, certificate, tlsName] of bad) {
    await using sink = await withTls(certificate);
    await using verified = await open({ route: relay(sink.port), tls: 'verified', tlsName });
    assert.equal(
      summary(await verified.one(delivery(viaConnector, ['x@d.test']))),
      'delayed 4.7.5 tls-failed lane',
      what,
    );
    assert.equal(sink.received.length, 0);
    await using required = await open({ route: relay(sink.port), tls: 'required', tlsName });
    assert.equal(summary(await required.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0', what);
  }
});

test('a right certificate satisfies verified: by host name, by address, by the name that was set, and when wrapped', async () => {
  const named = await authority.issue(['mail.contoso.test']);
  for (const [certificate, out] of [
    [good, { tls: 'verified' }],
    [named, { tls: 'verified', tlsName: 'mail.contoso.test' }],
  ] as const) {
    await using sink = await withTls(certificate);
    await using house = await open({ route: relay(sink.port), ...out });
    const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
    assert.match(outcome.tls ?? '', / verified$/u);
  }
  await using sink = await withTls(good);
  await using house = await open({ route: smartHosts(sink.port), tls: 'verified' });
  assert.match((await house.one(delivery(viaConnector, ['x@d.test']))).tls ?? '', / verified$/u);
  await using wrapped = await withTls(good, { secure: true });
  await using implicit = await open({ route: relay(wrapped.port), tls: 'wrapped' });
  assert.match((await implicit.one(delivery(viaConnector, ['x@d.test']))).tls ?? '', / verified$/u);
});

test('wrapped TLS to a port that speaks clear text fails and sends nothing', async () => {
  await using sink = await scriptedSink();
  await using house = await open({ route: relay(sink.port), tls: 'wrapped' });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'delayed 4.7.5 tls-failed lane');
  assert.ok(!sink.lines.some((line) => line.startsWith('EHLO')));
});

test('a session is not shared between connectors with different TLS demands', async () => {
  await using sink = await withTls(good);
  await using house = await open({ route: relay(sink.port), tls: 'none' });
  assert.equal((await house.one(delivery(viaConnector, ['x@d.test']))).tls, CLEAR_TEXT);
  house.set(connector({ route: relay(sink.port), tls: 'verified' }));
  assert.match((await house.one(delivery(viaConnector, ['x@d.test']))).tls ?? '', /verified/u);
});

test('a client certificate is shown where one is set', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorpost-tls-'));
  try {
    const own = await authority.issue(['device.ours.test']);
    const clientCertificate = { certificateFile: path.join(folder, 'c.pem'), keyFile: path.join(folder, 'k.pem') };
    await writeFile(clientCertificate.certificateFile, own.cert);
    await writeFile(clientCertificate.keyFile, own.key);
    let shown: unknown = null;
    await using sink = await withTls(good, {
      requestCert: true,
      rejectUnauthorized: true,
      ca: authority.cert,
      onSecure(socket, _session, done) {
        shown = (socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }).getPeerCertificate()
          .subject.CN;
        done();
      },
    } as SMTPServerOptions);
    await using house = await open({ route: relay(sink.port), tls: 'verified', clientCertificate });
    assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
    assert.equal(shown, 'device.ours.test');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a client certificate demands TLS, opportunistic or not: STARTTLS that is not offered makes the mail wait', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'doorpost-tls-'));
  try {
    const own = await authority.issue(['device.ours.test']);
    const clientCertificate = { certificateFile: path.join(folder, 'c.pem'), keyFile: path.join(folder, 'k.pem') };
    await writeFile(clientCertificate.certificateFile, own.cert);
    await writeFile(clientCertificate.keyFile, own.key);
    await using sink = await scriptedSink({ extensions: [] });
    await using house = await open({ route: relay(sink.port), clientCertificate });
    const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
    assert.equal(summary(outcome), 'delayed 4.7.4 tls-failed lane');
    assert.ok(!sink.lines.some((line) => /^(MAIL|RCPT|DATA)/u.test(line)), sink.lines.join('\n'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('MX delivery uses TLS without asking who the other is', async () => {
  await using sink = await withTls(stranger);
  await using house = await openRoom({
    zone: 'd.test MX 1 mx.test\nmx.test A 127.0.0.1',
    delivery: { mxPort: sink.port },
  });
  assert.match((await house.one(delivery(viaMx, ['x@d.test']))).tls ?? '', /unverified$/u);
});

// ---- sign-in

const auth = { kind: 'password' as const, username: 'printer@ours.test', passwordSecret: 'smart' };

const signInSink = (password: () => string, attempts: string[], certificate = good) =>
  withTls(certificate, {
    disabledCommands: [],
    onAuth(given, _session, done) {
      attempts.push(`${given.method} ${given.username} ${given.password}`);
      if (given.password === password()) done(null, { user: given.username ?? '' });
      else done(new Error('Invalid login'));
    },
  });

test('a sealed password signs in over verified TLS', async () => {
  const attempts: string[] = [];
  await using sink = await signInSink(() => 'right', attempts);
  await using house = await open({ route: relay(sink.port), tls: 'verified', auth }, { secrets: { smart: 'right' } });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
  assert.deepEqual(attempts, ['PLAIN printer@ours.test right']);
  assert.equal(sink.received[0]?.user, 'printer@ours.test');
});

test('a password goes over unverified TLS only where the administrator chose required', async () => {
  const attempts: string[] = [];
  await using sink = await signInSink(() => 'right', attempts, stranger);
  await using careful = await open(
    { route: relay(sink.port), tls: 'opportunistic', auth },
    { secrets: { smart: 'right' } },
  );
  assert.equal(summary(await careful.one(delivery(viaConnector, ['x@d.test']))), 'delayed 4.7.5 tls-failed lane');
  assert.deepEqual(attempts, []);
  await using chosen = await open({ route: relay(sink.port), tls: 'required', auth }, { secrets: { smart: 'right' } });
  assert.equal(summary(await chosen.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
});

test('a password goes in clear text only where the administrator chose none', async () => {
  await using sink = await scriptedSink({ extensions: ['AUTH PLAIN'] });
  await using house = await open({ route: relay(sink.port), tls: 'none', auth }, { secrets: { smart: 'right' } });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
  assert.ok(sink.lines.some((line) => line.startsWith('AUTH PLAIN')));
});

test('a refused sign-in delays the mail, and is tried once per back-off, not once per message', async () => {
  const clock = createManualClock();
  const attempts: string[] = [];
  let right = 'right';
  await using sink = await signInSink(() => right, attempts);
  const secrets = { smart: 'right' };
  let warnings = 0;
  const observe = (one?: Observation): void => void (one?.kind === 'warning' && warnings++);
  await using house = await open({ route: relay(sink.port), tls: 'verified', auth }, { secrets, clock, observe });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
  right = 'changed over there';
  await clock.advance(60_000); // the kept session is given up
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => house.one(delivery(viaConnector, ['x@d.test']))));
  for (const outcome of outcomes) assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
  assert.equal(warnings, 1, 'sessions that found it out side by side are one warning');
  const tried = attempts.length;
  for (let count = 0; count < 20; count++) {
    const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
    assert.ok(outcome.action === 'delayed' && outcome.laneTrouble && (outcome.retryAfterMs ?? 0) > 0);
  }
  assert.equal(attempts.length, tried, 'nobody tried again inside the back-off');
  await clock.advance(61 * 60_000);
  await house.one(delivery(viaConnector, ['x@d.test']));
  await house.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(attempts.length, tried + 1);
  secrets.smart = 'changed over there';
  assert.equal(
    summary(await house.one(delivery(viaConnector, ['x@d.test']))),
    'relayed 2.0.0',
    'a new password is tried at once',
  );
});

test('a password that was never proven is tried by one session, however many messages are due', async () => {
  const attempts: string[] = [];
  await using sink = await signInSink(() => 'right', attempts);
  await using house = await open({ route: relay(sink.port), tls: 'verified', auth }, { secrets: { smart: 'wrong' } });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => house.one(delivery(viaConnector, ['x@d.test']))));
  for (const outcome of outcomes) assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
  assert.equal(attempts.length, 1);
});

test('a missing secret and a next hop without AUTH are told with their cure', async () => {
  await using sink = await withTls(good);
  await using missing = await open({ route: relay(sink.port), tls: 'verified', auth });
  const outcome = await missing.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
  assert.match('text' in outcome ? outcome.text : '', /set it again/u);
  await using none = await open({ route: relay(sink.port), tls: 'verified', auth }, { secrets: { smart: 'x' } });
  const without = await none.one(delivery(viaConnector, ['x@d.test']));
  assert.equal(summary(without), 'delayed 4.7.8 sign-in-failed lane');
  assert.match('text' in without ? without.text : '', /offers no sign-in/u);
});

// ---- connector test

const testMail = { from: 'admin@ours.test', to: 'x@d.test' };

/** What was seen last, and what helps. */
const lastOf = ({ steps }: { readonly steps: readonly Step[] }): string =>
  [steps.at(-1)?.text, steps.at(-1)?.cure].filter((one) => typeof one === 'string').join('. ');

test('a connector test really sends a message and tells each step', async () => {
  const attempts: string[] = [];
  await using sink = await signInSink(() => 'right', attempts);
  const out = connector({ route: relay(sink.port), tls: 'verified', auth });
  await using house = await open(out, { secrets: { smart: 'right' } });
  const result = await house.room.testConnector(out, testMail);
  assert.deepEqual(
    result.steps.map(({ what, outcome }) => [what, outcome]),
    ['connect', 'greeting', 'hello', 'tls', 'sign-in', 'message'].map((what) => [what, 'good']),
  );
  assert.equal(result.ok, true);
  assert.deepEqual(sink.received[0]?.to, ['x@d.test']);
  assert.match(sink.received[0]?.content.toString() ?? '', /^Auto-Submitted: auto-generated\r$/mu);
});

test('a connector test that fails names the step, what was seen, and a cure', async () => {
  const attempts: string[] = [];
  await using sink = await signInSink(() => 'right', attempts);
  const wrong = connector({ route: relay(sink.port), tls: 'verified', auth });
  await using house = await open(wrong, { secrets: { smart: 'wrong' } });
  const refused = await house.room.testConnector(wrong, testMail);
  assert.equal(refused.ok, false);
  assert.equal(refused.steps.at(-1)?.what, 'sign-in');
  assert.match(lastOf(refused), /535.*Check name and password/su);
  assert.doesNotMatch(JSON.stringify(refused), /"wrong"|AHByaW50/u);

  const dead = await house.room.testConnector(connector({ route: smartHosts(1) }), testMail);
  assert.equal(dead.ok, false);
  assert.match(lastOf(dead), /refused.*Check host and port/su);

  const unknown = await house.room.testConnector(
    connector({ route: { kind: 'smart-hosts', hosts: [{ host: 'nowhere.test', port: 25 }] } }),
    testMail,
  );
  assert.match(unknown.steps.at(-1)?.text ?? '', /no address in DNS/u);
  assert.equal((await house.room.testConnector(wrong, { from: 'x', to: 'y' })).ok, false);
});

test('what is wrong with a certificate, or with no password, has a cure of its own: neither port nor name', async () => {
  const tested = async (certificate: Certificate, out: Partial<OutboundConnector>): Promise<string> => {
    await using sink = await withTls(certificate, out.tls === 'wrapped' ? { secure: true } : {});
    const of = connector({ route: relay(sink.port), tls: 'verified', ...out });
    await using house = await open(of);
    const mail = await house.one(delivery(viaConnector, ['x@d.test']));
    const last = lastOf(await house.room.testConnector(of, testMail));
    assert.doesNotMatch(`${last} ${'text' in mail ? mail.text : ''}`, /check (?:its|the) port|465 wants/iu);
    return last;
  };
  const expired = await authority.issue(['relay.test'], { from: -3, to: -2 });
  const other = await authority.issue(['other.test']);
  assert.match(
    await tested(stranger, {}),
    /CERT_SIGNATURE_FAILURE\. Install .*authority.* upstream set 'Smart host' --tls required$/u,
  );
  assert.doesNotMatch(await tested(stranger, { tls: 'wrapped' }), /--tls required/u);
  assert.match(await tested(expired, {}), /CERT_HAS_EXPIRED\. Whoever runs that host has to renew it/u);
  assert.match(await tested(other, {}), /ERR_TLS_CERT_ALTNAME_INVALID\. .*upstream set 'Smart host' --tls-name HOST/u);
  const clientCertificate = { certificateFile: '/nowhere/c.pem', keyFile: '/nowhere/k.pem' };
  assert.match(
    await tested(good, { clientCertificate }),
    /\(ENOENT\): put a PEM chain .*\. Or name other files: doorpost upstream set 'Smart host' --client-certificate/u,
  );
  const missing = connector({ route: relay(1), tls: 'verified', auth });
  await using house = await open(missing);
  assert.equal(
    lastOf(await house.room.testConnector(missing, testMail)),
    `the password of connector ${missing.name} is missing: set it again. doorpost upstream set '${missing.name}' --password-stdin`,
  );
});

test('a connector test tells that the message itself was refused', async () => {
  await using sink = await scriptedSink({
    script: (line) => (line.startsWith('RCPT') ? '550 5.7.1 relaying denied' : null),
  });
  const out = connector({ route: relay(sink.port) });
  await using house = await open(out);
  const result = await house.room.testConnector(out, testMail);
  assert.equal(result.ok, false);
  assert.match(result.steps.at(-1)?.text ?? '', /relaying denied/u);
});
