/**
 * What a connector gives a transaction: the right to relay, or which part of it is missing. Row by row of the table of the port 25 role.
 * Pure.
 *
 * - By address: the reverse-path's domain must be an own verified domain of the connector's organization, within `senderDomains` and
 *   `associatedAcceptedDomains`. The sender address need not exist. The null reverse-path has no domain, so it does not relay.
 * - By certificate whose name is, or lies under, an accepted domain of the organization: any reverse-path, `<>` included, within
 *   `senderDomains`; `associatedAcceptedDomains` narrows it, and then the certificate's domain speaks for `<>`.
 * - A Partner connector never relays. It attributes a partner's mail: its TLS demand, limits and line-end rule hold, its mail counts as
 *   coming by a connector for `rejectDirectSend`, and its recipients are those of Direct Send.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { ReversePath } from '../../mail/address.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { type ConnectorMatch, coversAssociated, type PeerCertificate } from './connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { coveredByPatterns } from '../../directory/domain-pattern.ts';

export type RelayStanding =
  | { readonly kind: 'relay'; readonly match: ConnectorMatch; readonly why: string }
  /** `missing` is a sentence part that the peer may read. */
  | { readonly kind: 'no-relay'; readonly match: ConnectorMatch | null; readonly missing: string };

export function relayStanding(
  view: DirectoryView,
  match: ConnectorMatch | null,
  sender: {
    readonly reversePath: ReversePath;
    readonly clientAddress: string;
    readonly certificate: PeerCertificate | null;
    /** The connectors that cover the peer, of which the sender's domain decides. */
    readonly matches: readonly ConnectorMatch[];
  },
): RelayStanding {
  const { reversePath } = sender;
  if (match === null)
    return no(
      null,
      sender.matches.length === 0 ? unknownPeer(sender.clientAddress, sender.certificate) : undecided(reversePath),
    );
  const { connector } = match;
  if (connector.type === 'Partner')
    return no(match, 'the connector for this address is of type Partner, which takes mail for own domains only');

  const domain = reversePath?.domainKey ?? null;
  const certificateDomain = ownDomainAbove(view, connector.organizationId, match.certificateName);
  if (certificateDomain !== null) {
    const speaking = domain ?? certificateDomain.name;
    if (!coversAssociated(connector, speaking))
      return no(match, `sender domain ${speaking} outside the connector's associated domains`);
    if (!coveredByPatterns(connector.senderDomains, speaking))
      return no(match, `sender domain ${speaking} outside the connector's sender domains`);
    return { kind: 'relay', match, why: `certificate ${match.certificateName} of ${certificateDomain.name}` };
  }
  if (domain === null)
    return no(match, 'the null reverse-path relays only with a certificate whose domain is an accepted domain');
  if (ownDomain(view, connector.organizationId, domain)?.verified == null)
    return no(match, `sender domain ${domain} not ours: it is no accepted domain of the connector's organization`);
  if (!coveredByPatterns(connector.senderDomains, domain))
    return no(match, `sender domain ${domain} outside the connector's sender domains`);
  if (!coversAssociated(connector, domain))
    return no(match, `sender domain ${domain} outside the connector's associated domains`);
  return { kind: 'relay', match, why: `${match.by} and own domain ${domain}` };
}

function unknownPeer(clientAddress: string, certificate: PeerCertificate | null): string {
  if (certificate === null)
    return `no connector for this address (${clientAddress}); add one for it, or let the device sign in on port 587`;
  if (certificate.distrust !== null)
    return `the client certificate is not trusted (${certificate.distrust}); add its CA to clientCaFile, or pin its fingerprint in the connector`;
  const names = certificate.names.slice(0, bounds.policy.certificateNamesShown).join(', ') || 'none';
  return `no connector for this address (${clientAddress}) nor for the certificate's names (${names.slice(0, bounds.policy.namesShown)}); add one`;
}

const undecided = (reversePath: ReversePath): string =>
  reversePath === null
    ? 'several connectors cover this address, and the null reverse-path does not say which is meant'
    : `sender domain ${reversePath.domainKey} not ours: several connectors cover this address, and it belongs to none of their organizations`;

const no = (match: ConnectorMatch | null, missing: string): RelayStanding => ({ kind: 'no-relay', match, missing });

/** The organization's own entry for a domain, verified or not; another organization's does not count. */
export function ownDomain(view: DirectoryView, organizationId: ObjectId, name: string): AcceptedDomain | null {
  return view.ownDomain(organizationId, name);
}

/** The accepted domain that a certificate's name is, or lies under. */
function ownDomainAbove(view: DirectoryView, organizationId: ObjectId, name: string | null): AcceptedDomain | null {
  for (let rest = name ?? ''; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const domain = view.acceptedDomain(rest);
    if (domain?.organizationId === organizationId) return domain;
  }
  return null;
}
