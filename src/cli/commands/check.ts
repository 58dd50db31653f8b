import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import type { CheckStep, CheckVerdict } from '../../mail/doors/checkup.ts';
import { given, type Run } from './collection.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import type { Output } from '../terminal/output.ts';
import { speakingOfUpstreams } from '../terminal/speak-of-upstreams.ts';

const KINDS = ['all', 'server', 'domain', 'upstream', 'device'] as const;

interface Line extends Partial<CheckStep> {
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
        const steps: CheckStep[] = [];
        let ended: Line = {};
        const body = given({ what: kind, name, ...chosen, organization: context.organization.organization });
        output.progress('checking ...');
        const asking = context.client.lines('POST', '/checks', { body, timeoutMs: bounds.cli.checkSilence }, (line) => {
          const said = line as Line;
          if (said.check === undefined) ended = said;
          else {
            output.progress(null);
            show(output, said as CheckStep, steps.at(-1)?.about);
            steps.push(said as CheckStep);
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
        const count = (verdict: CheckVerdict): number => steps.filter((step) => step.verdict === verdict).length;
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

const MARKS: Readonly<Record<CheckVerdict, string>> = {
  good: 'ok     ',
  warning: 'warning',
  bad: 'BAD    ',
  unknown: '?      ',
};

function show(output: Output, step: CheckStep, before: string | undefined): void {
  const { about, check, asked, seen, verdict, cure } = step;
  if (about !== before) output.heading(about);
  output.line(`  ${MARKS[verdict]} ${check}: ${seen}`);
  output.line(`          asked: ${asked}`);
  if (cure !== null) output.cure('          cure:  ', { ...step, cure });
}
