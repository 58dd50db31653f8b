/** One look into a mailbox, in a thread of its own: what stands there is foreign. The other end is `mailbox-reader.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Look } from './mailbox-reader.ts';
import { findMessage, listMessages, readMessage } from './read-mailbox.ts';

const { kind, mailDirectory, mailbox, id } = workerData as Look;
const look = {
  list: () => listMessages(mailDirectory, mailbox),
  read: () => readMessage(mailDirectory, mailbox, id),
  find: () => findMessage(mailDirectory, mailbox, id),
};
parentPort?.postMessage(await look[kind]());
