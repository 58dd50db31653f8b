import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../base/bounds.ts';
import { scannerVersion, virusAnswer } from './virus-answer.ts';

test('clean, found and too large are told apart', () => {
  assert.deepEqual(virusAnswer('stream: OK'), { kind: 'clean' });
  assert.deepEqual(virusAnswer('stream: Win.Test.EICAR_HDB-1 FOUND'), {
    kind: 'found',
    signature: 'Win.Test.EICAR_HDB-1',
  });
  const tooLarge = { kind: 'unknown', why: 'too-large' };
  assert.deepEqual(virusAnswer('INSTREAM size limit exceeded. ERROR'), tooLarge);
  assert.deepEqual(virusAnswer('stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND'), tooLarge);
});

test('a signature is one printable word of bounded length', () => {
  const fact = virusAnswer(`stream: Bad\u0007 näme\r\nX-Evil: ${'a'.repeat(500)} FOUND`);
  // A line break ends no line here: the whole is no answer.
  assert.deepEqual(fact, { kind: 'unknown', why: 'nonsense' });
  const long = virusAnswer(`stream: Bad\u0007 näme ${'a'.repeat(500)} FOUND`);
  assert.ok(long.kind === 'found');
  assert.equal(long.signature.slice(0, 9), 'Bad__n_me');
  assert.equal(long.signature.length, bounds.screening.signature);
});

test('anything else is nonsense', () => {
  for (const text of ['', 'PONG', 'FOUND', 'stream: FOUND', 'UNKNOWN COMMAND ERROR', 'HTTP/1.1 400 Bad Request'])
    assert.deepEqual(virusAnswer(text), { kind: 'unknown', why: 'nonsense' }, text);
});

test('a scanner tells its version and when its signatures were made, as far as it knows', () => {
  const at = Date.parse('Mon Nov 30 09:12:44 2026');
  assert.deepEqual(scannerVersion('ClamAV 1.4.3/27812/Mon Nov 30 09:12:44 2026'), {
    program: 'ClamAV 1.4.3',
    signaturesAt: at,
  });
  assert.deepEqual(scannerVersion('ClamAV 1.4.6'), { program: 'ClamAV 1.4.6', signaturesAt: null });
  assert.deepEqual(scannerVersion('ClamAV 1.4.6/27812/yesterday'), { program: 'ClamAV 1.4.6', signaturesAt: null });
  assert.deepEqual(scannerVersion(`\x1b[31m${'x'.repeat(200)}`), {
    program: `[31m${'x'.repeat(60)}`,
    signaturesAt: null,
  });
});
