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
  readonly for?: number;
}

export function addWatch(program: Command, run: Run): void {
  program
    .command('watch')
    .description('sessions as they happen: what is said, what is refused and why, what would have let it in')
    .option('--device <name>', 'only this device')
    .option('--address <address>', 'only this address or network')
    .option('--for <duration>', 'end after so long; else with Ctrl-C', duration)
    .addHelpText(
      'after',
      `
Example:
  doorpost watch --address 192.0.2.10        then press Scan on the device`,
    )
    .action(
      run(async (context, chosen: WatchOptions) => {
        const { device, address } = chosen;
        const seconds = chosen.for === undefined ? undefined : Math.max(1, Math.round(chosen.for / 1_000));
        if (context.io.stdoutIsTerminal)
          context.output.line(`watching ${device ?? address ?? 'all sessions'}; Ctrl-C ends it`);
        const query = { device, address, seconds, ...context.organization };
        await context.client.lines(
          watchSessions,
          { query, timeoutMs: bounds.cli.watchSilence, until: context.io.readerGone },
          (event) => {
            if (context.output.json) context.io.out(`${JSON.stringify(asRead(event, context.shell))}\n`);
            else show(context.output, event);
          },
        );
      }),
    );
}

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);

function show(output: Output, event: AnswerOf<typeof watchSessions>): void {
  if (event.kind === 'dropped') {
    output.line(`${clock(event.at)} ${event.count} events were too many for this terminal and were left out`);
    return;
  }
  const line = (text: string): void => output.line(`${clock(event.at)} ${event.sessionId}  ${text}`);
  switch (event.kind) {
    case 'open':
      line(`${event.clientAddress} on ${event.listener}`);
      if (event.transcript !== '') for (const said of event.transcript.split('\n')) line(said);
      return;
    case 'line':
      line(event.text);
      return;
    case 'refusal':
      output.told(`${clock(event.at)} ${event.sessionId}  ! ${event.cause} [ref ${event.reference}]`);
      return;
    case 'end':
      line(
        event.accepted.length === 0 ? `ended: ${event.how}` : `ended: ${event.how}; took ${event.accepted.join(', ')}`,
      );
      if (event.lack !== null && event.gaveUp) output.told(`${' '.repeat(9)}! no mail: ${event.lack.cause}`);
      if (event.lack !== null) showLack(output, ' '.repeat(9), event.lack);
  }
}
