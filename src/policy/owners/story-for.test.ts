import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { storyFor } from './story-for.ts';

const A = 'A' as ObjectId;
const B = 'B' as ObjectId;

/** A's mail to one of its own and to a group of B, which has a member of B and one elsewhere. */
const story = {
  rows: [
    { organizationId: A, recipient: 'ann@a.test' },
    { organizationId: A, recipient: 'team@b.test' },
    { organizationId: B, recipient: 'bob@b.test' },
    { organizationId: B, recipient: 'carol@else.test' },
  ],
  events: [
    { ordinal: null, text: 'Received by connector Office' },
    { ordinal: 0, text: 'Delivered to ann@a.test' },
    { ordinal: 1, text: 'Group expanded' },
    { ordinal: 2, text: 'Delivered to bob@b.test' },
    { ordinal: 3, text: 'Sent to carol@else.test' },
  ],
  session: null,
};
const texts = (mine: readonly ObjectId[]) => storyFor(mine, story)?.events.map(({ ordinal, text }) => [ordinal, text]);

test('the sender’s side sees its message, and not who is in the other’s group', () => {
  assert.deepEqual(storyFor([A], story)?.rows, story.rows.slice(0, 2));
  assert.deepEqual(texts([A]), [
    [null, 'Received by connector Office'],
    [0, 'Delivered to ann@a.test'],
    [1, 'Group expanded'],
  ]);
});

test('the group’s side sees its members, counted from the first of them, and not the way in', () => {
  assert.deepEqual(storyFor([B], story)?.rows, story.rows.slice(2));
  assert.deepEqual(texts([B]), [
    [0, 'Delivered to bob@b.test'],
    [1, 'Sent to carol@else.test'],
  ]);
});

test('who sees both sees all of it, others nothing', () => {
  assert.deepEqual(storyFor([A, B], story), story);
  assert.equal(storyFor(['C' as ObjectId], story), null);
  assert.equal(storyFor([], story), null);
});
