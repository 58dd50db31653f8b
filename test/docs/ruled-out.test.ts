/**
 * Administrators read plain words: what RFCs and our own code call otherwise (`docs/words.md`) stays out of the texts, the pages for
 * administrators and what the command line says. A name stands in backticks (an option, a field, a setting, a metric, an alarm's code) and stays as it is.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/commands.ts';
import { silentIo } from '../../lab/cli.ts';
import { files, literalsOf } from '../architecture/source.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The table of `docs/words.md`, which has the reasons too. */
const table = readFileSync(`${root}/docs/words.md`, 'utf8').split('| not | but | because |')[1] ?? '';
const ruledOut = [...table.matchAll(/^\| ([a-z][^|]*) \| ([^|]+) \| [^|]+ \|$/gmu)].flatMap(
  ([, words = '', instead = '']) =>
    words.split(', ').map((word) => ({
      word: new RegExp(`(?<!\\bas )\\b${word.replace('-', '[- ]')}s?\\b`, 'giu'),
      instead,
    })),
);
const markdown = (folder: string): readonly string[] =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** For engineers: what they measure, prove and call things. */
const engineering = new Set(['docs/performance.md', 'docs/reliability.md', 'docs/words.md']);
const pages = ['README.md', ...markdown('docs'), ...markdown('docs/operate')].filter((page) => !engineering.has(page));

const prose = (text: string): string =>
  text
    .replaceAll(/^```[\s\S]*?^```/gmu, '')
    .replaceAll(/`[^`\n]*`/gu, '``')
    .replaceAll(TYPED, '--');

/** What is typed as it stands, where there are no backticks. */
const TYPED = /--[a-z][a-z-]*(?: <[a-z ]+>)?|\/?queue[ /]lanes|\boctets\/s/gu;

/** Codes, keys and facts to fill in are names. */
const isSentence = (text: string): boolean => !/^[\w:.-]*$/u.test(text);
const sentence = (text: string): string => prose(text).replaceAll(/\{\{\w+\}\}/gu, '{{}}');

const wrongIn = (place: string, text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) =>
      ruledOut.flatMap(({ word, instead }) =>
        [...line.matchAll(word)].map(
          ({ 0: found, index }) =>
            `${place}: ${found} (${instead}) in: ${line.slice(Math.max(0, index - 50), index + 50)}`,
        ),
      ),
    );

test('pages for administrators', () => {
  assert.deepEqual(
    pages.flatMap((page) => wrongIn(page, prose(readFileSync(`${root}/${page}`, 'utf8')))),
    [],
  );
});

test('texts', () => {
  // In other languages they are other words; their English keys stand where they are said.
  const texts = files.filter(({ path, folder }) => folder === 'texts' && !/texts\/(?:de|fr|es)\//u.test(path));
  assert.ok(texts.length > 10);
  assert.deepEqual(
    texts.flatMap((file) =>
      literalsOf(file)
        .filter(isSentence)
        .flatMap((text) => wrongIn(file.path, sentence(text))),
    ),
    [],
  );
});

test('help of the command line, and what it prints', () => {
  const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
  const helps = all(createProgram(silentIo(), () => {})).flatMap((command) => [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ]);
  assert.ok(helps.length > 200);
  const printed = files
    .filter(({ folder }) => folder === 'cli')
    .flatMap((file) =>
      literalsOf(file)
        .filter(isSentence)
        .flatMap((text) => wrongIn(file.path, sentence(text))),
    );
  assert.deepEqual([...helps.flatMap((help) => wrongIn('help', sentence(help))), ...printed], []);
});

/** Not for administrators: SMTP's own replies, what programs and databases are told, what is asked of a store, sentences of 0.1.0. */
const OTHERS = ['mail/replies.ts', 'smtp/server/', 'admin/contracts/', 'store/', 'policy/reasons/records-of-0-1-0.ts'];

test('what the rest of the program says: the trace, the log, causes and cures', () => {
  const spoken = files.filter(
    ({ path, folder }) => !['texts', 'cli'].includes(folder) && !OTHERS.some((other) => path.startsWith(other)),
  );
  const said = spoken.flatMap((file) =>
    literalsOf(file)
      .filter((text) => isSentence(text) && text.includes(' '))
      .flatMap((text) => wrongIn(file.path, sentence(text))),
  );
  assert.deepEqual(said, []);
});

test('there are words to look for', () => {
  assert.equal(ruledOut.length, 7);
  const found = ruledOut.filter(({ word }) =>
    'Reverse paths, octets, a lane, held, well, unwell, egress; as well'.match(word),
  );
  assert.equal(found.length, 7);
  assert.deepEqual(wrongIn('x', prose('as well, `octets`, --lane <lane>')), []);
});
