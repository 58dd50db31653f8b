/** `doorpost admin`: people who sign in to the admin center with a browser. */
import { type Command, Option } from 'commander';
import { administrators } from '../../admin/contracts/administrators.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { signIn } from '../../admin/contracts/sign-in.ts';
import { administratorRoles, type AdministratorRole } from '../../mail/doors/caller.ts';
import { command } from '../../texts/command.ts';
import { aRole, roleWords } from '../../texts/en/roles.ts';
import { say } from '../../texts/phrase.ts';
import { given } from '../../base/given.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import { addAdminSso } from './admin-sso.ts';
import type { Run } from './collection.ts';
import { grantText, organizationsText } from './grant.ts';

export function addAdmin(program: Command, run: Run): void {
  const admin = program.command('admin').description('people who sign in to the admin center with a browser');
  // -o is an option of every command, of which the last one counts; an administrator is for as many as are named.
  const organizations: string[] = [];
  program.on('option:organization', (name: string) => void organizations.push(name));
  addAddAndSet(admin, run, organizations);
  addList(admin, run);
  addRemoveAndInvite(admin, run);
  addSessions(admin, run);
  addAttempts(admin, run);
  addAdminSso(admin, run, organizations);
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

interface Chosen {
  readonly role?: AdministratorRole;
  readonly readContent?: boolean;
}

const roleOption = (): Option =>
  new Option('--role <role>', 'what they may, in the organizations named by --organization (repeat for more)').choices(
    administratorRoles,
  );

function addAddAndSet(admin: Command, run: Run, organizations: readonly string[]): void {
  admin
    .command('add <name>')
    .description('add an administrator; prints an invitation to choose a password')
    .addOption(roleOption().makeOptionMandatory())
    .option('--read-content', 'may also read mail: in mailboxes, captured, as stored')
    .addHelpText('after', '\nExample:\n  doorpost admin add anna@contoso.com --role help-desk --organization Contoso')
    .action(
      run(async (context, name: string, { role = 'reader', readContent = false }: Chosen) => {
        const body = { name, role, organizations: [...organizations], content: readContent };
        const made = await context.client.ask(administrators.create, { body });
        context.output.data(made);
        context.output.line(`${made.name} is ${grantText(made, aRole)}.`);
        tellInvitation(context, made);
      }),
    );
  admin
    .command('set <name>')
    .description('change what an administrator may; acts at once')
    .addOption(roleOption())
    .option('--read-content', 'may also read mail')
    .option('--no-read-content', 'may not')
    .action(
      run(async (context, name: string, { role, readContent }: Chosen) => {
        const named = organizations.length === 0 ? undefined : [...organizations];
        const body = given({ role, content: readContent, organizations: named });
        const changed = await context.client.ask(administrators.change, { params: { name }, body });
        context.output.data(changed);
        context.output.line(`${changed.name} is now ${grantText(changed, aRole)}.`);
      }),
    );
}

function tellInvitation(
  { output }: Context,
  made: Pick<AnswerOf<typeof administrators.invite>, 'invitation' | 'invitedUntil'>,
): void {
  output.line(`Invitation, once, until ${timeText(made.invitedUntil)}; hand it over in private:`);
  output.line(made.invitation);
}

function addList(admin: Command, run: Run): void {
  admin
    .command('list')
    .alias('ls')
    .description('list administrators, and what each may')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(administrators.list, {});
        context.output.data(items);
        context.output.table(
          ['NAME', 'ROLE', 'ORGANIZATIONS', 'READS MAIL', 'SIGNS IN BY', 'MADE', 'BY'],
          items.map((one) => [
            ...[one.name, roleWords(one.role), organizationsText(one), one.content, waysText(one)],
            ...[timeText(one.createdAt), one.createdBy],
          ]),
          'no administrators',
        );
      }),
    );
}

function waysText({ hasPassword, hasSecondFactor }: AnswerOf<typeof administrators.list>['items'][number]): string {
  if (!hasPassword) return 'nothing yet (invited)';
  return hasSecondFactor ? 'password and second factor' : 'password';
}

function addRemoveAndInvite(admin: Command, run: Run): void {
  admin
    .command('remove <name>')
    .alias('rm')
    .description('remove an administrator: they are signed out at once')
    .action(
      run(async (context, name: string) => {
        await context.client.order(administrators.remove, { params: { name } });
        context.output.data({ removed: name });
        context.output.line(`administrator ${name} removed`);
      }),
    );
  admin
    .command('invite <name>')
    .description('make a new invitation, for who forgot the password or lost the app')
    .action(
      run(async (context, name: string) => {
        const made = await context.client.ask(administrators.invite, { params: { name } });
        context.output.data(made);
        tellInvitation(context, made);
        context.output.line('Until it is accepted, what they have goes on.');
      }),
    );
}

function addSessions(admin: Command, run: Run): void {
  admin
    .command('sessions <name>')
    .description('list where an administrator is signed in; --end signs them out everywhere')
    .option('--end', 'end all of them')
    .action(
      run(async (context, name: string, { end }: { readonly end?: boolean }) => {
        if (end === true) {
          const ended = await context.client.ask(administrators.endSessions, { params: { name } });
          context.output.data(ended);
          context.output.line(`${ended.ended} ended`);
          return;
        }
        const { items } = await context.client.ask(administrators.sessions, { params: { name } });
        context.output.data(items);
        context.output.table(
          ['SIGNED IN', 'BY', 'FROM', 'LAST USED', 'UNTIL', 'BROWSER'],
          items.map((one) => [
            ...[timeText(one.signedInAt), one.how, one.address, timeText(one.lastUsedAt), timeText(one.until)],
            one.agent,
          ]),
          'not signed in',
        );
        if (items.length > 0) context.output.hint(say`Sign them out: ${command`admin sessions ${name} --end`}`);
      }),
    );
}

function addAttempts(admin: Command, run: Run): void {
  admin
    .command('attempts')
    .description('list attempts to sign in, the newest first')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(signIn.attempts, {});
        context.output.data(items);
        context.output.table(
          ['AT', 'FROM', 'BY', 'OUTCOME', 'ADMINISTRATOR'],
          items.map((one) => [timeText(one.at), one.address, one.how, one.outcome, one.name ?? '(nobody)']),
          'no attempts',
        );
      }),
    );
}
