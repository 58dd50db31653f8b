/**
 * Reading back what arrived, for `mailbox read` of CLI and API. A message is named by an id that is a digest, never by a path, and found
 * by listing: no id can point anywhere else. Read-only: nothing is marked as seen, nothing moves from new/ to cur/.
 */
import { createHash } from 'node:crypto';
import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { bounds } from '../../../base/bounds.ts';
import { NamedFileError, openNamedFile } from '../../../base/named-file.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import type { ListedMessage, ReadMessage } from '../../../mail/doors/stored-message.ts';
import { isDirectory, safeMaildirPath } from './maildir.ts';
import { ownerOf } from './maildir-owner.ts';
import { headersOf, showMessage, shownFields } from './show-message.ts';
import { say } from '../../../texts/phrase.ts';
import { told } from '../../../texts/told.ts';

/** The facts of a mailbox that reading needs. */
export interface Readable extends Pick<MailboxAccount, 'address' | 'delivery'> {
  /** null: of the whole server, as captured mail. */
  readonly organizationId: MailboxAccount['organizationId'] | null;
}

export type MailboxReading<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  /** LMTP mailboxes live elsewhere. */
  | { readonly kind: 'not-here'; readonly text: string }
  | { readonly kind: 'no-such-message' };

interface Entry {
  readonly id: string;
  readonly folder: string;
  readonly file: string;
  readonly at: number;
  readonly seen: boolean;
}

/** Newest first. Resolves empty for a mailbox nothing has reached yet. */
export async function listMessages(
  mailDirectory: string,
  mailbox: Readable,
): Promise<MailboxReading<readonly ListedMessage[]>> {
  const entries = await entriesOf(mailDirectory, mailbox);
  if (entries === null) return notHere(mailbox);
  const items: ListedMessage[] = [];
  for (const entry of entries.slice(0, bounds.deliver.messagesListed)) {
    const head = await readHead(entry.file);
    if (head === null) continue; // moved by a mail program meanwhile
    const { from, subject } = await shownFields(head.bytes);
    const { id, folder, at, seen } = entry;
    items.push({ id, folder, at, from, subject, sizeBytes: head.sizeBytes, seen });
  }
  return { kind: 'ok', value: items };
}

/** Rejects when it is nothing that can be shown; the message as stored can still be had. */
export async function readMessage(
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<MailboxReading<ReadMessage>> {
  const found = await findMessage(mailDirectory, mailbox, id);
  if (found.kind !== 'ok') return found;
  const { folder, at, file } = found.value;
  const head = await readHead(file);
  const handle = head === null ? null : await openQuietly(file);
  if (head === null || handle === null) return { kind: 'no-such-message' };
  const content = handle.createReadStream({ end: Math.max(0, bounds.deliver.messageShown - 1) });
  const shown = await showMessage(content);
  const value: ReadMessage = {
    id,
    folder,
    at,
    sizeBytes: head.sizeBytes,
    headers: await headersOf(head.bytes),
    ...shown,
    complete: shown.complete && head.sizeBytes <= bounds.deliver.messageShown,
  };
  return { kind: 'ok', value };
}

/** The message as stored, octet for octet. */
export async function openMessage(
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<MailboxReading<AsyncIterable<Uint8Array>>> {
  const found = await findMessage(mailDirectory, mailbox, id);
  return found.kind === 'ok' ? openFile(found.value.file) : found;
}

/** @param file as `findMessage` found it. */
export async function openFile(file: string): Promise<MailboxReading<AsyncIterable<Uint8Array>>> {
  const handle = await openQuietly(file);
  return handle === null ? { kind: 'no-such-message' } : { kind: 'ok', value: handle.createReadStream() };
}

export async function findMessage(
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<MailboxReading<Entry>> {
  const entries = await entriesOf(mailDirectory, mailbox);
  if (entries === null) return notHere(mailbox);
  const entry = entries.find((candidate) => candidate.id === id);
  return entry === undefined ? { kind: 'no-such-message' } : { kind: 'ok', value: entry };
}

const notHere = (mailbox: Readable): MailboxReading<never> => ({
  kind: 'not-here',
  ...told(say`mailbox ${mailbox.address} is not a Maildir of this server`),
});

async function entriesOf(mailDirectory: string, mailbox: Readable): Promise<readonly Entry[] | null> {
  const root = mailbox.delivery.kind === 'maildir' ? safeMaildirPath(mailDirectory, mailbox.delivery.path) : null;
  if (root === null) return null;
  // Mail that another organization left there is none of its own.
  const owner = mailbox.organizationId === null ? null : await ownerOf(root);
  if (owner !== null && owner !== mailbox.organizationId) return [];
  const entries: Entry[] = [];
  for (const folder of await foldersOf(root)) {
    const directory = folder === 'INBOX' ? root : path.join(root, `.${folder}`);
    for (const part of ['new', 'cur'])
      for (const name of await namesIn(path.join(directory, part), 'no link')) {
        const unique = name.split(':', 1)[0] ?? name;
        entries.push({
          id: createHash('sha256').update(`${folder}\0${unique}`).digest('hex').slice(0, 24),
          folder,
          file: path.join(directory, part, name),
          at: (Number.parseInt(name, 10) || 0) * 1000 + millisOf(name),
          seen: /:2,[A-Za-z]*S/u.test(name),
        });
      }
  }
  return entries.sort((one, other) => other.at - one.at);
}

/** The `M` part of our own names has the microseconds. */
const millisOf = (name: string): number => Math.floor(Number(/\.M(\d{1,6})P/u.exec(name)?.[1] ?? 0) / 1000);

async function foldersOf(root: string): Promise<readonly string[]> {
  const names = await namesIn(root);
  const folders = ['INBOX'];
  for (const name of names)
    if (
      /^\.[^.]/u.test(name) &&
      folders.length < bounds.deliver.foldersListed &&
      (await isDirectory(path.join(root, name))) &&
      (await isDirectory(path.join(root, name, 'cur')))
    )
      folders.push(name.slice(1));
  return folders;
}

/**
 * In the order of the disk; of more than the bound only so many. The mailbox itself may be a link, as an administrator moves a large one; in it
 * whoever may write to it must not show us other files of this machine as mail.
 */
async function namesIn(directory: string, links?: 'no link'): Promise<readonly string[]> {
  const names: string[] = [];
  if (links === 'no link' && !(await isDirectory(directory))) return names;
  try {
    for await (const { name } of await opendir(directory)) {
      names.push(name);
      if (names.length >= bounds.deliver.namesListed) break;
    }
  } catch {
    // A path that is not there, or no folder, has no messages.
  }
  return names;
}

/** null: a mail program moved it, or it is no message (a pipe or a link that somebody put there). */
async function openQuietly(file: string) {
  try {
    if (!(await lstat(file)).isFile()) return null;
  } catch {
    return null;
  }
  try {
    return (await openNamedFile(file, bounds.deliver.messageFile)).handle;
  } catch (error) {
    if (error instanceof NamedFileError) return null;
    throw error;
  }
}

/** The header section, as far as it is shown. */
async function readHead(file: string): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number } | null> {
  const handle = await openQuietly(file);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, bounds.deliver.headerShown));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: headerOnly(bytes.subarray(0, filled)), sizeBytes: size };
  } finally {
    await handle.close();
  }
}

function headerOnly(bytes: Buffer): Buffer {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const end = crlf === -1 ? lf : lf === -1 ? crlf : Math.min(crlf, lf);
  return end === -1 ? bytes : bytes.subarray(0, end);
}
