import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import type { Step, StepOutcome } from '../../mail/step.ts';
import { given, type Run } from './collection.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import { showStep } from '../terminal/show-steps.ts';
import { speakingOfUpstreams } from '../terminal/speak-of-upstreams.ts';

const KINDS = ['all', 'server', 'domain', 'upstream', 'device'] as const;

interface End {
  readonly done?: boolean;
  readonly problem?: { readonly detail?: string; readonly cure?: string };
}

export function addCheck(program: Command, run: Run): void {
  program
    .command('check [what] [name]')
    .description('the troubleshooting list, run for real: DNS, port 25, certificates, sign-ins, block lists, devices')
    .option('--send-to <address>', 'also send a test message there, and follow it to its end')
    .option('--probe-host <host>', 'try port 25 outward at this host')
    .addHelpText(
      'after',
      `
what is all (the default), server, domain, upstream or device. Exit code 1: something is bad.

Examples:
  doorpost check
  doorpost check domain contoso.com
  doorpost check upstream "Microsoft 365"
  doorpost check device "Copier 2nd floor" --send-to you@example.com`,
    )
    .action(
      run(async (context, what = 'all', name: string | undefined, chosen: { sendTo?: string; probeHost?: string }) => {
        const kind = KINDS.find((one) => one === what);
        if (kind === undefined) throw usage(`there is no check of ${what}`, `check one of: ${KINDS.join(', ')}`);
        const { output } = context;
        const steps: Step[] = [];
        let ended: End = {};
        const body = given({ what: kind, name, ...chosen, organization: context.organization.organization });
        output.progress('checking ...');
        const asking = context.client.lines('POST', '/checks', { body, timeoutMs: bounds.cli.checkSilence }, (line) => {
          const said = line as Step | End;
          if (!('what' in said)) ended = said;
          else {
            output.progress(null);
            showStep(output, said, steps.at(-1));
            steps.push(said);
            output.progress('checking ...');
          }
        });
        await asking.catch((error: unknown) => {
          throw kind === 'upstream' ? speakingOfUpstreams(error) : error;
        });
        output.progress(null);
        if (!ended.done)
          throw new CliFailure(
            ended.problem?.detail ?? 'the check ended before it was whole',
            ended.problem?.cure ?? 'try it again',
          );
        output.data(steps);
        const count = (outcome: StepOutcome): number => steps.filter((step) => step.outcome === outcome).length;
        output.line();
        output.line(
          steps.length === 0
            ? 'there is nothing of that kind to check'
            : `${count('good')} good, ${count('warning')} warnings, ${count('bad')} bad, ${count('unknown')} could not be found out`,
        );
        return count('bad') > 0 ? 1 : 0;
      }),
    );
}
