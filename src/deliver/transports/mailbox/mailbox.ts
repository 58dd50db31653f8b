/**
 * Delivery into a mailbox of ours that is a Maildir: trace fields on top, loop check, folder, durable file. Also the copy of a
 * submission that its sender keeps. RFC 5321 §4.4 (Return-Path), RFC 9228 (Delivered-To).
 */
import type { AtMost } from '../../../base/at-most.ts';
import { bounds } from '../../../base/bounds.ts';
import type { QueueId } from '../../../base/id.ts';
import { addressText, pathText, type ReversePath } from '../../../mail/address.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../../mail/delivery.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import { headerSectionEnd, scanHeader } from '../../../mail/header/header-scan.ts';
import { beenIn, deliveredToOf } from '../../../policy/routing/delivered-to.ts';
import { stampsOf } from '../../../screening/stamps.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import { delayedBy, failedBy, type HopFailure, noRemote, outcomeOfFailure } from '../../answers/failure.ts';
import { MaildirOfOthers, type OwnMaildirs } from './own-maildirs.ts';
import { type MaildirFolder, type MaildirSetting, safeMaildirPath, storeInMaildir } from './maildir.ts';
import { damageFailure, type StoredContent } from '../../content/stored-content.ts';
import { say, type Phrase } from '../../../texts/phrase.ts';
import { told, again } from '../../../texts/told.ts';
import { type ToldLine, lineOf } from '../../../mail/lines/said.ts';

export interface MailboxSetting extends MaildirSetting {
  /** Absolute; the Maildirs' paths are below it. */
  readonly mailDirectory: string;
  readonly content: StoredContent;
  readonly directory: LiveDirectory;
  readonly owned: OwnMaildirs;
}

export type MailboxResult =
  | { readonly kind: 'stored'; readonly file: string }
  | ({ readonly kind: 'loop' | 'unread' } & ToldLine)
  | ({ readonly kind: 'failed'; readonly full: boolean } & ToldLine)
  /** Before anything of it was in place: the attempt has no more time, or another node has the delivery. */
  | { readonly kind: 'given-up' }
  /** The message's own trouble: the mailbox is well. */
  | { readonly kind: 'damaged'; readonly failure: HopFailure };

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
  if (maildir === null) return failed(say`the path of mailbox ${mailbox.address} is not usable`);
  try {
    const been = await deliveredTo(setting.content(message, signal));
    if (been === null)
      return { kind: 'unread', ...told(say`its header is larger than ${bounds.deliver.headerSearched} bytes`) };
    if (been === 'too-many')
      return { kind: 'loop', ...told(say`it has more than ${bounds.policy.deliveredToFields} Delivered-To fields`) };
    if (beenIn(setting.directory.current, been).has(mailbox.id))
      return { kind: 'loop', ...told(say`the message has been in ${mailbox.address} before (Delivered-To)`) };
    const prefix = Buffer.concat([
      traceFields(message.reversePath, [['Delivered-To', addressText(recipient.address)]]),
      Buffer.from(stampsOf(message, setting.hostName)),
    ]);
    const content = setting.content(message, signal);
    const contentBytes = message.content.sizeBytes;
    await setting.owned.ready(mailbox, maildir);
    return {
      kind: 'stored',
      file: await storeInMaildir(
        maildir,
        { folder, prefix, content, contentBytes, flags: null, until: signal },
        setting,
      ),
    };
  } catch (error) {
    return diskTrouble(error, signal);
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
  if (maildir === null) return failed(say`mailbox ${mailbox.address} is not kept here`);
  try {
    await setting.owned.ready(mailbox, maildir);
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
    return diskTrouble(error, signal);
  }
}

const sentName = (receivedAt: number, queueId: QueueId): string => `${Math.floor(receivedAt / 1000)}.Q${queueId}`;

/** Return-Path and more, on top of the content. Values hold no line ends: they were parsed as paths. */
export function traceFields(reversePath: ReversePath, fields: readonly (readonly [string, string])[]): Uint8Array {
  const lines = [['Return-Path', pathText(reversePath)] as const, ...fields];
  return Buffer.from(lines.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/gu, ' ')}\r\n`).join(''));
}

/** Reads no further than the header; null: it has not ended within the bound, and what stands in the rest is not known. */
async function deliveredTo(content: AsyncIterable<Uint8Array>): Promise<AtMost<string> | null> {
  const header = await headerOf(content);
  // Nearly none has the field.
  if (header === null || !HAS_DELIVERED_TO.test(header.toString('latin1'))) return header === null ? null : [];
  return deliveredToOf(header, scanHeader(header));
}

const HAS_DELIVERED_TO = /^delivered-to[ \t]*:/imu;

async function headerOf(content: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  let header = Buffer.alloc(0);
  for await (const chunk of content) {
    const searched = header.length;
    header = Buffer.concat([header, chunk]);
    const end = headerSectionEnd(header, searched);
    if (end >= 0) return header.subarray(0, end);
    if (header.length > bounds.deliver.headerSearched) return null;
  }
  return header;
}

function failed(words: Phrase): MailboxResult {
  return { kind: 'failed', ...told(words), full: false };
}

function diskTrouble(error: unknown, signal: AbortSignal): MailboxResult {
  const damage = damageFailure(error);
  if (damage !== null) return { kind: 'damaged', failure: damage };
  if (signal.aborted) return { kind: 'given-up' };
  if (error instanceof MaildirOfOthers)
    return failed(say`${again(error.told)}: let a Global administrator set another place (mailbox set --maildir)`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const words = full
    ? say`no space left for the mailbox`
    : say`the mailbox could not be written (${code || String(error)})`;
  return { kind: 'failed', ...told(words), full };
}

const givenUp = delayedBy({
  cause: 'timed-out',
  status: '4.3.0',
  ...told(say`the delivery into the mailbox was given up`),
  of: 'mail',
});

export function outcomeOfMailbox(recipient: QueuedRecipient, result: MailboxResult): Outcome {
  switch (result.kind) {
    case 'stored':
      return { ordinal: recipient.ordinal, action: 'delivered', status: '2.1.5', reply: null, ...noRemote };
    case 'loop':
      return outcomeOfFailure(recipient, failedBy({ cause: 'loop', status: '5.4.6', ...lineOf(result) }));
    case 'given-up':
      return outcomeOfFailure(recipient, givenUp);
    case 'damaged':
      return outcomeOfFailure(recipient, result.failure);
    case 'unread':
      return outcomeOfFailure(recipient, failedBy({ cause: 'content-refused', status: '5.6.0', ...lineOf(result) }));
    case 'failed':
      return outcomeOfFailure(
        recipient,
        delayedBy({
          cause: 'storage-failed',
          status: result.full ? '4.3.1' : '4.3.0',
          ...lineOf(result),
        }),
      );
  }
}
