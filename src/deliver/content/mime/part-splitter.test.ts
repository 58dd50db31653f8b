import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../../base/bounds.ts';
import { PartSplitter, type Piece, TooManyParts } from './part-splitter.ts';

const crlf = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');

function split(octets: Uint8Array, size: number, messagesInside = true): readonly Piece[] {
  const splitter = new PartSplitter({ messagesInside });
  const pieces: Piece[] = [];
  for (let at = 0; at < octets.length; at += size) pieces.push(...splitter.push(octets.subarray(at, at + size)));
  pieces.push(...splitter.end());
  return pieces;
}

const octetsOf = (piece: Piece): Buffer => (piece.kind === 'header' ? piece.part.header.octets : piece.octets);
/** Type and body of each leaf. */
function leaves(pieces: readonly Piece[]): readonly string[] {
  const bodies = new Map<number, string>();
  for (const piece of pieces)
    if (piece.kind === 'body')
      bodies.set(piece.part.number, (bodies.get(piece.part.number) ?? '') + piece.octets.toString('latin1'));
  return [...bodies.values()];
}

const nested = crlf(
  'Subject: x\nContent-Type: multipart/mixed; boundary="outer"\n\nbefore\n--outer\n\nno header\n--outer-not\n--oute\n\n' +
    '--outer\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\nX: 1\n\none\n\n--inner  \t\n\n--inner--\nafter inner\n' +
    '--outer\nContent-Type: message/rfc822\n\nSubject: y\nContent-Type: multipart/mixed; boundary=deep\n\n--deep\n\ndeep text\n' +
    '--outer\n\nlast\n--outer--\nepilogue\n--\n',
);

test('the pieces joined are the message, however it is cut', () => {
  for (let size = 1; size <= nested.length; size++) {
    const pieces = split(nested, size);
    assert.ok(Buffer.concat(pieces.map(octetsOf)).equals(nested), `${size}`);
    assert.deepEqual(
      leaves(pieces),
      ['no header\r\n--outer-not\r\n--oute\r\n', 'one\r\n', 'deep text', 'last'],
      `${size}`,
    );
  }
});

test('so they are of anything at all', () => {
  // No chance: the same octets each time.
  let seed = 7;
  const next = (most: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % most;
  };
  const words = [
    '--b',
    '--b--',
    '\r\n',
    '\n',
    '\r',
    '-',
    '--',
    'x',
    ' ',
    '\r\n\r\n',
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: message/rfc822',
    '--c',
    'Content-Type: multipart/mixed; boundary=c\r\n\r\n',
  ];
  for (let round = 0; round < 2_000; round++) {
    const text = `${next(2) === 0 ? 'Content-Type: multipart/mixed; boundary=b\r\n\r\n' : ''}${Array.from({ length: next(30) }, () => words[next(words.length)]).join('')}`;
    const octets = Buffer.from(text, 'latin1');
    const pieces = split(octets, 1 + next(20), next(2) === 0);
    assert.equal(Buffer.concat(pieces.map(octetsOf)).toString('latin1'), text);
  }
});

test('a part that was never ended is over with the one around it', () => {
  const pieces = split(
    crlf(
      'Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nin b\n--a\n\nin a\n--a--\n',
    ),
    11,
  );
  assert.deepEqual(leaves(pieces), ['in b', 'in a']);
  const last = pieces.findLast((piece) => piece.kind === 'header');
  assert.equal(last?.part.parent?.number, 0);
});

test('what is signed is known by all that is in it', () => {
  const pieces = split(
    crlf(
      'Content-Type: multipart/signed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--a\n\nsignature\n--a--\n',
    ),
    9,
  );
  const signed = pieces.flatMap((piece) => (piece.kind === 'header' ? [piece.part.isSigned] : []));
  assert.deepEqual(signed, [false, true, true, true]);
});

test('more parts, or a longer header of one, than anybody takes apart are refused, and no sooner', () => {
  const parts = (count: number): Buffer =>
    crlf(`Content-Type: multipart/mixed; boundary=a\n\n${'--a\n\nx\n'.repeat(count)}--a--\n`);
  split(parts(bounds.deliver.messageParts - 1), 65_536);
  assert.throws(() => split(parts(bounds.deliver.messageParts), 65_536), TooManyParts);
  const header = (length: number): Buffer => Buffer.from(`X: ${'x'.repeat(length)}`);
  split(header(bounds.deliver.partHeader - 3), 65_536);
  assert.throws(() => split(header(bounds.deliver.partHeader), 65_536), TooManyParts);
});
