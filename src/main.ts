/** The program: one command of the CLI, of which `start` and `serve` are the server. */
import { processIo } from './cli/terminal/io.ts';
import { runCli } from './cli/program.ts';

/** `args` without node and program. Ends the process when a command is done, so that nothing left open keeps it. */
export async function main(args: readonly string[]): Promise<void> {
  const io = processIo();
  const code = await runCli(args, io);
  process.exitCode = code;
  // Output to a pipe is written asynchronously: let it drain, but do not wait for whatever else may still be open.
  process.exit(await io.drained(code));
}

if (import.meta.main) await main(process.argv.slice(2));
