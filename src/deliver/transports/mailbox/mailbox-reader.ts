/**
 * Reading a mailbox as the administration asks for it: null where there is no such message, an error where there is nothing to read here, which
 * whoever asks for an LMTP mailbox rules out first. What is read is foreign, and so are the names of files: a thread with a bound of memory and
 * a deadline looks at them, one at a time, and the thread of the sockets only sees what is shown.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { workerFile } from '../../../base/worker-file.ts';
import type { QueueId } from '../../../base/id.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import { LookRefused } from '../../../mail/doors/look-refused.ts';
import type { ListedMessage, Preview, ReadMessage } from '../../../mail/doors/stored-message.ts';
import type { Spool } from '../../../store/store.ts';
import {
  type findMessage,
  type listMessages,
  type MailboxReading,
  openFile,
  type Readable,
  type readMessage,
} from './read-mailbox.ts';

export interface MailboxReader {
  /** All reject with LookRefused when it would take too much, or too many wait. */
  list(mailbox: MailboxAccount): Promise<readonly ListedMessage[]>;
  read(mailbox: MailboxAccount, id: string): Promise<ReadMessage | null>;
  raw(mailbox: MailboxAccount, id: string): Promise<AsyncIterable<Uint8Array> | null>;
}

export function mailboxReader(mailDirectory: string, looking: Looking): MailboxReader {
  const { look } = looking;
  return {
    list: async (mailbox) => found(await look('list', mailDirectory, mailbox, '')) ?? [],
    read: async (mailbox, id) => found(await look('read', mailDirectory, mailbox, id)),
    raw: (mailbox, id) => rawOf(looking, mailDirectory, mailbox, id),
  };
}

/** Mail that evaluation mode kept back instead of sending it out. */
export interface CapturedReader {
  list(): Promise<readonly ListedMessage[]>;
  read(id: string): Promise<ReadMessage | null>;
  raw(id: string): Promise<AsyncIterable<Uint8Array> | null>;
}

/** @param dataDirectory delivery captures into `captured` below it. */
export function capturedReader(dataDirectory: string, looking: Looking): CapturedReader {
  const mailbox = {
    ...{ address: 'captured', organizationId: null },
    delivery: { kind: 'maildir', path: 'captured' },
  } as const;
  const { look } = looking;
  return {
    list: async () => found(await look('list', dataDirectory, mailbox, '')) ?? [],
    read: async (id) => found(await look('read', dataDirectory, mailbox, id)),
    raw: (id) => rawOf(looking, dataDirectory, mailbox, id),
  };
}

async function rawOf(
  { look }: Looking,
  mailDirectory: string,
  mailbox: Readable,
  id: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const entry = found(await look('find', mailDirectory, mailbox, id));
  return entry === null ? null : found(await openFile(entry.file));
}

function found<Value>(reading: MailboxReading<Value>): Value | null {
  if (reading.kind === 'not-here') throw new Error(reading.text);
  return reading.kind === 'ok' ? reading.value : null;
}

/** The beginning of a message of the store, looked at in the same thread; null: it is gone. Rejects with LookRefused. */
export async function previewOf(
  spool: Pick<Spool, 'message' | 'content'>,
  queueId: QueueId,
  looking: Looking,
): Promise<Preview | null> {
  const message = await spool.message(queueId);
  if (message === null) return null;
  const most = bounds.deliver.previewed;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of spool.content(message.content)) {
    pieces.push(piece.subarray(0, most - length));
    length = Math.min(most, length + piece.byteLength);
    if (length >= most) break;
  }
  const shown = await looking.show(Buffer.concat(pieces));
  return { ...shown, complete: shown.complete && message.content.sizeBytes <= most };
}

/** For the thread. */
export type AnyLook = Look | { readonly kind: 'show'; readonly content: Uint8Array };

interface Look {
  readonly kind: 'list' | 'read' | 'find';
  readonly mailDirectory: string;
  readonly mailbox: Readable;
  readonly id: string;
}

interface Answers {
  readonly list: Awaited<ReturnType<typeof listMessages>>;
  readonly read: Awaited<ReturnType<typeof readMessage>>;
  readonly find: Awaited<ReturnType<typeof findMessage>>;
}

export interface Looking {
  look<Kind extends Look['kind']>(
    kind: Kind,
    mailDirectory: string,
    mailbox: Readable,
    id: string,
  ): Promise<Answers[Kind]>;
  show(content: Uint8Array): Promise<Preview>;
}

export function createLooking(clock: Clock): Looking {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const inTurn = async (asked: AnyLook): Promise<unknown> => {
    if (waiting >= bounds.deliver.looksWaiting) throw new LookRefused('busy');
    waiting += 1;
    const mine = last.then(() => lookBeside(asked, clock));
    last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
  return {
    look: (kind, mailDirectory, { address, delivery, organizationId }, id) =>
      inTurn({ kind, mailDirectory, mailbox: { address, delivery, organizationId }, id }) as never,
    show: (content) => inTurn({ kind: 'show', content }) as Promise<Preview>,
  };
}

async function lookBeside(asked: AnyLook, clock: Clock): Promise<unknown> {
  const worker = new Worker(workerFile('mailbox-worker', import.meta.url), {
    workerData: asked,
    name: 'mailbox',
    resourceLimits: { maxOldGenerationSizeMb: bounds.deliver.lookMemory / 1_024 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const tooMuch = (): void => reject(new LookRefused('too-much'));
  const timer = clock.timer(bounds.deliver.lookTime, tooMuch);
  worker.once('message', resolve);
  worker.once('error', (error: Error & { code?: string }) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : reject(error),
  );
  worker.once('exit', tooMuch);
  try {
    return await promise;
  } finally {
    timer.cancel();
    await worker.terminate();
  }
}
