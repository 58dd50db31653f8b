import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostPort, limitName, limitValueOf, listed, onOff, timeBefore } from './arguments.ts';

test('hosts are read with and without port, IPv6 in brackets or bare', () => {
  const read = hostPort(25);
  assert.deepEqual(read('mail.example.com'), { host: 'mail.example.com', port: 25 });
  assert.deepEqual(read('mail.example.com:587'), { host: 'mail.example.com', port: 587 });
  assert.deepEqual(read('[2001:db8::1]:2525'), { host: '2001:db8::1', port: 2525 });
  assert.deepEqual(read('2001:db8::1'), { host: '2001:db8::1', port: 25 });
  for (const wrong of ['', 'a:0', 'a:70000', 'a b', '[::1']) assert.throws(() => read(wrong), wrong);
});

test('limits are written in their own unit', () => {
  assert.equal(limitValueOf('messageSize', '100MiB'), 104_857_600);
  assert.equal(limitValueOf('idle', '2m'), 120_000);
  assert.equal(limitValueOf('recipientsPerDay', '500'), 500);
  assert.equal(limitValueOf('recipientsPerDay', 'default'), null);
  assert.throws(() => limitValueOf('messageSize', 'much'), /50MiB/u);
  assert.throws(() => limitName('mesageSize'), /messageSize/u);
});

test('times are points or how long ago', () => {
  const read = timeBefore(() => 1_000_000_000_000);
  assert.equal(read('1h'), 1_000_000_000_000 - 3_600_000);
  assert.equal(read('2026-12-01T08:00:00Z'), Date.UTC(2026, 11, 1, 8));
  assert.throws(() => read('yesterday'));
});

test('lists repeat, and none empties them', () => {
  assert.deepEqual(listed('b', listed('a, c', undefined)), ['a', 'c', 'b']);
  assert.deepEqual(listed('none', undefined), []);
  assert.equal(onOff('off'), false);
  assert.throws(() => onOff('maybe'));
});
