import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EnhancedStatus } from '../../mail/reply.ts';
import { judgeRefusal, type ReplyStage } from './reply-cause.ts';

const rows: readonly [ReplyStage, number, EnhancedStatus | null, string, string][] = [
  // stage, code, enhanced, words => "later|never status cause"
  ['rcpt', 550, '5.1.1', 'no such user', 'never 5.1.1 unknown-recipient'],
  ['rcpt', 550, '5.1.10', 'RESOLVER.ADR.RecipientNotFound', 'never 5.1.10 unknown-recipient'],
  ['rcpt', 556, '5.1.10', 'domain has a null MX', 'never 5.1.10 no-mail-accepted'],
  ['rcpt', 550, null, 'who?', 'never 5.1.1 unknown-recipient'],
  ['rcpt', 550, null, 'relaying denied', 'never 5.7.1 relay-denied'],
  ['rcpt', 550, '5.7.64', 'TenantAttribution', 'never 5.7.64 relay-denied'],
  ['rcpt', 550, '5.7.1', 'blocked', 'never 5.7.1 refused-by-policy'],
  ['rcpt', 550, '4.2.2', 'class mismatch: the basic code decides', 'never 5.1.1 unknown-recipient'],
  ['rcpt', 450, '5.1.1', 'class mismatch again', 'later 4.2.0 mailbox-unavailable'],
  ['rcpt', 452, '4.2.2', 'over quota', 'later 4.2.2 mailbox-full'],
  ['rcpt', 452, null, 'too many', 'later 4.5.3 too-many-recipients'],
  ['rcpt', 552, null, 'the old way to say it', 'later 4.5.3 too-many-recipients'],
  ['rcpt', 552, '5.2.2', 'with an enhanced code it means what that says', 'never 5.2.2 mailbox-full'],
  ['rcpt', 552, '5.5.3', 'nobody was taken before', 'never 5.5.3 too-many-recipients'],
  ['rcpt', 552, '5.7.1', 'not you', 'never 5.7.1 refused-by-policy'],
  ['rcpt', 552, '5.3.4', 'big', 'never 5.3.4 too-large'],
  ['mail', 552, null, 'size', 'never 5.3.4 too-large'],
  ['mail', 530, '5.7.0', 'Must issue a STARTTLS command first', 'never 5.7.0 tls-failed'],
  ['mail', 530, '5.7.57', 'not authenticated', 'never 5.7.57 sign-in-failed'],
  ['mail', 530, null, 'sign in', 'never 5.7.8 sign-in-failed'],
  ['auth', 535, '5.7.8', 'bad password', 'later 4.7.8 sign-in-failed'],
  ['auth', 535, null, 'bad password', 'later 4.7.8 sign-in-failed'],
  ['greeting', 554, null, 'go away', 'later 4.0.0 refused-by-policy'],
  ['greeting', 521, null, 'no mail here', 'never 5.3.2 no-mail-accepted'],
  ['greeting', 421, null, 'busy', 'later 4.3.2 busy'],
  ['end-of-data', 554, null, 'spam', 'never 5.6.0 content-refused'],
  ['end-of-data', 552, '5.3.4', 'big', 'never 5.3.4 too-large'],
  ['end-of-data', 451, null, 'later', 'later 4.0.0 busy'],
  ['end-of-data', 554, '5.4.6', 'hops', 'never 5.4.6 loop'],
  ['data', 250, null, 'no 354', 'later 4.5.0 protocol-error'],
  ['rcpt', 571, null, 'blocked', 'never 5.0.0 refused-by-policy'],
  ['rcpt', 599, '5.1.1', 'who?', 'never 5.1.1 unknown-recipient'],
  ['mail', 571, '5.7.1', 'not from you', 'never 5.7.1 refused-by-policy'],
  ['end-of-data', 590, null, 'no', 'never 5.6.0 content-refused'],
  ['rcpt', 460, null, 'later', 'later 4.0.0 busy'],
  ['end-of-data', 499, '4.7.1', 'later', 'later 4.7.1 refused-by-policy'],
  ['greeting', 571, null, 'not now', 'later 4.0.0 refused-by-policy'],
  ['mail', 538, null, 'encrypt', 'never 5.7.10 tls-failed'],
  ['mail', 523, '5.7.10', 'encrypt', 'never 5.7.10 tls-failed'],
  ['mail', 525, null, 'account disabled', 'never 5.7.8 sign-in-failed'],
  ['rcpt', 530, '5.7.1', 'sign in first', 'never 5.7.1 sign-in-failed'],
  ['mail', 534, '5.7.9', 'another mechanism', 'never 5.7.9 sign-in-failed'],
  ['rcpt', 999, null, 'x', 'later 4.5.0 protocol-error'],
];

for (const [stage, code, enhanced, words, expected] of rows)
  test(`${code} ${enhanced ?? '-'} "${words}" at ${stage} means: ${expected}`, () => {
    const judged = judgeRefusal(stage, { code, enhanced, lines: [words] });
    assert.equal(`${judged.permanent ? 'never' : 'later'} ${judged.status} ${judged.cause}`, expected);
  });

test('a limit that is met after others were taken is a limit, whatever digit it begins with', () => {
  for (const code of [452, 552, 550, 554]) {
    const enhanced = `${Math.floor(code / 100)}.5.3` as EnhancedStatus;
    const judged = judgeRefusal('rcpt', { code, enhanced, lines: ['too many'] }, true);
    assert.deepEqual(judged, { permanent: false, status: '4.5.3', cause: 'too-many-recipients' });
  }
  const full = judgeRefusal('rcpt', { code: 552, enhanced: '5.2.2', lines: ['full'] }, true);
  assert.equal(full.permanent, true);
});
