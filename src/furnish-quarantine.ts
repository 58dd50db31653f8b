/** The administrator's desk for mail in quarantine: the queue's hand on it; and looks into what waits, by the thread that looks into mailboxes. */
import type { AdminOptions } from './admin/context.ts';
import { type Looking, previewOf } from './deliver/transports/mailbox/mailbox-reader.ts';
import type { Spool } from './store/store.ts';
import { Quarantine } from './queue/quarantine/quarantine.ts';

export function quarantineDesk(parts: ConstructorParameters<typeof Quarantine>[0]): AdminOptions['quarantine'] {
  const quarantine = new Quarantine(parts);
  return {
    release: (selection, actor) => quarantine.release(selection, actor),
    copyTo: (selection, to, actor) => quarantine.copyTo(selection, to, actor),
    discard: (selection, actor) => quarantine.discard(selection, actor),
    erase: (recipients, actor) => quarantine.erase(recipients, actor),
  };
}

export const waitingMail = (
  spool: Pick<Spool, 'message' | 'content'>,
  looking: Looking,
): AdminOptions['waitingMail'] => ({
  preview: (queueId) => previewOf(spool, queueId, looking),
  content: async (queueId) => {
    const message = await spool.message(queueId);
    return message && spool.content(message.content);
  },
});
