import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readProxyHeader } from './proxy-header.ts';

const v2 = (command: number, family: number, body: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1'),
    Buffer.from([command, family, body.length >> 8, body.length & 255, ...body]),
  ]);

test('version 1 names the client, and what follows is left alone', () => {
  const text = 'PROXY TCP4 192.0.2.7 127.0.0.1 12345 25\r\n';
  const read = readProxyHeader(Buffer.from(`${text}EHLO x\r\n`));
  assert.deepEqual(read, { kind: 'header', length: text.length, client: { address: '192.0.2.7', port: 12_345 } });
  const six = readProxyHeader(Buffer.from('PROXY TCP6 2001:db8::1 ::1 1 25\r\n'));
  assert.equal(six.kind === 'header' && six.client?.address, '2001:db8::1');
});

test('version 2 names the client; LOCAL and UNKNOWN leave the connection its own address', () => {
  const four = readProxyHeader(v2(0x21, 0x11, [192, 0, 2, 7, 127, 0, 0, 1, 0x30, 0x39, 0, 25]));
  assert.deepEqual(four, { kind: 'header', length: 28, client: { address: '192.0.2.7', port: 12_345 } });
  const six = readProxyHeader(v2(0x21, 0x21, [0x20, 1, 0xd, 0xb8, ...Array(27).fill(0), 1, 0, 1, 0, 25]));
  assert.equal(six.kind === 'header' && six.client?.address, '2001:db8:0:0:0:0:0:0');
  assert.deepEqual(readProxyHeader(v2(0x20, 0, [])), { kind: 'header', length: 16, client: null });
  assert.deepEqual(readProxyHeader(Buffer.from('PROXY UNKNOWN\r\n')), { kind: 'header', length: 15, client: null });
});

test('what is malformed, too long or no header is invalid, never half believed', () => {
  for (const bytes of [
    Buffer.from('EHLO x\r\n'),
    Buffer.from('PROXY TCP4 a b c d\r\n'),
    Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 99999 25\r\n'),
    Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 1 99999\r\n'),
    Buffer.from('PROXY TCP4 999.0.113.7 1.2.3.4 1 25\r\n'),
    Buffer.from('PROXY TCP4 010.0.0.1 1.2.3.4 1 25\r\n'),
    Buffer.from('PROXY TCP4 1.2.3.4 999.2.3.4 1 25\r\n'),
    Buffer.from('PROXY TCP4 ::1 ::1 1 25\r\n'),
    Buffer.from('PROXY TCP6 1.2.3.4 1.2.3.4 1 25\r\n'),
    Buffer.from('PROXY TCP6 ::::: ::1 1 25\r\n'),
    Buffer.from('PROXY TCP6 fe80::1%eth0 ::1 1 25\r\n'),
    Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 1 25 more\r\n'),
    Buffer.from(`PROXY TCP4 ${'1'.repeat(120)}`),
    v2(0x11, 0x11, Array(12).fill(0)),
    v2(0x21, 0x31, Array(12).fill(0)),
    v2(0x21, 0x11, [1, 2, 3]),
  ])
    assert.equal(readProxyHeader(bytes).kind, 'invalid', bytes.toString('latin1'));
});

test('a header in pieces is incomplete until it is whole', () => {
  for (const whole of [Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 1 25\r\n'), v2(0x21, 0x11, Array(12).fill(1))]) {
    for (let length = 0; length < whole.length; length++)
      assert.equal(readProxyHeader(whole.subarray(0, length)).kind, 'incomplete', String(length));
    assert.equal(readProxyHeader(whole).kind, 'header');
  }
});

test('no octets whatever make it throw', () => {
  const start = fc.constantFrom('', 'PROXY ', 'PROXY TCP4 ', '\r\n\r\n\0\r\nQUIT\n!');
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (opening, tail) => {
      const bytes = Buffer.concat([Buffer.from(opening, 'latin1'), tail]);
      const read = readProxyHeader(bytes);
      assert.ok(read.kind !== 'header' || read.length <= bytes.length);
    }),
  );
});
