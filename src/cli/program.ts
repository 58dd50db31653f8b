/**
 * The command line: every command in one tree, its failures told once. Promises: exit code 0 done, 1 refused or failed, 2 wrong usage,
 * 3 server not reached; what came from mail or peers reaches a terminal only escaped; a failure names its cure.
 */
import { Command, CommanderError } from 'commander';
import { addAdvise } from './advise.ts';
import { addAlarm } from './alarm.ts';
import { addBackup } from './backup.ts';
import { addCheck } from './check.ts';
import type { Run } from './collection.ts';
import { addConfig } from './config.ts';
import { addConnector } from './connector.ts';
import { type Context, contextOf } from './context.ts';
import { addCredential } from './credential.ts';
import { addDevice } from './device.ts';
import { addDomain } from './domain.ts';
import { printable } from './escape.ts';
import { addExplain } from './explain.ts';
import { CliFailure, exitCodes, usage } from './failure.ts';
import { addGroup } from './group.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import type { Io } from './io.ts';
import { addLicence } from './licence.ts';
import { addLimits } from './limits.ts';
import { addMailbox } from './mailbox.ts';
import { addCaptured } from './messages.ts';
import { asTyped } from './name.ts';
import { addOrganization } from './organization.ts';
import { addProfile } from './profile.ts';
import { addQueue } from './queue.ts';
import { addSend } from './send.ts';
import { serve, start } from './start.ts';
import { addSystem } from './system.ts';
import { addTrace } from './trace.ts';
import { addTransfer } from './transfer.ts';
import { addUpstream } from './upstream.ts';
import { version } from './version.ts';
import { addWatch } from './watch.ts';

/** Runs one command; resolves with the exit code. */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = createProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // A group without its verb: its help was printed already.
      if (error.code === 'commander.help') return exitCodes.usage;
    }
    return tellFailure(
      error instanceof CommanderError ? wrongUsage(error, program) : error,
      io,
      args.includes('--json'),
    );
  }
}

export function createProgram(io: Io, finish: (code: number) => void): Command {
  const program = new Command('doorpost');
  program
    .description('Self-hosted mail flow for devices and applications')
    .option('--data <folder>', 'data directory (DOORPOST_DATA, else ./data)')
    .option('--config <file>', 'configuration file (DOORPOST_CONFIG, else doorpost.yaml in the data directory)')
    .option('--url <url>', 'speak to the API there instead of the local socket (DOORPOST_URL, with DOORPOST_TOKEN)')
    .option('-o, --organization <name>', 'the organization meant, where there are several')
    .option('--json', 'answer as JSON, for programs')
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

  program
    .command('start')
    .description('open evaluation mode in an empty data directory (not for real mail); elsewhere as serve')
    .action(async (_options: object, command: Command) => finish(await start(contextOf(command, io).shared, io)));
  program
    .command('serve')
    .description('run the production system that init has set up')
    .action(async (_options: object, command: Command) => finish(await serve(contextOf(command, io).shared, io)));
  addInit(program, io, finish);
  addAdvise(program, run);
  addConfig(program, run);
  addSystem(program, run);
  addOrganization(program, run);
  addDevice(program, run);
  addDomain(program, run);
  addMailbox(program, run);
  addCaptured(program, run);
  addGroup(program, run);
  addCredential(program, run);
  addConnector(program, run);
  addUpstream(program, run);
  addLicence(program, run);
  addLimits(program, run);
  addTrace(program, run);
  addExplain(program, run);
  addWatch(program, run);
  addCheck(program, run);
  addProfile(program, run);
  addQueue(program, run);
  addSend(program, run);
  addAlarm(program, run);
  addTransfer(program, run);
  addImport(program, run);
  addBackup(program, run);
  throwUsage(program);
  inherit(program);
  return program;
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

/** What was typed wrongly names its cure, whoever noticed it. */
function withCure(error: unknown, command: Command): unknown {
  if (error instanceof CommanderError) return wrongUsage(error, command);
  if (error instanceof CliFailure && error.exitCode === exitCodes.usage && error.cure === null)
    return usage(error.message, helpOf(command));
  return error;
}

const wrongUsage = (error: CommanderError, command: Command): CliFailure =>
  usage(error.message.replace(/^error: /u, '').trim(), helpOf(command));

function helpOf(command: Command): string {
  const trail: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) trail.unshift(each.name());
  return `\`${trail.join(' ')} --help\` shows how it is written`;
}

function tellFailure(error: unknown, io: Io, json: boolean): number {
  if (!(error instanceof CliFailure)) {
    const { stack } = error as Error;
    io.err(`doorpost: ${printable((error as Error).message ?? String(error))}\n`);
    if (io.env['DOORPOST_LOG_LEVEL'] === 'debug') io.err(`${stack ?? ''}\n`);
    return exitCodes.refused;
  }
  const typed = (text: string): string => printable(asTyped(text, io));
  if (json) io.out(`${JSON.stringify({ error: error.message, cure: error.cure, details: error.details }, null, 2)}\n`);
  io.err(`doorpost: ${typed(error.message)}\n`);
  for (const detail of error.details) io.err(`  ${typed(detail)}\n`);
  if (error.cure !== null) io.err(`Cure: ${typed(error.cure)}\n`);
  return error.exitCode;
}
