import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../test/support/manual-clock.ts';
import { connector } from '../../test/deliver/room.ts';
import { silentLog } from '../base/log.ts';
import { type Asking, createUpstreamPaces, type Turn } from './upstream-pace.ts';

const never = new AbortController().signal;
const pace = { messagesPerMinute: 6, concurrent: 3, recipientsPerDay: null };
const up = connector({ pace });
const asking = (mail: string): Asking => ({ rank: 1, recipients: 1, mail });

function open() {
  const clock = createManualClock();
  const paces = createUpstreamPaces(clock, silentLog, null);
  const enter = (mail: string, by = up): Promise<Turn> => paces.enter(by, asking(mail), never);
  return { clock, paces, enter };
}

const waitOf = (turn: Turn): number | null => (turn.kind === 'later' ? turn.afterMs : null);

test('a wait that the upstream named holds for all mail of its account, whichever connector it goes by', async () => {
  const { clock, paces, enter } = open();
  const auth = { kind: 'password' as const, username: 'a@ours.test', passwordSecret: 's' };
  const [one, two] = ['one', 'two'].map((name) => connector({ name, id: name as never, pace, auth }));
  const first = await enter('m1', one);
  assert.ok(first.kind === 'go');
  first.leave(0);
  paces.pause(one!, 600_000);
  const waits = [waitOf(await enter('m2', two)), waitOf(await enter('m3', one))];
  assert.deepEqual(waits, [610_000, 620_000], 'after the wait, one behind the other');
  await clock.advance(600_000);
  assert.equal((await enter('m2', two)).kind, 'go');
});

test('who comes back early keeps his place, and nobody behind him waits the longer for it', async () => {
  const { enter } = open();
  await enter('m0');
  const waits: (number | null)[] = [];
  // The next two wait here; the rest is put off.
  for (const name of ['w1', 'w2']) void enter(name);
  for (let n = 0; n < 5; n++) waits.push(waitOf(await enter(`m${n}`)));
  const again: (number | null)[] = [];
  for (let round = 0; round < 3; round++) for (let n = 0; n < 5; n++) again.push(waitOf(await enter(`m${n}`)));
  assert.deepEqual(new Set(again), new Set(waits));
  const last = waits.at(-1) ?? 0;
  assert.equal(waitOf(await enter('new')), last + 10_000);
});
