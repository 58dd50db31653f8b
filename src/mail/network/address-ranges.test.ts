import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contains, mixesPrivateAndPublic, overlaps, parseRange } from './address-ranges.ts';

const range = (text: string) => {
  const parsed = parseRange(text);
  assert.ok(parsed, text);
  return parsed;
};

test('IPv4-mapped IPv6 is IPv4, prefix and all', () => {
  assert.deepEqual(range('::ffff:192.0.2.1'), range('192.0.2.1'));
  assert.deepEqual(range('::ffff:192.0.2.0/120'), range('192.0.2.0/24'));
});

test('host bits are ignored', () => {
  assert.deepEqual(range('192.0.2.99/24'), range('192.0.2.0/24'));
});

test('what is no address or range is refused', () => {
  for (const text of [
    '',
    '10',
    '10.1',
    '010.0.0.1x',
    '300.0.0.1',
    '192.0.2.1/33',
    '192.0.2.1/',
    '192.0.2.1/-1',
    '::/129',
    '::ffff:10.0.0.1/64',
    'fe80::1%eth0',
    'example.com',
    '1.2.3.4/8/8',
  ])
    assert.equal(parseRange(text), null, text);
});

test('ranges contain and overlap within a family only', () => {
  assert.equal(contains(range('10.0.0.0/8'), range('10.1.0.0/16')), true);
  assert.equal(contains(range('10.1.0.0/16'), range('10.0.0.0/8')), false);
  assert.equal(overlaps(range('10.1.0.0/16'), range('10.0.0.0/8')), true);
  assert.equal(overlaps(range('0.0.0.0/0'), range('::/0')), false);
});

test('a private range is not a mix, one that reaches beyond is', () => {
  for (const text of ['10.0.0.0/8', '192.168.1.0/24', 'fd00::/8', '127.0.0.1', '8.8.8.0/24'])
    assert.equal(mixesPrivateAndPublic(range(text)), false, text);
  for (const text of ['10.0.0.0/7', '192.0.0.0/8', '172.0.0.0/8', '::/0'])
    assert.equal(mixesPrivateAndPublic(range(text)), true, text);
});
