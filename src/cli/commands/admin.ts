/** `doorpost admin`: people who sign in to the admin center with a browser. */
import type { Command } from 'commander';
import { signIn } from '../../admin/contracts/sign-in.ts';
import { timeText } from '../terminal/output.ts';
import type { Run } from './collection.ts';

export function addAdmin(program: Command, run: Run): void {
  const admin = program.command('admin').description('people who sign in to the admin center with a browser');
  admin
    .command('link [name]')
    .description('print a link that signs in to the admin center: once, within 15 minutes')
    .addHelpText(
      'after',
      `
On the server itself only. Without a name it signs in whoever asks, with every right. A new link voids the one before.

Examples:
  doorpost admin link                    the way in, also when a password or a phone is lost
  doorpost admin link anna@contoso.com   for one administrator, with her rights`,
    )
    .action(
      run(async (context, name: string | undefined) => {
        const made = await context.client.ask(signIn.makeLink, { body: name === undefined ? {} : { name } });
        context.output.data(made);
        context.output.line(made.address);
        context.output.line(`It signs in ${made.actor}, once, until ${timeText(made.expiresAt)}.`);
        if (made.tunnel)
          context.output.line(
            `From another machine, first there: ssh -L ${made.port}:localhost:${made.port} <this server>`,
          );
      }),
    );
}
