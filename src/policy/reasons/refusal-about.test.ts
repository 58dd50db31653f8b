import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutOf, mechanismOf, signInAbout } from './refusal-about.ts';

test('what is noted with a refusal counts, whatever its sentence says', () => {
  for (const cause of [
    'it said: XYZ (messageSize)',
    'no credential has this name',
    'x; errorsBeforeClose',
    'no connector',
  ])
    assert.equal(aboutOf({ about: null, cause, stage: 'command' }), null, cause);
  const about = { kind: 'limit', limit: 'messageSize' } as const;
  assert.equal(aboutOf({ about, cause: 'no connector', stage: 'mail' }), about);
});

test('of what an earlier version recorded the sentences tell; the words of a peer in them do not', () => {
  for (const [stage, cause, about] of [
    [
      'rcpt',
      'connector A: B: connectorRecipientsPerDay 5',
      { kind: 'limit', limit: 'connectorRecipientsPerDay', of: 'connector', called: 'A: B' },
    ],
    [
      'rcpt',
      'a@ours.test has used 9 of 9 recipients (recipientsPerDay)',
      { kind: 'limit', limit: 'recipientsPerDay', of: 'mailbox', called: 'a@ours.test' },
    ],
    ['mail', 'declared 99 octets (messageSize)', { kind: 'limit', limit: 'messageSize' }],
    ['mail', 'declared 99 octets (constructor)', null],
    ['auth', 'no credential has this name: x (messageSize)', { kind: 'no-such-name' }],
    ['command', 'it said something that is no SMTP command; it said: XYZ (messageSize)', null],
    ['command', 'it said something that is no SMTP command; it said: no connector', null],
    ['auth', 'it signs in without TLS; it said: AUTH ntlm ***', { kind: 'sign-in', mechanism: 'NTLM' }],
    ['auth', 'it wrote a command; it said: ***', { kind: 'sign-in', mechanism: null }],
    [
      'tls',
      'it began no TLS on the port for TLS from the first octet: x',
      { kind: 'no-tls', met: 'nothing-on-tls-port' },
    ],
    ['tls', 'it does not trust our certificate; ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', { kind: 'certificate-distrusted' }],
    ['command', 'unknown; errorsBeforeClose', { kind: 'farewell' }],
    ['command', 'shutdown', { kind: 'farewell' }],
  ] as const)
    assert.deepEqual(aboutOf({ stage, cause }), about, cause);
});

test('a mechanism is one word of AUTH, in capitals', () => {
  assert.deepEqual(signInAbout('AUTH login ***'), { kind: 'sign-in', mechanism: 'LOGIN' });
  assert.deepEqual(signInAbout('HELO a; it said: AUTH NTLM'), { kind: 'sign-in', mechanism: null });
  assert.equal(mechanismOf({ about: null, stage: 'hello', cause: 'it said: AUTH NTLM' }), null);
  assert.equal(mechanismOf(null), null);
});
