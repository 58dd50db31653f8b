import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { credentials } from '../../admin/contracts/credentials.ts';
import { credentialForms } from '../../directory/kinds/credential.ts';
import { columnsOf } from './field-options.ts';
import { verbsOf, type ViewIn } from '../client/collection.ts';
import { addList, type Collection, create, field, type Run } from './collection.ts';
import { type Context, obtainPassword } from '../context.ts';
import { command, shellWord } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { usage } from '../terminal/failure.ts';
import { timeText } from '../terminal/output.ts';

const collection: Collection<typeof credentials> = {
  contract: credentials,
  typed: { shape: credentialForms.shape },
  called: ({ name }) => name,
  noun: 'credential',
  plural: 'credentials',
  argument: 'credential',
  columns: [
    ['ID', field('id')],
    ['MAILBOX', field('mailbox')],
    ...columnsOf(credentialForms.shape, 'name', 'username', 'enabled'),
    ['KEPT', ({ cramMd5 }) => (cramMd5 ? 'sealed (CRAM-MD5)' : 'hashed')],
    ['MADE', ({ createdAt }) => timeText(createdAt)],
  ],
};

interface AddOptions {
  readonly name: string;
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly cramMd5?: boolean;
}

export function addCredential(program: Command, run: Run): void {
  const noun = program.command('credential').description('sign-ins of mailboxes: one per device, each revocable');
  addNew(noun, run);
  addList(noun, collection, run);
  addReset(noun, run);
  addSwitches(noun, run);
  addRemoval(noun, run);
}

function addNew(noun: Command, run: Run): void {
  noun
    .command('add <mailbox>')
    .description('add a sign-in; its password is generated and shown once')
    .requiredOption('--name <text>', 'what you call it: "Copier 2nd floor"')
    .option('--username <login>', "login name (the mailbox's address)")
    .option('--password-stdin', 'read the password from standard input instead of generating one')
    .option('--cram-md5', 'allow CRAM-MD5 too: the password is kept sealed, not hashed')
    .addHelpText('after', '\nExample:\n  doorpost credential add scanner@contoso.com --name "Copier 2nd floor"')
    .action(
      run(async (context, mailbox: string, chosen: AddOptions) => {
        const password = chosen.passwordStdin ? await obtainPassword(context.io, true, '') : 'generate';
        await create(context, collection, {
          mailbox,
          name: chosen.name,
          ...given({ username: chosen.username, cramMd5: chosen.cramMd5 }),
          password,
        });
      }),
    );
}

function addReset(noun: Command, run: Run): void {
  noun
    .command('reset <credential> [name]')
    .description('give a new password; by id, or by mailbox (and name, where it has several)')
    .option('--password-stdin', 'read the password from standard input instead of generating one')
    .addHelpText('after', '\nExample:\n  doorpost credential reset scanner@contoso.com "Copier 2nd floor"')
    .action(
      run(async (context, credential: string, name: string | undefined, chosen: { passwordStdin?: boolean }) => {
        const { id, label } = await findCredential(context, credential, name);
        const body = chosen.passwordStdin ? { password: await obtainPassword(context.io, true, '') } : {};
        const answer = await context.client.ask(credentials.reset, {
          params: { name: id },
          query: context.organization,
          body,
        });
        context.output.data({ id, ...answer });
        context.output.line(
          answer.password === undefined
            ? `password of ${label} changed`
            : `password of ${label}: ${answer.password}   (shown only now)`,
        );
      }),
    );
}

function addSwitches(noun: Command, run: Run): void {
  for (const [verb, enabled, meaning] of [
    ['disable', false, 'refuse sign-ins with it'],
    ['enable', true, 'let sign-ins with it work again'],
  ] as const)
    noun
      .command(`${verb} <credential> [name]`)
      .description(meaning)
      .action(
        run(async (context, credential: string, name: string | undefined) => {
          const { id, label } = await findCredential(context, credential, name);
          const answer = await verbsOf(context, credentials).change(id, { enabled });
          context.output.data(answer);
          context.output.line(`credential ${label} ${verb}d`);
        }),
      );
}

function addRemoval(noun: Command, run: Run): void {
  noun
    .command('remove <credential> [name]')
    .alias('rm')
    .description('remove a sign-in')
    .action(
      run(async (context, credential: string, name: string | undefined) => {
        const { id, label } = await findCredential(context, credential, name);
        await verbsOf(context, credentials).remove(id);
        context.output.data({ removed: id });
        context.output.line(`credential ${label} removed`);
      }),
    );
}

interface Found {
  readonly id: string;
  readonly username: string;
  /** `"Copier" of scanner@contoso.com, login scanner`. */
  readonly label: string;
}

const found = ({ id, name, mailbox, username }: ViewIn<typeof credentials>): Found => ({
  ...{ id, username },
  label: `"${name}" of ${mailbox ?? '?'}${username === mailbox ? '' : `, login ${username}`}`,
});

/** By id; a mailbox address means its only credential, or the one of that name. */
export async function findCredential(context: Context, credential: string, name: string | undefined): Promise<Found> {
  if (!credential.includes('@')) return found(await verbsOf(context, credentials).show(credential));
  const query = { ...context.organization, mailbox: credential };
  const own = await context.client.all(credentials.list, { query });
  const named = own.filter((view) => name === undefined || view.name === name);
  if (named.length === 1 && named[0]) return found(named[0]);
  if (named.length === 0)
    throw usage(
      `${credential} has no credential${name === undefined ? '' : ` called ${JSON.stringify(name)}`}`,
      say`These are all there are: ${command`credential list`}`,
    );
  throw usage(
    `${credential} has ${named.length} credentials`,
    `say which by its name (${named.map((view) => shellWord(view.name)).join(', ')}), or give its id`,
  );
}
