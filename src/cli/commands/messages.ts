/** Reading what arrived in a mailbox, or was captured. Everything shown comes from strangers: escaped, but for `--raw`, which is for files and programs. */
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { capturedMessages, mailboxMessages } from '../../admin/contracts/messages.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { Run } from './collection.ts';
import type { Context } from '../context.ts';
import { shortened } from '../terminal/escape.ts';
import { sizeText, timeText } from '../terminal/output.ts';

const shownHeaders = ['from', 'sender', 'reply-to', 'to', 'cc', 'date', 'subject', 'return-path', 'delivered-to'];

export function addMessages(noun: Command, run: Run): void {
  const place = ({ client, organization: query }: Context, name: string): Place => ({
    called: name,
    list: () => client.all(mailboxMessages.list, { params: { name }, query }),
    read: (id) => client.ask(mailboxMessages.read, { params: { name, id }, query }),
    raw: (id) => client.bytes(mailboxMessages.raw, { params: { name, id }, query, timeoutMs: bounds.cli.longAnswer }),
  });
  noun
    .command('messages <address>')
    .description('list what arrived')
    .action(run(async (context, address: string) => list(context, place(context, address))));
  readOptions(noun.command('read <address> [id]').description('show one message; without an id the newest')).action(
    run(async (context, address: string, id: string | undefined, chosen: ReadOptions) =>
      read(context, place(context, address), id, chosen),
    ),
  );
}

export function addCaptured(program: Command, run: Run): void {
  const place = ({ client }: Context): Place => ({
    called: 'the captured mail',
    list: () => client.all(capturedMessages.list, {}),
    read: (id) => client.ask(capturedMessages.read, { params: { id } }),
    raw: (id) => client.bytes(capturedMessages.raw, { params: { id }, timeoutMs: bounds.cli.longAnswer }),
  });
  const noun = program
    .command('captured')
    .description('mail for outside domains that evaluation mode kept back instead of sending it');
  noun
    .command('list', { isDefault: true })
    .alias('ls')
    .description('list what was captured')
    .action(run(async (context) => list(context, place(context))));
  readOptions(noun.command('read [id]').description('show one captured message; without an id the newest'))
    .addHelpText('after', '\nExample:\n  doorpost captured read --headers')
    .action(
      run(async (context, id: string | undefined, chosen: ReadOptions) => read(context, place(context), id, chosen)),
    );
}

/** The place where mail is read: a mailbox, or what was captured. */
interface Place {
  readonly called: string;
  list(): Promise<AnswerOf<typeof mailboxMessages.list>['items']>;
  read(id: string): Promise<AnswerOf<typeof mailboxMessages.read>>;
  raw(id: string): Promise<Uint8Array>;
}
interface ReadOptions {
  readonly raw?: boolean;
  readonly headers?: boolean;
}

const readOptions = (command: Command): Command =>
  command.option('--raw', 'the message as it is stored, byte for byte').option('--headers', 'all header fields');

async function list(context: Context, { called, list: listed }: Place): Promise<void> {
  const items = await listed();
  context.output.data(items);
  context.output.table(
    ['ID', 'FOLDER', 'ARRIVED', 'FROM', 'SUBJECT', 'SIZE', 'NEW'],
    items.map((one) => [
      one.id,
      one.folder,
      timeText(one.at),
      shortened(one.from ?? '', 40),
      shortened(one.subject ?? '', 50),
      sizeText(one.sizeBytes),
      one.seen ? '' : 'new',
    ]),
    `${called}: nothing there`,
  );
}

async function read(
  context: Context,
  { called, ...place }: Place,
  id: string | undefined,
  chosen: ReadOptions,
): Promise<number> {
  const name = id ?? newest(await place.list());
  if (name === null) {
    context.output.line(`${called}: nothing there`);
    return 1;
  }
  if (chosen.raw) {
    await context.io.outBytes(await place.raw(name));
    return 0;
  }
  const message = await place.read(name);
  context.output.data(message);
  context.output.fields(
    message.headers.filter(([header]) => chosen.headers || shownHeaders.includes(header.toLowerCase())),
  );
  context.output.line();
  context.output.block(message.text ?? (message.html === null ? '(no text)' : '(HTML only; see --raw)'), '');
  if (message.attachments.length > 0) {
    context.output.heading('Attachments');
    context.output.table(
      ['NAME', 'TYPE', 'SIZE'],
      message.attachments.map((one) => [one.filename ?? '(unnamed)', one.type, sizeText(one.sizeBytes)]),
      '',
    );
  }
  return 0;
}

function newest(items: readonly { readonly id: string; readonly at: number }[]): string | null {
  const [first, ...rest] = items;
  return first === undefined ? null : rest.reduce((best, one) => (one.at > best.at ? one : best), first).id;
}
