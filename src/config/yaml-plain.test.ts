import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { yamlItem } from './yaml-block.ts';
import { readPlain } from './yaml-plain.ts';

const word = fc.constantFrom(
  'user@x.test',
  'Two Words',
  'null',
  'True',
  'yes',
  '10.0.0.1',
  '10.0',
  '192.0.2.0/28',
  '2001:db8::/64',
  '2001:db8::1',
  '::1',
  '1:20:30',
  '*',
  '*.x',
  '~',
  '',
  'a: b',
  'a #b',
  '#',
  '-1',
  '007',
  '1e3',
  '0x1f',
  '.5',
  'it"s',
  'a\\b',
  'outbound:Provider',
  'outbound:a b',
  'x ',
  'ends:',
  'null and void',
  '- a',
  '?',
  '[',
  '{}',
  '[]',
  '&a',
  '!x',
  '|',
  '>',
  "'",
  'ÄÖ',
  '12:30',
  '2026-01-02',
  'on',
  'NaN',
  '.inf',
  'true ',
  'a-b -c',
);
const scalar = fc.oneof(
  word,
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const fields = fc.dictionary(
  fc.constantFrom('name', 'aliases', 'limits', 'credentials'),
  fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.array(fc.dictionary(fc.constantFrom('a', 'b'), scalar, { minKeys: 1, noNullPrototype: true }), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('kind', 'path'), scalar, { noNullPrototype: true }),
  ),
  { minKeys: 1, noNullPrototype: true },
);

test('what it reads is what the package reads, or it leaves it to the package', () => {
  let read = 0;
  fc.assert(
    fc.property(fields, fc.constantFrom('', '      '), (object, indent) => {
      const text = yamlItem(object, indent);
      const value = readPlain(text.trimEnd().split('\n'));
      if (value === undefined) return;
      read++;
      assert.deepEqual(value, parse(text));
    }),
    { numRuns: 2_000 },
  );
  assert.ok(read > 50, `${read} were plain`);
});

test('lines of any kind are read as the package reads them, or left to it', () => {
  const line = fc
    .tuple(fc.nat(3), fc.constantFrom('- ', ''), fc.constantFrom('a: ', 'b:', 'c: ', ''), word)
    .map(([depth, dash, key, value]) => `${'  '.repeat(depth)}${dash}${key}${key === 'b:' ? '' : value}`);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const value = readPlain(lines);
      if (value !== undefined) assert.deepEqual(value, parse(lines.join('\n')));
    }),
    { numRuns: 20_000 },
  );
});

test('what stands on one line in brackets is read as the package reads it, or left to it', () => {
  const flow = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(fc.constantFrom('a', 'b', 'c', ''), tie('value')), { maxLength: 3 })
        .map((pairs) => `{ ${pairs.map(([key, value]) => `${key}: ${String(value)}`).join(', ')} }`),
    ),
  })).value;
  let read = 0;
  fc.assert(
    fc.property(flow, (value) => {
      const text = `- key: ${String(value)}`;
      const plain = readPlain([text]);
      if (plain === undefined) return;
      read++;
      assert.deepEqual(plain, parse(text));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(read > 500, `${read} were plain`);
  assert.deepEqual(readPlain(['- { name: device 1, addresses: [10.0.0.1, 10.0.0.2], on: true }']), [
    { name: 'device 1', addresses: ['10.0.0.1', '10.0.0.2'], on: true },
  ]);
});

test('a mailbox of an export is plain', () => {
  const mailbox = {
    address: 'office@school.example',
    displayName: 'The Office',
    aliases: ['info@school.example'],
    sendAs: [],
    forwarding: null,
    enabled: true,
    delivery: { kind: 'maildir', path: 'school.example/office' },
    limits: { recipientsPerDay: 50 },
    credentials: [{ name: 'Copier 1', username: 'office@school.example', enabled: true }],
  };
  assert.deepEqual(readPlain(yamlItem(mailbox, '      ').trimEnd().split('\n')), [mailbox]);
});
