/** Reading a mailbox as the administration asks for it: null where there is no such message, an error where there is nothing to read here, which whoever asks for an LMTP mailbox rules out first. */
import type { MailboxAccount } from '../mail/directory.ts';
import {
  type ListedMessage,
  listMessages,
  type MailboxReading,
  openMessage,
  type ReadMessage,
  readMessage,
} from './read-mailbox.ts';

export interface MailboxReader {
  list(mailbox: MailboxAccount): Promise<readonly ListedMessage[]>;
  read(mailbox: MailboxAccount, id: string): Promise<ReadMessage | null>;
  raw(mailbox: MailboxAccount, id: string): Promise<AsyncIterable<Uint8Array> | null>;
}

export function mailboxReader(mailDirectory: string): MailboxReader {
  return {
    list: async (mailbox) => found(await listMessages(mailDirectory, mailbox)) ?? [],
    read: async (mailbox, id) => found(await readMessage(mailDirectory, mailbox, id)),
    raw: async (mailbox, id) => found(await openMessage(mailDirectory, mailbox, id)),
  };
}

/** What evaluation mode kept back instead of sending it out. */
export interface CapturedReader {
  list(): Promise<readonly ListedMessage[]>;
  read(id: string): Promise<ReadMessage | null>;
  raw(id: string): Promise<AsyncIterable<Uint8Array> | null>;
}

/** @param dataDirectory delivery captures into `captured` below it. */
export function capturedReader(dataDirectory: string): CapturedReader {
  const mailbox = { address: 'captured', delivery: { kind: 'maildir', path: 'captured' } } as const;
  return {
    list: async () => found(await listMessages(dataDirectory, mailbox)) ?? [],
    read: async (id) => found(await readMessage(dataDirectory, mailbox, id)),
    raw: async (id) => found(await openMessage(dataDirectory, mailbox, id)),
  };
}

function found<Value>(reading: MailboxReading<Value>): Value | null {
  if (reading.kind === 'not-here') throw new Error(reading.text);
  return reading.kind === 'ok' ? reading.value : null;
}
