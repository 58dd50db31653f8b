import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { z } from 'zod';
import { field } from '../../directory/fields/field.ts';
import { formsOf } from '../../directory/fields/forms.ts';
import { formsOfKind } from '../../directory/kinds/all.ts';
import { label, list } from '../../directory/fields/values.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';

/** A new kind of object: nothing but its fields. */
const { shape, create, patch, standards, added } = formsOf({
  name: field(label, { help: 'what it is called', column: 'NAME' }),
  loud: field(z.boolean(), { help: 'says so', standard: false, flag: '--loud <on|off>' }),
  colours: field(list(label), { help: 'all of them', standard: ['red'], since: '0.2.0', flag: '--colour <name>' }),
  days: field(z.int().min(1).max(9).nullable(), { help: 'how long; none', standard: null, flag: '--days <days>' }),
  most: field(z.int().min(1), { help: 'how large', standard: 1_024, flag: '--most <size>' }),
  patience: field(z.int().min(1_000), { help: 'how long', standard: 5_000, flag: '--patience <duration>' }),
});

const said = (...words: string[]): unknown => {
  const command = addFieldOptions(new Command(), shape)
    .exitOverride()
    .configureOutput({ writeErr() {} });
  command.parse(words, { from: 'user' });
  return fieldsOf(shape, command.opts());
};

test('options, their reading and the body follow from the fields', () => {
  assert.deepEqual(said(), {});
  assert.deepEqual(
    said(
      '--loud',
      'on',
      '--colour',
      'blue,green',
      '--colour',
      'red',
      '--days',
      '3',
      '--most',
      '2KiB',
      '--patience',
      '2m',
    ),
    { loud: true, colours: ['blue', 'green', 'red'], days: 3, most: 2_048, patience: 120_000 },
  );
  assert.deepEqual(said('--days', 'none', '--colour', 'none'), { days: null, colours: [] });
  assert.throws(() => said('--days', '10'), /from 1 to 9/u);
  assert.throws(() => said('--loud', 'perhaps'), /on or off/u);
});

test('help tells the default, and columns have their head', () => {
  const help = addFieldOptions(new Command(), shape, { patience: 'the kind knows' }).helpInformation();
  assert.match(help, /--loud <on\|off>\s+says so \(off\)/u);
  assert.match(help, /--colour <name>\s+all of them \(red\)/u);
  assert.match(help, /--days <days>\s+how long; none\n/u);
  assert.match(help, /--patience <duration>\s+how long \(the kind knows\)/u);
  assert.deepEqual(
    columnsOf(shape, 'name').map(([head, cell]) => [head, cell({ name: 'x' })]),
    [['NAME', 'x']],
  );
});

test('forms take the defaults of the fields, and assume none in a change', () => {
  const whole = { name: 'x', loud: false, colours: ['red'], days: null, most: 1_024, patience: 5_000 };
  assert.deepEqual(create.parse({ name: 'x' }), whole);
  assert.deepEqual({ name: 'x', ...standards }, whole);
  assert.deepEqual(added, { colours: ['red'] });
  assert.deepEqual(patch.parse({ loud: true }), { loud: true });
  assert.equal(patch.safeParse({ aloud: true }).success, false);
});

test('no two fields of a kind have one option', () => {
  for (const [kind, forms] of Object.entries(formsOfKind)) {
    const command = addFieldOptions(new Command(kind), forms.shape);
    const flags = command.options.map(({ long }) => long);
    assert.deepEqual([...new Set(flags)], flags, kind);
  }
});
