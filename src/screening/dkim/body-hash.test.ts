import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { BodyHash } from './body-hash.ts';

function hashOf(...pieces: readonly Uint8Array[]): string {
  const hash = new BodyHash();
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('base64');

/** RFC 6376 §3.4.4 by regular expressions, over the whole body. */
function relaxed(body: string): string {
  const lines = body
    .split('\r\n')
    .map((line) => line.replaceAll(/[ \t]+/gu, ' ').replace(/ $/u, ''))
    .join('\r\n')
    .replace(/(?:\r\n)*$/u, '');
  return lines === '' ? '' : `${lines}\r\n`;
}

const cases: readonly (readonly [what: string, body: string, canonical: string])[] = [
  ['no body', '', ''],
  ['one octet', 'x', 'x\r\n'],
  ['the example of RFC 6376 §3.4.5', ' C \r\nD \t E\r\n\r\n\r\n', ' C\r\nD E\r\n'],
  ['empty lines alone', '\r\n\r\n', ''],
  ['blanks alone', '  \t', ''],
  ['lines of blanks', ' \r\n\t\r\n', ''],
  ['empty lines in between', 'a\r\n\r\n \r\nb\r\n', 'a\r\n\r\n\r\nb\r\n'],
  ['blanks behind empty lines', 'a\r\n\r\n  b', 'a\r\n\r\n b\r\n'],
  ['a CR alone', 'a \r b\r', 'a \r b\r\r\n'],
  ['an LF alone', 'a\n b \n', 'a\n b \n\r\n'],
];
for (const [what, body, canonical] of cases)
  test(`the relaxed form of ${what}`, () => {
    assert.equal(relaxed(body), canonical);
    assert.equal(hashOf(Buffer.from(body, 'latin1')), sha256(canonical));
  });

test('more empty lines than are hashed at once', () => {
  const body = `a${'\r\n'.repeat(1_600)}b\r\n`;
  assert.equal(hashOf(Buffer.from(body)), sha256(body));
});

/** Bodies of what matters here, and cuts anywhere. */
const bodies = fc
  .array(fc.constantFrom('\r\n', ' ', '\t', '\r', '\n', 'a', 'word', '\xe4'), { maxLength: 60 })
  .map((parts) => parts.join(''));

test('a body has one hash, wherever it is cut', () => {
  fc.assert(
    fc.property(bodies, fc.array(fc.nat(80), { maxLength: 20 }), (body, cuts) => {
      const octets = Buffer.from(body, 'latin1');
      const places = [...new Set([0, ...cuts.filter((cut) => cut < octets.length), octets.length])].sort(
        (a, b) => a - b,
      );
      const pieces = places.slice(1).map((place, i) => octets.subarray(places[i], place));
      assert.equal(hashOf(...pieces), sha256(relaxed(body)));
    }),
  );
});
