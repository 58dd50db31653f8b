import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeClientHello, readClientHello } from './client-hello.ts';

/** A hello as a TLS 1.1 device with a server name sends it. */
function hello(version: number, extensions: readonly number[]): Buffer {
  const body = [
    version >> 8,
    version & 255,
    ...Array(32).fill(7),
    0, // no session id
    0,
    4,
    0,
    0x2f,
    0,
    0x35, // two suites
    1,
    0, // no compression
    extensions.length >> 8,
    extensions.length & 255,
    ...extensions,
  ];
  return Buffer.from([22, 3, 1, 0, body.length + 4, 1, 0, 0, body.length, ...body]);
}

const serverName = [0, 0, 0, 10, 0, 8, 0, 0, 5, ...Buffer.from('mx.ab')];

test('an old device shows its highest version, its server name and its suites', () => {
  assert.deepEqual(readClientHello(hello(770, serverName)), {
    versions: ['up to TLSv1.1'],
    serverName: 'mx.ab',
    cipherSuites: 2,
  });
});

test('a modern client shows the versions of its extension, without grease', () => {
  const versions = [0, 43, 0, 7, 6, 0x3a, 0x3a, 3, 4, 3, 3];
  assert.deepEqual(readClientHello(hello(771, versions))?.versions, ['TLSv1.3', 'TLSv1.2']);
});

test('what is no TLS is said to be none', () => {
  assert.equal(describeClientHello(Buffer.from('EHLO x\r\n')), 'what came is no TLS');
});

test('no octets whatever make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      readClientHello(Buffer.concat([Buffer.from([22, 3, 1, 0, 200, 1]), tail]));
    }),
  );
});
