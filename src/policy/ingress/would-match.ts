/** Whether mail that has come would have come by a connector, or be of a device, as the directory is, or would be. Pure. */
import { addressOfKey, type ReversePath } from '../../mail/address.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { chooseConnector, matchingConnectors } from './connector-match.ts';

export interface PastMail {
  /** Canonical. */
  readonly address: string;
  /** Empty: `<>`; null: no sender was said. */
  readonly sender: string | null;
}

/** @param view has the object. null: it is not recognised by addresses, and by what else is not kept with the mail. */
export function wouldMatch(view: DirectoryView, object: DirectoryObject): ((mail: PastMail) => boolean) | null {
  if (object.kind === 'device')
    return object.addresses.length === 0
      ? null
      : ({ address }) => view.deviceOf(address, null, object.organizationId)?.id === object.id;
  if (object.kind !== 'inbound-connector' || object.senderAddresses.length === 0) return null;
  return ({ address, sender }) => {
    const matches = matchingConnectors(view, { address, certificate: null, tls: false });
    if (sender === null) return matches.some(({ connector }) => connector.id === object.id);
    return chooseConnector(view, matches, pathOf(sender))?.connector.id === object.id;
  };
}

const pathOf = (sender: string): ReversePath => (sender === '' ? null : addressOfKey(sender.toLowerCase()));
