import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sighting } from '../../mail/sighting.ts';
import { id, organization } from '../../../lab/houses/receive-house.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { sessionRecord } from '../../store/contract/samples.ts';
import { addSession, triedBy, waitingListOf } from './sightings.ts';

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

test('an unknown device waits where its network is listed; in one that several have listed, for none of them alone', () => {
  const view = new DirectoryView({
    revision: 1,
    objects: [
      organization('A', { deviceNetworks: ['10.0.0.0/8', '192.168.1.0/24'] }),
      organization('B', { deviceNetworks: ['10.1.0.0/16', '192.168.1.0/24'] }),
    ],
  });
  assert.deepEqual(waitingListOf(view, '10.2.0.1'), { organizationId: 'A' });
  assert.deepEqual(waitingListOf(view, '10.1.0.1'), { organizationId: 'B' }, 'the smallest network');
  assert.deepEqual(waitingListOf(view, '192.168.1.7'), { organizationId: null });
  assert.equal(waitingListOf(view, '203.0.113.9'), null);
  const refusedOnce = sessionRecord({ noMail: { version: 1, kind: 'never-spoke' } });
  const first = addSession(null, refusedOnce, null, { organizationId: null });
  assert.deepEqual(first.waiting, { organizationId: null, since: refusedOnce.endedAt, ignored: false });
  const listedAnew = addSession(first, refusedOnce, null, { organizationId: id('A') });
  assert.equal(listedAnew.waiting?.organizationId, 'A');
});
