import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Base64Reader,
  Base64Writer,
  type Coder,
  QuotedPrintableReader,
  QuotedPrintableWriter,
} from './transfer-encoding.ts';

function through(coder: Coder, octets: Uint8Array, size: number): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at < octets.length; at += size) out.push(Buffer.from(coder.push(octets.subarray(at, at + size))));
  return Buffer.concat([...out, coder.end()]);
}

const samples: readonly Buffer[] = [
  Buffer.from(Array.from({ length: 1_000 }, (_, n) => (n * 7) % 256)),
  Buffer.from('Grüße = schön \t\r\n \r\n\r\n.\r\nFrom here \r alone\n and  \r\n', 'utf8'),
  Buffer.from(
    `${'x'.repeat(75)}\r\n${'x'.repeat(76)}\r\n${'ä'.repeat(200)}\r\n${' '.repeat(100)}\r\n${'= '.repeat(60)}`,
  ),
  Buffer.from('\r\n'.repeat(100)),
  Buffer.from(''),
  Buffer.from(' '),
  Buffer.from('\r'),
];

test('what is written is read as it was, in pieces of any size', () => {
  for (const sample of samples)
    for (const size of [1, 2, 3, 56, 57, 58, 1_000]) {
      const printable = through(new QuotedPrintableWriter(), sample, size);
      assert.ok(through(new QuotedPrintableReader(), printable, size).equals(sample));
      const base64 = through(new Base64Writer(), sample, size);
      assert.ok(through(new Base64Reader(), base64, size).equals(sample));
      assert.equal(base64.toString(), sample.toString('base64').replaceAll(/.{76}(?=.)/gu, '$&\r\n'));
    }
});

test('lines have 76 characters at most, no blank at their end, and line ends stay line ends', () => {
  for (const sample of samples) {
    const lines = through(new QuotedPrintableWriter(), sample, 10).toString('latin1').split('\r\n');
    for (const line of lines) {
      assert.ok(line.length <= 76, line);
      assert.doesNotMatch(line, /[^\x21-\x7e \t]|[ \t]$/u);
    }
  }
  assert.equal(through(new QuotedPrintableWriter(), Buffer.from('\r\n\r\n'), 1).toString(), '\r\n\r\n');
});

test('what is not as it should be is read as far as it goes', () => {
  const read = (text: string): string =>
    through(new QuotedPrintableReader(), Buffer.from(text, 'latin1'), 1).toString('latin1');
  assert.equal(read('a=XYb=4'), 'a=XYb=4');
  assert.equal(read('==41=4a \t\r\nx  '), '=AJ\r\nx');
  assert.equal(read('a=\r\nb=\nc'), 'abc');
  assert.equal(through(new Base64Reader(), Buffer.from('QU JD\r\nRA'), 1).toString(), 'ABCD');
});
