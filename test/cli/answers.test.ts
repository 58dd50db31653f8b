/** Answers in lines, as the client of the command line reads them: whatever goes wrong is told as what it is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChecks, watchSessions } from '../../src/admin/contracts/help.ts';
import { bounds } from '../../src/base/bounds.ts';
import { type Client, createClient } from '../../src/cli/client/client.ts';
import { type DeskAnswer, openDesk } from '../../lab/peers/http-desk.ts';

const step = `${JSON.stringify({ about: null, what: 'look', asked: null, outcome: 'good', text: 'a', facts: {}, cure: null, remedy: null })}\n`;

async function asking(answer: DeskAnswer, ask: (client: Client) => Promise<void>): Promise<void> {
  await using desk = await openDesk(() => answer);
  await ask(createClient({ kind: 'url', url: desk.url, token: null }));
}

test('a fault of who reads the lines is told as its own, and no more is read', async () => {
  const fault = new TypeError('a fault of ours');
  await using desk = await openDesk(() => ({ status: 200, endless: step.repeat(100) }));
  const client = createClient({ kind: 'url', url: desk.url, token: null });
  let taken = 0;
  const reading = client.lines(runChecks, { body: {} }, () => {
    taken += 1;
    throw fault;
  });
  await assert.rejects(reading, (thrown) => thrown === fault);
  assert.equal(taken, 1);
  while (desk.endlessEnded === 0) await new Promise(setImmediate);
});

test('lines come whole, however they are cut, and the last one without its end', async () => {
  const seen: unknown[] = [];
  const text = `${step}\n${step}{"done":true}`;
  await asking({ status: 200, text }, (client) => client.lines(runChecks, { body: {} }, (line) => seen.push(line)));
  assert.equal(seen.length, 3);
  assert.deepEqual(seen.at(-1), { done: true });
});

test('a line and an event without end are given up at their bound', async () => {
  const endless = 'x'.repeat(bounds.cli.answerLine / 16);
  await asking({ status: 200, endless }, (client) =>
    assert.rejects(
      client.lines(runChecks, { body: {} }, () => {}),
      /a line of the answer is too long/u,
    ),
  );
  const event = `data: ${endless}\n`;
  await asking({ status: 200, endless: event }, (client) =>
    assert.rejects(
      client.lines(watchSessions, {}, () => {}),
      /exceeds? |exceeded/u,
    ),
  );
});

test('what is no JSON is told as that', async () => {
  await asking({ status: 200, text: '<html>\n' }, (client) =>
    assert.rejects(
      client.lines(runChecks, { body: {} }, () => {}),
      /the answer is not JSON/u,
    ),
  );
});

test('what ends when nobody reads any more ends without a word, in the midst of a line', async () => {
  await using desk = await openDesk(() => ({ status: 200, endless: `${step}{"what":` }));
  const client = createClient({ kind: 'url', url: desk.url, token: null });
  let seen = 0;
  const gone = new AbortController();
  await client.lines(runChecks, { body: {}, until: gone.signal }, () => {
    seen += 1;
    gone.abort();
  });
  assert.equal(seen, 1);
});
