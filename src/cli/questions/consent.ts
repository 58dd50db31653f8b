/**
 * A command that does what cannot be undone, or opens a door, asks before: at a terminal the person says yes or no, a script says `--yes`, and
 * without either nothing is done. Which commands ask, and what, is the table (`table.ts`).
 */
import type { Command } from 'commander';
import type { Run } from '../commands/collection.ts';
import { type Context, pathOf } from '../context.ts';
import { printable } from '../terminal/escape.ts';
import { CliFailure, exitCodes, isNotFound, Unasked } from '../terminal/failure.ts';
import type { Io } from '../terminal/io.ts';

export interface Question {
  /** `remove the domain contoso.com`. */
  readonly act: string;
  /** Things that go with it or come in by it, in numbers: a line each. */
  readonly lost: readonly string[];
}

export type Options = Readonly<Record<string, unknown>>;

/** Finds out what the command would do; null: with these operands and options there is nothing to ask. */
export type Foresight = (context: Context, operands: readonly string[], options: Options) => Promise<Question | null>;

/** `ask`, before the command itself; `inside`: the command asks when it has found out what it would do. */
export type Consulted = { readonly ask: Foresight } | 'inside';

/** By the command's path: `domain remove`. */
export type Questions = Readonly<Record<string, Consulted>>;

/** Every command that may ask takes the answer as an option. */
export function addYes(command: Command, questions: Questions): void {
  for (const each of command.commands) {
    if (Object.hasOwn(questions, pathOf(each))) each.option('-y, --yes', 'do it without being asked');
    addYes(each, questions);
  }
}

export const askingRun =
  (run: Run, questions: Questions): Run =>
  <Args extends readonly unknown[]>(act: (context: Context, ...args: Args) => Promise<number | undefined | void>) =>
    run<Args>(async (context, ...args) => {
      const asking = Object.hasOwn(questions, context.path) ? questions[context.path] : undefined;
      const options = args.at(-1) as Options;
      if (asking !== undefined && asking !== 'inside' && options['yes'] !== true) {
        const operands = args.slice(0, -1).flat() as string[];
        const question = await asking.ask(context, operands, options).catch(letTheCommandSay);
        if (question !== null) await consent(context.io, question);
      }
      return act(context, ...args);
    });

/** An object that is not there loses nothing: the command itself tells that there is none. */
function letTheCommandSay(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}

/** @throws CliFailure where nobody said yes. */
export async function consent(io: Pick<Io, 'confirm'>, { act, lost }: Question, yes = false): Promise<void> {
  if (yes) return;
  const lines = [`This will ${act}:`, ...lost.map((line) => `  ${line}`)].map(printable);
  const answer = await io.confirm(`${lines.join('\n')}\nDo it? [y/N] `);
  if (answer === true) return;
  if (answer === false) throw new CliFailure('nothing was done: the answer was no');
  throw new Unasked(act, lost);
}

/** A count that fails must not keep the question from being asked; null: it could not be counted. */
export async function counted<Value>(counting: Promise<Value>): Promise<Value | null> {
  try {
    return await counting;
  } catch (error) {
    if (error instanceof CliFailure && error.exitCode !== exitCodes.unreachable) return null;
    throw error;
  }
}
