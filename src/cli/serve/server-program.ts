/** The part of the command line that a server needs, and what all commands of it share. */
import { Command, CommanderError } from 'commander';
import { suggest } from '../../config/suggest.ts';
import type { Run } from '../commands/collection.ts';
import { type Context, contextOf } from '../context.ts';
import { CliFailure, exitCodes, usage } from '../terminal/failure.ts';
import type { Io } from '../terminal/io.ts';
import { serve, start } from './start.ts';
import { version } from '../version.ts';

/** The commands that a server needs: those of administrators would stay in its memory for good. Not sealed. */
export function serverProgram(
  io: Io,
  finish: (code: number) => void,
): { readonly program: Command; readonly run: Run } {
  const program = new Command('doorpost');
  program
    .description('Self-hosted mail flow for devices and applications')
    .option('--data <folder>', 'data directory (DOORPOST_DATA, else ./data)')
    .option('--config <file>', 'configuration file (DOORPOST_CONFIG, else doorpost.yaml in the data directory)')
    .option('--url <url>', 'speak to the API there instead of the local socket (DOORPOST_URL, with DOORPOST_TOKEN)')
    .option('-o, --organization <name>', 'the organization meant, where there are several')
    .option('--json', 'answer as JSON, for programs')
    .option('--utc', 'times are read and shown in UTC, not in the zone of this terminal')
    .version(version(), '-V, --version', 'print the version')
    .showSuggestionAfterError(true)
    // Told by tellFailure, like every other failure.
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text), outputError: () => {} })
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 server not reached.

Examples:
  doorpost start                         try it: evaluation mode in ./data
  doorpost init && doorpost serve        for real
  doorpost trace 01JD3K7M9QXA2B4C-1      what a device was refused for`,
    );
  // commander gives the arguments, the options and the command.
  const run: Run =
    <Args extends readonly unknown[]>(act: (context: Context, ...args: Args) => Promise<number | undefined | void>) =>
    async (...all) => {
      const command = all.at(-1) as Command;
      try {
        const code = await act(contextOf(command, io), ...(all.slice(0, -1) as unknown as Args));
        finish(code ?? 0);
      } catch (error) {
        throw withCure(error, command);
      }
    };

  // Without a context, which would read the settings to find a server to speak to.
  program
    .command('start')
    .description('open evaluation mode in an empty data directory (not for real mail); elsewhere as serve')
    .action(async (_options: object, command: Command) => finish(await start(command.optsWithGlobals(), io)));
  program
    .command('serve')
    .description('run the production system that init has set up')
    .action(async (_options: object, command: Command) => finish(await serve(command.optsWithGlobals(), io)));
  throwUsage(program);
  return { program, run };
}

/** Last, when all commands are there. */
export function seal(program: Command): void {
  throwUsage(program);
  inherit(program);
}

/** commander copies these only to commands made by `.command()` after they were set; groups made deeper get them here. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    throwUsage(child);
    inherit(child);
  }
}

/** Each command ends with its own failure, so that the cure can name its help. */
function throwUsage(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 || error.code === 'commander.help' ? error : wrongUsage(error, command);
  });
}

/** A typing error names its cure, whoever noticed it. */
function withCure(error: unknown, command: Command): unknown {
  if (error instanceof CommanderError) return wrongUsage(error, command);
  if (error instanceof CliFailure && error.exitCode === exitCodes.usage && error.told === null)
    return usage(error.message, helpOf(command));
  return error;
}

/** A group's default command took a word for its argument that was meant as a command: `limits reset`. */
function unknownVerb({ code }: CommanderError, command: Command): CliFailure | null {
  const { parent } = command;
  const [verb] = parent?.args ?? [];
  if (code !== 'commander.excessArguments' || parent === null || parent.parent === null || verb === undefined)
    return null;
  if ([command.name(), ...command.aliases()].includes(verb)) return null;
  const meant = suggest(
    verb,
    parent.commands.map((each) => each.name()),
  );
  return usage(`unknown command '${verb}'${meant === null ? '' : ` (Did you mean ${meant}?)`}`, helpOf(parent));
}

export const wrongUsage = (error: CommanderError, command: Command): CliFailure =>
  unknownVerb(error, command) ??
  usage(
    error.message
      .replace(/^error: /u, '')
      .trim()
      .replaceAll('\n', ' '),
    helpOf(command),
  );

function helpOf(command: Command): string {
  const trail: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) trail.unshift(each.name());
  return `\`${trail.join(' ')} --help\` shows how it is written`;
}
