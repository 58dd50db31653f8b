import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import type { Settings } from '../../config/settings.ts';
import { createLog, type LogReader } from './log.ts';

async function written(settings: Settings['log'], reader: LogReader): Promise<string[]> {
  let text = '';
  const port = {
    write: async (octets: Buffer) => {
      text += octets.toString();
      return octets.length;
    },
  };
  const { log, close } = createLog(settings, port, createManualClock(new Date(2026, 11, 1, 8, 0, 1).getTime()), reader);
  log.debug({ n: 1 }, 'quiet');
  log.info({ a: 'b c', none: null, list: [1] }, 'said\n<3>more');
  log.error({ err: new TypeError('broken') }, 'bad');
  for (const level of ['debug', 'warn'] as const)
    log.tell?.(level, { message: 'two faces', fields: () => ({ face: 1 }), sentence: () => `a sentence at ${level}` });
  await close(1_000);
  return text.split('\n').slice(0, -1);
}

const nobody = { isJournal: false, isTerminal: false };

test('at a terminal lines are for people: a clock, the level, and sentences', async () => {
  const lines = await written({ level: 'info', format: 'auto' }, { isJournal: false, isTerminal: true });
  assert.equal(lines[0], '08:00:01 info  said\\n<3>more  a="b c" list=[1]');
  assert.match(lines[1] ?? '', /^08:00:01 ERROR bad {2}err=.*TypeError.*broken/u);
  assert.deepEqual(lines.slice(2), ['08:00:01 WARN  a sentence at warn']);
  assert.deepEqual((await written({ level: 'info', format: 'pretty' }, nobody)).slice(2), lines.slice(2));
});

test('in the journal each line begins with its priority, and has no time of its own', async () => {
  const lines = await written({ level: 'debug', format: 'auto' }, { isJournal: true, isTerminal: false });
  assert.deepEqual(
    lines.map((line) => line.slice(0, 3)),
    ['<7>', '<6>', '<3>', '<7>', '<4>'],
  );
  assert.equal(lines[1], '<6>said\\n<3>more  a="b c" list=[1]');
  const programs = await written({ level: 'info', format: 'json' }, { isJournal: true, isTerminal: false });
  assert.deepEqual(
    programs.map((line) => line.slice(0, 13)),
    ['<6>{"level":30', '<3>{"level":50', '<4>{"level":40'].map((line) => line.slice(0, 13)),
  );
});

test('elsewhere lines are JSON', async () => {
  const lines = await written({ level: 'info', format: 'auto' }, nobody);
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    said.map(({ level, msg }) => [level, msg]),
    [
      [30, 'said\n<3>more'],
      [50, 'bad'],
      [40, 'two faces'],
    ],
  );
  assert.equal(said[2]?.['face'], 1);
  for (const one of said) {
    assert.deepEqual(Object.keys(one).slice(0, 2), ['level', 'time']);
    assert.equal(Object.keys(one).at(-1), 'msg');
    assert.equal(one['time'], new Date(2026, 11, 1, 8, 0, 1).toISOString());
  }
});
