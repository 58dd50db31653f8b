/** The mail in the queue that came from the one who is restricted. */
import type { QueueId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import type { Restriction } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';

type OfMessage = Pick<QueuedMessage, 'queueId' | 'mailboxId' | 'connectorId' | 'deviceId' | 'clientAddress'>;

export interface RestrictedMail {
  readonly queueIds: readonly QueueId[];
  readonly recipients: number;
}

/** @param pages of recipients that wait. @param most recipients that are looked at, and messages that are named. */
export async function restrictedMail(
  isOf: (message: OfMessage) => boolean,
  pages: AsyncIterable<readonly { readonly message: OfMessage }[]>,
  most: { readonly looked: number; readonly messages: number },
): Promise<RestrictedMail> {
  const queueIds = new Set<QueueId>();
  let recipients = 0;
  let looked = 0;
  for await (const entries of pages) {
    for (const { message } of entries)
      if (isOf(message)) {
        recipients++;
        queueIds.add(message.queueId);
      }
    looked += entries.length;
    if (looked >= most.looked || queueIds.size >= most.messages) break;
  }
  return { queueIds: [...queueIds].slice(0, most.messages), recipients };
}

export function isMailOf(
  view: DirectoryView,
  { of, name, organizationId }: Restriction,
): (message: OfMessage) => boolean {
  switch (of) {
    case 'sender': {
      const ids = new Set<unknown>(view.holders(name.toLowerCase()).map(({ id }) => id));
      return ({ mailboxId }) => mailboxId !== null && ids.has(mailboxId);
    }
    case 'connector': {
      const ids = new Set<unknown>(view.named('inbound-connector', organizationId, name).map(({ id }) => id));
      return ({ connectorId }) => connectorId !== null && ids.has(connectorId);
    }
    case 'address':
      return ({ clientAddress }) => clientAddress === canonicalAddress(name);
    default:
      return assertNever(of);
  }
}
