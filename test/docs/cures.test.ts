/** The commands that our own words name (cures, alarms, examples) are commands there are, with the options they name. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { commandTree } from '../../lab/commands.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));

interface Mention {
  readonly where: string;
  readonly words: string;
  readonly command: Command;
  /** What stands where a command should, and is none. */
  readonly stranger: string | null;
  readonly unknownOptions: readonly string[];
}

const named = (command: Command, word: string): Command | undefined =>
  command.commands.find((each) => each.name() === word || each.aliases().includes(word));

/** What follows our name where a sentence speaks of the program. */
const PROSE = new Set(['answers', 'command']);

/** From our name, or from where one is made as a value, to where the sentence, the string or the command ends. */
const MENTION = /(?<![\w/.-])(?:doorpost |command`)([a-z][^\n;`]*)/gu;

function mentionsOf(file: string, program: Command): readonly Mention[] {
  const text = readFileSync(`${src}/${file}`, 'utf8');
  return [...text.matchAll(MENTION)].map((match): Mention => {
    const words = (match[1] ?? '').split(/ && |, or |\. |\\n/u)[0] ?? '';
    let command = program;
    let stranger: string | null = null;
    for (const word of words.split(/[\s,.)\\'"]+/u)) {
      if (command.commands.length === 0) break;
      const next = named(command, word);
      if (next === undefined) {
        stranger = word;
        break;
      }
      command = next;
    }
    const known = [...command.options, ...program.options].map(({ long }) => long);
    const asked = [...words.matchAll(/(?<=\s)--[a-z][a-z0-9-]*/gu)].map(([option]) => option);
    const unknownOptions = asked.filter((option) => option !== '--help' && !known.includes(option));
    return { where: file, words, command, stranger, unknownOptions };
  });
}

const program = commandTree();
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);
const mentions = files.flatMap((file) => mentionsOf(file, program));

test('commands in our words exist', () => {
  const lost = mentions.filter(({ stranger }) => stranger !== null && !PROSE.has(stranger));
  assert.deepEqual(
    lost.map(({ where, words }) => `${where}: ${words}`),
    [],
  );
});

test('options in our words belong to their command', () => {
  const wrong = mentions.filter(({ unknownOptions }) => unknownOptions.length > 0);
  assert.deepEqual(
    wrong.map(({ where, words, unknownOptions }) => `${where}: ${unknownOptions.join(' ')} in: ${words}`),
    [],
  );
});

test('there are commands to look at', () => {
  assert.ok(mentions.filter(({ command }) => command !== program).length > 120);
});
