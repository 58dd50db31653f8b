/** The house itself: status, audit, token, certificate, version. */
import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { house } from '../../admin/contracts/house.ts';
import { addAudit } from './audit.ts';
import { type Run } from './collection.ts';
import { addStatus } from './status.ts';
import { addToken } from './token.ts';
import { version } from '../version.ts';

export function addSystem(program: Command, run: Run): void {
  addStatus(program, run);
  addAudit(program, run);
  addToken(program, run);
  program
    .command('certificate')
    .description('the TLS certificates')
    .command('reload')
    .description('take replaced certificate files now (as SIGHUP does)')
    .action(
      run(async (context) => {
        const answer = await context.client.ask(house.reloadCertificates, {});
        context.output.data(answer);
        context.output.line('certificates reloaded; open sessions go on');
      }),
    );
  program
    .command('version')
    .description('print the version')
    .action(
      run(async (context) => {
        const text = version();
        context.output.data(given({ version: text, node: process.versions.node }));
        context.output.line(`doorpost ${text} (Node ${process.versions.node})`);
      }),
    );
}
