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

/** As the program would: rejects where it would refuse. @returns the options that all commands share; null: it only asked for help. */
export async function parse(words: readonly string[]): Promise<Readonly<Record<string, unknown>> | null> {
  const program = commandTree();
  let ran = 0;
  for (const command of withinOf(program)) if (command.commands.length === 0) command.action(() => void ran++);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if ((error as { code?: string }).code === 'commander.helpDisplayed') return null;
    throw error;
  }
  assert.equal(ran, 1, words.join(' '));
  return program.opts();
}
