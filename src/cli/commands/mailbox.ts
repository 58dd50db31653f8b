import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { type HostPort, hostPort, limitPair, listed, onOff } from '../terminal/arguments.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  create,
  get,
  given,
  type Run,
  type View,
} from './collection.ts';
import { type Context, obtainPassword } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { addMessages } from './messages.ts';

const mailPlaces: Readonly<Record<string, string>> = {
  maildir: 'here',
  lmtp: 'LMTP',
  'lmtp-socket': 'LMTP',
  elsewhere: 'elsewhere',
};

const mailboxes: Collection = {
  path: 'mailboxes',
  noun: 'mailbox',
  plural: 'mailboxes',
  argument: 'address',
  columns: [
    ...columnsOf(mailboxForms.shape, 'address', 'displayName', 'aliases'),
    ['FORWARDS TO', (view) => (view['forwarding'] as { to?: readonly string[] } | null)?.to ?? ''],
    ['MAIL', (view) => own(mailPlaces, (view['delivery'] as { kind: string }).kind) ?? ''],
    ...columnsOf(mailboxForms.shape, 'smtpAuth', 'enabled'),
  ],
};

interface MailboxOptions {
  readonly address?: string;
  readonly forward?: readonly string[];
  readonly keepCopy?: boolean;
  readonly maildir?: string;
  readonly lmtp?: HostPort;
  readonly lmtpSocket?: string;
  readonly elsewhere?: boolean;
  readonly limit?: object;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
}

const options = (command: Command): Command =>
  addFieldOptions(command, mailboxForms.shape)
    .option('--forward <address>', 'forward to; repeat for more; none ends it', listed)
    .option('--keep-copy <on|off>', 'keep a copy of what is forwarded (on)', onOff)
    .option('--maildir <path>', 'deliver into this Maildir, relative to the mail directory')
    .option('--lmtp <host:port>', 'deliver by LMTP', hostPort(24))
    .option('--lmtp-socket <path>', 'deliver by LMTP to a local socket')
    .option('--elsewhere', 'it only signs in here; its mail goes on to where its internal-relay domain leads')
    .option('--limit <name=value>', 'override a limit; repeat for more', limitPair);

function body(chosen: MailboxOptions): Readonly<Record<string, unknown>> {
  const { maildir, lmtp, lmtpSocket, elsewhere } = chosen;
  const ways = [maildir, lmtp, lmtpSocket, elsewhere].filter((way) => way !== undefined);
  if (ways.length > 1) throw usage('--maildir, --lmtp, --lmtp-socket and --elsewhere exclude each other');
  if (chosen.keepCopy !== undefined && chosen.forward === undefined)
    throw usage('--keep-copy needs --forward', 'name the forwarding addresses again with it');
  const delivery =
    maildir !== undefined
      ? { kind: 'maildir', path: maildir }
      : lmtp !== undefined
        ? { kind: 'lmtp', ...lmtp }
        : lmtpSocket !== undefined
          ? { kind: 'lmtp-socket', path: lmtpSocket }
          : elsewhere
            ? { kind: 'elsewhere' }
            : undefined;
  return given({
    ...fieldsOf(mailboxForms.shape, chosen),
    forwarding:
      chosen.forward === undefined
        ? undefined
        : chosen.forward.length === 0
          ? null
          : { to: chosen.forward, keepCopy: chosen.keepCopy ?? true },
    delivery,
    limits: chosen.limit,
  });
}

export function addMailbox(program: Command, run: Run): void {
  const noun = program
    .command('mailbox')
    .description('mailboxes: addresses, sign-in, forwarding, and reading what arrived');
  options(noun.command('add <address>').description('add a mailbox'))
    .option('--password', 'also make a sign-in with a generated password, shown once')
    .option('--password-stdin', 'also make a sign-in with the password read from standard input')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost mailbox add scanner@contoso.com --password\n  doorpost mailbox add scanner@contoso.com --elsewhere --password     its mail is at Microsoft 365\n  doorpost mailbox add info@contoso.com --alias kontakt@contoso.com --forward office@fabrikam.com',
    )
    .action(
      run(async (context, address: string, chosen: MailboxOptions) => {
        const password = chosen.passwordStdin
          ? await obtainPassword(context.io, true, '')
          : chosen.password
            ? 'generate'
            : undefined;
        await create(context, mailboxes, { address, ...body(chosen), ...given({ password }) });
      }),
    );
  addList(noun, mailboxes, run);
  addShow(noun, mailboxes, run);
  options(noun.command('set <address>').description('change a mailbox; lists are replaced as a whole'))
    .option('--address <address>', 'give it another primary address')
    .addHelpText('after', '\nExample:\n  doorpost mailbox set scanner@contoso.com --send-as office@contoso.com')
    .action(
      run(async (context, address: string, chosen: MailboxOptions) => {
        const changes = { ...body(chosen), ...given({ address: chosen.address }) };
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost mailbox set --help` lists what can be set');
        await change(context, mailboxes, address, changes);
      }),
    );
  addRemove(noun, mailboxes, run, signInsOf);
  addMessages(noun, run);
}

async function signInsOf(context: Context, address: string): Promise<string | null> {
  const [{ item }, { items }] = await Promise.all([
    get(context, mailboxes, address),
    context.client.ask<{ items: readonly View[] }>('GET', '/credentials', { query: { organization: '*' } }),
  ]);
  const own = items.filter((view) => view['mailboxId'] === item.id);
  if (own.length === 0) return null;
  const names = own.map((view) => JSON.stringify(view['name'])).join(', ');
  return `, and with it ${own.length === 1 ? 'its sign-in' : `its ${own.length} sign-ins`} ${names}`;
}
