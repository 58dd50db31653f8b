import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FittedColumn, fittedLines, wrapped } from './fitted-table.ts';

interface Mail {
  readonly at: string;
  readonly to: string;
  readonly why: string;
  readonly extra: string;
}

const columns: readonly FittedColumn<Mail>[] = [
  { header: 'AT', cell: ({ at }) => at },
  { header: 'EXTRA', cell: ({ extra }) => extra, least: 6, goes: 9 },
  { header: 'TO', cell: ({ to }) => to, least: 12, goes: 1, beneath: ({ to }) => `to ${to}` },
  { header: 'WHY', cell: ({ why }) => why, least: 16, long: 'wrapped', goes: 5, beneath: ({ why }) => why },
];
const mail: Mail = {
  at: '08:00:00',
  to: 'someone.long@contoso.test',
  why: 'no connector covers the address of it',
  extra: 'more words',
};
const at = (width: number | null, rows: readonly Mail[] = [mail]) => fittedLines(columns, rows, width, (text) => text);

test('without a terminal nothing is cut and nothing goes', () => {
  assert.deepEqual(at(null), {
    lines: [
      'AT        EXTRA       TO                         WHY',
      '08:00:00  more words  someone.long@contoso.test  no connector covers the address of it',
    ],
    gone: [],
  });
});

test('no line is wider than the terminal, and what has no room goes, is named, or stands beneath', () => {
  for (let width = 30; width < 120; width++)
    for (const line of at(width).lines) assert.ok(line.length <= width, `${width}: ${line}`);
  assert.deepEqual(at(54), {
    lines: [
      'AT        EXTRA     TO              WHY',
      '08:00:00  more wo…  someone.long@…  no connector',
      '                                    covers the address',
      '                                    of it',
    ],
    gone: [],
  });
  assert.deepEqual(at(43), {
    lines: [
      'AT        TO              WHY',
      '08:00:00  someone.long@…  no connector',
      '                          covers the',
      '                          address of it',
    ],
    gone: ['EXTRA'],
  });
});

test('it stands beneath its row rather than go, and room that this leaves is used', () => {
  assert.deepEqual(at(32), {
    lines: ['AT        TO', '08:00:00  someone.long@contoso.…', '    no connector covers the', '    address of it'],
    gone: ['EXTRA'],
  });
  assert.deepEqual(at(21).lines, [
    'AT        EXTRA',
    '08:00:00  more words',
    '    to',
    '    someone.long@contoso',
    '    .test',
    '    no connector covers',
    '    the address of it',
  ]);
});

test('a column without a word goes, a stranger’s controls are shown and no line of theirs is one of ours', () => {
  assert.deepEqual(at(80, [{ ...mail, extra: '', to: 'a\r\n\u001b[31m\u202eb' }]).lines, [
    'AT        TO                      WHY',
    '08:00:00  a\\r\\n\\x1b[31m\\u{202e}b  no connector covers the address of it',
  ]);
});

test('text is wrapped at blanks, and a long word divided', () => {
  assert.deepEqual(wrapped('a bc def', 4), ['a bc', 'def']);
  assert.deepEqual(wrapped('abcdefghij k', 4), ['abcd', 'efgh', 'ij k']);
  assert.deepEqual(wrapped('', 4), ['']);
  assert.deepEqual(wrapped('見積書です', 4), ['見積', '書で', 'す']);
});
