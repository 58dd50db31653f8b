/**
 * Delivery into a mailbox of ours that is a Maildir: trace fields on top, loop check, folder, durable file. Also the copy of a
 * submission that its sender keeps. RFC 5321 §4.4 (Return-Path), RFC 9228 (Delivered-To).
 */
import type { QueueId } from '../base/id.ts';
import { addressKey, addressText, pathText, type ReversePath } from '../mail/address.ts';
import type { QueuedMessage, QueuedRecipient } from '../mail/delivery.ts';
import type { MailboxAccount } from '../mail/directory.ts';
import { parseMailbox } from '../smtp/path.ts';
import type { HopFailure } from './failure.ts';
import { type MaildirFolder, type MaildirSetting, safeMaildirPath, storeInMaildir } from './maildir.ts';
import { damageFailure, type StoredContent } from './stored-content.ts';

export interface MailboxSetting extends MaildirSetting {
  /** Absolute; the Maildirs' paths are below it. */
  readonly mailDirectory: string;
  readonly content: StoredContent;
}

export type MailboxResult =
  | { readonly kind: 'stored'; readonly file: string }
  | { readonly kind: 'loop'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string; readonly full: boolean }
  /** The message's own trouble: the mailbox is well. */
  | { readonly kind: 'damaged'; readonly failure: HopFailure };

/** Header octets searched for Delivered-To: our own trace fields stand on top, and the whole header section may not be longer. */
const HEADER_SEARCHED = 262_144;

/** Puts one message into one folder of one mailbox. Never throws for what the disk did. */
export async function deliverToMaildir(
  mailbox: MailboxAccount,
  message: QueuedMessage,
  recipient: QueuedRecipient,
  setting: MailboxSetting,
  signal: AbortSignal,
  folder: MaildirFolder = 'INBOX',
): Promise<MailboxResult> {
  const maildir =
    mailbox.delivery.kind === 'maildir' ? safeMaildirPath(setting.mailDirectory, mailbox.delivery.path) : null;
  if (maildir === null) return failed(`the path of mailbox ${mailbox.address} is not usable`);
  try {
    const own = [mailbox.address.toLowerCase(), addressKey(recipient.address)];
    if ((await deliveredTo(setting.content(message, signal))).some((address) => own.includes(address)))
      return { kind: 'loop', text: `the message has been in ${mailbox.address} before (Delivered-To)` };
    const prefix = traceFields(message.reversePath, [['Delivered-To', addressText(recipient.address)]]);
    const content = setting.content(message, signal);
    const contentBytes = message.content.sizeBytes;
    return {
      kind: 'stored',
      file: await storeInMaildir(maildir, { folder, prefix, content, contentBytes, flags: null }, setting),
    };
  } catch (error) {
    return diskTrouble(error);
  }
}

/**
 * Keeps what a mailbox submitted in its own `.Sent`, seen. Once per message: the caller asks on the first attempt of ordinal 0, and the
 * file's name is made of the queue id, so that asking again finds it.
 */
export async function deliverToSent(
  mailbox: MailboxAccount,
  message: QueuedMessage,
  setting: MailboxSetting,
  signal: AbortSignal,
): Promise<MailboxResult> {
  const maildir =
    mailbox.delivery.kind === 'maildir' ? safeMaildirPath(setting.mailDirectory, mailbox.delivery.path) : null;
  if (maildir === null) return failed(`mailbox ${mailbox.address} is not kept here`);
  try {
    const file = await storeInMaildir(
      maildir,
      {
        folder: 'Sent',
        prefix: traceFields(message.reversePath, []),
        content: setting.content(message, signal),
        contentBytes: message.content.sizeBytes,
        flags: 'S',
        onceAs: sentName(message.receivedAt, message.queueId),
      },
      setting,
    );
    return { kind: 'stored', file };
  } catch (error) {
    return diskTrouble(error);
  }
}

const sentName = (receivedAt: number, queueId: QueueId): string => `${Math.floor(receivedAt / 1000)}.Q${queueId}`;

/** Return-Path and more, on top of the content. Values hold no line ends: they were parsed as paths. */
export function traceFields(reversePath: ReversePath, fields: readonly (readonly [string, string])[]): Uint8Array {
  const lines = [['Return-Path', pathText(reversePath)] as const, ...fields];
  return Buffer.from(lines.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/gu, ' ')}\r\n`).join(''));
}

/** Addresses (`addressKey`) of the Delivered-To fields of a message's header. Reads no further than the header. */
async function deliveredTo(content: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const header = await headerOf(content);
  const found: string[] = [];
  for (const [, value = ''] of header.matchAll(/^delivered-to:(.*)$/gimu)) {
    const parsed = parseMailbox(value.trim().replace(/^<(.*)>$/u, '$1'), { smtputf8: true });
    if (parsed.ok) found.push(addressKey(parsed.address));
  }
  return found;
}

/** As UTF-8, which is what our own fields are (RFC 6532); what is none cannot be an address of ours. */
async function headerOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  let header = Buffer.alloc(0);
  for await (const chunk of content) {
    header = Buffer.concat([header, chunk]);
    const end = header.indexOf('\r\n\r\n');
    if (end !== -1) return header.subarray(0, end + 2).toString('utf8');
    if (header.length >= HEADER_SEARCHED) break;
  }
  return header.subarray(0, HEADER_SEARCHED).toString('utf8');
}

function failed(text: string): MailboxResult {
  return { kind: 'failed', text, full: false };
}

function diskTrouble(error: unknown): MailboxResult {
  const damage = damageFailure(error);
  if (damage !== null) return { kind: 'damaged', failure: damage };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const words = full ? 'no space left for the mailbox' : `the mailbox could not be written (${code || String(error)})`;
  return { kind: 'failed', text: words, full };
}
