/** Sessions that brought no mail though nothing was refused: each is kept with its likely cause and cure, bounded, and found again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import type { Observation } from '../../src/mail/observation.ts';
import type { NoMail } from '../../src/mail/reason.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { kept } from '../../src/policy/reasons/kept-reason.ts';
import { noMailWords } from '../../src/policy/reasons/no-mail.ts';
import { HourCounts } from '../../src/receive/limits/hour-counts.ts';
import { RefusalBudget } from '../../src/receive/record/session-record.ts';
import { type CliRun } from '../../lab/cli.ts';
import { shellIn } from '../../lab/shell.ts';
import { MINUTE, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const LISTED = '127.0.0.40';
const STRANGER = '127.0.0.2';
const PASSWORD = 'right-Passw0rd';
const networks = organization({ deviceNetworks: ['127.0.0.40/29'], postmaster: 'v@ours.test' });

type Port = 'smtp' | 'submission' | 'submissions';

/** What a dialogue does; it ends by hanging up, if it has not said QUIT. */
type Act = (client: SmtpTestClient, house: TestHouse) => Promise<unknown>;

const dialogues: readonly { name: string; port: Port; from?: string; act: Act; noMail: NoMail; cause: RegExp }[] = [
  {
    name: 'on 587 it sees no AUTH in the answer to EHLO, and quits',
    port: 'submission',
    act: async (client) => {
      assert.doesNotMatch((await client.say('EHLO copier')).text, /AUTH/u);
      await client.say('QUIT');
    },
    noMail: { kind: 'sign-in-needs-tls', port: 'submission' },
    cause: /sign-in is offered only under TLS/u,
  },
  {
    name: 'on 25 the same, and it hangs up without QUIT',
    port: 'smtp',
    act: (client) => client.say('EHLO copier'),
    noMail: { kind: 'sign-in-needs-tls', port: 'relay' },
    cause: /sign-in is offered only under TLS/u,
  },
  {
    name: 'under TLS by STARTTLS it hangs up without a word',
    port: 'submission',
    act: async (client) => {
      await client.say('EHLO copier');
      client.write('STARTTLS\r\n');
      assert.equal((await client.reply()).code, 220);
      await client.secure();
      await client.bye();
    },
    noMail: { kind: 'certificate-distrusted', port: 'submission' },
    cause: /seen our certificate, most likely because it does not trust it/u,
  },
  {
    name: 'it hangs up after 220',
    port: 'smtp',
    act: async () => {},
    noMail: { kind: 'hung-up-after-greeting' },
    cause: /after the greeting, without a word/u,
  },
  {
    name: 'it says only QUIT',
    port: 'smtp',
    act: (client) => client.say('QUIT'),
    noMail: { kind: 'no-hello' },
    cause: /without EHLO or HELO/u,
  },
  {
    name: 'under TLS, with AUTH offered, it leaves after EHLO',
    port: 'submission',
    act: async (client) => {
      await client.say('EHLO copier');
      assert.match((await client.startTls()).text, /AUTH/u);
      await client.say('QUIT');
    },
    noMail: { kind: 'left-after-hello', tls: true, signInOffered: true },
    cause: /under TLS without signing in/u,
  },
  {
    name: 'it signs in, and that is all',
    port: 'submission',
    act: async (client) => {
      await client.say('EHLO copier');
      await client.startTls();
      assert.equal((await client.auth('printer@ours.test', PASSWORD)).code, 235);
      await client.say('QUIT');
    },
    noMail: { kind: 'only-signed-in' },
    cause: /signed in and sent nothing/u,
  },
  {
    name: 'it takes back what it began',
    port: 'smtp',
    act: async (client) => {
      await client.say('EHLO copier');
      assert.equal((await client.say('MAIL FROM:<a@far.test>')).code, 250);
      await client.say('RSET');
      await client.say('QUIT');
    },
    noMail: { kind: 'broke-off', in: 'envelope' },
    cause: /broke off before the message/u,
  },
  {
    name: 'it breaks off in the middle of the message',
    port: 'smtp',
    act: async (client) => {
      await client.say('EHLO copier');
      await client.say('MAIL FROM:<a@far.test>');
      await client.say('RCPT TO:<v@ours.test>');
      assert.equal((await client.say('DATA')).code, 354);
      client.write('Subject: scan\r\n\r\nthe first pa');
      // What was written has arrived before the end.
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
    noMail: { kind: 'broke-off', in: 'content' },
    cause: /in the middle of the message/u,
  },
];

const run = (house: TestHouse, ...args: string[]) => shellIn(house.folder)(...args);

interface Open {
  readonly house: TestHouse;
  readonly records: SessionRecord[];
}

async function openHouse(options: Parameters<typeof startTestHouse>[0] = {}): Promise<Open> {
  const records: SessionRecord[] = [];
  const observe = (observation: Observation): void => {
    if (observation.kind === 'session') records.push(observation.record);
  };
  const house = await startTestHouse({
    objects: [networks, await credential('printer@ours.test', PASSWORD)],
    ...options,
    overrides: { observe, ...options.overrides },
  });
  return { house, records };
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; look < 2_000 && !holds(); look++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(holds());
}

test('each leaves its likely cause and cure in the trace', async (context) => {
  const { house, records } = await openHouse();
  context.after(() => house[Symbol.asyncDispose]());
  for (const { name, port, from = LISTED, act, noMail, cause } of dialogues)
    await context.test(name, async () => {
      records.length = 0;
      const client = await SmtpTestClient.connect({ port: house.port(port), from });
      await act(client, house);
      client.end();
      await until(() => records.length === 1);
      const [record] = records;
      assert.ok(record !== undefined);
      assert.deepEqual(record.noMail, kept(noMail));
      assert.deepEqual(record.refusals, []);
      assert.match(noMailWords(kept(noMail), LISTED).cause, cause);
      const rows = await house.traced({ reference: record.sessionId });
      assert.deepEqual(
        rows.map((row) => [row.status, row.reference, row.clientAddress, row.lastText]),
        [['No mail', record.sessionId, LISTED, noMailWords(kept(noMail), LISTED).cause]],
      );
      const { code, out } = await run(house, 'trace', record.sessionId);
      assert.equal(code, 0);
      assert.match(out, cause);
      assert.match(out, /No mail\n +cause: .*\n +cure: \S/u);
      assert.match(out, /Transcript\n/u);
    });
  // By status, by address, and in the list of everything.
  assert.equal((await house.traced({ status: ['No mail'] })).length, dialogues.length);
  assert.equal((await house.traced({ clientAddress: LISTED })).length, dialogues.length);
  const { out } = await run(house, 'trace', '--status', 'no mail');
  assert.match(out, /No mail .*127\.0\.0\.40 .*it left after EHLO/u);
});

test('a client that hangs up on the port of implicit TLS, as it does not trust the certificate', async () => {
  const { house, records } = await openHouse();
  await using _ = house;
  const where: ConnectionOptions & { readonly localAddress: string } = {
    port: house.port('submissions'),
    host: '127.0.0.1',
    localAddress: LISTED,
  };
  // It looks at the certificate when TLS is up, and goes.
  const polite = connectTls({ ...where, rejectUnauthorized: false });
  await once(polite, 'secureConnect');
  polite.end();
  await until(() => records.length === 1);
  assert.deepEqual(records[0]?.noMail, kept({ kind: 'certificate-distrusted', port: 'submissions' }));
  // It goes in the middle of the handshake: at once, not when the time for that is over.
  const rude = connectTls({ ...where, rejectUnauthorized: false });
  await once(rude, 'secureConnect');
  rude.destroy();
  await until(() => records.length === 2);
  assert.match(JSON.stringify(records[1]?.noMail), /distrusted/u);
  // It says so, as TLS lets it.
  const honest = connectTls({ ...where, rejectUnauthorized: true });
  await new Promise((resolve) => honest.on('error', () => {}).once('close', resolve));
  await until(() => records.length === 3);
  const told = JSON.stringify([records[2]?.refusals[0]?.cause, records[2]?.noMail]);
  assert.match(told, /does not trust our certificate|distrusted/u);
});

test('who never speaks is timed out, with a cause and a cure', async () => {
  const clock = createManualClock();
  const { house, records } = await openHouse({ overrides: { clock } });
  await using _ = house;
  const silent = connect({ port: house.port('smtp'), host: '127.0.0.1', localAddress: LISTED });
  silent.on('error', () => {}).resume();
  await once(silent, 'connect');
  await turnUntil(clock, 10 * MINUTE, () => records.length === 1);
  silent.destroy();
  assert.deepEqual(records[0]?.noMail, kept({ kind: 'never-spoke' }));
  assert.match(records[0]?.refusals[0]?.reply ?? '', /^421 4\.4\.2/u);
  const { out } = await run(house, 'trace', records[0]?.sessionId ?? '');
  assert.match(out, /never said a word/u);
  assert.equal((await house.traced({ clientAddress: LISTED })).length, 1, 'one row');
});

test('a balancer that sends no PROXY header', async () => {
  const { house, records } = await openHouse({ settings: { proxyFrom: ['127.0.0.9'] } });
  await using _ = house;
  const socket: Socket = connect({ port: house.port('smtp'), host: '127.0.0.1', localAddress: '127.0.0.9' });
  await once(socket, 'connect');
  socket.destroy();
  await until(() => records.length === 1);
  assert.deepEqual(records[0]?.noMail, kept({ kind: 'no-proxy-header' }));
});

test('EHLO that is refused names its cure, as every refusal does', async () => {
  const { house, records } = await openHouse();
  await using _ = house;
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  assert.equal((await client.say('EHLO copier one')).code, 501);
  client.end();
  await until(() => records.length === 1);
  assert.equal(records[0]?.noMail, undefined);
  const { out } = await run(house, 'trace', records[0]?.sessionId ?? '');
  assert.match(out, /cause: it greets with no name.*\n +cure: /u);
});

test('a device that brought mail, or was refused, has no such cause', async () => {
  const { house, records } = await openHouse({ objects: [inbound('copier', { senderAddresses: [LISTED] })] });
  await using _ = house;
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  await client.say('EHLO copier');
  assert.equal((await client.send('printer@ours.test', ['v@ours.test'], 'Subject: x\n\nx\n')).code, 250);
  client.end();
  const refused = await SmtpTestClient.connect({ port: house.port('smtp'), from: STRANGER });
  await refused.say('NONSENSE');
  refused.end();
  await until(() => records.length === 2);
  assert.deepEqual(
    records.map(({ noMail }) => noMail),
    [undefined, undefined],
  );
});

test('of strangers who only looked in no transcript is kept; of who was listed, or began mail, it is', async () => {
  const { house, records } = await openHouse();
  await using _ = house;
  const visit = async (from: string, ...lines: string[]): Promise<SessionRecord | undefined> => {
    records.length = 0;
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
    for (const line of lines) await client.say(line);
    client.end();
    await until(() => records.length === 1);
    return records[0];
  };
  const stranger = await visit(STRANGER, 'EHLO scanner.test');
  assert.equal(stranger?.transcript, '');
  assert.match((await run(house, 'trace', stranger?.sessionId ?? '')).out, /not kept: no connector, device/u);
  assert.match((await visit(LISTED, 'EHLO copier'))?.transcript ?? '', /C: EHLO copier/u);
  assert.match((await visit(STRANGER, 'EHLO x.test', 'MAIL FROM:<a@far.test>'))?.transcript ?? '', /C: MAIL/u);
});

test('an unknown device that gives up for want of TLS waits for approval, with the profile that helps; approved, it is shown', async () => {
  const { house } = await openHouse();
  await using _ = house;
  const visit = async (port: Port, from = LISTED): Promise<void> => {
    const client = await SmtpTestClient.connect({ port: house.port(port), from });
    await client.say('EHLO copier');
    await client.say('QUIT');
    await client.closed();
    client.end();
  };
  await visit('submission');
  await house.traced({ clientAddress: LISTED });
  const { out } = await run(house, 'device', 'waiting');
  assert.match(out, /127\.0\.0\.40 +copier +waiting .* legacy +it left after EHLO/u);
  assert.match(
    (await run(house, 'alarm', 'list')).out,
    /An unknown device at 127\.0\.0\.40 gave up: it left after EHLO/u,
  );
  const unknown = await run(house, 'device', 'show', LISTED);
  assert.match(unknown.out, /state +waiting\nwould need +legacy\n/u);
  assert.match(unknown.out, /its cure +switch on TLS \(STARTTLS\)/u);
  assert.equal((await run(house, 'device', 'show', '127.0.0.99')).code, 1);
  const approved = await run(house, 'device', 'approve', LISTED, '--name', 'Copier');
  assert.equal(approved.code, 0, approved.err);
  // With the profile it is offered what it wanted.
  const again = await SmtpTestClient.connect({ port: house.port('submission'), from: LISTED });
  assert.match((await again.say('EHLO copier')).text, /AUTH/u);
  assert.equal((await again.auth('printer@ours.test', PASSWORD)).code, 235);
  again.end();
  const shown = await run(house, 'device', 'show', 'Copier');
  assert.match(shown.out, /last error +\S+ \S+ \S+ it left after EHLO/u);
  assert.match(shown.out, /its cure then +switch on TLS \(STARTTLS\)/u);
  assert.equal((await run(house, 'device', 'show', LISTED)).out, shown.out);
});

test('who only knocks does not wait for approval, nor hides what a device was refused for', async () => {
  const { house, records } = await openHouse();
  await using _ = house;
  const knock = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  knock.end();
  await until(() => records.length === 1);
  assert.match((await run(house, 'device', 'waiting')).out, /nothing waits/u);
  const refused = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  await refused.say('EHLO copier');
  await refused.say('MAIL FROM:<a@elsewhere.test>');
  assert.equal((await refused.say('RCPT TO:<b@far.test>')).code, 550);
  refused.end();
  await until(() => records.length === 2);
  const again = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  again.end();
  await until(() => records.length === 3);
  assert.match((await run(house, 'device', 'waiting')).out, /127\.0\.0\.40 +copier +waiting .*no connector/u);
});

test('watch tells at the end of a session why it brought no mail', async () => {
  const { house } = await openHouse();
  await using _ = house;
  const watching = run(house, 'watch', '--for', '3s', '--address', LISTED);
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
  await client.say('EHLO copier');
  await client.say('QUIT');
  await client.closed();
  client.end();
  let answer: CliRun | null = null;
  void watching.then((said) => (answer = said));
  // The watch may begin later than the first session.
  while (answer === null) {
    const more = await SmtpTestClient.connect({ port: house.port('smtp'), from: LISTED });
    await more.say('EHLO copier');
    more.end();
  }
  const { out } = await watching;
  assert.match(out, /! no mail: it left after EHLO without TLS/u);
  assert.match(out, /cure: switch on TLS/u);
});

// -- bounds

const known = { isKnown: true, organizationId: null };

function budget() {
  const counted: number[] = [];
  const clock = createManualClock();
  const trace = { count: ({ count }: { count: number }) => void counted.push(count), record() {} };
  return { budget: new RefusalBudget(new HourCounts(clock), trace as never, () => 100), counted, clock };
}

test('of one address as many are kept in an hour as refusals are, together', () => {
  const { budget: own, counted, clock } = budget();
  for (let n = 0; n < 60; n++) assert.ok(own.take('10.0.0.7', null));
  let kept = 0;
  for (let n = 0; n < 60; n++) if (own.takeNoMail('10.0.0.7', known)) kept++;
  assert.equal(kept, 40);
  assert.equal(counted.length, 20);
  clock.jumpWall(3_600_000);
  assert.ok(own.takeNoMail('10.0.0.7', known));
});

test('of all addresses a thousand are kept in an hour, of strangers a part of it; the rest is counted', () => {
  const { budget: own, counted } = budget();
  const visits = (count: number, isKnown: boolean): number => {
    let kept = 0;
    for (let n = 0; n < count; n++)
      if (own.takeNoMail(`10.${isKnown ? 1 : 2}.${n >> 8}.${n & 255}`, { isKnown, organizationId: null })) kept++;
    return kept;
  };
  assert.equal(visits(25_000, false), bounds.receive.strangersNoMailSessions);
  assert.equal(visits(2_000, true), bounds.receive.noMailSessions - bounds.receive.strangersNoMailSessions);
  assert.equal(counted.length, 27_000 - bounds.receive.noMailSessions);
  assert.equal(bounds.receive.noMailSessions, 1_000);
});
