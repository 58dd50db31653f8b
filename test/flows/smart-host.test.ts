/** Smart hosts as administrators meet them: sign-in, failover, TLS, client certificates, what a host cannot take, kept sessions. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { Observation } from '../../src/mail/observation.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { npmSink, scriptedSink, type SinkOptions } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { DEVICE, HOUR, maildir, MINUTE, storyOf, submit, turn, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const TO = 'a@outside.test';
const copier = inbound('copier', { senderAddresses: [DEVICE] });
const authority = await createAuthority();
const certificate = await authority.issue(['localhost', '127.0.0.1']);

async function open(context: TestContext, options: Parameters<typeof startTestHouse>[0]): Promise<TestHouse> {
  const house = await startTestHouse(options);
  context.after(() => house[Symbol.asyncDispose]());
  return house;
}

async function scripted(context: TestContext, options: SinkOptions = {}) {
  const sink = await scriptedSink(options);
  context.after(() => sink[Symbol.asyncDispose]());
  return sink;
}

test('a wrong password holds the mail back with its cure; the cure, typed as it stands there, sends it', async (context) => {
  const passwords: string[] = [];
  await using sink = await npmSink({
    disabledCommands: [],
    ...certificate,
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '');
      if (password === 'right' && username === 'site@provider.test') done(null, { user: username });
      else done(Object.assign(new Error('Your password is not known here'), { responseCode: 535 }));
    },
  });
  const clock = createManualClock();
  const observed: Observation[] = [];
  const house = await open(context, {
    overrides: { clock, observe: (observation) => void observed.push(observation) },
    objects: [copier, smartHost('up stream', sink.port, { tls: 'required' })],
  });
  const warnings = (): Observation[] =>
    observed.filter((one) => one.kind === 'warning' && one.what === 'outbound-sign-in-refused');
  const run = (args: readonly string[], stdin: string) => done(shellIn(house.folder, { stdin }), ...args);
  await run(
    ['connector', 'set-outbound', 'up stream', '--username', 'site@provider.test', '--password-stdin'],
    'wrong',
  );

  for (let n = 0; n < 3; n++) await submit(house, FROM, [TO]);
  const rows = await house.traced(
    { recipient: TO },
    (found) => found.length === 3 && found.every(({ status }) => status === 'Pending'),
  );
  const { events } = await storyOf(house, rows[0]);
  const deferred = events.find(({ kind }) => kind === 'Defer');
  assert.match(deferred?.text ?? '', /sign-in of connector up stream failed: .*535.*Your password is not known here/u);
  const cure = /doorpost (upstream) (set) '([^']+)' (--username) (\S+) (--password-stdin)/u.exec(deferred?.text ?? '');
  assert.ok(cure, deferred?.text);
  assert.deepEqual([passwords.length, warnings().length], [1, 1], 'one try for three messages, and one warning');

  await turn(clock, 2 * HOUR);
  assert.equal(warnings().length, passwords.length, 'a warning for each back-off');
  assert.ok(passwords.length >= 3 && passwords.length <= 6, `${passwords.length} tries in two hours`);
  const inbox = await maildir(house, 'ours.test/printer');
  const reports = inbox.filter((mail) => /^Content-Type: multipart\/report/imu.test(mail));
  assert.equal(reports.length, 3, 'each sender is told of the delay');
  assert.equal(inbox.length - reports.length, 1, 'and the administrator, who has this mailbox here, once of the cause');
  for (const report of reports) {
    assert.match(report, /^Action: delayed\r?$/mu);
    assert.doesNotMatch(report, /doorpost connector|site@provider/u, 'the cure is the administrator’s');
  }

  await run(cure.slice(1), 'right'); // typed as it stands there
  await turnUntil(clock, 2 * HOUR, () => sink.received.length === 3);
  for (const { user, secure } of sink.received) assert.deepEqual([user, secure], ['site@provider.test', true]);
  await house.traced({ recipient: TO, status: ['Delivered'] }, (found) => found.length === 3);
});

test('the second smart host gets what the first cannot take now, at once and without a Defer', async (context) => {
  const first = await scripted(context, { script: (line) => (line === '<greeting>' ? '421 4.3.2 closed' : null) });
  const second = await scripted(context);
  const hosts = [first.port, second.port].map((port) => ({ host: '127.0.0.1', port }));
  const connector = smartHost('two', 0, { route: { kind: 'smart-hosts', hosts } });
  const house = await open(context, { objects: [copier, connector] });
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO, status: ['Delivered'] });
  assert.deepEqual([first.connections, first.contents.length, second.contents.length], [1, 0, 1]);
  const kinds = (await storyOf(house, row)).events.map(({ kind }) => kind);
  assert.ok(kinds.includes('Send') && !kinds.includes('Defer'), kinds.join());
});

for (const [name, options] of [
  ['offers none', {}],
  ['refuses it', { extensions: ['STARTTLS'], script: (line) => (line === 'STARTTLS' ? '454 4.7.0 not now' : null) }],
  ['breaks it', { extensions: ['STARTTLS'] }],
] as const satisfies readonly (readonly [string, SinkOptions])[])
  test(`required TLS is never left for clear text by a smart host that ${name}`, async (context) => {
    const sink = await scripted(context, options);
    const house = await open(context, { objects: [copier, smartHost('up', sink.port, { tls: 'required' })] });
    await submit(house, FROM, [TO]);
    const [row] = await house.traced({ recipient: TO, status: ['Pending'] });
    assert.match(row?.lastText ?? '', /TLS/u);
    assert.ok(!sink.lines.some((line) => /^(MAIL|AUTH)/iu.test(line)), sink.lines.join());
    assert.equal(sink.contents.length, 0);
  });

test('a client certificate is shown to the smart host that asks for it', async (context) => {
  const own = await authority.issue(['mail.ours.test']);
  const names: string[] = [];
  await using sink = await npmSink({
    disabledCommands: ['AUTH'],
    ...certificate,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
    onSecure(socket, _session, done) {
      const tls = socket as TLSSocket;
      names.push(`${tls.authorized} ${tls.getPeerCertificate().subjectaltname ?? ''}`);
      done();
    },
  });
  const house = await open(context, { objects: [copier] });
  const [certificateFile, keyFile] = [join(house.folder, 'own.pem'), join(house.folder, 'own.key')];
  await writeFile(certificateFile, own.cert);
  await writeFile(keyFile, own.key);
  await house.put(smartHost('up', sink.port, { tls: 'required', clientCertificate: { certificateFile, keyFile } }));
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO, status: ['Delivered'] });
  assert.deepEqual(names, ['true DNS:mail.ours.test']);
  const send = (await storyOf(house, row)).events.find(({ kind }) => kind === 'Send');
  assert.match(send?.tls ?? '', /^TLSv1\.3 /u);
});

test('an address that needs SMTPUTF8 fails with 5.6.7 at a smart host without it; others of the message go on', async (context) => {
  const sink = await scripted(context, { extensions: ['8BITMIME'] });
  const house = await open(context, { objects: [copier, smartHost('up', sink.port)] });
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  await client.say('EHLO device.test');
  await client.say(`MAIL FROM:<${FROM}> SMTPUTF8`);
  for (const to of ['bücher@outside.test', TO]) {
    client.write(Buffer.from(`RCPT TO:<${to}>\r\n`));
    assert.equal((await client.reply()).code, 250);
  }
  await client.say('DATA');
  assert.equal((await client.say('Subject: scan\r\n\r\nbody\r\n.')).code, 250);
  client.end();
  const [row] = await house.traced({ recipient: 'bücher@outside.test', status: ['Failed'] });
  assert.match(row?.lastText ?? '', /^5\.6\.7 .*SMTPUTF8/u);
  await house.traced({ recipient: TO, status: ['Delivered'] });
  assert.ok(!sink.lines.some((line) => line.includes('SMTPUTF8')));
  await house.traced({ recipient: FROM, status: ['Delivered'] });
  const [report] = await maildir(house, 'ours.test/printer');
  assert.match(report ?? '', /^Status: 5\.6\.7\r?$/mu);
});

test('messages one after another share one session with the smart host', async (context) => {
  const sink = await scripted(context);
  const house = await open(context, { objects: [copier, smartHost('up', sink.port)] });
  for (let n = 1; n <= 5; n++) {
    await submit(house, FROM, [TO]);
    await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === n);
  }
  assert.deepEqual([sink.connections, sink.contents.length], [1, 5]);
  assert.equal(sink.lines.filter((line) => line.startsWith('EHLO')).length, 1);
});

test('a lane in trouble is probed, not stormed, and opens for all that wait', async (context) => {
  let down = true;
  const sink = await scripted(context, {
    script: (line) => (down && line === '<greeting>' ? '421 4.3.2 closed' : null),
  });
  const clock = createManualClock();
  const house = await open(context, { overrides: { clock }, objects: [copier, smartHost('up', sink.port)] });
  for (let n = 0; n < 10; n++) await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO, status: ['Pending'] }, (rows) => rows.length === 10);
  const before = sink.connections;
  await turn(clock, 30 * MINUTE);
  assert.ok(sink.connections - before <= 15, `${sink.connections - before} connections in half an hour`);
  down = false;
  await turnUntil(clock, 2 * HOUR, () => sink.contents.length === 10);
});

test('an account that the smart host does not take any more holds its mail and alarms; nothing is bounced, and its mending releases it', async (context) => {
  let closed = true;
  await using sink = await npmSink({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom(_address, _session, done) {
      if (!closed) return done();
      done(Object.assign(new Error('5.7.57 Client not authenticated to send mail'), { responseCode: 530 }));
    },
  });
  const clock = createManualClock();
  const observed: Observation[] = [];
  const house = await open(context, {
    overrides: { clock, observe: (observation) => void observed.push(observation) },
    objects: [copier, smartHost('Provider', sink.port, { expiryMs: 6 * HOUR })],
  });
  const alarms = (): Observation[] => observed.filter(({ kind }) => kind === 'alarm' || kind === 'alarm-over');
  await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO }, (rows) => rows[0]?.status === 'Pending');
  await turn(clock, 10 * HOUR);
  const [first] = alarms();
  assert.ok(first?.kind === 'alarm' && first.alarm.kind === 'upstream-held', JSON.stringify(first));
  assert.match(first.alarm.cause ?? '', /5\.7\.57/u);
  assert.match(first.alarm.cure ?? '', /give the connector a sign-in/u);
  assert.doesNotMatch(first.alarm.cause ?? '', /what helps/u);
  assert.equal((await house.traced({ recipient: TO }))[0]?.status, 'Pending', 'older than its expiry, and not bounced');

  closed = false;
  await turnUntil(clock, 2 * HOUR, () => sink.received.length === 1);
  await house.traced({ recipient: TO, status: ['Delivered'] });
  assert.equal(alarms().at(-1)?.kind, 'alarm-over');
});
