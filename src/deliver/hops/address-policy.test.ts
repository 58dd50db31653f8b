import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAddressPolicy, isLoopback, literalAddress, sameAddress } from './address-policy.ts';

const NOT_PUBLIC = [
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '0.1.2.3',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
  '198.18.0.1',
  '192.0.0.1',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::a00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  'no address',
  '999.1.1.1',
  '127.1',
];

for (const address of NOT_PUBLIC)
  test(`a public route to ${address} is refused`, () => {
    assert.equal(defaultAddressPolicy(address, 'mx').allowed, false);
  });

for (const address of ['8.8.8.8', '40.107.1.1', '2606:4700::1111', '2a01:111:f400::1'])
  test(`a public route to ${address} is allowed`, () => {
    assert.deepEqual(defaultAddressPolicy(address, 'mx'), { allowed: true });
  });

test('a smart host may be anywhere', () => {
  for (const address of ['127.0.0.1', '10.0.0.1', 'fe80::1', '192.0.2.1'])
    assert.deepEqual(defaultAddressPolicy(address, 'smart-host'), { allowed: true });
});

test('this machine is recognized in every spelling', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', '64:ff9b::7f00:1'])
    assert.equal(isLoopback(address), true, address);
  for (const address of ['10.0.0.1', '8.8.8.8', 'fe80::1', 'x']) assert.equal(isLoopback(address), false, address);
});

test('addresses are compared by meaning', () => {
  assert.equal(sameAddress('::ffff:192.0.2.1', '192.0.2.1'), true);
  assert.equal(sameAddress('2001:DB8:0:0::1', '2001:db8::1'), true);
  assert.equal(sameAddress('192.0.2.1', '192.0.2.2'), false);
  assert.equal(sameAddress('x', 'x'), false);
});

test('address literals are unwrapped, names are not', () => {
  assert.equal(literalAddress('[192.0.2.1]'), '192.0.2.1');
  assert.equal(literalAddress('[IPv6:2001:db8::1]'), '2001:db8::1');
  assert.equal(literalAddress('2001:db8::1'), '2001:db8::1');
  assert.equal(literalAddress('mail.contoso.test'), null);
});
