/** Real clients, real sockets: a scan of 25 MiB by each of the three ways with swaks, and the others' ways of speaking. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { credential, inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { tool } from '../../lab/tools.ts';

const run = promisify(execFile);
const PASSWORD = 'right-Passw0rd';
const DEVICE = '127.0.0.10';
const STRANGER = '127.0.0.2';
/** Octets of the attachment before base64. */
const SCAN_BYTES = 25 * 1_048_576;
/** Patience with a loaded machine, not a mark. */
const PATIENCE_MS = 120_000;

describe('real clients', () => {
  let house: TestHouse;
  let folder: string;
  let scan: string;
  let scanHash: string;

  before(async () => {
    house = await startTestHouse({
      objects: [inbound('copier', { senderAddresses: [DEVICE] }), await credential('printer@ours.test', PASSWORD)],
    });
    folder = await mkdtemp(join(tmpdir(), 'doorpost-clients-'));
    scan = join(folder, 'scan.pdf');
    const octets = randomBytes(SCAN_BYTES);
    scanHash = createHash('sha256').update(octets).digest('hex');
    await writeFile(scan, octets);
  });
  after(async () => {
    await house[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The one message with this subject in v's Maildir. */
  const arrived = async (subject: string): Promise<string> => {
    await house.traced({ text: subject, status: ['Delivered'] });
    const box = join(house.folder, 'mail/ours.test/v/new');
    for (const name of await readdir(box)) {
      const message = await readFile(join(box, name), 'latin1');
      if (message.includes(`Subject: ${subject}`)) return message;
    }
    throw new Error(`${subject} was delivered, but is not in ${box}`);
  };
  const attachmentHash = (message: string): string => {
    // The attachment is the longest stretch between empty lines, up to the boundary that ends it.
    const longest = message
      .split(/\r?\n\r?\n/u)
      .map((stretch) => stretch.split(/^--/mu)[0] ?? '')
      .reduce((best, stretch) => (stretch.length > best.length ? stretch : best), '');
    return createHash('sha256').update(Buffer.from(longest, 'base64')).digest('hex');
  };

  const ways: Record<string, (house: TestHouse) => readonly string[]> = {
    relay: (at) => ['--port', String(at.port('smtp')), '--local-interface', DEVICE, '--from', 'scan@ours.test'],
    submission: (at) => [
      '--port',
      String(at.port('submission')),
      '--from',
      'printer@ours.test',
      '--tls',
      '--auth',
      'LOGIN',
      '--auth-user',
      'printer@ours.test',
      '--auth-password',
      PASSWORD,
    ],
    'direct-send': (at) => [
      '--port',
      String(at.port('smtp')),
      '--local-interface',
      STRANGER,
      '--from',
      'fax@foreign.test',
    ],
  };
  for (const [way, options] of Object.entries(ways)) {
    test(`swaks: a scan of 25 MiB arrives unchanged by ${way}`, { timeout: PATIENCE_MS }, async (context) => {
      const swaks = tool(context, 'swaks');
      if (swaks === null) return;
      const subject = `scan-by-${way}`;
      await run(
        swaks,
        [
          '--server',
          '127.0.0.1',
          ...options(house),
          '--to',
          'v@ours.test',
          '--header',
          `Subject: ${subject}`,
          '--attach',
          `@${scan}`,
          '--silent',
          '2',
        ],
        { timeout: PATIENCE_MS, maxBuffer: 4 * 1_048_576 },
      );
      assert.equal(attachmentHash(await arrived(subject)), scanHash);
    });
  }

  test('curl submits on the implicit TLS port', async (context) => {
    const curl = tool(context, 'curl');
    if (curl === null) return;
    const mail = join(folder, 'curl.eml');
    await writeFile(mail, 'From: printer@ours.test\r\nTo: v@ours.test\r\nSubject: by-curl\r\n\r\nhello\r\n');
    await run(
      curl,
      [
        '-sS',
        '-k',
        `smtps://127.0.0.1:${house.port('submissions')}`,
        '-u',
        `printer@ours.test:${PASSWORD}`,
        '--mail-from',
        'printer@ours.test',
        '--mail-rcpt',
        'v@ours.test',
        '-T',
        mail,
      ],
      { timeout: PATIENCE_MS },
    );
    assert.match(await arrived('by-curl'), /with ESMTPSA/u);
  });

  test('Python’s smtplib submits with STARTTLS', async (context) => {
    const python = tool(context, 'python3');
    if (python === null) return;
    const script = `
import smtplib, ssl
s = smtplib.SMTP('127.0.0.1', ${house.port('submission')}, timeout=60)
s.starttls(context=ssl._create_unverified_context())
s.login('printer@ours.test', '${PASSWORD}')
s.sendmail('printer@ours.test', ['v@ours.test'], 'From: printer@ours.test\\r\\nSubject: by-python\\r\\n\\r\\n.hello\\r\\n')
try:
    s.sendmail('ceo@ours.test', ['v@ours.test'], 'x')
    raise SystemExit('not refused')
except smtplib.SMTPSenderRefused as refused:
    assert refused.smtp_code == 550 and b'5.7.60' in refused.smtp_error, refused
s.quit()
`;
    await run(python, ['-c', script], { timeout: PATIENCE_MS });
    assert.match(await arrived('by-python'), /\n\.hello\r?\n/u);
  });

  test('msmtp submits with STARTTLS', async (context) => {
    const msmtp = tool(context, 'msmtp');
    if (msmtp === null) return;
    const child = run(
      msmtp,
      [
        '--file=/dev/null',
        '--host=127.0.0.1',
        `--port=${house.port('submission')}`,
        '--tls=on',
        '--tls-certcheck=off',
        '--auth=on',
        '--user=printer@ours.test',
        `--passwordeval=echo ${PASSWORD}`,
        '--from=printer@ours.test',
        '--timeout=60',
        'v@ours.test',
      ],
      { timeout: PATIENCE_MS },
    );
    child.child.stdin?.end('From: printer@ours.test\nTo: v@ours.test\nSubject: by-msmtp\n\nhello\n');
    await child;
    assert.match(await arrived('by-msmtp'), /hello/u);
  });

  test('nodemailer relays by connector, several messages a session', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: house.port('smtp'),
      localAddress: DEVICE,
      pool: true,
      maxConnections: 1,
      tls: { rejectUnauthorized: false },
    });
    for (let i = 0; i < 3; i++)
      await transport.sendMail({ from: 'erp@ours.test', to: 'v@ours.test', subject: `by-nodemailer-${i}`, text: 'x' });
    transport.close();
    for (let i = 0; i < 3; i++) assert.match(await arrived(`by-nodemailer-${i}`), /x/u);
    const rows = await house.traced({ text: 'by-nodemailer-0' });
    assert.equal(rows[0]?.ingress, 'relay');
  });
});
