import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outsideResolver } from './outside-resolver.ts';
import { createZoneResolver } from './zone-resolver.ts';

test('no inner address is told, and no host there is asked; names of the Internet are as they are', async () => {
  const zone = createZoneResolver(
    [
      ...['inner.test A 10.0.0.5', 'inner.test AAAA fd00::5', 'both.test A 10.0.0.6', 'both.test A 8.8.8.8'],
      ...['far.test A 8.8.4.4', 'far.test MX 10 inner.test', 'far.test NS inner.test', 'far.test TXT here'],
    ].join('\n'),
  );
  const outside = outsideResolver(zone);
  const inner = { kind: 'failed', reason: 'its address is not public' };
  assert.deepEqual(await outside.a('inner.test'), inner);
  assert.deepEqual(await outside.aaaa('inner.test'), inner);
  assert.deepEqual(await outside.a('both.test'), { kind: 'found', records: ['8.8.8.8'] });
  for (const address of [
    '10.0.0.53',
    '127.0.0.1',
    '::1',
    '::ffff:10.0.0.53',
    'fe80::1%eth0',
    '64:ff9b::a00:35',
    'ns.test',
  ]) {
    assert.deepEqual(await outside.at(address).txt('far.test'), inner, address);
    assert.deepEqual(await outside.at(address).at('8.8.8.8').mx('far.test'), inner, address);
  }
  assert.deepEqual(await outside.ptr('10.0.0.1'), inner);
  for (const each of ['mx', 'ns', 'txt', 'a', 'aaaa'] as const)
    assert.deepEqual(await outside[each]('far.test'), await zone[each]('far.test'), each);
  assert.deepEqual(await outside.at('8.8.8.8').a('inner.test'), inner, 'a stranger’s server tells none, either');
  assert.deepEqual(await outside.at('8.8.8.8').txt('far.test'), await zone.at('8.8.8.8').txt('far.test'));
});
