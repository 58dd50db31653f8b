/** `doorpost token`: what programs elsewhere sign in to the API with. */
import type { Command } from 'commander';
import { tokens } from '../../admin/contracts/house.ts';
import type { Run } from './collection.ts';
import { timeText } from '../terminal/output.ts';

export function addToken(program: Command, run: Run): void {
  const token = program.command('token').description('API tokens, for --url from elsewhere');
  token
    .command('add <name>')
    .alias('create')
    .description('make a token; it is shown once')
    .action(
      run(async (context, name: string) => {
        const answer = await context.client.ask(tokens.create, { body: { name } });
        context.output.data(answer);
        context.output.line(`token: ${answer.token}   (shown only now; use it as DOORPOST_TOKEN)`);
      }),
    );
  token
    .command('list')
    .alias('ls')
    .description('list tokens')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(tokens.list, {});
        context.output.data(items);
        context.output.table(
          ['NAME', 'MADE'],
          items.map(({ name, createdAt }) => [name, timeText(createdAt)]),
          'no tokens',
        );
      }),
    );
  token
    .command('remove <name>')
    .alias('rm')
    .description('remove a token: it stops working')
    .action(
      run(async (context, name: string) => {
        await context.client.order(tokens.remove, { params: { name } });
        context.output.data({ removed: name });
        context.output.line(`token ${name} removed`);
      }),
    );
}
