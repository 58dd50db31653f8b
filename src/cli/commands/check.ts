import { many } from '../../base/words/amounts.ts';
import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { runChecks } from '../../admin/contracts/help.ts';
import type { Step, StepOutcome } from '../../mail/step.ts';
import { type Run } from './collection.ts';
import { follow } from '../client/follow.ts';
import { usage } from '../terminal/failure.ts';
import { showStep } from '../terminal/show-steps.ts';
import { speakingOfUpstreams } from '../terminal/speak-of-upstreams.ts';

const KINDS = ['all', 'server', 'protection', 'domain', 'upstream', 'connector', 'device'] as const;

const BROKEN = { message: 'the check ended before it was whole', cure: 'try it again' };

export function addCheck(program: Command, run: Run): void {
  program
    .command('check [what] [name]')
    .description(
      'the troubleshooting list, run for real: DNS, port 25, certificates, sign-ins, spam filter, virus scanner, block lists, devices',
    )
    .option('--send-to <address>', 'also send a test message there, and follow it to its end')
    .option('--probe-host <host>', 'try port 25 outward at this host')
    .addHelpText(
      'after',
      `
what is all (the default), server, protection, domain, upstream, connector or device. Exit code 1: something is bad.

Examples:
  doorpost check
  doorpost check domain contoso.com
  doorpost check protection                     spam filter, virus scanner, block lists
  doorpost check upstream "Microsoft 365"
  doorpost check connector                      whose addresses each trusts
  doorpost check device "Copier 2nd floor" --send-to you@example.com`,
    )
    .action(
      run(async (context, what = 'all', name: string | undefined, chosen: { sendTo?: string; probeHost?: string }) => {
        const kind = KINDS.find((one) => one === what);
        if (kind === undefined) throw usage(`there is no check of ${what}`, `check one of: ${KINDS.join(', ')}`);
        const { output } = context;
        const steps: Step[] = [];
        const body = { what: kind, ...given({ name, ...chosen, organization: context.organization.organization }) };
        const said = { body, timeoutMs: bounds.cli.checkSilence };
        const following = follow(context, runChecks, said, { waiting: 'checking ...', otherwise: BROKEN }, (step) => {
          showStep(output, step, steps);
          steps.push(step);
        });
        await following.catch((error: unknown) => {
          throw kind === 'upstream' ? speakingOfUpstreams(error) : error;
        });
        output.data(steps);
        const count = (outcome: StepOutcome): number => steps.filter((step) => step.outcome === outcome).length;
        output.line();
        output.line(
          steps.length === 0
            ? 'there is nothing of that kind to check'
            : `${count('good')} good, ${many(count('warning'), 'warning')}, ${count('bad')} bad, ${count('unknown')} could not be found out`,
        );
        return count('bad') > 0 ? 1 : 0;
      }),
    );
}
