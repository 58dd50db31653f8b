import { given } from '../../base/given.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { credentials } from '../../admin/contracts/credentials.ts';
import { mailboxes, mailboxTable } from '../../admin/contracts/mailboxes.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import {
  addChangeOptions,
  addFieldOptions,
  changedEntries,
  listOptions,
  columnsOf,
  fieldsOf,
} from './field-options.ts';
import { type HostPort, hostPort, limitPair, limitsOfNew, listed, onOff } from '../terminal/arguments.ts';
import { addList, addRemove, addShow, change, type Collection, create, type Run } from './collection.ts';
import { verbsOf } from '../client/collection.ts';
import type { LimitPatch } from '../../directory/fields/values.ts';
import { type Context, obtainPassword } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { addMessages } from './messages.ts';
import { addTable } from './tables.ts';
import { command } from '../../texts/command.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

const mailPlaces: Readonly<Record<string, string>> = {
  maildir: 'here',
  lmtp: 'LMTP',
  'lmtp-socket': 'LMTP',
  elsewhere: 'elsewhere',
};

const MAILBOX_OPTIONS = {
  'forwarding.to': '--forward',
  'forwarding.keepCopy': '--keep-copy',
  'delivery.path': '--maildir',
  'delivery.host': '--lmtp',
  'delivery.port': '--lmtp',
};

const collection: Collection<typeof mailboxes> = {
  contract: mailboxes,
  typed: { shape: mailboxForms.shape, more: MAILBOX_OPTIONS },
  called: ({ address }) => address,
  noun: 'mailbox',
  plural: 'mailboxes',
  argument: 'address',
  columns: [
    ...columnsOf(mailboxForms.shape, 'address', 'displayName', 'aliases'),
    ['FORWARDS TO', ({ forwarding }) => forwarding?.to ?? ''],
    ['MAIL', ({ delivery }) => own(mailPlaces, delivery.kind) ?? delivery.kind],
    ...columnsOf(mailboxForms.shape, 'smtpAuth', 'enabled'),
  ],
};

interface MailboxOptions {
  readonly address?: string;
  readonly forward?: readonly string[];
  readonly addForward?: readonly string[];
  readonly removeForward?: readonly string[];
  readonly keepCopy?: boolean;
  readonly maildir?: string;
  readonly lmtp?: HostPort;
  readonly lmtpSocket?: string;
  readonly elsewhere?: boolean;
  readonly limit?: LimitPatch;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
}

const options = (verb: Command): Command =>
  addFieldOptions(verb, mailboxForms.shape)
    .option('--forward <address>', 'forward to; repeat for more; none ends it', listed)
    .option('--keep-copy <on|off>', 'keep a copy of what is forwarded (on)', onOff)
    .option('--maildir <path>', 'deliver into this Maildir, relative to the mail directory')
    .option('--lmtp <host:port>', 'deliver by LMTP', hostPort(24))
    .option('--lmtp-socket <path>', 'deliver by LMTP to a local socket')
    .option('--elsewhere', 'it only signs in here; its mail goes on to where its internal-relay domain leads')
    .option('--limit <name=value>', 'override a limit; repeat for more', limitPair);

function body(chosen: MailboxOptions) {
  const { maildir, lmtp, lmtpSocket, elsewhere } = chosen;
  const ways = [maildir, lmtp, lmtpSocket, elsewhere].filter((way) => way !== undefined);
  if (ways.length > 1) throw usage('--maildir, --lmtp, --lmtp-socket and --elsewhere exclude each other');
  if (chosen.keepCopy !== undefined && chosen.forward === undefined)
    throw usage('--keep-copy needs --forward', 'name the forwarding addresses again with it');
  const { forward, keepCopy = true } = chosen;
  return {
    ...fieldsOf(mailboxForms.shape, chosen),
    ...given({
      forwarding: forward === undefined ? undefined : forward.length === 0 ? null : { to: forward, keepCopy },
      delivery: deliveryOf(chosen),
    }),
  };
}

function deliveryOf({ maildir, lmtp, lmtpSocket, elsewhere }: MailboxOptions) {
  if (maildir !== undefined) return { kind: 'maildir', path: maildir } as const;
  if (lmtp !== undefined) return { kind: 'lmtp', ...lmtp } as const;
  if (lmtpSocket !== undefined) return { kind: 'lmtp-socket', path: lmtpSocket } as const;
  return elsewhere === true ? ({ kind: 'elsewhere' } as const) : undefined;
}

export function addMailbox(program: Command, run: Run): void {
  const [added, taken] = listOptions('forward', '<address>');
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
        await create(context, collection, {
          ...body(chosen),
          address,
          ...given({ password, limits: limitsOfNew(chosen.limit) }),
        });
      }),
    );
  addList(noun, collection, run);
  addShow(noun, collection, run);
  addChangeOptions(
    options(noun.command('set <address>').description('change a mailbox; an option of a list replaces it as a whole')),
    mailboxForms.shape,
  )
    .addOption(added)
    .addOption(taken)
    .option('--address <address>', 'give it another primary address')
    .addHelpText('after', '\nExample:\n  doorpost mailbox set scanner@contoso.com --send-as office@contoso.com')
    .action(
      run(async (context, address: string, chosen: MailboxOptions) => {
        const said = await withForwards(context, address, chosen);
        const changes = { ...body(said), ...given({ address: chosen.address, limits: chosen.limit }) };
        await change(context, collection, address, changes);
      }),
    );
  addRemove(noun, collection, run, signInsOf);
  addTable(
    noun,
    {
      operations: mailboxTable,
      plural: 'mailboxes',
      exporting: command`mailbox export`,
      hasPasswords: true,
    },
    run,
  ).addHelpText(
    'after',
    `
The columns are those of doorpost mailbox export; columns that are not there change nothing, an empty cell is what a new mailbox has. Several
addresses stand in one cell with ; between them.

password   is only read: a password of at least 8 characters; generate, which makes one where there is none yet; reset, which makes a new one
logins     the names it signs in with; its address where the cell is empty. A table takes no sign-in away
delivery   maildir:PATH, lmtp:HOST:PORT, lmtp-socket:PATH or elsewhere; empty: here, or as it is

Examples:
  doorpost mailbox import mailboxes.csv --dry-run
  doorpost mailbox import mailboxes.csv --passwords passwords.csv`,
  );
  addMessages(noun, run);
}

/** Its forwarding as a whole, where only some of it is said. */
async function withForwards(context: Context, address: string, chosen: MailboxOptions): Promise<MailboxOptions> {
  const { addForward: add, removeForward: remove } = chosen;
  if (add === undefined && remove === undefined) return chosen;
  const { forwarding } = await verbsOf(context, mailboxes).show(address);
  const before = chosen.forward ?? forwarding?.to ?? [];
  return {
    ...chosen,
    forward: changedEntries(before, { add, remove }, '--forward'),
    keepCopy: chosen.keepCopy ?? forwarding?.keepCopy ?? true,
  };
}

async function signInsOf(context: Context, address: string): Promise<Phrase | null> {
  const { id, address: mailbox } = await verbsOf(context, mailboxes).show(address);
  const all = await context.client.all(credentials.list, { query: { organization: '*', mailbox } });
  const own = all.filter(({ mailboxId }) => mailboxId === id);
  if (own.length === 0) return null;
  const names = own.map(({ name }) => JSON.stringify(name)).join(', ');
  return say`, and with it ${own.length === 1 ? 'its sign-in' : `its ${own.length} sign-ins`} ${names}`;
}
