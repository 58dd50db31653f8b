/** Sessions as the page keeps them: what is newer wins, what is lost is found again, and a long day has bounds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sessions, stateOf } from '../../web/src/pages/live/sessions.ts';

type Event = Parameters<Sessions['hear']>[0];
type Listed = Parameters<Sessions['remember']>[0][number];

const open = (sessionId: string, at: number, transcript = ''): Event => ({
  ...{ kind: 'open', sessionId, at, transcript },
  ...{ listener: 'smtp', clientAddress: '192.0.2.1', deviceId: null },
});
const line = (sessionId: string, text: string): Event => ({ kind: 'line', sessionId, at: 1, text });
const end = (sessionId: string, at: number, accepted: string[] = []): Event => ({
  ...{ kind: 'end', sessionId, at, accepted },
  ...{ how: 'quit', lack: null, gaveUp: false },
});
const refusal = (sessionId: string, reference: string): Event => ({
  ...{ kind: 'refusal', sessionId, at: 1, reference, reply: '550 no', cause: 'no', sender: null, recipient: null },
  lack: null,
});
const listed = (sessionId: string, startedAt: number, endedAt: number, accepted: string[] = []): Listed => ({
  ...{ sessionId, startedAt, endedAt, accepted, listener: 'smtp', clientAddress: '192.0.2.1', clientPort: 1 },
  ...{ helo: null, tls: null, certificateNames: [], ingress: null, connectorId: null, connector: null, login: null },
  ...{ refusals: [], lack: null, end: 'quit' },
});
const ids = (sessions: Sessions): readonly string[] => sessions.rows.map(({ id }) => id);

test('the newest first; lines grow; a refusal that is told again is one', () => {
  const sessions = new Sessions();
  sessions.hear(open('a', 1, 'S: 220 hello'));
  sessions.hear(open('b', 2));
  sessions.hear(line('a', 'C: EHLO x'));
  sessions.hear(refusal('a', 'a-1'));
  sessions.hear(refusal('a', 'a-1'));
  assert.deepEqual(ids(sessions), ['b', 'a']);
  const [b, a] = sessions.rows;
  assert.deepEqual(a?.lines, ['S: 220 hello', 'C: EHLO x']);
  assert.equal(a.refusals.length, 1);
  assert.equal(stateOf(a), 'refused');
  assert.equal(b && stateOf(b), 'connected');
});

test('after a break: one that goes on is told anew, one that ended meanwhile is of the trace', () => {
  const sessions = new Sessions();
  for (const id of ['on', 'over', 'gone']) sessions.hear(open(id, 1, 'S: 220'));
  sessions.begin();
  sessions.hear(open('on', 1, 'S: 220\nC: EHLO x'));
  sessions.remember([listed('over', 1, 5, ['Q1']), listed('on', 1, 5)]);
  const byId = Object.fromEntries(sessions.rows.map((row) => [row.id, row]));
  assert.equal(byId['on']?.endedAt, null);
  assert.deepEqual(byId['on'].lines, ['S: 220', 'C: EHLO x']);
  assert.equal(byId['over'] && stateOf(byId['over']), 'accepted');
  assert.equal(byId['over']?.lines, null, 'its whole transcript is asked for');
  assert.equal(byId['gone'] && stateOf(byId['gone']), 'ended', 'nobody recorded it');
});

test('cleared away: those that are over, and they do not come back from the trace', () => {
  const sessions = new Sessions();
  sessions.hear(open('over', 1));
  sessions.hear(end('over', 5));
  sessions.hear(open('on', 2));
  sessions.clear();
  assert.deepEqual(ids(sessions), ['on']);
  sessions.remember([listed('over', 1, 5), listed('later', 6, 7)]);
  assert.deepEqual(ids(sessions), ['later', 'on']);
});

test('a long day: rows, lines of one, and lines of all have bounds', () => {
  const sessions = new Sessions();
  sessions.hear(open('long', 0));
  for (let n = 0; n < 1_000; n++) sessions.hear(line('long', `C: ${n}`));
  const [long] = sessions.rows;
  assert.equal(long?.lines?.length, 500);
  assert.equal(long.linesLeftOut, 500);
  assert.equal(long.lines.at(-1), 'C: 999');
  const text = Array.from({ length: 400 }, (_, n) => `C: ${n}`).join('\n');
  for (let n = 1; n <= 400; n++) {
    sessions.hear(open(`s${n}`, n, text));
    sessions.hear(end(`s${n}`, n));
  }
  assert.equal(sessions.rows.length, 300);
  assert.ok(ids(sessions).includes('long'), 'it goes on');
  const kept = sessions.rows.reduce((sum, { lines }) => sum + (lines?.length ?? 0), 0);
  assert.ok(kept <= 20_000, `${kept} lines`);
  assert.equal(sessions.rows[0]?.lines?.length, 400, 'the newest has its own');
});
