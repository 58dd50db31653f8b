import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionId } from '../base/id.ts';
import type { Refusal, SessionRecord } from '../mail/trace-event.ts';
import { faultCause, tlsFailure } from './fault-words.ts';
import type { HabitName } from './habits.ts';
import { readRefusal } from './proposals.ts';

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
  const hello = faultCause({ code: 501, enhanced: '5.5.2' }, 'HELO a b', ['odd-hello']);
  const read = readRefusal(
    session(
      [
        { ...refusal('hello', '501 5.5.2 no', hello), habits: ['odd-hello'] },
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
  const alone = refusal('rcpt', '503 5.5.1 no', faultCause({ code: 503, enhanced: '5.5.1' }, 'RCPT TO:<a@b>', []));
  assert.match(readRefusal(session([alone]))?.cause ?? '', /^it sent a command out of order/u);
});

test('who does not trust our certificate needs no profile; whose TLS is old does', () => {
  const why = 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA tlsv1 alert unknown ca; the client offered TLSv1.3';
  const distrust = readRefusal(session([refusal('tls', '454 4.7.0 no', tlsFailure(why, null))]));
  assert.match(distrust?.cause ?? '', /^it does not trust our certificate/u);
  assert.equal(distrust?.lacks, 'other');
  assert.match(distrust?.cure ?? '', /certificate that the device trusts/u);
  const old = readRefusal(
    session([refusal('tls', '454 4.7.0 no', tlsFailure('ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-1.0'))], ['tls-1.0']),
  );
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
