import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { replies } from '../../mail/replies.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';
import { SessionTurns } from './turns.ts';

const A = 'A' as ObjectId;
const B = 'B' as ObjectId;
const C = 'C' as ObjectId;

/** Only its kind is looked at. */
const event = (type: DialogueEvent['type']): DialogueEvent => ({ type }) as DialogueEvent;
const fault = (stage: 'auth' | 'rcpt'): DialogueEvent => ({
  type: 'fault',
  reply: replies.sequence('x'),
  stage,
  line: 'x',
  closing: false,
});

/** The owners of each turn, and when it was begun whether the one before was settled. */
function owners(...said: readonly (readonly [DialogueEvent, ...ObjectId[]])[]) {
  const turns = new SessionTurns();
  const parts = said.map(([one, ...organizations]) => {
    turns.begin(one);
    for (const organization of organizations) turns.owns(organization);
    return turns.part;
  });
  turns.end();
  for (const part of parts) assert.ok(part.settled);
  return parts.map(({ of }) => of);
}

test('MAIL is of all recipients of its transaction, each recipient of its own, content of whose mail it is', () => {
  assert.deepEqual(
    owners(
      [event('hello')],
      [event('mail')],
      [event('rcpt'), A],
      [event('rcpt'), B],
      [fault('rcpt'), C],
      [event('data'), A],
      [event('content')],
      [event('end-of-data')],
      [event('noop')],
      [event('mail')],
      [event('rcpt'), B],
      [event('rset')],
      [event('rcpt'), C],
    ),
    [null, [A, B, C], [A], [B], [C], [A], [A], [A], null, [B], [B], null, [C]],
  );
});

test('what follows the end of content is of no transaction', () => {
  const turns = new SessionTurns();
  for (const type of ['mail', 'rcpt', 'data', 'end-of-data'] as const) turns.begin(event(type));
  turns.owns(A);
  assert.deepEqual(turns.inTransaction, [A]);
  turns.begin(fault('rcpt'));
  turns.owns(B);
  assert.deepEqual(turns.inTransaction, []);
});

test('the lines of one sign-in belong together, those of the next are another’s, and none are a transaction’s', () => {
  assert.deepEqual(
    owners(
      [event('mail')],
      [event('challenge')],
      [event('challenge')],
      [event('auth'), A],
      [event('challenge')],
      [fault('auth'), B],
      [event('auth'), C],
    ),
    [[], [A], [A], [A], [B], [B], [C]],
  );
});

test('a line of ours that answers nothing is of the session, whoever the refusal is of', () => {
  const turns = new SessionTurns();
  turns.begin(event('rcpt'));
  turns.owns(A);
  turns.beginOwnWord();
  turns.owns(B);
  assert.equal(turns.part.of, null);
});
