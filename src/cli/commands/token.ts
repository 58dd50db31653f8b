/** `doorpost token`: what programs elsewhere sign in to the API with; `doorpost whoami`: what the one at hand may. */
import { type Command, Option } from 'commander';
import { me, tokens } from '../../admin/contracts/tokens.ts';
import { administratorRoles, type AdministratorRole } from '../../mail/doors/caller.ts';
import { command } from '../../texts/command.ts';
import { aRole, roleWords } from '../../texts/en/roles.ts';
import { say } from '../../texts/phrase.ts';
import type { Run } from './collection.ts';
import { grantText, organizationsText, type ShownGrant } from './grant.ts';
import { timeText } from '../terminal/output.ts';

interface Chosen {
  readonly role?: AdministratorRole;
  readonly readContent?: boolean;
  readonly expires?: string;
}

export function addToken(program: Command, run: Run): void {
  const token = program.command('token').description('API tokens, for --url from elsewhere');
  addAdd(program, token, run);
  token
    .command('list')
    .alias('ls')
    .description('list tokens, and what each may')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(tokens.list, {});
        context.output.data(items);
        context.output.table(
          ['NAME', 'ROLE', 'ORGANIZATIONS', 'READS MAIL', 'EXPIRES', 'LAST USED', 'MADE', 'BY'],
          items.map((one) => [
            ...[one.name, roleWords(one.role), organizationsText(one), one.content, expiryText(one)],
            ...[one.lastUsedAt === null ? 'not seen' : timeText(one.lastUsedAt), timeText(one.createdAt)],
            one.createdBy ?? '',
          ]),
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
  program
    .command('whoami')
    .description('who you are to the server, and what you may')
    .action(
      run(async (context) => {
        const answer = await context.client.ask(me.show, {});
        context.output.data(answer);
        context.output.line(`${answer.actor}: ${grantText(answer)}`);
      }),
    );
}

function addAdd(program: Command, token: Command, run: Run): void {
  // -o is an option of every command, of which the last one counts; a token is for as many as are named.
  const organizations: string[] = [];
  program.on('option:organization', (name: string) => void organizations.push(name));
  token
    .command('add <name>')
    .alias('create')
    .description('make a token; it is shown once')
    .addOption(
      new Option(
        '--role <role>',
        'what it may, in the organizations named by --organization (repeat for more)',
      ).choices(administratorRoles),
    )
    .option('--read-content', 'may also read mail: in mailboxes, captured, as stored')
    .option('--expires <time>', 'after how long it ends (90d), or when (2027-12-01)')
    .action(
      run(async (context, name: string, { role, readContent, expires }: Chosen) => {
        const answer = await context.client.ask(tokens.create, {
          body: {
            name,
            organizations,
            ...(role === undefined ? {} : { role }),
            ...(readContent === undefined ? {} : { content: readContent }),
            ...(expires === undefined ? {} : { expires }),
          },
        });
        context.output.data(answer);
        context.output.line(`token: ${answer.token}   (shown only now; use it as DOORPOST_TOKEN)`);
        context.output.line(`It is for ${grantText(answer, aRole)}.`);
        if (role === undefined)
          context.output.hint(
            say`For less, remove it and say a role: ${command`token add ${name} --role reader --organization <name> --expires 90d`}`,
          );
      }),
    );
}

const expiryText = ({ expiresAt }: ShownGrant): string => (expiresAt === null ? 'never' : timeText(expiresAt));
