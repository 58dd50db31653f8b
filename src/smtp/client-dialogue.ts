import type { ClientDialogue, ClientSettings, ClientTransaction, PeerExtensions } from './client-events.ts';

export type * from './client-events.ts';

/** Why this peer cannot carry this transaction, or null (RFC 6531 §3.2, RFC 6152 §3). The delivery room asks before `send`. */
export function obstacle(
  transaction: Pick<ClientTransaction, 'body' | 'smtputf8' | 'sizeBytes'>,
  peer: PeerExtensions,
): 'needs-smtputf8' | 'needs-8bitmime' | 'too-large' | null {
  if (transaction.smtputf8 && !peer.smtputf8) return 'needs-smtputf8';
  if (transaction.body === '8bitmime' && !peer.eightBitMime) return 'needs-8bitmime';
  if (peer.size !== null && peer.size > 0 && transaction.sizeBytes > peer.size) return 'too-large';
  return null;
}

/** A conversation with one peer, from its greeting on. */
export function createClientDialogue(_settings: ClientSettings): ClientDialogue {
  throw new Error('the client dialogue is being written');
}
