import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId, SessionId } from '../../base/id.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import type { Reason } from '../../mail/reason.ts';
import { reasonLine } from '../../texts/reason-line.ts';
import { faultReason, tlsReason, unbegunReason } from './fault-reasons.ts';
import type { HabitName } from '../../mail/names.ts';
import { kept } from './kept-reason.ts';
import { lackOf, lacksOf, readRefusal, signInTried, tellingRefusals } from './proposals.ts';

/** As 0.1.0 recorded it. */
const refusal = (stage: Refusal['stage'], reply: string, cause: string): Refusal => ({
  reference: 'S-1',
  at: 1,
  reply,
  cause,
  stage,
  sender: null,
  recipient: null,
  organizationId: null,
});

/** As it is recorded now. */
const refused = (stage: Refusal['stage'], reply: string, reason: Reason): Refusal => ({
  ...refusal(stage, reply, reasonLine(reason)),
  reason: kept(reason),
});

const fault = (stage: Refusal['stage'], code: number, line: string, met: readonly HabitName[]): Reason =>
  faultReason({ reply: { code, enhanced: null, lines: [] }, line, stage }, met);

const session = (refusals: readonly Refusal[], habits: readonly HabitName[] = []): SessionRecord => ({
  sessionId: 'S' as SessionId,
  startedAt: 0,
  endedAt: 2,
  listener: 'smtp',
  clientAddress: '192.0.2.10',
  clientPort: 1,
  helo: null,
  tls: null,
  certificateNames: [],
  ingress: null,
  connectorId: null,
  login: null,
  refusals,
  accepted: [],
  transcript: '',
  end: 'quit',
  habits,
});

test('what only follows from a refusal does not hide it', () => {
  const hello = fault('hello', 501, 'HELO a b', ['odd-hello']);
  const read = readRefusal(
    session(
      [
        { ...refused('hello', '501 5.5.2 no', hello), habits: ['odd-hello'] },
        refusal('mail', '503 5.5.1 no', 'out of order'),
        refusal('rcpt', '503 5.5.1 no', 'out of order'),
      ],
      ['odd-hello'],
    ),
  );
  assert.equal(read?.cause, 'it greets with no name or with one that is no host name; it said: HELO a b');
  assert.equal(read?.lacks, 'profile');
  assert.match(read?.cure ?? '', /^set it right in the device; .* the profile tolerant: doorpost device approve 192/u);
});

test('a sign-in refused before its words came is about the sign-in, not about the words', () => {
  const read = readRefusal(
    session(
      [refusal('auth', '530 5.7.0 TLS first', 'it signs in without TLS'), refusal('command', '500 5.5.2 what', '***')],
      ['auth-before-tls'],
    ),
  );
  assert.equal(read?.lacks, 'credential');
  assert.equal(read?.cause, 'it signs in without TLS');
});

test('of two real refusals the last one counts; alone, a command out of order does too', () => {
  const two = [refusal('rcpt', '550 5.1.1 who', 'unknown'), refusal('mail', '550 5.7.64 no', 'no connector covers it')];
  assert.equal(readRefusal(session(two))?.lacks, 'connector');
  const alone = refused('rcpt', '503 5.5.1 no', fault('rcpt', 503, 'RCPT TO:<a@b>', []));
  assert.match(readRefusal(session([alone]))?.cause ?? '', /^it sent a command out of order/u);
});

test('a stranger in an own name may be a device of ours: a connector helps it, who has one needs another sender', () => {
  const reason = { kind: 'own-name', domain: 'ours.test', recipient: 'a@there.test' } as const;
  const own = session([refused('rcpt', '550 5.7.68 Mail in the name of ours.test does not go on', reason)]);
  assert.equal(readRefusal(own)?.lacks, 'connector');
  assert.match(readRefusal(own)?.cure ?? '', /^doorpost device approve 192\.0\.2\.\d+: /u);
  assert.equal(readRefusal({ ...own, connectorId: 'c' as ObjectId })?.lacks, 'other');
});

test('who does not trust our certificate needs no profile; whose TLS is old does', () => {
  const code = 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA';
  const why = `${code} tlsv1 alert unknown ca; the client offered TLSv1.3`;
  const distrust = readRefusal(session([refused('tls', '454 4.7.0 no', tlsReason({ code, why }, null))]));
  assert.match(distrust?.cause ?? '', /^it does not trust our certificate/u);
  assert.equal(distrust?.lacks, 'other');
  assert.match(distrust?.cure ?? '', /certificate that the device trusts/u);
  const version = tlsReason({ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL', why: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'tls-1.0');
  const old = readRefusal(session([refused('tls', '454 4.7.0 no', version)], ['tls-1.0']));
  assert.match(old?.cause ?? '', /^it speaks at most TLS 1\.0; ERR_SSL/u);
  assert.match(old?.cure ?? '', /newer TLS.* profile legacy/u);
});

test('who has reached a limit is told how to raise it, as the alarm says', () => {
  const cure = (cause: string): string =>
    readRefusal(session([refusal('rcpt', "450 4.7.1 Your connector's limit is reached", cause)]))?.cure ?? '';
  assert.match(
    cure('connector Floor 2: connectorRecipientsPerDay 500'),
    /doorpost trace --connector 'Floor 2'\. .*doorpost limits set connectorRecipientsPerDay NUMBER --connector 'Floor 2'$/u,
  );
  assert.match(
    cure('scan@ours.test has used 9 of 9 recipients (recipientsPerDay)'),
    /doorpost limits set recipientsPerDay NUMBER --mailbox scan@ours\.test$/u,
  );
  assert.match(
    cure('declared 99 octets (messageSize)'),
    /doorpost limits set messageSize NUMBER \(for one connector: --connector NAME\)$/u,
  );
  assert.match(cure('something else (of which we know nothing)'), /^it was told/u);
});

test('a wrong password is reset where the name is known, and a name that is not is made', () => {
  const cure = (cause: string, login: string): string =>
    readRefusal({ ...session([refusal('auth', '535 5.7.8 no', cause)]), login })?.cure ?? '';
  assert.match(cure('wrong name or password: scan@ours.test', 'scan@ours.test'), /credential reset scan@ours\.test$/u);
  assert.match(cure('wrong name or password: scan', 'scan'), /credential reset <mailbox> <name>, as/u);
  assert.match(
    cure('no credential has this name: scna', 'scna'),
    /credential add <mailbox> --name <device> --username scna$/u,
  );
});

test('a habit that was taken is not what a refusal was for', () => {
  const large = refusal(
    'mail',
    '552 5.3.4 Message too large: at most 10 octets',
    'it announced a message that is too large',
  );
  const read = readRefusal(session([large], ['odd-hello']));
  assert.equal(read?.lacks, 'other');
  assert.match(read?.cure ?? '', /^it was told: "Message too large: at most 10 octets"; .*doorpost trace S-1/u);
});

test('who talks on to DATA after a refused MAIL, and is shut out for it, was refused for MAIL alone', () => {
  const refusals: readonly Refusal[] = [
    {
      ...refusal('mail', '501 5.1.7 no', 'it writes addresses so; it said: MAIL FROM: a@b'),
      habits: ['loose-address'],
    },
    refusal('rcpt', '503 5.5.1 no', 'out of order'),
    refusal('data', '503 5.5.1 no', 'out of order'),
    refusal('data', '554 5.5.1 no', 'no recipient was accepted'),
    refusal('command', '500 5.5.2 what', 'no command'),
    refusal('command', '421 4.7.0 too many', 'no command; errorsBeforeClose'),
    refusal('command', '421 4.4.2 late', 'timed out in command (idle)'),
  ];
  assert.equal(tellingRefusals(refusals).length, 1);
  assert.equal(readRefusal(session(refusals, ['loose-address']))?.stage, 'mail');
  assert.deepEqual(
    lacksOf(session(refusals, ['loose-address'])).map((lack) => lack?.profile ?? null),
    ['tolerant', null, null, null, null, null, null],
  );
  const early = { ...refusal('data', '554 5.5.0 no', 'it sends early'), habits: ['early-content'] };
  assert.equal(tellingRefusals([refusal('mail', '550 5.7.1 no', 'x'), early]).length, 2);
});

test('a sign-in that is shut out after wrong passwords is still about its password', () => {
  const wrong = refusal('auth', '535 5.7.8 no', 'wrong name or password: scan');
  const out = refusal('auth', '421 4.7.0 bye', 'wrong name or password: scan; authFailuresPerConnection');
  assert.equal(readRefusal(session([wrong, wrong, out]))?.lacks, 'credential');
});

test('a profile is named only where the refusal was for a habit it takes', () => {
  const typo = refusal('rcpt', '550 5.1.1 who', 'unknown');
  assert.equal(lackOf(session([typo], ['odd-hello', 'bcc']))?.profile, null);
  const early = fault('auth', 530, 'AUTH LOGIN', ['auth-before-tls']);
  const signIn: Refusal = { ...refused('auth', '530 5.7.0 no', early), habits: ['auth-before-tls'] };
  assert.equal(lackOf(session([signIn], ['odd-hello', 'auth-before-tls']))?.profile, 'legacy');
  // Old TLS that came to nothing though its version is taken: another profile would not have helped.
  assert.equal(lackOf(session([refusal('tls', '454 4.7.0 no', 'ERR_SSL; x')], ['tls-1.0']))?.profile, null);
});

test('a mechanism that nobody here speaks wants another one, and no profile', () => {
  const reason = fault('auth', 504, 'AUTH NTLM', ['auth-before-tls']);
  const ntlm: Refusal = { ...refused('auth', '504 5.5.4 no', reason), habits: ['auth-before-tls'] };
  const read = readRefusal(session([ntlm], ['auth-before-tls']));
  assert.equal(read?.lacks, 'credential');
  assert.match(read?.cure ?? '', /^choose LOGIN or PLAIN/u);
  assert.equal(lackOf(session([ntlm], ['auth-before-tls']))?.profile, null);
  assert.deepEqual(signInTried(session([ntlm])), ['NTLM']);
  assert.equal(signInTried(session([refusal('rcpt', '550 5.7.64 no', 'x')])), null);
});

test('where no handshake was begun no profile helps', () => {
  const told = (came: Uint8Array | string, where: 'starttls' | 'tls-port') =>
    readRefusal(session([refused('tls', '454 4.7.0 no', unbegunReason(where, came))]));
  const clear = told(Buffer.from('EHLO x\r\n'), 'tls-port');
  assert.equal(clear?.cause, 'it speaks clear text on the port for TLS from the first byte');
  assert.equal(clear?.lacks, 'other');
  assert.match(clear?.cure ?? '', /^use port 587 or 25 in the device, or switch on SSL\/TLS/u);
  assert.match(told('it took too long', 'tls-port')?.cure ?? '', /waits for a greeting/u);
  assert.equal(told(Buffer.from('EHLO x\r\n'), 'starttls')?.lacks, 'other');
  assert.match(told(Buffer.from('802e0103', 'hex'), 'tls-port')?.cause ?? '', /no handshake that is known/u);
});
