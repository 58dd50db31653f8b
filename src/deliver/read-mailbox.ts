/**
 * Reading back what arrived, for `mailbox read` of CLI and API. A message is named by an id that is a digest, never by a path, and found
 * by listing: no id can point anywhere else. Read-only: nothing is marked as seen, nothing moves from new/ to cur/.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Email } from 'postal-mime';
import { NamedFileError, openNamedFile } from '../base/named-file.ts';
import type { MailboxAccount } from '../mail/directory.ts';
import { isDirectory, safeMaildirPath } from './maildir.ts';

export interface ListedMessage {
  readonly id: string;
  /** `INBOX`, `Junk`, `Sent`, `A.B`. */
  readonly folder: string;
  /** When it was delivered, ms. */
  readonly at: number;
  readonly from: string;
  readonly subject: string;
  readonly sizeBytes: number;
  readonly seen: boolean;
}

export interface ReadMessage {
  readonly id: string;
  readonly folder: string;
  readonly at: number;
  readonly sizeBytes: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { readonly filename: string; readonly type: string; readonly sizeBytes: number }[];
  /** False when only the first part of a very large message was looked at. */
  readonly complete: boolean;
}

/** What reading needs to know of a mailbox. */
export type Readable = Pick<MailboxAccount, 'address' | 'delivery'>;

export type MailboxReading<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  /** LMTP mailboxes live elsewhere. */
  | { readonly kind: 'not-here'; readonly text: string }
  | { readonly kind: 'no-such-message' };

/** Messages in a listing, newest first. */
const MOST_LISTED = 500;
/** Names looked at per folder; a mailbox with more is for a mail program, not for this. */
const MOST_NAMES = 100_000;
const MOST_FOLDERS = 200;
/** Octets read for the header lines of a listing. */
const HEADER_READ = 65_536;
/** Octets parsed for display; the raw message can be streamed whole. */
const PARSED_AT_MOST = 64 * 1_048_576;
const TEXT_AT_MOST = 1_048_576;
/** No message that was taken in is so large. */
const MOST_MESSAGE = 16 * 1024 ** 3;

interface Entry {
  readonly id: string;
  readonly folder: string;
  readonly file: string;
  readonly at: number;
  readonly seen: boolean;
}

/** By a parser that is loaded when somebody looks into a mailbox here. */
async function parse(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return new PostalMime().parse(bytes);
}

/** Newest first, at most `limit` (500). Resolves empty for a mailbox nothing has reached yet. */
export async function listMessages(
  mailDirectory: string,
  mailbox: Readable,
  limit: number = MOST_LISTED,
): Promise<MailboxReading<readonly ListedMessage[]>> {
  const entries = await entriesOf(mailDirectory, mailbox);
  if (entries === null) return notHere(mailbox);
  const items: ListedMessage[] = [];
  for (const entry of entries.slice(0, Math.min(limit, MOST_LISTED))) {
    const head = await readHead(entry.file, HEADER_READ);
    if (head === null) continue; // moved by a mail program meanwhile
    const parsed = await parse(headerOnly(head.bytes));
    const from = parsed.from;
    items.push({
      id: entry.id,
      folder: entry.folder,
      at: entry.at,
      from: from === undefined ? '' : from.name ? `${from.name} <${from.address ?? ''}>` : (from.address ?? ''),
      subject: parsed.subject ?? '',
      sizeBytes: head.sizeBytes,
      seen: entry.seen,
    });
  }
  return { kind: 'ok', value: items };
}

export async function readMessage(
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<MailboxReading<ReadMessage>> {
  const entries = await entriesOf(mailDirectory, mailbox);
  if (entries === null) return notHere(mailbox);
  const entry = entries.find((candidate) => candidate.id === id);
  const head = entry === undefined ? null : await readHead(entry.file, PARSED_AT_MOST);
  if (entry === undefined || head === null) return { kind: 'no-such-message' };
  const parsed = await parse(head.bytes);
  return {
    kind: 'ok',
    value: {
      id,
      folder: entry.folder,
      at: entry.at,
      sizeBytes: head.sizeBytes,
      headers: parsed.headers.map((header) => [header.originalKey, header.value] as const),
      text: (parsed.text ?? '').slice(0, TEXT_AT_MOST),
      html: parsed.html === undefined ? null : parsed.html.slice(0, TEXT_AT_MOST),
      attachments: parsed.attachments.map((attachment) => ({
        filename: attachment.filename ?? '',
        type: attachment.mimeType,
        sizeBytes: typeof attachment.content === 'string' ? attachment.content.length : attachment.content.byteLength,
      })),
      complete: head.bytes.byteLength === head.sizeBytes,
    },
  };
}

/** The message as stored, octet for octet. */
export async function openMessage(
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<MailboxReading<AsyncIterable<Uint8Array>>> {
  const entries = await entriesOf(mailDirectory, mailbox);
  if (entries === null) return notHere(mailbox);
  const entry = entries.find((candidate) => candidate.id === id);
  const handle = entry === undefined ? null : await openQuietly(entry.file);
  if (handle === null) return { kind: 'no-such-message' };
  return { kind: 'ok', value: handle.createReadStream() };
}

const notHere = (mailbox: Readable): MailboxReading<never> => ({
  kind: 'not-here',
  text: `mailbox ${mailbox.address} is not a Maildir of this server`,
});

async function entriesOf(mailDirectory: string, mailbox: Readable): Promise<readonly Entry[] | null> {
  const root = mailbox.delivery.kind === 'maildir' ? safeMaildirPath(mailDirectory, mailbox.delivery.path) : null;
  if (root === null) return null;
  const entries: Entry[] = [];
  for (const folder of await foldersOf(root)) {
    const directory = folder === 'INBOX' ? root : path.join(root, `.${folder}`);
    for (const part of ['new', 'cur'])
      for (const name of await namesIn(path.join(directory, part))) {
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
    if (/^\.[^.]/u.test(name) && folders.length < MOST_FOLDERS && (await isDirectory(path.join(root, name, 'cur'))))
      folders.push(name.slice(1));
  return folders;
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).slice(0, MOST_NAMES);
  } catch {
    return [];
  }
}

/** null: a mail program moved it, or it is no message (a pipe that somebody put there). */
async function openQuietly(file: string) {
  try {
    return (await openNamedFile(file, MOST_MESSAGE)).handle;
  } catch (error) {
    if (error instanceof NamedFileError) return null;
    throw error;
  }
}

async function readHead(
  file: string,
  atMost: number,
): Promise<{ readonly bytes: Uint8Array; readonly sizeBytes: number } | null> {
  const handle = await openQuietly(file);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, atMost));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: bytes.subarray(0, filled), sizeBytes: size };
  } finally {
    await handle.close();
  }
}

function headerOnly(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const crlf = buffer.indexOf('\r\n\r\n');
  const lf = buffer.indexOf('\n\n');
  const end = crlf === -1 ? lf : lf === -1 ? crlf : Math.min(crlf, lf);
  return end === -1 ? bytes : bytes.subarray(0, end);
}
