/** The commands themselves, for looking at them and for parsing what is typed; nothing runs. */
import assert from 'node:assert/strict';
import type { Command } from 'commander';
import { createProgram } from '../src/cli/commands.ts';
import { silentIo } from './cli.ts';

export const commandTree = (): Command => createProgram(silentIo(), () => {});

/** A command, and all below it. */
export const withinOf = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withinOf)];

/** Words of a line, quotes taken off. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

type Options = Readonly<Record<string, unknown>>;

/** A command as the program would run it. */
export interface Understood {
  readonly operands: readonly string[];
  readonly own: Options;
  /** Those that all commands share. */
  readonly shared: Options;
}

/** As the program would: rejects where it would refuse. @returns the options that all commands share; null: it only asked for help. */
export async function parse(words: readonly string[]): Promise<Options | null> {
  try {
    return (await understood(words)).shared;
  } catch (error) {
    if ((error as { code?: string }).code === 'commander.helpDisplayed') return null;
    throw error;
  }
}

export async function understood(words: readonly string[]): Promise<Understood> {
  const program = commandTree();
  const ran: Command[] = [];
  for (const command of withinOf(program))
    if (command.commands.length === 0) command.action(() => void ran.push(command));
  await program.parseAsync([...words], { from: 'user' });
  const [command, ...more] = ran;
  assert.ok(command !== undefined && more.length === 0, words.join(' '));
  return { operands: command.args, own: command.opts(), shared: program.opts() };
}

const named = (command: Command, word: string): Command | undefined =>
  command.commands.find((each) => each.name() === word || each.aliases().includes(word));

/** What a sentence names as a command, without our name before it. */
export interface Mention {
  readonly command: Command;
  /** What stands where a command should, and is none. */
  readonly stranger: string | null;
  readonly unknownOptions: readonly string[];
}

/** The command that the words begin with, as far as they go. */
export function mentionOf(words: string, program: Command): Mention {
  let command = program;
  let stranger: string | null = null;
  for (const word of words.split(/[\s,.)\\'"]+/u)) {
    if (command.commands.length === 0 || word === '' || word.startsWith('-')) break;
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
  return { command, stranger, unknownOptions };
}
