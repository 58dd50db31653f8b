import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Log, silentLog } from '../../base/log.ts';
import { ownEndpoints } from './own-endpoints.ts';

const everywhere = [
  { address: '0.0.0.0', port: 25 },
  { address: '192.0.2.9', port: 587 },
];

test('a listener on every address answers on each of this machine, on its port only', () => {
  const isOwn = ownEndpoints(
    () => everywhere,
    silentLog,
    () => ['192.0.2.5', '2001:db8::5'],
  );
  assert.equal(isOwn('192.0.2.5', 25), true);
  assert.equal(isOwn('::ffff:192.0.2.5', 25), true);
  assert.equal(isOwn('192.0.2.6', 25), false);
  assert.equal(isOwn('192.0.2.5', 587), false);
  assert.equal(isOwn('192.0.2.9', 587), true);
});

test('a system that does not list its addresses costs the warning, once, and not the delivery', () => {
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields: object, text: string) => void warnings.push(text) };
  const isOwn = ownEndpoints(
    () => everywhere,
    log,
    () => {
      throw new Error('A system error occurred: uv_interface_addresses returned Unknown system error 97');
    },
  );
  assert.equal(isOwn('198.51.100.1', 25), false);
  assert.equal(isOwn('198.51.100.2', 25), false);
  assert.equal(isOwn('127.0.0.1', 25), true);
  assert.equal(isOwn('192.0.2.9', 587), true);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /AF_NETLINK/u);
});
