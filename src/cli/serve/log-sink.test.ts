import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { type LogLoss, LogSink } from './log-sink.ts';
import type { OutputPort } from './output-port.ts';

/** An output that does what it is told. */
function output() {
  let answer: () => Promise<number> | number | string = () => Number.POSITIVE_INFINITY;
  let text = '';
  const port: OutputPort = {
    async write(octets) {
      const said = await answer();
      if (typeof said === 'string') throw Object.assign(new Error(said), { code: said });
      const taken = Math.min(said, octets.length);
      text += octets.subarray(0, taken).toString();
      return taken;
    },
  };
  return {
    port,
    does: (next: typeof answer) => {
      answer = next;
    },
    get text() {
      return text;
    },
  };
}

function sinkOn(port: OutputPort) {
  const clock = createManualClock();
  const losses: LogLoss[] = [];
  const sink: LogSink = new LogSink(port, clock, (loss) => {
    losses.push(loss);
    sink.write(`(${loss.lines} lost)\n`);
  });
  return { sink, clock, losses };
}

const line = (n: number): string => `${String(n).padStart(99, '0')}\n`;
const FIT = Math.floor(bounds.cli.logWaiting / 100);
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('lines go out in order, also in pieces of an output that takes a few octets at a time', async () => {
  const out = output();
  out.does(() => 7);
  const { sink } = sinkOn(out.port);
  for (let n = 0; n < 20; n++) sink.write(line(n));
  await sink.close(1_000);
  assert.equal(out.text, Array.from({ length: 20 }, (_, n) => line(n)).join(''));
});

test('the first line goes out at once, those behind it together and soon, and at the end without waiting', async () => {
  const out = output();
  const writes: number[] = [];
  const port: OutputPort = {
    write(octets) {
      writes.push(octets.length / 100);
      return out.port.write(octets);
    },
  };
  const { sink, clock } = sinkOn(port);
  sink.write(line(0));
  await settled();
  assert.deepEqual(writes, [1]);
  for (let n = 1; n < 4; n++) {
    sink.write(line(n));
    await settled();
  }
  assert.deepEqual(writes, [1]);
  await clock.advance(bounds.cli.logGathered);
  await settled();
  assert.deepEqual(writes, [1, 3]);
  // As many as one write takes wait for nothing.
  for (let n = 0; n < FIT; n++) sink.write(line(n));
  await settled();
  assert.ok(writes.length > 10);
  await clock.advance(10 * bounds.cli.logGathered);
  await settled();
  const before = writes.length;
  sink.write(line(4));
  await settled();
  sink.write(line(5));
  await sink.close(1_000);
  assert.deepEqual(writes.slice(before), [1, 1]);
  assert.ok(out.text.endsWith(line(5)));
});

for (const error of ['ENOSPC', 'EIO', 'EPIPE', 'EBADF'])
  test(`an output that fails with ${error} costs the lines beyond the bound, and is told how many when it takes lines again`, async () => {
    const out = output();
    out.does(() => error);
    const { sink, clock, losses } = sinkOn(out.port);
    for (let n = 0; n < FIT + 50; n++) sink.write(line(n));
    await clock.advance(60_000);
    assert.equal(out.text, '');
    assert.equal(sink.lost, 50);
    out.does(() => Number.POSITIVE_INFINITY);
    await clock.advance(6_000);
    await settled();
    assert.deepEqual(losses, [{ lines: 50, error }]);
    assert.ok(out.text.startsWith(line(0)));
    assert.ok(out.text.endsWith(`${line(FIT - 1)}(50 lost)\n`));
    sink.write('on it goes\n');
    await settled();
    assert.ok(out.text.endsWith('on it goes\n'));
  });

test('a reader that stops reading costs the lines beyond the bound, and no memory', async () => {
  const out = output();
  const { promise: reads, resolve: read } = Promise.withResolvers<number>();
  out.does(() => reads);
  const { sink, clock, losses } = sinkOn(out.port);
  for (let n = 0; n < 3 * FIT; n++) sink.write(line(n));
  await settled();
  assert.equal(sink.lost, 2 * FIT);
  read(Number.POSITIVE_INFINITY);
  await settled();
  // The last lines, and the word of the loss behind them.
  for (let once = 0; once < 2; once++) {
    await clock.advance(bounds.cli.logGathered);
    await settled();
  }
  assert.deepEqual(losses, [{ lines: 2 * FIT, error: null }]);
  assert.ok(out.text.includes(`${line(FIT - 1)}(${2 * FIT} lost)\n`));
});

test('a pipe that is full for the moment is tried soon again', async () => {
  const out = output();
  out.does(() => 'EAGAIN');
  const { sink, clock, losses } = sinkOn(out.port);
  sink.write('one\n');
  await clock.advance(1_000);
  out.does(() => Number.POSITIVE_INFINITY);
  await clock.advance(100);
  await settled();
  assert.equal(out.text, 'one\n');
  assert.deepEqual(losses, []);
});

test('closing waits for a slow output no longer than it is told, and then nothing is written any more', async () => {
  const out = output();
  out.does(() => new Promise(() => {}));
  const { sink, clock } = sinkOn(out.port);
  sink.write('one\n');
  await settled();
  const closed = sink.close(1_000);
  await clock.advance(1_000);
  await closed;
  sink.write('two\n');
  await sink.close(1_000);
  assert.equal(out.text, '');
});
