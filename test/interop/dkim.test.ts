/** Our DKIM signatures as others verify them at the next hop: mailauth of npm, Mail::DKIM and rspamd of Debian. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { group, inbound, mailbox, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { byMailauth, byMailDkim, byRspamd, type Records } from '../../lab/peers/dkim-verifiers.ts';
import { startRspamd } from '../../lab/peers/engines.ts';
import { npmSink, type Received } from '../../lab/peers/sinks.ts';
import { startTextNameServer } from '../../lab/peers/text-name-server.ts';
import { tool } from '../../lab/tools.ts';

const FROM = 'printer@ours.test';
const TO = 'a@outside.test';
const HEAD = `From: The Printer <${FROM}>\nTo: ${TO}\nSubject:  scan \t of  today\nDate: Mon, 30 Nov 2026 18:00:00 +0000\n`;
const copier = inbound('copier', { senderAddresses: [DEVICE] });

/** A house whose domain has an active key of each algorithm, and mail for outside by one smart host. */
async function open(
  context: TestContext,
  over: Parameters<typeof smartHost>[2] = {},
  sinkOptions: Parameters<typeof npmSink>[0] = {},
) {
  const sink = await npmSink({ size: 64 * 1_048_576, ...sinkOptions });
  const house = await startTestHouse({
    seesAnswers: false,
    objects: [
      ...[copier, smartHost('out', sink.port, over)],
      group('all@ours.test', ['a@outside.test', 'b@outside.test']),
      mailbox('moved@ours.test', { forwarding: { to: ['c@outside.test'], keepCopy: false } }),
    ],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });
  const ask = (method: string, path: string, body: object) =>
    askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  const records: Record<string, string> = {};
  for (const algorithm of ['rsa-sha256', 'ed25519-sha256']) {
    const made = await ask('POST', '/dkim-keys', { domain: 'ours.test', algorithm });
    assert.equal(made.status, 201, made.text);
    const { name, record } = made.body.item;
    records[record.name] = record.value;
    assert.equal((await ask('PATCH', `/dkim-keys/${name}`, { state: 'active' })).status, 200);
  }
  return { house, sink, records };
}

async function received(house: TestHouse, sink: { readonly received: readonly Received[] }, count = 1) {
  await house.traced({ sender: FROM }, (rows) => rows.length > 0 && sink.received.length >= count);
  return sink.received.map(({ content }) => content);
}

async function assertVerified(context: TestContext, message: Buffer, records: Records): Promise<void> {
  assert.deepEqual(await byMailauth(message, records), ['pass', 'pass']);
  const perl = tool(context, 'perl');
  if (perl === null) return;
  const [rsa] = (await byMailDkim(perl, message, records)).filter((result) => result !== 'invalid');
  assert.equal(rsa, 'pass');
}

const line = 'A line of a scan that is as long as most lines are, in seventy-six letters.\n';
const bodies: readonly (readonly [what: string, body: string])[] = [
  ['one octet', '\nx\n'],
  ['1.2 KB', `\n${line.repeat(15)}`],
  ['14 MB', `\n${line.repeat(183_000)}`],
  ['no body', '\n'],
  ['trailing blanks and empty lines', '\nfirst \t \n\n \nlast  \n\n\n\n'],
  ['lines of dots', '\n.\n..\n.x\n'],
];
test('a signed message verifies, whatever its body', async (context) => {
  const { house, sink, records } = await open(context);
  for (const [index, [what, body]] of bodies.entries())
    await context.test(what, async (part) => {
      await submit(house, FROM, [TO], HEAD + body);
      const message = (await received(house, sink, index + 1)).at(-1) ?? Buffer.alloc(0);
      assert.match(message.toString('latin1', 0, 100), /^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed;/u);
      await assertVerified(part, message, records);
    });
});

test('rspamd verifies both signatures, whatever the body', async (context) => {
  const { house, sink, records } = await open(context);
  await using names = await startTextNameServer(records);
  const rspamd = await startRspamd(context, names.port);
  if (rspamd === null) return;
  try {
    const selectors = Object.keys(records).map((name) => name.split('.')[0] ?? '');
    for (const [index, [what, body]] of bodies.entries()) {
      await submit(house, FROM, [TO], HEAD + body);
      const message = (await received(house, sink, index + 1)).at(-1) ?? Buffer.alloc(0);
      assert.deepEqual((await byRspamd(rspamd.port, message)).toSorted(), selectors.toSorted(), what);
    }
  } finally {
    await rspamd.stop();
  }
});

test('a message that is converted to 7 bit for its next hop is signed as it goes out', async (context) => {
  const { house, sink, records } = await open(context, {}, { hide8BITMIME: true });
  const type = 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n';
  await submit(house, FROM, [TO], `${HEAD}${type}\nGr\u00fc\u00dfe aus dem B\u00fcro\n`);
  const [message = Buffer.alloc(0)] = await received(house, sink);
  assert.match(message.toString('latin1'), /^Content-Transfer-Encoding: (?:quoted-printable|base64)\r$/imu);
  await assertVerified(context, message, records);
});

test('a message whose author is rewritten is signed for the author that goes out', async (context) => {
  const rewriting = { reversePath: null, from: 'office@ours.test', replyToOriginal: true };
  const { house, sink, records } = await open(context, { rewriting });
  await submit(house, FROM, [TO], `${HEAD}\nbody\n`);
  const [message = Buffer.alloc(0)] = await received(house, sink);
  assert.match(message.toString('latin1'), /^From: .*office@ours\.test/mu);
  await assertVerified(context, message, records);
});

test('copies by a group and by forwarding are signed, each with the fields on top of it', async (context) => {
  const { house, sink, records } = await open(context);
  await submit(house, FROM, ['all@ours.test', 'moved@ours.test'], `${HEAD}\nbody\n`);
  const messages = await received(house, sink, 2);
  assert.ok(messages.some((message) => /^Delivered-To: moved@ours\.test\r$/mu.test(message.toString('latin1'))));
  for (const message of messages) await assertVerified(context, message, records);
});

const changes: readonly (readonly [what: string, change: (message: string) => string])[] = [
  ['another From on top', (message) => `From: boss@ours.test\r\n${message}`],
  ['a second Subject', (message) => `Subject: pay this\r\n${message}`],
  ['a Reply-To, which was not there', (message) => `Reply-To: x@evil.test\r\n${message}`],
  ['a Content-Type, which was not there', (message) => `Content-Type: text/html\r\n${message}`],
  ['text behind the body', (message) => `${message}more\r\n`],
];
test('a signature breaks by every field that readers show, and by any text', async (context) => {
  const { house, sink, records } = await open(context);
  await submit(house, FROM, [TO], `${HEAD}\nbody\n`);
  const [message = Buffer.alloc(0)] = await received(house, sink);
  const text = message.toString('latin1');
  for (const [what, change] of changes) {
    const results = await byMailauth(Buffer.from(change(text), 'latin1'), records);
    assert.deepEqual(results, ['fail', 'fail'], what);
  }
  assert.deepEqual(await byMailauth(Buffer.from(`X-Trace: 1\r\n${text}`, 'latin1'), records), ['pass', 'pass']);
});
