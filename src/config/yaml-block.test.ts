import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { yamlFields, yamlItem } from './yaml-block.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    'null',
    'True',
    '1e3',
    '0x1f',
    '10.0.0.1',
    '10.0',
    '192.0.2.0/28',
    '- a',
    'a: b',
    'a #b',
    '#',
    '~',
    '@x',
    '*',
    '*.x',
    '---',
  ),
  fc.constantFrom(
    'outbound:Provider',
    'user@x.test',
    'two words',
    'a\nb',
    'ends ',
    ' begins',
    "it's",
    '"q"',
    'ÄÖ',
    '2001:db8::/64',
    'yes',
    '.5',
    '+1',
    '=',
  ),
);
const scalar = fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer());
const fields = fc.dictionary(
  fc.constantFrom('name', 'aliases', 'limits', 'delivery', 'members'),
  fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('item'), { maxLength: 3 }), tie('object')),
    item: fc.oneof(scalar, fc.dictionary(fc.constantFrom('a', 'b'), scalar, { minKeys: 1, noNullPrototype: true })),
    object: fc.dictionary(fc.constantFrom('kind', 'path'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  })).value,
  { minKeys: 1, noNullPrototype: true },
);

test('what is written is read again as it was', () => {
  fc.assert(
    fc.property(fields, (object) => {
      const plain = { ...object } as object;
      assert.deepEqual(parse(yamlFields(plain, '')), plain);
      assert.deepEqual(parse(`list:\n${yamlItem(plain, '  ')}${yamlItem(plain, '  ')}`), { list: [plain, plain] });
    }),
    { numRuns: 1_000 },
  );
});

test('it is written as the package writes it', () => {
  const mailbox = {
    address: 'office@school.example',
    displayName: 'The Office: 2nd floor',
    aliases: ['info@school.example'],
    sendAs: [],
    forwarding: null,
    delivery: { kind: 'maildir', path: 'school.example/office' },
    limits: {},
    credentials: [{ name: 'Copier', username: 'office@school.example', enabled: true }],
    networks: ['192.168.7.0/24', '2001:db8::/64', '::1'],
    senders: ['*', '*.x.example'],
    secret: 'outbound:Provider',
    count: 3,
    word: 'true',
  };
  assert.equal(yamlItem(mailbox, ''), stringify([mailbox], { lineWidth: 0 }));
});
