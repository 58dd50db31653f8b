/** Old clients for real: OpenSSL as the last century spoke it, swaks in its odd modes; each only where an administrator listed it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ObjectId, SessionId } from '../../src/base/id.ts';
import { strict } from '../../src/policy/devices/device-profile.ts';
import { cli } from '../../lab/cli.ts';
import { maildir, storyOf } from '../../lab/flow.ts';
import { credential, inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { tool } from '../../lab/tools.ts';

const LISTED = '127.0.0.10';
const STRANGER = '127.0.0.99';
const PASSWORD = 'right-password';
/** Patience with a loaded machine, not a mark. */
const PATIENCE_MS = 60_000;

/** Runs a program with its input held open until it has said `until`; resolves with all it said. */
async function talk(
  program: string,
  args: readonly string[],
  input: readonly (readonly [after: RegExp, text: string])[] = [],
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'], timeout: PATIENCE_MS });
  let said = '';
  let next = 0;
  const hear = (bytes: Buffer): void => {
    said += bytes.toString('latin1');
    while (next < input.length && input[next]?.[0].test(said)) child.stdin.write(input[next++]?.[1] ?? '');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.on('error', () => {});
  if (input.length === 0) child.stdin.end();
  const code = await new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? -1)));
  return { code, said };
}

const halfOld = {
  kind: 'device-profile',
  id: 'half' as ObjectId,
  organizationId: 'org' as ObjectId,
  name: 'half',
  tlsMinimum: 'TLSv1',
} as const;

async function openHouse(): Promise<TestHouse> {
  return startTestHouse({
    objects: [
      inbound('old', { senderAddresses: [LISTED], profile: 'legacy' }),
      await credential('printer@ours.test', PASSWORD),
    ],
  });
}

const openssl = (context: TestContext, house: TestHouse, from: string, more: readonly string[]) => {
  const program = tool(context, 'openssl');
  if (program === null) return null;
  const args = ['s_client', '-connect', `127.0.0.1:${house.port('smtp')}`, '-bind', `${from}:0`, '-starttls', 'smtp'];
  // A line that begins with Q ends it, once it has told of the handshake.
  return talk(
    program,
    [...args, '-crlf', '-name', 'old.test', ...more],
    [[/^Verify return code|^ +Verify return code/mu, 'Q\n']],
  );
};

test('openssl s_client -tls1: a listed address gets TLS 1.0, a stranger is refused and the trace says what it offered', async (context) => {
  await using house = await openHouse();
  const listed = await openssl(context, house, LISTED, ['-tls1', '-cipher', 'DEFAULT@SECLEVEL=0']);
  if (listed === null) return;
  assert.match(listed.said, /Protocol *: TLSv1$/mu);
  const stranger = await openssl(context, house, STRANGER, ['-tls1', '-cipher', 'DEFAULT@SECLEVEL=0']);
  assert.doesNotMatch(stranger?.said ?? '', /Protocol *: TLSv1$[\s\S]*Cipher *: [A-Z]+[A-Z0-9-]+-SHA/mu);
  const [row] = await house.traced({ clientAddress: STRANGER });
  const { out } = await cli(['trace', row?.reference ?? '', '--data', house.folder]);
  assert.match(out, /the client offered up to TLSv1,/u);
  const session = await house.house.store.trace.session(row?.sessionId as SessionId);
  assert.deepEqual(session?.habits, ['tls-1.0']);
});

test('who does not trust our certificate is told of as such, in TLS 1.2 and 1.3, and no profile is proposed', async (context) => {
  await using house = await openHouse();
  await cli(['org', 'set', '--device-network', '127.0.0.96/29', '--data', house.folder]);
  for (const version of ['-tls1_2', '-tls1_3']) {
    const wary = await openssl(context, house, STRANGER, [version, '-verify_return_error']);
    if (wary === null) return;
    assert.match(wary.said, /verify error/u);
    await house.traced({ clientAddress: STRANGER }, (rows) => rows.length >= (version === '-tls1_2' ? 1 : 2));
  }
  const { out } = await cli(['device', 'waiting', '--json', '--data', house.folder]);
  const [waiting] = JSON.parse(out);
  assert.match(waiting.lastRefusal.cause, /^it does not trust our certificate; ERR_SSL/u);
  assert.match(waiting.lastRefusal.cure, /a certificate that the device trusts/u);
  assert.equal(waiting.proposal.profile, null);
  assert.equal(waiting.refusals, 2);
});

test('RSA and ECDSA certificates are served side by side, as the client asks; RSA key exchange only to whom it was given', async (context) => {
  await using house = await openHouse();
  const by = async (from: string, ciphers: string): Promise<string> =>
    (await openssl(context, house, from, ['-tls1_2', '-cipher', ciphers]))?.said ?? '';
  const ecdsa = await by(LISTED, 'ECDHE-ECDSA-AES128-GCM-SHA256');
  if (ecdsa === '') return;
  assert.match(ecdsa, /Peer signature type: ECDSA/u);
  assert.match(await by(LISTED, 'ECDHE-RSA-AES128-GCM-SHA256'), /Peer signature type: RSA/u);
  assert.match(await by(LISTED, 'AES128-SHA@SECLEVEL=0'), /Cipher is AES128-SHA$/mu);
  assert.doesNotMatch(await by(STRANGER, 'AES128-SHA@SECLEVEL=0'), /Cipher is AES128-SHA$/mu);
});

test('without configured certificates a TLS 1.2 client that knows no ECDSA is served too, and who knows both is shown ECDSA', async (context) => {
  await using house = await startTestHouse();
  let rsa = '';
  for (let tries = 0; tries < 100 && !/Peer signature type: RSA/u.test(rsa); tries++) {
    const said = await openssl(context, house, STRANGER, ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']);
    if (said === null) return;
    rsa = said.said;
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.match(rsa, /Peer signature type: RSA/u);
  for (const version of ['-tls1_2', '-tls1_3'])
    assert.match((await openssl(context, house, STRANGER, [version]))?.said ?? '', /Peer signature type: ECDSA/u);
});

test('TLS 1.0 without old ciphers: a device that knows ECDHE is served, RSA key exchange is not, nor under TLS 1.2', async (context) => {
  await using house = await startTestHouse({
    objects: [{ ...strict, ...halfOld }, inbound('half', { senderAddresses: [LISTED], profile: 'half' })],
  });
  const by = async (version: string, cipher: string): Promise<string> =>
    (await openssl(context, house, LISTED, [version, '-cipher', `${cipher}:@SECLEVEL=0`]))?.said ?? '';
  const good = await by('-tls1', 'ECDHE-RSA-AES128-SHA');
  if (good === '') return;
  assert.match(good, /Cipher is ECDHE-RSA-AES128-SHA$/mu);
  for (const version of ['-tls1', '-tls1_2'])
    assert.doesNotMatch(await by(version, 'AES128-SHA'), /Cipher is AES128-SHA$/mu);
});

test('swaks in its odd modes: HELO with LOGIN before TLS, CRAM-MD5, TLS where none belongs, a pipelined group', async (context) => {
  const swaks = tool(context, 'swaks');
  if (swaks === null) return;
  await using house = await openHouse();
  const { code, err } = await cli(
    [
      'credential',
      'add',
      'printer@ours.test',
      '--name',
      'cram',
      '--username',
      'cram',
      '--cram-md5',
      '--password-stdin',
      '--data',
      house.folder,
    ],
    { stdin: PASSWORD },
  );
  assert.equal(code, 0, err);
  const send = async (
    subject: string,
    more: readonly string[],
    from = LISTED,
  ): Promise<{ code: number; said: string }> =>
    talk(swaks, [
      ...['--server', '127.0.0.1', '--port', String(house.port('smtp')), '--li', from, '--helo', 'old.test'],
      ...['--from', 'printer@ours.test', '--to', 'v@ours.test', '--header', `Subject: ${subject}`, ...more],
    ]);
  const login = ['--auth-user', 'printer@ours.test', '--auth-password', PASSWORD, '--auth', 'LOGIN'];
  const clear = await send('clear', login);
  assert.equal(clear.code, 0, clear.said);
  const cram = await send('cram', ['--auth-user', 'cram', '--auth-password', PASSWORD, '--auth', 'CRAM-MD5']);
  assert.equal(cram.code, 0, cram.said);
  assert.match(cram.said, /AUTH CRAM-MD5/u);
  const wrapped = await send('wrapped', ['--tls-on-connect', ...login]);
  assert.equal(wrapped.code, 0, wrapped.said);
  assert.match(wrapped.said, /=== TLS started/u);
  assert.equal((await send('pipelined', ['--pipeline'])).code, 0);
  assert.equal((await send('helo', ['--protocol', 'SMTP'])).code, 0);
  // None of it for a stranger.
  assert.notEqual((await send('stranger-clear', login, STRANGER)).code, 0);
  assert.notEqual((await send('stranger-wrapped', ['--tls-on-connect'], STRANGER)).code, 0);

  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] }, (rows) => rows.length === 5);
  const subjects = (await maildir(house, 'ours.test/v')).map((mail) => /^Subject: (.*?)\r?$/mu.exec(mail)?.[1]);
  assert.deepEqual(subjects.sort(), ['clear', 'cram', 'helo', 'pipelined', 'wrapped']);
  const rows = await house.traced({ text: 'clear', status: ['Delivered'] });
  const { events } = await storyOf(
    house,
    rows.find(({ subject }) => subject === 'clear'),
  );
  assert.ok(events.some(({ kind, text }) => kind === 'Repair' && /signed in without TLS/u.test(text)));
  const inTls = await house.traced({ text: 'wrapped', status: ['Delivered'] });
  const wrappedStory = await storyOf(
    house,
    inTls.find(({ subject }) => subject === 'wrapped'),
  );
  assert.ok(
    !wrappedStory.events.some(({ text }) => /signed in without TLS/u.test(text)),
    'it had TLS from the first octet',
  );
});

test('swaks sends content with bare LF as it lies in a file: repaired for the listed device, refused for a stranger', async (context) => {
  const swaks = tool(context, 'swaks');
  if (swaks === null) return;
  await using house = await openHouse();
  const file = join(house.folder, 'scan.eml');
  await writeFile(file, 'Subject: bare\nFrom: printer@ours.test\n\nscan\n\r\n.\r\n');
  const send = (from: string) =>
    talk(swaks, [
      ...['--server', '127.0.0.1', '--port', String(house.port('smtp')), '--li', from, '--helo', 'old.test'],
      ...['--from', 'printer@ours.test', '--to', 'v@ours.test', '--data', `@${file}`, '--no-data-fixup'],
    ]);
  const listed = await send(LISTED);
  assert.equal(listed.code, 0, listed.said);
  const stranger = await send(STRANGER);
  assert.notEqual(stranger.code, 0);
  assert.match(stranger.said, /5\.6\.11/u);
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const [mail = ''] = await maildir(house, 'ours.test/v');
  assert.match(mail, /\r\nscan\r\n/u);
});
