import assert from 'node:assert/strict';
import { test } from 'node:test';
import { habitNames } from '../../mail/names.ts';
import type { KeptReason, Reason, ReasonOf } from '../../mail/reason.ts';
import type { reasons } from '../../texts/en/reasons.ts';
import { reasonLine } from '../../texts/reason-line.ts';
import { mechanismNamed } from './fault-reasons.ts';
import { causeLine, isFarewell, kept, mechanismOf, reasonOf } from './kept-reason.ts';

test('what is kept with a refusal counts, whatever its sentence says', () => {
  const reason = kept({ kind: 'expn' });
  for (const cause of [
    'it said: XYZ (messageSize)',
    'no credential has this name',
    'x; errorsBeforeClose',
    'no connector',
  ]) {
    assert.equal(reasonOf({ reason, cause, stage: 'command' }), reason, cause);
    assert.equal(reasonOf({ reason: null, cause, stage: 'command' }), null, cause);
  }
});

test('a reason of another version decides nothing, and shows its facts and what the peer was told', () => {
  const later: KeptReason = { version: 1, kind: 'greylisted', minutes: 5, of: { list: 'a' } };
  const record = { reason: later, cause: 'it was asked to wait', stage: 'rcpt', reply: '450 4.7.1 Wait' } as const;
  assert.equal(reasonOf(record), null);
  assert.equal(causeLine(record), 'greylisted, minutes: 5, of: {"list":"a"}; it was told: 450 4.7.1 Wait');
  const changed = { ...kept({ kind: 'limit', limit: 'messageSize', most: 5 }), version: 2 };
  assert.equal(reasonOf({ ...record, reason: changed }), null);
  assert.equal(
    causeLine({ ...record, reason: changed }),
    'limit, limit: messageSize, most: 5; it was told: 450 4.7.1 Wait',
  );
});

test('what 0.1.0 recorded is shown by its own words', () => {
  assert.equal(causeLine({ cause: 'no connector covers it', reply: '550 5.7.64 no' }), 'no connector covers it');
});

test('a mechanism is one word of AUTH, in capitals', () => {
  assert.equal(mechanismNamed('AUTH login ***'), 'LOGIN');
  assert.equal(mechanismNamed('HELO a; it said: AUTH NTLM'), null);
  const fault = { kind: 'fault', fault: 'not-offered', habits: [], said: 'AUTH NTLM' } as const;
  assert.equal(mechanismOf({ reason: kept({ ...fault, mechanism: 'NTLM' }), stage: 'auth', cause: '' }), 'NTLM');
  assert.equal(mechanismOf({ reason: kept({ kind: 'expn' }), stage: 'hello', cause: 'it said: AUTH NTLM' }), null);
  assert.equal(mechanismOf(null), null);
});

test('whose time was over in the middle of content is news; elsewhere it ends what went before', () => {
  assert.ok(isFarewell({ kind: 'timed-out', in: 'command', waited: 'idle' }));
  assert.ok(!isFarewell({ kind: 'timed-out', in: 'DATA', waited: 'idle' }));
  assert.ok(isFarewell({ kind: 'farewell', limit: 'errorsBeforeClose', last: { kind: 'expn' } }));
});

/** One of each kind that is put together of parts, and one of each way to say it. */
const samples: readonly (readonly [Reason, string])[] = [
  [{ kind: 'limit', limit: 'messageSize', most: 10 }, 'larger than 10 bytes (messageSize)'],
  [{ kind: 'limit', limit: 'messageSize', most: 10, used: 99 }, 'declared 99 bytes (messageSize)'],
  [
    { kind: 'limit', limit: 'connectorMessagesPerHour', most: 5, used: 5, of: 'connector', called: 'Floor 2' },
    'connector Floor 2: connectorMessagesPerHour 5',
  ],
  [{ kind: 'limit', limit: 'idle', most: 5 }, '5 of 5 (idle)'],
  [
    { kind: 'not-relayed', lack: { lack: 'no-connector', address: '192.0.2.1' }, connector: null, certificate: null },
    'no connector for this address (192.0.2.1)',
  ],
  [
    {
      kind: 'not-relayed',
      lack: { lack: 'sender-domains', domain: 'a.test' },
      connector: 'Floor 2',
      certificate: { names: '', distrust: null, fingerprint: 'ab' },
    },
    "sender domain a.test outside the connector's sender domains (connector Floor 2); client certificate (no name) is trusted, and fits no connector, SHA-256 ab",
  ],
  [
    { kind: 'sign-in-off', login: 'x', off: 'credential-disabled', credential: 'Copier' },
    'right password of x, but the credential Copier is disabled',
  ],
  [
    { kind: 'sign-in-locked', by: 'address', login: 'x', address: 'y' },
    'y waits after failed sign-ins of many accounts',
  ],
  [
    { kind: 'fault', fault: 'not-smtp', habits: ['odd-hello', 'nul'], said: 'HELO', mechanism: null },
    'it greets with no name or with one that is no host name, and sends NUL bytes; it said: HELO',
  ],
  [{ kind: 'no-tls', met: 'after-starttls' }, 'clear text came where TLS begins'],
  [{ kind: 'no-tls', met: 'after-starttls', came: 'it took too long' }, 'no TLS was begun: it took too long'],
  [{ kind: 'no-common-tls', why: 'ERR_SSL', habit: 'tls-1.0' }, 'it speaks at most TLS 1.0; ERR_SSL'],
  [
    { kind: 'farewell', limit: 'errorsBeforeClose', last: { kind: 'wrong-password', login: '{{kind}}' } },
    'wrong name or password: {{kind}}; errorsBeforeClose',
  ],
  [
    { kind: 'own-name', domain: null, recipient: 'a@b.test' },
    "a stranger in the name of this organization, and mail for a@b.test goes on to another system with the organization's trust (strangersInOwnName)",
  ],
];

test('a reason is one line of its facts, and what a peer said in them stays as it is', () => {
  for (const [reason, line] of samples) assert.equal(reasonLine(reason), line);
  for (const habit of habitNames)
    assert.doesNotMatch(reasonLine({ kind: 'handshake-broken', why: 'x', habit }), /undefined/u);
});

type Named<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Named<Rest> : never;
type Kinds = typeof reasons.kinds;
/** Names in the words of a kind that are none of its facts. */
type Unknown = { [Kind in keyof Kinds & Reason['kind']]: Exclude<Named<Kinds[Kind]>, keyof ReasonOf<Kind>> };

test('the words of a kind name no fact that it does not have', () => {
  // The compiler has seen to it.
  const none: [Unknown[keyof Unknown]] extends [never] ? true : Unknown = true;
  assert.ok(none);
});
