/**
 * Fixed bounds stand in the table (`src/base/bounds/`) and nowhere else: a number that a file keeps for itself is judged here once, and what
 * bounds nothing is named with its reason.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersExcused, spotsExcused } from './numbers-excused.ts';
import { files as sourceFiles } from './source.ts';

/** Path and code of what ships, the table and the contract of the store left out. */
const files = sourceFiles.filter(({ path }) => !path.startsWith('base/bounds') && !path.startsWith('store/contract/'));

/** Code units and parts of time, wherever they stand. */
const NO_BOUND =
  /^(?:CR|LF|TAB|NUL|DOT|DASH|ZERO|SPACE|COLON|HYPHEN|EQUALS|SEMICOLON|KIB|NANOSECONDS|(?:SECOND|MINUTE|HOUR|DAY|YEAR)(?:_MS)?)$/u;
const AMOUNT = /^(?:0x[\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:e\d+)?|[A-Z][A-Z0-9_]*)$/u;

/** Whether an expression is a number: literals, and what is computed of them and of other constants. */
function isNumber(expression: string): boolean {
  const amounts = expression.split(/[-+*/%()\s]+/u).filter((part) => part !== '');
  return amounts.length > 0 && amounts.every((part) => AMOUNT.test(part)) && /\d/u.test(expression);
}

/** Constants that hold a number, or numbers by name, as `path NAME`. Counters that start at 0 or 1 are none. */
function numbersOf(path: string, code: string): string[] {
  const single = [...code.matchAll(/\b(?:const|static|readonly) (#?\w+)(?:: number)? = ([^;\n]{1,200});\s*$/gmu)]
    .map(([, name = '', value = '']) => ({ name, value: value.replace(/ (?:as|satisfies) \w+$/u, '') }))
    .filter(({ name, value }) => isNumber(value) && !/^[01]$/u.test(value) && !NO_BOUND.test(name));
  const several = [...code.matchAll(/\bconst (\w+)(?:: [^=;]{1,100})? = [{[]([^{}[\];]{1,2000})[}\]](?: as const)?;/gu)]
    .map(([, name = '', list = '']) => ({
      name,
      values: list.split(',').map((one) => one.replace(/^\s*(?:'[^']*'|\w+): /u, '').trim()),
    }))
    .filter(({ values }) => values.every((value) => value === '' || isNumber(value)))
    .filter(({ values }) => values.some((value) => !/^-?[01]?$/u.test(value)));
  return [...single, ...several].map(({ name }) => `${path} ${name}`);
}

/** Where a number itself cuts, compares or waits. */
const SPOTS = [
  /\.(?:slice|subarray|substring)\(0, ([\d_]+)\)/gu,
  /\.slice\(-([\d_]+)\)/gu,
  /\.max\(([\d_]+)\)/gu,
  /(?:length|size|count|total|[bB]ytes|[oO]ctets|byteLength|depth|tries|attempts|rounds|looked)\)? (?:>|>=|<|<=) ([\d_]+)\b/gu,
  /\b(?:max|most|limit|atMost|longest|largest|timeout|deadline|patience|highWaterMark)\w*(?::| =) ([\d_]+)\b/gu,
  /\b(?:timer|timeout|sleep)\((?:\w+, )?([\d_]+)\b/gu,
  /\bLIMIT (\d+)/gu,
  // Our own words for cutting and reading.
  /\b(?:harmless|oneLine|plain|printable|shortened|cut|cutToOctets|line|whole|wholeNumber|count|countText|atMost)\((?:[^()\n]*, )?([\d_]+)[,)]/gu,
];

/** As `path: code`. Less than sixteen of something is a matter of form more often than a bound. */
function spotsOf(path: string, code: string): string[] {
  return SPOTS.flatMap((pattern) => [...code.matchAll(pattern)])
    .filter(([, amount = '']) => Number(amount.replaceAll('_', '')) >= 16)
    .map(([spot]) => `${path}: ${spot}`);
}

const unexcused = (found: readonly string[], excused: ReadonlyMap<string, string>): string[] =>
  found.filter((one) => !excused.has(one));

test('a number that a file keeps for itself is a row of the table of bounds, or excused with a reason', () => {
  const found = files.flatMap(({ path, code }) => numbersOf(path, code));
  assert.ok(found.length > 50);
  assert.deepEqual(unexcused(found, numbersExcused), [], 'put it into src/base/bounds, or say why it bounds nothing');
  assert.deepEqual(
    [...numbersExcused.keys()].filter((one) => !found.includes(one)),
    [],
    'these are not there any more',
  );
});

test('a number that cuts, compares or waits where it stands is a row of the table, or excused with a reason', () => {
  const found = files.flatMap(({ path, code }) => spotsOf(path, code));
  assert.deepEqual(unexcused(found, spotsExcused), [], 'put it into src/base/bounds, or say why it bounds nothing');
  assert.deepEqual(
    [...spotsExcused.keys()].filter((one) => !found.includes(one)),
    [],
    'these are not there any more',
  );
});

test('a bound beside the table is seen, whatever it is called', () => {
  const added = [
    'const MOST_THINGS = 100;',
    'export const LONGEST_LINE = 4 * KIB;',
    'const THINGS: number = 2 ** 20;',
    'const thingsDeadlineMs = 5 * 60_000;',
    '  static readonly most = 5_000;',
    'const HALF = (MOST - 4) / 2;',
    'const MOST = 500 as const;',
    'const LONGEST_MS = { slow: 100, failing: 5_000 } as const;',
    'const STEPS = [100, 5_000];',
  ];
  for (const line of added) assert.equal(numbersOf('room/new.ts', `${line}\n`).length, 1, line);
  const spots = [
    'names.slice(0, 100)',
    'z.string().max(400)',
    'if (text.length > 1_000) return null;',
    'new Cache({ max: 500 })',
    'const socket = connect({ timeout: 5_000 });',
    'clock.timer(30_000, stop)',
    "sql('SELECT a FROM b LIMIT 500')",
    'harmless(cause.message, 200)',
  ];
  for (const spot of spots) assert.equal(spotsOf('room/new.ts', spot).length, 1, spot);
  for (const none of ['const KEY = bounds.room.things;', 'const LF = 10;', 'let count = 0;', 'const first = names[0];'])
    assert.deepEqual([...numbersOf('room/new.ts', `${none}\n`), ...spotsOf('room/new.ts', none)], [], none);
});
