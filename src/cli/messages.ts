/** Reading what arrived in a mailbox. Everything shown comes from strangers: escaped, but for `--raw`, which is for files and programs. */
import type { Command } from 'commander';
import { segment } from './client.ts';
import type { Run } from './collection.ts';
import { shortened } from './escape.ts';
import { sizeText, timeText } from './output.ts';

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
  noun
    .command('messages <address>')
    .description('list what arrived')
    .action(
      run(async (context, address: string) => {
        const answer = await context.client.ask<{ items: readonly Summary[] }>(
          'GET',
          `/mailboxes/${segment(address)}/messages`,
          {
            query: context.organization,
          },
        );
        context.output.data(answer.items);
        context.output.table(
          ['ID', 'FOLDER', 'ARRIVED', 'FROM', 'SUBJECT', 'SIZE', 'NEW'],
          answer.items.map((one) => [
            one.id,
            one.folder,
            timeText(one.at),
            shortened(one.from ?? '', 40),
            shortened(one.subject ?? '', 50),
            sizeText(one.sizeBytes),
            one.seen ? '' : 'new',
          ]),
          `${address} is empty`,
        );
      }),
    );
  noun
    .command('read <address> [id]')
    .description('show one message; without an id the newest')
    .option('--raw', 'the message as it is stored, octet for octet')
    .option('--headers', 'all header fields')
    .action(
      run(async (context, address: string, id: string | undefined, chosen: { raw?: boolean; headers?: boolean }) => {
        const base = `/mailboxes/${segment(address)}/messages`;
        let name = id;
        if (name === undefined) {
          const { items } = await context.client.ask<{ items: readonly Summary[] }>('GET', base, {
            query: context.organization,
          });
          name = items.reduce<Summary | null>(
            (newest, one) => (newest === null || one.at > newest.at ? one : newest),
            null,
          )?.id;
          if (name === undefined) {
            context.output.line(`${address} is empty`);
            return 1;
          }
        }
        const path = `${base}/${segment(name)}`;
        if (chosen.raw) {
          await context.io.outBytes(
            await context.client.bytes('GET', `${path}/raw`, { query: context.organization, timeoutMs: 120_000 }),
          );
          return 0;
        }
        const message = await context.client.ask<Message>('GET', path, { query: context.organization });
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
      }),
    );
}
