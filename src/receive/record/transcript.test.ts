import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';
import { Transcript } from './transcript.ts';

const A = 'A' as ObjectId;

/** So many lines, each second one of A. */
function filled(bytes: number, lines: number): Transcript {
  const transcript = new Transcript(bytes);
  for (let n = 1; n <= lines; n++) {
    transcript.turns.begin({ type: n % 2 === 0 ? 'vrfy' : 'noop' } as DialogueEvent);
    if (n % 2 === 0) transcript.turns.owns(A);
    transcript.client(`line ${n}`);
  }
  return transcript;
}

for (const [bytes, lines] of [
  [40, 10],
  [400, 100],
  [4_096, 3_000],
] as const)
  test(`of ${lines} lines ${bytes} bytes are kept: the first, the last, and how many were between`, () => {
    const transcript = filled(bytes, lines);
    const text = transcript.toString();
    const shown = text.split('\n');
    const gap = shown.findIndex((line) => line.startsWith('   ('));
    const leftOut = Number(/\d+/u.exec(shown[gap] ?? '')?.[0]);
    assert.equal(shown[0], 'C: line 1');
    assert.equal(shown.at(-1), `C: line ${lines}`);
    assert.equal(shown[gap + 1], `C: line ${gap + leftOut + 1}`);
    assert.equal(shown.length - 1 + leftOut, lines);
    const kept = text.length + 1 - `${shown[gap]}\n`.length;
    // What is left out goes in blocks of a sixteenth of a half, and whole lines.
    assert.ok(kept <= bytes && kept >= bytes * 0.95 - 30, `${kept} bytes`);

    const owners = transcript.parts().flatMap(({ lines: many, of = null }) => Array.from({ length: many }, () => of));
    assert.equal(owners.length, shown.length);
    for (const [index, line] of shown.entries()) {
      const isOfA = index !== gap && Number(line.slice('C: line '.length)) % 2 === 0;
      assert.deepEqual(owners[index], isOfA ? [A] : null, line);
    }
  });

test('what fits is kept whole', () => {
  assert.equal(filled(1_000, 3).toString(), 'C: line 1\nC: line 2\nC: line 3');
});
