/** Mail that comes back is counted by the status that it failed with, and each count leads to its mail, however long that waited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEVICE, HOUR, MINUTE, submit, turnUntil } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/<gone@/u, '550 5.1.1 nobody of that name'],
  [/<full@/u, '552 5.2.2 over quota'],
  [/<later@/u, '451 4.7.1 greylisted'],
];
const FROM = 'v@ours.test';

interface Point {
  readonly label: string | null;
  readonly outcome: string;
  readonly count: number;
  readonly at: number;
}

test('bounces are counted by their code, and by it the trace finds the mail of each count', async (context) => {
  const clock = createManualClock();
  const hop = await scriptedSink({
    script: (line) => (line.startsWith('RCPT') ? (ANSWERS.find(([to]) => to.test(line))?.[1] ?? null) : null),
  });
  context.after(() => hop[Symbol.asyncDispose]());
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [inbound('copiers', { senderAddresses: [DEVICE] }), smartHost('Provider', hop.port)],
  });
  const began = clock.now();
  await submit(house, FROM, ['gone@far.test', 'full@far.test', 'here@far.test']);
  await submit(house, FROM, ['gone@far.test']);
  await submit(house, FROM, ['later@far.test']);
  await turnUntil(clock, 10 * MINUTE, async () => (await series(house)).length >= 2);
  assert.deepEqual(await series(house), ['5.1.1 Failed 2', '5.2.2 Failed 1']);
  const afterFirst = clock.now();
  // What waits in vain comes back days after it came, under the status of that.
  await turnUntil(clock, 96 * HOUR, async () => (await series(house)).length === 3, 30 * MINUTE);
  assert.deepEqual(await series(house), ['4.4.7 Failed 1', '5.1.1 Failed 2', '5.2.2 Failed 1']);
  const late = await trace(house, `code=4.4.7&since=90d&failedSince=${afterFirst}`);
  assert.deepEqual(late, ['later@far.test 4.4.7']);
  assert.deepEqual(await trace(house, `code=4.4.7&since=90d&failedUntil=${afterFirst}`), []);
  assert.deepEqual(await trace(house, `failedSince=${began}&failedUntil=${afterFirst}&code=5.1.1`), [
    'gone@far.test 5.1.1',
    'gone@far.test 5.1.1',
  ]);
  const run = shellIn(house.folder);
  const told = await done(run, 'trace', '--code', '5.2.2');
  assert.match(told, /full@far\.test/u);
  assert.doesNotMatch(told, /gone@far\.test|here@far\.test/u);
  assert.match(await done(run, 'trace', '--code', '5.2.2', '--csv'), /,5\.2\.2,/u);
  const odd = await run('trace', '--code', 'full');
  assert.equal(odd.code, 1);
  assert.match(odd.err, /a status has three numbers: 5\.1\.1/u);
});

async function ask(house: TestHouse, path: string) {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, 'GET', `/api/v1${path}`, {});
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

async function series(house: TestHouse): Promise<readonly string[]> {
  const { points } = (await ask(house, '/series?by=code&from=30d&step=day')) as { readonly points: readonly Point[] };
  const sums = new Map<string, number>();
  for (const { label, outcome, count } of points)
    sums.set(`${label} ${outcome}`, (sums.get(`${label} ${outcome}`) ?? 0) + count);
  return [...sums].map(([said, count]) => `${said} ${count}`).toSorted();
}

async function trace(house: TestHouse, query: string): Promise<readonly string[]> {
  const { rows } = (await ask(house, `/trace?${query}`)) as {
    readonly rows: readonly { readonly recipient: string; readonly code: string | null }[];
  };
  return rows.map(({ recipient, code }) => `${recipient} ${code}`);
}
