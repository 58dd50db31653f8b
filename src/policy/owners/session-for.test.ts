import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionRecord } from '../../store/contract/samples.ts';
import type { ObjectId, QueueId } from '../../base/id.ts';
import type { Refusal, SessionRecord, TranscriptPart } from '../../mail/trace-event.ts';
import { sessionFor } from './session-for.ts';

const A = 'A' as ObjectId;
const B = 'B' as ObjectId;
const mine = (...organizations: string[]) => organizations as ObjectId[];

const refusal = (n: number, organizationId: ObjectId | null, more: Partial<Refusal> = {}): Refusal => ({
  reference: `S-${n}`,
  at: n,
  reply: '550 5.1.1 No such recipient',
  cause: 'nobody answers to it',
  stage: 'rcpt',
  sender: 'x@far.test',
  recipient: `r${n}@far.test`,
  organizationId,
  ...more,
});

/** One to A and B, one to A, and somebody tried to sign in as B's. */
const TALK: readonly (readonly [string, readonly ObjectId[] | undefined])[] = [
  ['S: 220 ready', undefined],
  ['C: EHLO far.test', undefined],
  ['S: 250 mail.test', undefined],
  ['C: AUTH PLAIN ***', [B]],
  ['S: 535 5.7.8 Wrong', [B]],
  ['C: MAIL FROM:<x@far.test>', [A, B]],
  ['S: 250 OK', [A, B]],
  ['C: RCPT TO:<gone@b.test>', [B]],
  ['S: 550 5.1.1 No such recipient', [B]],
  ['C: RCPT TO:<y@else.test>', []],
  ['S: 550 5.7.64 Relay access denied', []],
  ['C: RCPT TO:<ann@a.test>', [A]],
  ['S: 250 OK', [A]],
  ['C: DATA', [A]],
  ['S: 354 go', [A]],
  ['S: 250 queued as Q1', [A]],
  ['C: QUIT', undefined],
  ['S: 221 bye', undefined],
];

const parts: readonly TranscriptPart[] = TALK.map(([, of]) => (of === undefined ? { lines: 1 } : { lines: 1, of }));

const session: SessionRecord = sessionRecord({
  login: 'bob@b.test',
  authMechanism: 'PLAIN',
  connectorId: 'connector' as ObjectId,
  deviceId: 'device' as ObjectId,
  software: 'Scanner 1.0',
  habits: ['tls-1.0', 'loose-address'],
  organizations: [B, A],
  refusals: [refusal(1, B, { stage: 'auth' }), refusal(2, B, { habits: ['loose-address'] }), refusal(3, null)],
  accepted: ['Q1' as QueueId],
  transcript: TALK.map(([line]) => line).join('\n'),
  shares: { peer: null, login: B, accepted: [A], parts },
});

test('each organization reads its own transactions, and where lines are missing', () => {
  const ofA = sessionFor(mine('A'), session);
  assert.deepEqual(ofA?.transcript.split('\n'), [
    'S: 220 ready',
    'C: EHLO far.test',
    'S: 250 mail.test',
    '   (2 lines of others left out)',
    'C: MAIL FROM:<x@far.test>',
    'S: 250 OK',
    '   (4 lines of others left out)',
    'C: RCPT TO:<ann@a.test>',
    'S: 250 OK',
    'C: DATA',
    'S: 354 go',
    'S: 250 queued as Q1',
    'C: QUIT',
    'S: 221 bye',
  ]);
  assert.deepEqual(ofA.refusals, []);
  assert.deepEqual(ofA.accepted, ['Q1']);
  assert.deepEqual(ofA.organizations, ['A']);
  assert.deepEqual(ofA.habits, [], 'they were met in what is not A’s');

  const ofB = sessionFor(mine('B'), session);
  assert.doesNotMatch(ofB?.transcript ?? '', /a\.test|else\.test|DATA|queued/u);
  assert.match(ofB?.transcript ?? '', /AUTH[^]*RCPT TO:<gone@b\.test>/u);
  assert.deepEqual(
    ofB?.refusals.map(({ reference }) => reference),
    ['S-1', 'S-2'],
  );
  assert.deepEqual(ofB.accepted, []);
  assert.deepEqual(ofB.habits, ['loose-address']);
});

test('nothing that another organization has set up, or said of itself, is in what is cut', () => {
  const ofA = sessionFor(mine('A'), session);
  const { login, authMechanism, connectorId, deviceId, software } = ofA ?? {};
  assert.deepEqual(
    { login, authMechanism, connectorId, deviceId, software },
    {
      login: null,
      authMechanism: null,
      connectorId: null,
      deviceId: null,
      software: null,
    },
  );
  assert.equal('shares' in (ofA ?? {}), false, 'whose the others are is nobody’s business');
  assert.doesNotMatch(JSON.stringify(ofA), /b\.test|else\.test|"B"/u);
  assert.equal(sessionFor(mine('B'), session)?.login, 'bob@b.test');
  const ofItsPeer = sessionFor(mine('A'), { ...session, shares: { ...session.shares!, peer: A } });
  assert.equal(ofItsPeer?.connectorId, 'connector');
  assert.equal(ofItsPeer.deviceId, 'device');
});

test('a session of one organization is whole for it, and nothing for others', () => {
  const { shares: _, ...rest } = session;
  const whole: SessionRecord = { ...rest, organizations: [A], refusals: [refusal(1, A)] };
  assert.equal(sessionFor(mine('A', 'B'), whole), whole);
  assert.equal(sessionFor(mine('B'), whole), null);
  assert.equal(sessionFor(mine(), whole), null);
  assert.equal(sessionFor(null, session), session, 'who sees everything sees it');
  assert.equal(sessionFor(mine('C'), session), null);
});

test('who may see all that own it still does not see what is nobody’s', () => {
  const both = sessionFor(mine('A', 'B'), session);
  assert.doesNotMatch(both?.transcript ?? '', /else\.test/u);
  assert.equal(both?.refusals.length, 2);
  const known = { ...session, refusals: session.refusals.slice(0, 2) };
  const shares = { ...session.shares!, parts: parts.map((part) => (part.of?.length === 0 ? { lines: 1 } : part)) };
  const all: SessionRecord = { ...known, shares };
  assert.equal(sessionFor(mine('A', 'B'), all), all, 'nothing is left out');
});

test('lines that no part speaks of are others’, and no lines stay none', () => {
  const short = { ...session, shares: { ...session.shares!, parts: parts.slice(0, 3) } };
  assert.deepEqual(sessionFor(mine('A'), short)?.transcript.split('\n').slice(3), ['   (15 lines of others left out)']);
  assert.equal(sessionFor(mine('A'), { ...session, transcript: '' })?.transcript, '');
});

test('of what an earlier version recorded, an organization has its refusals, and no lines', () => {
  const { organizations: _, shares: __, ...old } = session;
  const ofB = sessionFor(mine('B'), old);
  assert.equal(ofB?.refusals.length, 2);
  assert.equal(ofB.transcript, '   (18 lines of others left out)');
  assert.equal(ofB.login, null);
  assert.deepEqual(ofB.accepted, []);
  assert.equal(sessionFor(mine('A'), old), null);
});
