import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bounds } from '../../base/bounds.ts';
import { type HttpArrival, type HttpClient, readClient } from './client.ts';

const TRUSTED = ['10.0.0.0/24', '127.0.0.1', '2001:db8:1::/48'];

function client(headers: HttpArrival['headers'], from: Partial<HttpArrival> = {}): HttpClient {
  const arrival = { peer: '10.0.0.1', isLocal: false, encrypted: false, httpVersion: '1.1', ...from };
  return readClient({ ...arrival, headers: { host: 'relay.test', ...headers } }, TRUSTED);
}

test('a proxy of ours says who asked, how and by which name', () => {
  const fields = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'Relay.Test:443' };
  const told: HttpClient = { address: '192.0.2.7', secure: true, host: 'relay.test', forwarded: true };
  assert.deepEqual(client(fields), told);
  assert.deepEqual(client(fields, { peer: '::ffff:10.0.0.1' }), told);
  assert.deepEqual(client(fields, { peer: '127.0.0.1' }), told);
  assert.equal(client({ ...fields, 'x-forwarded-proto': 'http' }).secure, false);
  assert.equal(client({ ...fields, 'x-forwarded-proto': 'http' }, { encrypted: true }).secure, false);
  assert.equal(client({ 'x-forwarded-for': '192.0.2.7' }).secure, false, 'it has to say so');
});

test('of anybody else nothing is believed but that it is no program of this machine', () => {
  const fields = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'other.test' };
  for (const [from, address] of [
    [{ peer: '192.0.2.9' }, '192.0.2.9'],
    [{ peer: '127.0.0.2' }, '127.0.0.2'],
    [{ isLocal: true, peer: undefined }, 'local'],
  ] as const)
    assert.deepEqual(client(fields, from), { address, secure: false, host: 'relay.test', forwarded: true });
  assert.deepEqual(
    client(fields, { peer: '192.0.2.9', encrypted: true }).secure,
    true,
    'TLS to ourselves we have seen',
  );
  assert.equal(client({}, { peer: '127.0.0.1' }).forwarded, false);
  assert.equal(client({}, { isLocal: true }).forwarded, false);
  assert.equal(client({}, { isLocal: true, httpVersion: '1.0' }).forwarded, true, 'as proxies speak by default');
  assert.equal(client({}).forwarded, true, 'a proxy that says nothing is still one');
});

test('chains of proxies are read from the right, however the hops are written', () => {
  for (const [chain, proto, address, secure] of [
    ['198.51.100.1, 192.0.2.7', 'https', '192.0.2.7', true],
    ['192.0.2.7, 10.0.0.3', 'https, http', '192.0.2.7', true],
    ['192.0.2.7, 10.0.0.3', 'http, https', '192.0.2.7', false],
    ['192.0.2.7, 10.0.0.3', 'https', '192.0.2.7', true],
    ['198.51.100.1, 192.0.2.7', 'https, http', '192.0.2.7', false],
    ['192.0.2.7:4711', 'HTTPS', '192.0.2.7', true],
    ['[2001:db8:2::7]:4711', 'https', '2001:db8:2::7', true],
    ['2001:DB8:2:0::7', 'https', '2001:db8:2::7', true],
    ['::ffff:192.0.2.7', 'https', '192.0.2.7', true],
    ['192.0.2.7, 2001:db8:1::5', 'https', '192.0.2.7', true],
    ['10.0.0.7, 10.0.0.3', 'https', '10.0.0.7', true],
    ['192.0.2.7, unknown, 10.0.0.3', 'https', '10.0.0.3', true],
    ['192.0.2.7,', 'https', '10.0.0.1', true],
    ['', 'https', '10.0.0.1', true],
    [`192.0.2.7, ${'10.0.0.3, '.repeat(bounds.admin.forwardingHops + 1)}10.0.0.4`, 'https', '10.0.0.1', false],
  ] as const) {
    const seen = client({ 'x-forwarded-for': chain, 'x-forwarded-proto': proto });
    assert.deepEqual([seen.address, seen.secure], [address, secure], chain);
  }
});

test('a client cannot write itself another address, or encryption, whatever it sends along', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('127.0.0.1', '10.0.0.5', 'https', 'relay.test', ','));
  fc.assert(
    fc.property(fc.array(text), fc.array(text), (addresses, schemes) => {
      const seen = client({
        'x-forwarded-for': [...addresses, '192.0.2.7'].join(', '),
        'x-forwarded-proto': [...schemes, 'http'].join(', '),
      });
      assert.deepEqual([seen.address, seen.secure], ['192.0.2.7', false]);
    }),
  );
});

test('the name is written as an Origin would have it', () => {
  for (const [host, encrypted, seen] of [
    ['Relay.Test', true, 'relay.test'],
    ['relay.test:443', true, 'relay.test'],
    ['relay.test:80', true, 'relay.test:80'],
    ['relay.test:80', false, 'relay.test'],
    ['[::1]:8525', false, '[::1]:8525'],
    ['relay.test:8525', false, 'relay.test:8525'],
    ['a b', false, ''],
    ['relay.test@evil.test', false, ''],
  ] as const)
    assert.equal(client({ host }, { peer: '127.0.0.1', encrypted }).host, seen, host);
});
