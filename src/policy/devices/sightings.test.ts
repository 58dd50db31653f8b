import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sighting } from '../../mail/sighting.ts';
import { triedBy } from './sightings.ts';

const seen = (over: Partial<Sighting>): Sighting => ({
  deviceId: null,
  addresses: ['192.0.2.10'],
  helo: null,
  tls: null,
  authMechanism: null,
  login: null,
  software: null,
  connectorId: null,
  habits: [],
  firstSeen: 0,
  lastSeen: 1,
  lastAccepted: null,
  sessions: 1,
  messages: 0,
  refusals: 1,
  lastRefusal: null,
  waiting: null,
  ...over,
});
const refused = (stage: 'tls' | 'auth', cause: string): Partial<Sighting> => ({
  lastRefusal: { at: 1, stage, reference: null, cause, cure: '', lacks: 'profile' },
});

test('what a device tried and did not get is told beside what it has', () => {
  assert.deepEqual(triedBy(seen({})), { tls: null, auth: null });
  assert.deepEqual(triedBy(seen({ tls: 'TLSv1.3', authMechanism: 'LOGIN' })), { tls: 'TLSv1.3', auth: 'LOGIN' });
  assert.equal(triedBy(seen({ habits: ['tls-1.0'], ...refused('tls', 'it speaks') })).tls, 'tried TLS 1.0');
  assert.equal(triedBy(seen(refused('tls', 'it does not trust our certificate'))).tls, 'tried a handshake');
  const early = refused('auth', 'it signs in without TLS; it said: AUTH LOGIN');
  assert.equal(triedBy(seen({ habits: ['auth-before-tls'], ...early })).auth, 'tried LOGIN');
  assert.equal(triedBy(seen({ habits: ['cram-md5'] })).auth, 'tried CRAM-MD5');
});
