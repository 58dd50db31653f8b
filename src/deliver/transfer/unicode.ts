/** Addresses for a next hop that does or does not take internationalized mail (RFC 6531). Pure. */
import { isPlain } from '../../base/words/escaped.ts';
import { type Address, addressText, type ReversePath } from '../../mail/address.ts';
import type { QueuedRecipient } from '../../mail/delivery.ts';
import type { EnvelopeRecipient } from '../../mail/envelope.ts';
import type { PeerExtensions } from '../../smtp/client/client-dialogue.ts';
import { failedBy, type HopFailure, type Remote } from '../answers/failure.ts';
import { say } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';

export const noUnicode = (remote: Remote, what: Words): HopFailure =>
  failedBy({
    cause: 'needs-smtputf8',
    status: '5.6.7',
    ...told(
      say`${remote.remoteHost ?? say`the next hop`} does not take internationalized mail (SMTPUTF8), which ${what} needs`,
    ),
  });

/** A domain alone can go as A-labels; a local part cannot (RFC 6531 §3.7.1). */
export const needsUnicode = (address: Address, peer: PeerExtensions): boolean =>
  !peer.smtputf8 && !isPlain(address.local);

export const usesUnicode = (reversePath: ReversePath, batch: readonly QueuedRecipient[]): boolean =>
  [reversePath, ...batch.map((recipient) => recipient.address)].some(
    (address) => address !== null && !isPlain(addressText(address)),
  );

function wireAddress(address: Address, peer: PeerExtensions): Address {
  return peer.smtputf8 || isPlain(address.domain) ? address : { ...address, domain: address.domainKey };
}
export const wirePath = (path: ReversePath, peer: PeerExtensions): ReversePath =>
  path === null ? null : wireAddress(path, peer);

export const onWire = (recipient: QueuedRecipient, peer: PeerExtensions): EnvelopeRecipient => ({
  address: wireAddress(recipient.address, peer),
  notify: recipient.notify,
  orcpt: recipient.orcpt,
});
