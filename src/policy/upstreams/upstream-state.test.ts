import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { TroubledUpstream } from '../../mail/doors/upstreams.ts';
import { type KnownOfUpstream, upstreamState } from './upstream-state.ts';

const person = { enabled: true, auth: { kind: 'delegated' } } as OutboundConnector;
const well: KnownOfUpstream = { trouble: null, token: { validUntil: null, trouble: null }, isSignedIn: true };
const trouble = (kind: TroubledUpstream['kind'], helps: TroubledUpstream['helps'] = { cure: 'mend it' }) => ({
  ...well,
  trouble: { kind, helps },
});
const again = { cure: 'sign in', remedy: { act: 'sign-in-again', name: 'Up', codes: true } } as const;

test('what a person has to do first is said first', () => {
  assert.equal(upstreamState({ enabled: false, auth: null }, trouble('held')), 'off');
  assert.equal(upstreamState(person, { ...well, isSignedIn: false }), 'signed-out');
  assert.equal(upstreamState(person, trouble('held', again)), 'signed-out');
  const token = { validUntil: null, trouble: { text: 'expired', met: { text: 'expired' }, helps: again } };
  assert.equal(upstreamState(person, { ...well, token }), 'signed-out');
  assert.equal(upstreamState({ enabled: true, auth: null }, { ...well, isSignedIn: false }), 'healthy');
});

test('what is not reached holds mail as an account in trouble does; what slows us down is told apart', () => {
  assert.equal(upstreamState(person, well), 'healthy');
  assert.equal(upstreamState(person, trouble('held')), 'held');
  assert.equal(upstreamState(person, trouble('unreached')), 'held');
  assert.equal(upstreamState(person, trouble('slowed')), 'slowed');
});
