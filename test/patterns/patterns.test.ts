/**
 * Every regular expression of the house is judged before it meets a text: could a hostile one make it look at the same characters again and
 * again? Those whose time may grow faster than the text are mended, or stand below with what bounds their text.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Visitor } from 'oxc-parser';
import { files } from '../architecture/source.ts';

/** The package's form in plain JavaScript: its other entry would look for a native program. */
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck');

/** Files with patterns of large counts (`.{0,400}`) that the judge cannot tell from endless ones: how far they look from each place. */
const looksAhead: Readonly<Record<string, string>> = {
  'policy/upstreams/service-replies/any-host.ts': '200 characters, in one reply of a next hop',
};

/** Files with patterns that are put together, and so are judged by people. */
const composed: Readonly<Record<string, string>> = {
  'policy/upstreams/service-replies/any-host.ts':
    'of the phrases of many services, which look one word or 80 characters ahead, in one reply of a next hop',
  'texts/kept.ts': 'of the names of our own commands, for texts that were kept',
};

interface Literal {
  readonly path: string;
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

const literals: Literal[] = [];
const composedIn = new Set<string>();

for (const { path, text, program } of files) {
  const isRegExp = (callee: { readonly type: string }): boolean => 'name' in callee && callee.name === 'RegExp';
  new Visitor({
    Literal: (node) => {
      if (!('regex' in node) || node.regex === null) return;
      const line = text.slice(0, node.start).split('\n').length;
      literals.push({ path, place: `src/${path}:${line}`, ...node.regex });
    },
    NewExpression: ({ callee }) => void (isRegExp(callee) && composedIn.add(path)),
    CallExpression: ({ callee, arguments: [first] }) => {
      if (isRegExp(callee)) composedIn.add(path);
      const method = callee.type === 'MemberExpression' && 'name' in callee.property ? callee.property.name : '';
      // A text given to these becomes a pattern.
      if (['match', 'matchAll', 'search'].includes(String(method)) && first?.type === 'Literal' && !('regex' in first))
        composedIn.add(path);
    },
  }).visit(program);
}

/** Repetitions beyond this are read as without an end: the judgement is then exact and quick, and never kinder. */
const MOST_COUNTED = 10;
/** What has no repetition without an end takes so many steps from each place at most: not worth a judgement. */
const FEW_STEPS = 2_000;

interface Counts {
  /** With large counts (`{1,320}`) taken for endless ones. */
  readonly endless: string;
  /** With large counts taken for small ones. */
  readonly small: string;
  /** All counts multiplied: more steps from one place there are not. */
  readonly steps: number;
}

function countsOf(pattern: string): Counts {
  let endless = '';
  let small = '';
  let steps = 1;
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const from = i;
    const character = pattern[i];
    if (character === '\\') {
      i++;
      if ('upP'.includes(pattern[i] ?? '') && pattern[i + 1] === '{') i = pattern.indexOf('}', i);
    } else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (!inClass && (character === '*' || character === '+')) steps = Number.POSITIVE_INFINITY;
    else if (!inClass && character === '?' && pattern[i - 1] !== '(') steps *= 2;
    else if (!inClass && character === '{') {
      i = pattern.indexOf('}', i);
      const [least = '0', most = least] = pattern.slice(from + 1, i).split(',', 2);
      const end = most === '' ? Number.POSITIVE_INFINITY : Number(most);
      steps *= 1 + end;
      endless += counted(Number(least), end, Number.POSITIVE_INFINITY);
      small += counted(Number(least), end, MOST_COUNTED);
      continue;
    }
    endless += pattern.slice(from, i + 1);
    small += pattern.slice(from, i + 1);
  }
  return { endless, small, steps };
}

function counted(least: number, most: number, large: number): string {
  const from = Math.min(least, MOST_COUNTED);
  if (most === least) return `{${from}}`;
  const end = most <= MOST_COUNTED || most === Number.POSITIVE_INFINITY ? most : large;
  if (end < Number.POSITIVE_INFINITY) return `{${from},${end}}`;
  return from === 0 ? '*' : from === 1 ? '+' : `{${from},}`;
}

/** Nothing else in it depends on the clock or on chance, so that a busy machine judges alike. */
const isSafe = (pattern: string, flags: string): boolean =>
  checkSync(pattern, flags, {
    // Beyond it nothing is known, and that is as good as slow.
    timeout: 60_000,
    incubationTimeout: null,
    attackTimeout: 0,
    randomSeed: 1,
  }).status === 'safe';

function verdictOf(pattern: string, flags: string): 'linear' | 'counted' | 'slow' {
  const { endless, small, steps } = countsOf(pattern);
  if (steps <= FEW_STEPS || isSafe(endless, flags)) return 'linear';
  return small !== endless && (steps < Number.POSITIVE_INFINITY || isSafe(small, flags)) ? 'counted' : 'slow';
}

test('the judge knows what is quick and what is not', () => {
  assert.ok(literals.length > 300);
  assert.deepEqual(countsOf('^[a{1,99}]{1,99}\\p{L}{3}\\{x{0,64}y?{20}$'), {
    endless: '^[a{1,99}]+\\p{L}{3}\\{x*y?{10}$',
    small: '^[a{1,99}]{1,10}\\p{L}{3}\\{x{0,10}y?{10}$',
    steps: 100 * 4 * 65 * 2 * 21,
  });
  for (const [pattern, flags, verdict] of [
    [' +$', 'u', 'slow'],
    ['^(a+)+$', 'u', 'slow'],
    ['"(?:[^"\\\\]|\\\\.)*"', 'gsu', 'slow'],
    ['\\s+(?=$)', 'u', 'slow'],
    ['x{0,500}x{0,500}y', 'u', 'counted'],
    ['x{0,20}x{0,20}y', 'u', 'linear'],
    ['^ +$', 'u', 'linear'],
    ['^"(?:[^"\\\\]|\\\\.)*"$', 'su', 'linear'],
    ['[a-z]+', 'giu', 'linear'],
  ] as const)
    assert.equal(verdictOf(pattern, flags), verdict, pattern);
});

test('no regular expression takes more time than its text is long, but where it looks a counted way ahead', () => {
  const verdicts = new Map<string, ReturnType<typeof verdictOf>>();
  const slow: string[] = [];
  const excused = new Set<string>();
  for (const { path, place, pattern, flags } of literals) {
    const key = `/${pattern}/${flags}`;
    const verdict = verdicts.get(key) ?? verdictOf(pattern, flags);
    verdicts.set(key, verdict);
    if (verdict === 'linear') continue;
    if (verdict === 'counted' && Object.hasOwn(looksAhead, path)) excused.add(path);
    else slow.push(`${place} ${key} (${verdict})`);
  }
  assert.deepEqual(slow, []);
  assert.deepEqual([...excused].sort(), Object.keys(looksAhead), 'exceptions that nothing needs any more');
});

test('patterns are written where they are used, or put together when a file is loaded', () => {
  assert.deepEqual([...composedIn].sort(), Object.keys(composed));
});
