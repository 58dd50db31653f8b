import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { watchSessions } from '../../admin/contracts/help.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { duration } from '../terminal/arguments.ts';
import type { Run } from './collection.ts';
import type { Output } from '../terminal/output.ts';
import { asRead } from '../terminal/as-read.ts';
import { showLack } from '../terminal/show-lack.ts';

interface WatchOptions {
  readonly device?: string;
  readonly address?: string;
  readonly refused?: true;
  readonly for?: number;
}

export function addWatch(program: Command, run: Run): void {
  program
    .command('watch')
    .description('sessions as they happen: what is said, what is refused and why, what would have let it in')
    .option('--device <name>', 'only this device')
    .option('--address <address>', 'only this address or network')
    .option('--refused', 'only sessions of which something was refused, or that brought no mail')
    .option('--for <duration>', 'end after so long; else with Ctrl-C', duration)
    .addHelpText(
      'after',
      `
Example:
  doorpost watch --address 192.0.2.10        then press Scan on the device`,
    )
    .action(
      run(async (context, chosen: WatchOptions) => {
        const { device, address, refused } = chosen;
        const seconds = chosen.for === undefined ? undefined : Math.max(1, Math.round(chosen.for / 1_000));
        if (context.io.stdoutIsTerminal)
          context.output.line(`watching ${device ?? address ?? 'all sessions'}; Ctrl-C ends it`);
        const told = new Map<string, string>();
        const query = { device, address, refused, seconds, ...context.organization };
        await context.client.lines(
          watchSessions,
          { query, timeoutMs: bounds.cli.watchSilence, until: context.io.readerGone },
          (event) => {
            if (context.output.json) context.io.out(`${JSON.stringify(asRead(event, context.shell))}\n`);
            else show(context.output, event, told);
          },
        );
      }),
    );
}

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** @param told the cause whose cure was shown last, of each session that goes on. */
function show(output: Output, event: AnswerOf<typeof watchSessions>, told: Map<string, string>): void {
  if (event.kind === 'dropped') {
    output.line(`${clock(event.at)} ${event.count} events were too many for this terminal and were left out`);
    return;
  }
  const line = (text: string): void => output.line(`${clock(event.at)} ${event.sessionId}  ${text}`);
  switch (event.kind) {
    case 'known':
      // The lines say it.
      return;
    case 'open':
      line(`${event.clientAddress} on ${event.listener}`);
      if (event.transcript !== '') for (const said of event.transcript.split('\n')) line(said);
      return;
    case 'line':
      line(event.text);
      return;
    case 'refusal':
      output.told(`${clock(event.at)} ${event.sessionId}  ! ${event.cause} [ref ${event.reference}]`);
      showOnce(output, event, told);
      return;
    case 'end':
      line(
        event.accepted.length === 0 ? `ended: ${event.how}` : `ended: ${event.how}; took ${event.accepted.join(', ')}`,
      );
      if (event.lack !== null && event.gaveUp) output.told(`${' '.repeat(9)}! no mail: ${event.lack.cause}`);
      showOnce(output, event, told);
      told.delete(event.sessionId);
  }
}

interface Lacking {
  readonly sessionId: string;
  readonly lack: Parameters<typeof showLack>[2] | null;
}

/** The end of a session repeats the help against its last refusal. */
function showOnce(output: Output, { sessionId, lack }: Lacking, told: Map<string, string>): void {
  if (lack === null || told.get(sessionId) === lack.cause) return;
  showLack(output, ' '.repeat(9), lack);
  told.set(sessionId, lack.cause);
}
