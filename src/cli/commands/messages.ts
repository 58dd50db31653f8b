/** Reading what arrived in a mailbox, or was captured. Everything shown comes from strangers: escaped, but for `--raw`, which is for files and programs. */
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { type Ask, segment } from '../client.ts';
import type { Run } from './collection.ts';
import type { Context } from '../context.ts';
import { shortened } from '../terminal/escape.ts';
import { sizeText, timeText } from '../terminal/output.ts';

interface Summary {
  readonly id: string;
  readonly folder: string;
  readonly at: number;
  readonly from: string | null;
  readonly subject: string | null;
  readonly sizeBytes: number;
  readonly seen: boolean;
}
interface Message {
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly {
    readonly filename: string | null;
    readonly type: string;
    readonly sizeBytes: number;
  }[];
}

const shownHeaders = ['from', 'sender', 'reply-to', 'to', 'cc', 'date', 'subject', 'return-path', 'delivered-to'];

export function addMessages(noun: Command, run: Run): void {
  const place = (address: string): Place => ({ base: `/mailboxes/${segment(address)}/messages`, called: address });
  noun
    .command('messages <address>')
    .description('list what arrived')
    .action(run(async (context, address: string) => list(context, place(address))));
  readOptions(noun.command('read <address> [id]').description('show one message; without an id the newest')).action(
    run(async (context, address: string, id: string | undefined, chosen: ReadOptions) =>
      read(context, place(address), id, chosen),
    ),
  );
}

export function addCaptured(program: Command, run: Run): void {
  const place: Place = { base: '/captured', called: 'the captured mail' };
  const noun = program
    .command('captured')
    .description('mail for outside domains that evaluation mode kept back instead of sending it');
  noun
    .command('list', { isDefault: true })
    .alias('ls')
    .description('list what was captured')
    .action(run(async (context) => list(context, place)));
  readOptions(noun.command('read [id]').description('show one captured message; without an id the newest'))
    .addHelpText('after', '\nExample:\n  doorpost captured read --headers')
    .action(run(async (context, id: string | undefined, chosen: ReadOptions) => read(context, place, id, chosen)));
}

interface Place {
  /** Path of the listing. */
  readonly base: string;
  readonly called: string;
}
interface ReadOptions {
  readonly raw?: boolean;
  readonly headers?: boolean;
}

const readOptions = (command: Command): Command =>
  command.option('--raw', 'the message as it is stored, byte for byte').option('--headers', 'all header fields');

async function list(context: Context, { base, called }: Place): Promise<void> {
  const { items } = await context.client.ask<{ items: readonly Summary[] }>('GET', base, queryOf(context, base));
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
  { base, called }: Place,
  id: string | undefined,
  chosen: ReadOptions,
): Promise<number> {
  const ask = queryOf(context, base);
  let name = id;
  if (name === undefined) {
    const { items } = await context.client.ask<{ items: readonly Summary[] }>('GET', base, ask);
    const newest = items.reduce<Summary | null>((best, one) => (best === null || one.at > best.at ? one : best), null);
    if (newest === null) {
      context.output.line(`${called}: nothing there`);
      return 1;
    }
    name = newest.id;
  }
  const path = `${base}/${segment(name)}`;
  if (chosen.raw) {
    await context.io.outBytes(
      await context.client.bytes('GET', `${path}/raw`, { ...ask, timeoutMs: bounds.cli.longAnswer }),
    );
    return 0;
  }
  const message = await context.client.ask<Message>('GET', path, ask);
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

/** Captured mail belongs to no organization. */
const queryOf = (context: Context, base: string): Ask => (base === '/captured' ? {} : { query: context.organization });
