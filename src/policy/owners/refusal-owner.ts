/**
 * Whose refusal it is: the organization that sees it in the trace, and with it the lines of the session that led to it. In order:
 *
 * 1. of the mailbox that is signed in, else of the connector that relays for this peer and sender
 * 2. of the network that the peer stands in: its device's, else the smallest device network around its address, where it is one
 *    organization's; two that list the same network are both not known by it
 * 3. of the recipient: the owner of its accepted domain. Of several recipients each refusal has its own
 * 4. of the partner's connector, which tells whose partner it is
 *
 * Else nobody's, and then a Global administrator alone sees it. A sign-in that failed is about the account first (`signInOwner`). An unverified
 * domain proves nothing, and owns nothing. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import type { Address, ReversePath } from '../../mail/address.ts';
import { ofSmallest } from '../../directory/network-index.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type ConnectorMatch, chooseConnector } from '../ingress/connector-match.ts';

/** A peer as it is known when it is refused. */
export interface RefusedPeer {
  /** Canonical, see `canonicalAddress`. */
  readonly address: string;
  /** The organization of the mailbox that is signed in; null: nobody is. */
  readonly signedIn: ObjectId | null;
  /** From `matchingConnectors`; none where connectors do not act. */
  readonly matches: readonly ConnectorMatch[];
}

/** The step that was refused, as far as it names anybody. */
export interface RefusedStep {
  /** Absent: before MAIL. */
  readonly reversePath?: ReversePath | undefined;
  readonly recipient?: Address | undefined;
}

export function refusalOwner(
  view: DirectoryView,
  peer: RefusedPeer,
  { reversePath = null, recipient }: RefusedStep = {},
): ObjectId | null {
  const connector = chooseConnector(view, peer.matches, reversePath)?.connector ?? null;
  return (
    peer.signedIn ??
    (connector?.type === 'OnPremises' ? connector.organizationId : null) ??
    networkOwner(view, peer.address) ??
    (recipient === undefined ? null : view.acceptedDomain(recipient.domainKey)?.organizationId) ??
    connector?.organizationId ??
    null
  );
}

/** The organization whose device or device network an address is known by, where it is exactly one. @param address canonical. */
export function networkOwner(view: DirectoryView, address: string): ObjectId | null {
  const owners = new Set(ofSmallest(view.devicesCovering(address)).map(({ holder }) => holder.organizationId));
  if (owners.size === 0) for (const { holder } of ofSmallest(view.organizationsListing(address))) owners.add(holder.id);
  const [owner = null, ...others] = owners;
  return others.length === 0 ? owner : null;
}

/**
 * The organization that a sign-in is about: whose credential has the name, else whose domain is in it. null: nobody's, or of several, who share
 * the name. It is the peer's affair then (`refusalOwner`).
 */
export function signInOwner(view: DirectoryView, username: string): ObjectId | null {
  const [owner, ...others] = new Set(view.credentialsFor(username).map(({ organizationId }) => organizationId));
  if (owner !== undefined) return others.length === 0 ? owner : null;
  const at = username.lastIndexOf('@');
  return at < 0 ? null : (view.acceptedDomain(username.slice(at + 1).toLowerCase())?.organizationId ?? null);
}
