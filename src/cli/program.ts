/**
 * The command line: the server's commands, all others when one of them is wanted, and their failures told once. Promises: exit code 0 done,
 * 1 refused or failed, 2 wrong usage, 3 server not reached; what came from mail or peers reaches a terminal only escaped; a failure names its
 * cure.
 */
import { type Command, CommanderError } from 'commander';
import type { ToldCure } from '../mail/remedy.ts';
import type { Shell } from '../texts/command.ts';
import { asTyped } from '../texts/kept.ts';
import { Phrase, spoken } from '../texts/phrase.ts';
import { cureText } from '../texts/remedy.ts';
import { oneLine } from './terminal/escape.ts';
import { CliFailure, detailText, exitCodes, type FailureDetail, Unasked } from './terminal/failure.ts';
import type { Io } from './terminal/io.ts';
import { fileTrouble } from './terminal/system-error.ts';
import { type SharedOptions, shellOf } from './terminal/shell.ts';
import { seal, serverProgram, wrongUsage } from './serve/server-program.ts';

/** Runs one command; resolves with the exit code. */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const finish = (ended: number): void => {
    code = ended;
  };
  const { program, run } = serverProgram(io, finish);
  try {
    const [verb = ''] = program.parseOptions([...args]).operands;
    if (!['start', 'serve'].includes(verb)) {
      if (program.opts<SharedOptions>().utc) io.useUtc();
      const { addCommands } = await import('./commands.ts');
      addCommands(program, { run, io, finish });
    }
    seal(program);
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // A group without its verb: its help was printed already.
      if (error.code === 'commander.help') return exitCodes.usage;
    }
    return tellFailure(inFull(error, args, program, io), io, args.includes('--json'), program.opts());
  }
}

/** With what only the whole command line tells. */
function inFull(error: unknown, args: readonly string[], program: Command, io: Io): unknown {
  if (error instanceof Unasked) return error.withCommand(args, shellOf(io, program.opts()));
  return error instanceof CommanderError ? wrongUsage(error, program) : error;
}

const cureTyped = (told: ToldCure | Phrase, shell: Shell): string =>
  told instanceof Phrase ? spoken(told, shell) : cureText(told, shell);

/** One problem that the sentence tells already is not told twice. */
function notToldYet({ message, told, details }: CliFailure): readonly FailureDetail[] {
  const [only] = details;
  const cure = told instanceof Phrase ? null : told?.cure;
  const isTold = details.length === 1 && only !== undefined && message.includes(only.text) && only.told?.cure === cure;
  return isTold ? [] : details;
}

const cureLine = (told: ToldCure | Phrase | null): string | null =>
  told === null || told instanceof Phrase ? null : told.cure;

function tellFailure(error: unknown, io: Io, json: boolean, shared: SharedOptions): number {
  if (!(error instanceof CliFailure)) {
    const { stack } = error as Error;
    const trouble = fileTrouble(error);
    io.err(`doorpost: ${oneLine(trouble?.message ?? (error as Error).message ?? String(error))}\n`);
    // An error about a file knows what helps.
    const { cure } = trouble ?? (error as { readonly cure?: unknown });
    if (typeof cure === 'string') io.err(`Cure: ${oneLine(cure)}\n`);
    if (io.env['DOORPOST_LOG_LEVEL'] === 'debug') io.err(`${stack ?? ''}\n`);
    return exitCodes.refused;
  }
  const shell = shellOf(io, shared);
  const typed = (text: string): string => oneLine(asTyped(text, shell));
  const untold = notToldYet(error);
  // Told right there, at the problem that it is of.
  const isTold = error.told !== null && untold.some(({ told }) => told !== null && told.cure === cureLine(error.told));
  const cure = error.told === null || isTold ? null : cureTyped(error.told, shell);
  const details = untold.map(
    ({ told, ...detail }) => `${detailText(detail)}${told === null ? '' : `. Cure: ${cureText(told, shell)}`}`,
  );
  if (json) io.out(`${JSON.stringify({ error: error.message, cure, details }, null, 2)}\n`);
  io.err(`doorpost: ${typed(error.message)}\n`);
  for (const detail of details) io.err(`  ${typed(detail)}\n`);
  if (cure !== null) io.err(`Cure: ${oneLine(cure)}\n`);
  return error.exitCode;
}
