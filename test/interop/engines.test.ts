/** Debian's rspamd and ClamAV, asked as mail is: what they know, and that we know when they do not answer. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createHash } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { ContentRef } from '../../src/mail/content.ts';
import type { EngineFact } from '../../src/mail/screening/facts.ts';
import { Clamd } from '../../src/receive/screen/clamd.ts';
import { EngineHealth } from '../../src/receive/screen/health.ts';
import { Rspamd, type ScannedMessage } from '../../src/receive/screen/rspamd.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { type RunningEngine, startClamd, startRspamd } from '../../lab/peers/engines.ts';

const MIB = 1024 ** 2;
const never = new AbortController().signal;

// In pieces, so that no scanner stops at this file.
const gtube = (kind: 'XJS' | 'YJS' | 'AJS'): string =>
  [`${kind}*C4JDBQADN1.NSBN3*2IDNEN*`, 'GTUBE-STANDARD-ANTI-UBE-TEST', '-EMAIL*C.34X'].join('');
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('');

const header = [
  'From: Anna <anna@far.test>',
  'To: <berta@ours.test>',
  'Subject: The minutes of Monday',
  'Date: Mon, 30 Nov 2026 09:00:00 +0000',
  'Message-ID: <1@far.test>',
  'MIME-Version: 1.0',
];

/** As a copier sends them, with what we add at its door. */
const scan = (pdf: Buffer): string =>
  [
    'From: scan@ours.test',
    'To: berta@ours.test',
    'Date: Mon, 30 Nov 2026 09:00:00 +0000',
    'Message-ID: <2@mail.ours.test>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: application/pdf; name="scan.pdf"',
    'Content-Disposition: attachment; filename="scan.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    ...(pdf.toString('base64').match(/.{1,76}/gu) ?? []),
    '--b--',
    '',
  ].join('\r\n');

const letter = (text: string): string => [...header, 'Content-Type: text/plain', '', text, ''].join('\r\n');

function contentOf(text: string): ContentRef {
  const bytes = Buffer.from(text);
  return { kind: 'inline', bytes, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function* octets(content: ContentRef): AsyncGenerator<Uint8Array> {
  if (content.kind !== 'inline') return;
  for (let at = 0; at < content.bytes.length; at += 65_536) yield content.bytes.subarray(at, at + 65_536);
}

const stranger: ScannedMessage = {
  clientAddress: '198.51.100.7',
  helo: 'far.test',
  clientName: null,
  reversePath: 'anna@far.test',
  recipients: ['berta@ours.test'],
  isStrangers: true,
  user: null,
  queueId: 'Q1',
  tlsVersion: null,
};

function filterAt({ port }: RunningEngine, clock: Clock = systemClock) {
  const url = `http://127.0.0.1:${port}`;
  const health = new EngineHealth('rspamd', url, { clock, observe: () => {} });
  return { health, filter: new Rspamd({ url, hostName: 'mail.ours.test', clock, content: octets, health }) };
}

function scannerAt({ port }: RunningEngine, clock: Clock = systemClock) {
  const address = `127.0.0.1:${port}`;
  const health = new EngineHealth('clamd', address, { clock, observe: () => {} });
  return { health, scanner: new Clamd({ address, clock, content: octets, health }) };
}

const actionOf = (fact: EngineFact): string => (fact.kind === 'answered' ? fact.action : fact.why);

test('rspamd knows spam from letters, waits for no name server, and is known to be silent when it is', async (context) => {
  const rspamd = await startRspamd(context);
  if (rspamd === null) return;
  const { filter, health } = filterAt(rspamd);
  try {
    await judgesMail(context, filter);
    await isSilent(rspamd);
    rspamd.resume();
    assert.equal(actionOf(await filter.scan(stranger, contentOf(letter('Here they are.')), never)), 'accept');
    assert.equal(health.standing().state, 'ok');
  } finally {
    await rspamd.stop();
  }
  assert.equal(actionOf(await filter.scan(stranger, contentOf(letter('Nobody home.')), never)), 'unreachable');
  filter.close();
});

async function judgesMail(context: TestContext, filter: Rspamd): Promise<void> {
  const judged = async (text: string, of: ScannedMessage = stranger) => {
    const from = performance.now();
    const fact = await filter.scan(of, contentOf(text), never);
    context.diagnostic(`${Math.round(performance.now() - from)} ms: ${JSON.stringify(fact)}`);
    return fact;
  };
  const plain = await judged(letter('Here they are.'));
  assert.equal(actionOf(plain), 'accept');
  assert.equal(actionOf(await judged(letter(gtube('XJS')))), 'high-confidence-spam');
  assert.equal(actionOf(await judged(letter(gtube('YJS')))), 'spam');
  assert.equal(actionOf(await judged(letter(gtube('AJS')))), 'accept');
  const copier = { ...stranger, helo: 'RNP0026738B', reversePath: 'scan@ours.test' };
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(MIB, 7)]);
  assert.notEqual(actionOf(await judged(scan(pdf), copier)), 'high-confidence-spam');
  // Names that a silent name server would be asked for are of the groups that we switch off.
  assert.ok(plain.kind === 'answered');
  for (const symbol of plain.symbols)
    assert.doesNotMatch(symbol, /^(?:R_SPF|R_DKIM|DMARC|ARC|RBL|HFILTER|ASN|RDNS|RCVD_IN)/u);
}

async function isSilent(rspamd: RunningEngine): Promise<void> {
  const clock = createManualClock();
  const silent = filterAt(rspamd, clock);
  rspamd.pause();
  const asking = silent.filter.scan(stranger, contentOf(letter('Anybody there?')), never);
  await clock.advance(10_500);
  assert.equal(actionOf(await asking), 'silent');
  silent.filter.close();
}

test('ClamAV finds a virus in an attachment, says what is too large, and is known to be silent when it is', async (context) => {
  const clamd = await startClamd(context, { most: '1M' });
  if (clamd === null) return;
  const { scanner, health } = scannerAt(clamd);
  try {
    assert.deepEqual(await scanner.scan(contentOf(letter('Here they are.')), never), { kind: 'clean' });
    const found = { kind: 'found', signature: 'Eicar-Test-Signature.UNOFFICIAL' };
    assert.deepEqual(await scanner.scan(contentOf(letter(eicar)), never), found);
    assert.deepEqual(await scanner.scan(contentOf(scan(Buffer.from(eicar))), never), found);
    const large = contentOf(letter('x'.repeat(3 * MIB)));
    assert.deepEqual(await scanner.scan(large, never), { kind: 'unknown', why: 'too-large' });
    const said = await scanner.version(never);
    assert.ok('words' in said && said.words.startsWith('ClamAV '), JSON.stringify(said));
    assert.equal(health.standing().failures, 0);

    clamd.pause();
    const clock = createManualClock();
    const asking = scannerAt(clamd, clock).scanner.scan(contentOf(letter('Anybody there?')), never);
    await clock.advance(31_000);
    assert.deepEqual(await asking, { kind: 'unknown', why: 'silent' });
  } finally {
    await clamd.stop();
  }
  const gone = await scanner.scan(contentOf(letter('Nobody home.')), never);
  assert.deepEqual(gone, { kind: 'unknown', why: 'unreachable' });
});
