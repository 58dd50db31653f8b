import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../base/id.ts';
import { allowEntryForms, blockEntryForms } from '../directory/kinds/list-entry.ts';
import type { DirectoryObject } from '../directory/objects.ts';
import { DirectoryView } from '../directory/snapshot.ts';
import { endsAt } from '../directory/validity.ts';
import { type AuthorQuestion, listedAuthor, listedRecipient, listedSender, type SenderQuestion } from './lists.ts';

const id = (text: string): ObjectId => text as ObjectId;
const DAY = 24 * 60 * 60_000;
const dates = { addedAt: 0, usedAt: null } as const;

const entry = (kind: 'block-entry' | 'allow-entry', said: string, more: object = {}): DirectoryObject => {
  const forms = kind === 'block-entry' ? blockEntryForms : allowEntryForms;
  const fields = forms.create.parse({ name: said, until: 'never', ...more });
  return { kind, id: id(`${kind} ${said}`), organizationId: id('org'), ...fields, ...dates } as DirectoryObject;
};

type Question = SenderQuestion &
  Omit<AuthorQuestion, 'author'> & { readonly author: string | null; readonly recipient: string | null };

const question: Question = {
  organizationId: id('org'),
  way: 'direct',
  clientAddress: '192.0.2.7',
  mailbox: null,
  connector: null,
  author: 'anna@sales.spam.test',
  signedBy: [],
  recipient: null,
  now: DAY,
};
const ask = (objects: readonly DirectoryObject[], more: Partial<Question> = {}) => {
  const view = new DirectoryView({ revision: 1, objects });
  const { author, recipient, ...asked } = { ...question, ...more };
  return {
    ...listedSender(view, asked),
    ...(author === null ? {} : listedAuthor(view, { ...asked, author })),
    ...(recipient === null ? {} : listedRecipient(view, asked, recipient)),
  };
};

test('an allowed address beats a block of its network, and the smallest network is named', () => {
  const blocks = [entry('block-entry', '192.0.2.0/24'), entry('block-entry', '192.0.0.0/16')];
  assert.deepEqual(ask(blocks), { blockedAddress: '192.0.2.0/24' });
  assert.deepEqual(ask([...blocks, entry('allow-entry', '192.0.2.7')]), { allowedAddress: '192.0.2.7' });
});

test('who signs in is kept out by an address only where the entry says so', () => {
  const signedIn = { way: 'submission' } as const;
  assert.deepEqual(ask([entry('block-entry', '192.0.2.7')], signedIn), {});
  const both = entry('block-entry', '192.0.2.7', { signedInToo: true });
  assert.deepEqual(ask([both], signedIn), { blockedAddress: '192.0.2.7' });
});

test('a domain is itself alone, *.x what is below it, and a blocked author beats an allowed one', () => {
  assert.deepEqual(ask([entry('block-entry', 'spam.test')]), {});
  assert.deepEqual(ask([entry('block-entry', '*.spam.test')]), { blockedAuthor: '*.spam.test' });
  assert.deepEqual(ask([entry('block-entry', 'SALES.spam.test')]), { blockedAuthor: 'sales.spam.test' });
  const allowed = entry('allow-entry', 'anna@sales.spam.test');
  assert.deepEqual(ask([allowed]), { allowedAuthor: 'anna@sales.spam.test' });
  assert.deepEqual(ask([allowed, entry('block-entry', '*.spam.test')]), { blockedAuthor: '*.spam.test' });
});

test('a pair is an author from an address, a network, or a domain that signs', () => {
  const from = (source: string) => [entry('allow-entry', `*.spam.test  from ${source}`)];
  assert.deepEqual(ask(from('192.0.2.0/24')), { allowedPair: '*.spam.test from 192.0.2.0/24' });
  assert.deepEqual(ask(from('198.51.100.0/24')), {});
  assert.deepEqual(ask(from('agency.test')), {});
  assert.deepEqual(ask(from('agency.test'), { signedBy: ['agency.test'] }), {
    allowedPair: '*.spam.test from agency.test',
  });
});

test('a block of a domain binds mail to it too, unless it is of one way only', () => {
  const out = { way: 'relay', author: null, recipient: 'boss@rival.test' } as const;
  assert.deepEqual(ask([entry('block-entry', 'rival.test')], out), { blockedRecipient: 'rival.test' });
  assert.deepEqual(ask([entry('block-entry', 'rival.test', { binds: 'inbound' })], out), {});
  const outbound = [entry('block-entry', 'rival.test', { binds: 'outbound' })];
  assert.deepEqual(ask(outbound, { author: 'x@rival.test' }), {});
});

test('entries of another organization count for nobody else', () => {
  assert.deepEqual(ask([entry('block-entry', '192.0.2.7')], { organizationId: id('other') }), {});
});

test('an entry ends: after a day that is named, after days, or after days without use', () => {
  const ends = (until: string, usedAt: number | null = null) => endsAt({ until, addedAt: DAY, usedAt });
  assert.equal(ends('never'), null);
  assert.equal(ends('1970-01-05'), 5 * DAY);
  assert.equal(ends('30 days', 10 * DAY), 31 * DAY);
  assert.equal(ends('45 days after last use'), 46 * DAY);
  assert.equal(ends('45 days after last use', 10 * DAY), 55 * DAY);
  const month = [entry('block-entry', '192.0.2.7', { until: '30d' })];
  assert.deepEqual(ask(month, { now: 29 * DAY }), { blockedAddress: '192.0.2.7' });
  assert.deepEqual(ask(month, { now: 31 * DAY }), {});
});

test('what is no entry is not taken', () => {
  for (const name of ['*', '0.0.0.0/0', '2001::/16', 'not an address', 'a@b.test from', 'spam.test from 0.0.0.0/0'])
    assert.equal(blockEntryForms.create.safeParse({ name }).success, false, name);
  for (const until of ['tomorrow', '0 days', '366 days', '2026-02-31'])
    assert.equal(blockEntryForms.create.safeParse({ name: 'a.test', until }).success, false, until);
});
