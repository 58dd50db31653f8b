import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domain, group, mailbox, organization } from '../../../lab/houses/receive-house.ts';
import { bounds } from '../../base/bounds.ts';
import { addressOfKey } from '../../mail/address.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { beenIn, wayBack } from './delivered-to.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { judgeOwnReversePath } from '../ingress/own-name.ts';
import { leadsOnlyBack, leadsToSomebody, reachOf } from './ways.ts';

const MOST = bounds.policy.addressesFollowed;
const members = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}@elsewhere.test`);

const view = (...more: readonly DirectoryObject[]): DirectoryView =>
  new DirectoryView({
    revision: 1,
    objects: [
      organization('Ours'),
      domain('Ours', 'ours.test'),
      domain('Ours', 'site.test', { type: 'internal-relay' }),
      mailbox('Ours', 'a@ours.test'),
      mailbox('Ours', 'b@ours.test', { aliases: ['c@ours.test'], forwarding: { to: ['x@site.test'], keepCopy: true } }),
      group('Ours', 'team@ours.test', ['a@ours.test', 'c@ours.test', 'more@ours.test']),
      group('Ours', 'more@ours.test', ['team@ours.test', 'y@elsewhere.test']),
      group('Ours', 'large@ours.test', members(MOST - 1)),
      group('Ours', 'too-large@ours.test', members(MOST)),
      ...more,
    ],
  });
const stranger = { match: null, mailbox: null };

test('all that groups and forwarding lead to is found once, whatever name is asked for', () => {
  const of = view();
  const { objects, relays, isWhole } = reachOf(of, addressOfKey('team@ours.test'));
  assert.deepEqual([...objects].sort(), ['a@ours.test', 'b@ours.test', 'more@ours.test', 'team@ours.test']);
  assert.deepEqual([...relays], ['Ours']);
  assert.equal(isWhole, true);
  assert.equal(
    reachOf(of, addressOfKey('b@ours.test')),
    reachOf(of, addressOfKey('c+plus@ours.test')),
    'looked up once',
  );
  assert.deepEqual([...reachOf(of, addressOfKey('z@site.test')).relays], ['Ours']);
  assert.deepEqual([...reachOf(of, addressOfKey('z@elsewhere.test')).relays], []);
});

test('what leads to more than is followed is refused where all of it has to be known, and taken for somebody elsewhere', () => {
  const of = view();
  const ceo = addressOfKey('ceo@ours.test');
  const been = beenIn(of, ['a@ours.test']);
  for (const [name, isWhole] of [
    ['large@ours.test', true],
    ['too-large@ours.test', false],
  ] as const) {
    const to = addressOfKey(name);
    assert.equal(reachOf(of, to).isWhole, isWhole, name);
    assert.equal(wayBack(of, to, been, true) === null, isWhole, name);
    assert.equal(judgeOwnReversePath(of, to, ceo, stranger).kind === 'accept', isWhole, name);
    assert.equal(wayBack(of, to, been, false), null, 'of our own people only the recipient counts');
    assert.equal(wayBack(of, to, new Set(), true), null, 'it has been nowhere here');
    assert.equal(leadsToSomebody(of, [to]), true);
  }
});

test('what leads only back is told from what leads to nobody', () => {
  const of = view(
    group('Ours', 'ring@ours.test', ['gnir@ours.test']),
    group('Ours', 'gnir@ours.test', ['ring@ours.test']),
    group('Ours', 'dead@ours.test', ['nobody@ours.test']),
  );
  const led = (name: string): readonly [boolean, boolean] => [
    leadsToSomebody(of, [addressOfKey(name)]),
    leadsOnlyBack(of, [addressOfKey(name)]),
  ];
  assert.deepEqual(led('ring@ours.test'), [false, true]);
  assert.deepEqual(led('dead@ours.test'), [false, false]);
  assert.deepEqual(led('team@ours.test'), [true, false]);
});
