/** Live sessions, as an administrator sees them while a device is being set up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveEvent } from '../../src/mail/doors/live-session.ts';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const DEVICE = '127.0.0.44';

/** A scan whose lines end in LF alone, which the strict profile refuses. */
async function scan(house: TestHouse, from: string): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO copier.test');
  await client.say('MAIL FROM:<copier@ours.test>');
  await client.say('RCPT TO:<v@ours.test>');
  await client.say('DATA');
  client.write('Subject: scan\nFrom: copier@ours.test\n\nsecret content\n');
  const { code } = await client.say('\r\n.');
  await client.say('QUIT');
  client.end();
  return code;
}

/** Lets the watch begin before the first device comes. */
async function watched(house: TestHouse, args: readonly string[], meanwhile: () => Promise<void>): Promise<string> {
  const watching = cli(['watch', ...args, '--for', '2s', '--data', house.folder]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await meanwhile();
  const { code, out, err } = await watching;
  assert.equal(code, 0, err);
  return out;
}

test('a refused session is seen as it happens, with its cause, its cure and the profile that would have let it in', async () => {
  await using house = await startTestHouse({ objects: [inbound('office', { senderAddresses: [DEVICE] })] });
  const out = await watched(house, ['--address', '127.0.0.40/29'], async () => {
    assert.equal(await scan(house, '127.0.0.99'), 550);
    assert.equal(await scan(house, DEVICE), 550);
  });
  assert.match(out, /127\.0\.0\.44 on smtp$/mu);
  assert.doesNotMatch(out, /127\.0\.0\.99/u);
  assert.match(out, /C: MAIL FROM:<copier@ours\.test>$/mu);
  assert.match(out, /S: 354 /u);
  assert.match(out, /! a bare LF or CR in the content \[ref \S+-1\]$/mu);
  assert.match(out, /cure: .*profile tolerant/u);
  assert.match(
    out,
    /the profile tolerant would have let it in \(it ends lines with LF or CR alone, or with CR CR LF\)$/mu,
  );
  assert.match(out, /ended: quit$/mu);
  assert.doesNotMatch(out, /secret content/u);
});

test('a trace says the same of a refusal as a watch: its cure, and a profile only where one would have helped', async () => {
  await using house = await startTestHouse({
    objects: [inbound('office', { senderAddresses: [DEVICE], profile: 'tolerant' })],
  });
  const typo = async (): Promise<void> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
    await client.say('EHLO copier two');
    await client.say('MAIL FROM: copier@ours.test');
    assert.equal((await client.say('RCPT TO:<typo@ours.test>')).code, 550);
    await client.say('QUIT');
    client.end();
  };
  const out = await watched(house, ['--address', DEVICE], typo);
  assert.match(out, /cure: correct the recipient/u);
  assert.doesNotMatch(out, /would have let it in/u, 'its habits were taken');
  assert.equal(await scan(house, '127.0.0.99'), 550);
  const told = async (clientAddress: string): Promise<string> => {
    const [row] = await house.traced({ clientAddress });
    return (await cli(['trace', row?.reference ?? '', '--data', house.folder])).out;
  };
  assert.match(await told(DEVICE), /cause: .*\n {4}cure: correct the recipient/u);
  const strange = await told('127.0.0.99');
  assert.match(strange, /cure: .*it needs the profile tolerant: \S*doorpost device approve 127\.0\.0\.99/u);
  assert.match(strange, /the profile tolerant would have let it in \(it ends lines/u);
});

test('a watch of a device follows it by its sign-in, tells programs in JSON, and shows no password', async () => {
  await using house = await startTestHouse({ objects: [await credential('printer@ours.test', 'right-password')] });
  const { code, err } = await cli([
    ...['device', 'add', 'Copier', '--login', 'printer@ours.test', '--data', house.folder],
  ]);
  assert.equal(code, 0, err);
  const out = await watched(house, ['--device', 'Copier', '--json'], async () => {
    const client = await SmtpTestClient.connect({ port: house.port('submission'), from: DEVICE });
    await client.say('EHLO copier.test');
    await client.startTls();
    await client.say('EHLO copier.test');
    await client.say(`AUTH PLAIN ${Buffer.from('\0printer@ours.test\0right-password').toString('base64')}`);
    assert.equal((await client.send('printer@ours.test', ['v@ours.test'], 'Subject: x\r\n\r\nx\r\n')).code, 250);
    await client.say('QUIT');
    client.end();
  });
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LiveEvent);
  assert.equal(events[0]?.kind, 'open');
  const open = events[0] as Extract<LiveEvent, { kind: 'open' }>;
  assert.match(open.transcript, /C: STARTTLS/u, 'what was said before it was known comes with it');
  assert.ok(events.some((event) => event.kind === 'line' && event.text.startsWith('C: MAIL FROM')));
  const end = events.at(-1) as Extract<LiveEvent, { kind: 'end' }>;
  assert.equal(end.kind, 'end');
  assert.equal(end.accepted.length, 1);
  assert.equal(end.lack, null);
  assert.doesNotMatch(out, /right-password/u);
  assert.ok(!out.includes(Buffer.from('\0printer@ours.test\0right-password').toString('base64')));
});

test('a watch over HTTP is server-sent events, wants a token from elsewhere, and ends with the server', async () => {
  const house = await startTestHouse({});
  const url = `http://127.0.0.1:${house.port('http')}/api/v1/watch`;
  assert.equal((await fetch(url)).status, 401);
  const { out } = await cli(['token', 'add', 'portal', '--json', '--data', house.folder]);
  const { token } = JSON.parse(out) as { token: string };
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.headers.get('content-type')?.split(';')[0], 'text/event-stream');
  const bad = await fetch(`${url}?address=copier`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(bad.status, 400);
  const text = answer.text();
  await house[Symbol.asyncDispose]();
  assert.match(await text, /^: watching/u);
});
