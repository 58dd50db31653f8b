import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInProfiles, legacy, strict } from './device-profile.ts';
import { habitNames } from '../../mail/names.ts';
import { habitNeeds, isTolerated, proposeProfile } from './habits.ts';

test('legacy takes every habit, and strict none that needs a trait', () => {
  for (const name of habitNames) {
    assert.ok(isTolerated(name, legacy), name);
    assert.equal(isTolerated(name, strict), habitNeeds[name] === null, name);
  }
});

test('the first profile that is enough is proposed, with what would just be enough', () => {
  assert.equal(proposeProfile([]), null);
  assert.equal(proposeProfile(['no-date', 'never heard of']), null);
  const loose = proposeProfile(['bare-line-ends', 'no-date']);
  assert.equal(loose?.profile, 'tolerant');
  assert.deepEqual(loose?.least, { ...strict, lineEnds: 'normalize' });
  const old = proposeProfile(['tls-1.0', 'tls-1.1', 'auth-before-tls']);
  assert.equal(old?.profile, 'legacy');
  assert.deepEqual(old?.least, { ...strict, tlsMinimum: 'TLSv1', oldCiphers: true, authBeforeTls: true });
  assert.deepEqual(old?.because, ['tls-1.0', 'tls-1.1', 'auth-before-tls']);
});

test('each built-in profile tolerates what its predecessor does', () => {
  const all = Object.values(builtInProfiles);
  for (const name of habitNames)
    for (let at = 1; at < all.length; at++)
      if (isTolerated(name, all[at - 1]!)) assert.ok(isTolerated(name, all[at]!), name);
});
