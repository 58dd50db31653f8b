import assert from 'node:assert/strict';
import { test } from 'node:test';
import { habitsIn, reasonIn } from './records-of-0-1-0.ts';

const FAULT = {
  kind: 'fault',
  fault: 'badly-written',
  habits: [],
  said: '',
  mechanism: null,
} as const;

test('of what 0.1.0 recorded the sentences tell; the words of a peer in them do not', () => {
  for (const [stage, cause, reason] of [
    [
      'rcpt',
      'connector A: B: connectorRecipientsPerDay 5',
      { kind: 'limit', most: 0, limit: 'connectorRecipientsPerDay', of: 'connector', called: 'A: B' },
    ],
    [
      'rcpt',
      'a@ours.test has used 9 of 9 recipients (recipientsPerDay)',
      { kind: 'limit', most: 0, limit: 'recipientsPerDay', of: 'mailbox', called: 'a@ours.test' },
    ],
    ['mail', 'declared 99 octets (messageSize)', { kind: 'limit', most: 0, limit: 'messageSize' }],
    ['mail', 'declared 99 octets (constructor)', null],
    ['auth', 'no credential has this name: x (messageSize)', { kind: 'no-such-name', login: '' }],
    ['command', 'it said something that is no SMTP command; it said: XYZ (messageSize)', FAULT],
    ['command', 'it said something that is no SMTP command; it said: no connector', FAULT],
    ['auth', 'it signs in without TLS; it said: AUTH ntlm ***', { ...FAULT, mechanism: 'NTLM' }],
    ['auth', 'it wrote a command; it said: ***', FAULT],
    [
      'tls',
      'it began no TLS on the port for TLS from the first octet: x',
      { kind: 'no-tls', met: 'nothing-on-tls-port' },
    ],
    [
      'tls',
      'it does not trust our certificate; ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      { kind: 'certificate-distrusted', why: '' },
    ],
    ['command', 'unknown; errorsBeforeClose', { kind: 'shutdown' }],
    ['command', 'shutdown', { kind: 'shutdown' }],
  ] as const)
    assert.deepEqual(reasonIn({ stage, cause }), reason, cause);
});

test('the habits of a refusal are read in the words that 0.1.0 had for them', () => {
  const met = ['long-lines', 'loose-address', 'nul'] as const;
  assert.deepEqual(habitsIn('it sends lines over 998 octets; it said: x', met), ['long-lines']);
  const loose = 'it writes addresses without angle brackets, with stray spaces or dots; it said: MAIL FROM:x';
  assert.deepEqual(habitsIn(loose, met), ['loose-address']);
  assert.deepEqual(habitsIn('a peer said: it sends lines over 998 octets', met), []);
});
