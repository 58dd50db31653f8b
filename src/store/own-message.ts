/** A message of our own making (a report, an alarm, a test): what it has in common with every other, and no sender that could be told. */
import { createHash } from 'node:crypto';
import type { NewMessage, NewRecipient } from './store.ts';

type Said = Pick<NewMessage, 'queueId' | 'organizationId' | 'header' | 'events' | 'receivedAt'> &
  Partial<Pick<NewMessage, 'deviceId' | 'report' | 'reversePath' | 'body' | 'smtputf8' | 'orphan'>>;

/**
 * @param recipients nobody is told of what becomes of them: nothing may come back about a report (RFC 3461 §6.2), and the trace has the rest.
 * @param due when it is tried first, on the queue's scale.
 */
export function ownMessage(
  said: Said,
  bytes: Uint8Array,
  recipients: readonly Pick<NewRecipient, 'address' | 'route'>[],
  due: number,
): NewMessage {
  return {
    sessionId: null,
    ingress: 'internal',
    connectorId: null,
    mailboxId: null,
    clientAddress: null,
    helo: null,
    reversePath: null,
    body: '7bit',
    smtputf8: false,
    ret: null,
    envid: null,
    usage: [],
    reference: null,
    ...said,
    content: {
      kind: 'inline',
      // Node cuts its buffers from slabs of 64 KiB: kept until it is delivered, each would keep a whole slab.
      bytes: new Uint8Array(bytes),
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    recipients: recipients.map((recipient) => ({
      ...recipient,
      notify: 'never',
      orcpt: null,
      via: [],
      notBefore: due,
    })),
  };
}
