/** One look into a mailbox, in a thread of its own: what stands there is foreign. The other end is `mailbox-reader.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AnyLook } from './mailbox-reader.ts';
import { findMessage, listMessages, readMessage } from './read-mailbox.ts';
import { showContent } from './show-message.ts';

const asked = workerData as AnyLook;
const look = (): Promise<unknown> => {
  if (asked.kind === 'show') return showContent(asked.content);
  const { kind, mailDirectory, mailbox, id } = asked;
  if (kind === 'list') return listMessages(mailDirectory, mailbox);
  return (kind === 'read' ? readMessage : findMessage)(mailDirectory, mailbox, id);
};
parentPort?.postMessage(await look());
