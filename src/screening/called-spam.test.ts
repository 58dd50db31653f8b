import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCalledSpam } from './called-spam.ts';

test('a next hop that calls mail spam or has blocked us is understood, and other refusals are not', () => {
  for (const said of [
    '550 5.1.8 Access denied, bad outbound sender',
    '550 5.7.606 Access denied, banned sending IP [192.0.2.1]',
    '550 5.7.649 Access denied',
    '550 5.7.705 Access denied, tenant has exceeded threshold',
    '550 5.7.711 Access denied, bad inbound connector',
    '550 5.7.1 Service unavailable; client host blocked using a list',
    '554 5.7.1 This message looks like SPAM',
  ])
    assert.ok(isCalledSpam(said), said);
  for (const said of [
    '550 5.7.1 Relaying denied',
    '550 5.1.1 no such user: spam',
    '550 5.7.650 something else',
    '451 4.7.1 greylisted, not spam',
    '250 2.0.0 queued, no spam',
  ])
    assert.ok(!isCalledSpam(said), said);
});
