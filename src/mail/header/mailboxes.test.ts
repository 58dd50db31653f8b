import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxesIn } from './mailboxes.ts';

const read = (value: string): readonly string[] | null =>
  mailboxesIn(value, 'flatten')?.map(({ address }) => address) ?? null;

test('an address field is read where all would read it alike', () => {
  assert.deepEqual(read('Ann <ann@a.test>, bob@b.test'), ['ann@a.test', 'bob@b.test']);
  assert.deepEqual(read('scan@ours.test <scan@ours.test>'), ['scan@ours.test']);
  assert.deepEqual(read('Ann <ann@a.test> (at home)'), ['ann@a.test']);
});

test('text behind the brackets is the address for some, so the field has no clear reading', () => {
  for (const value of [
    '<any@attack.test>admin@legit.test',
    'admin <any@attack.test>admin@legit.test',
    '<any@attack.test> admin',
    '<any@attack.test>>',
    'any@attack.test>',
    '<any@attack.test><admin@legit.test>',
  ])
    assert.equal(read(value), null, value);
});
