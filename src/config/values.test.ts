import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { distance, suggest } from './suggest.ts';
import { durationText, parseDuration, parseHostName, parseNetwork, parseSize } from './values.ts';

test('durations and sizes mean what people write', () => {
  assert.equal(parseDuration('4d'), 345_600_000);
  assert.equal(parseDuration('1h30m'), 5_400_000);
  assert.equal(parseDuration('250ms'), 250);
  for (const wrong of ['', '4', '4 days', '-1h', 'd', '1y']) assert.equal(parseDuration(wrong), null, wrong);
  assert.equal(parseSize('50MiB'), 52_428_800);
  assert.equal(parseSize('1.5 KiB'), 1_536);
  assert.equal(parseSize('1048576'), 1_048_576);
  for (const wrong of ['', '50MB', '5M', '-1', 'MiB']) assert.equal(parseSize(wrong), null, wrong);
});

test('a duration survives being written and read', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (ms) => parseDuration(durationText(ms)) === ms));
  for (const ms of [1, 999, 60_000, 86_400_000, 345_600_000]) assert.equal(parseDuration(durationText(ms)), ms);
});

test('host names become lower-case A-labels, and addresses are none', () => {
  assert.equal(parseHostName('Bücher.Example.'), 'xn--bcher-kva.example');
  for (const wrong of ['', 'a b', '192.0.2.1', '-a.example', 'a..b', `${'x'.repeat(64)}.example`])
    assert.equal(parseHostName(wrong), null, wrong);
});

test('networks are addresses or CIDR, and short forms of C libraries are not', () => {
  for (const right of ['192.0.2.1', '10.1.2.0/24', '::1', '2001:db8::/32']) assert.equal(parseNetwork(right), right);
  for (const wrong of ['10.1', '0x7f000001', '10.0.0.0/33', 'host', '']) assert.equal(parseNetwork(wrong), null, wrong);
});

test('a near word is suggested, a far one is not', () => {
  assert.equal(distance('smpt', 'smtp'), 1);
  assert.equal(suggest('host_name', ['hostName', 'serviceHost']), 'hostName');
  assert.equal(suggest('zebra', ['hostName']), null);
});
