import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRouteTable } from './gateways.ts';

test('the default gateway is read from the kernel route table', () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
    '',
  ].join('\n');
  assert.deepEqual(parseRouteTable(table), ['172.17.0.1']);
});

test('a table without a default route names no gateway', () => {
  assert.deepEqual(parseRouteTable('Iface\tDestination\tGateway\nlo\t0000007F\t00000000\t1'), []);
  assert.deepEqual(parseRouteTable(''), []);
});
