/**
 * Whether a connector lets a transaction relay, or which part of that right is missing. Row by row of the table of the port 25 role.
 * Pure.
 *
 * - By address: the reverse-path's domain must be an own verified domain of the connector's organization, within `senderDomains` and
 *   `associatedAcceptedDomains`. The sender address need not exist. The null reverse-path has no domain, so it does not relay.
 * - By certificate whose name is, or lies under, an accepted domain of the organization: any reverse-path, `<>` included, within
 *   `senderDomains`; `associatedAcceptedDomains` narrows it, and then the certificate's domain speaks for `<>`: a narrowing that `<>` slips
 *   through would be none.
 * - A Partner connector never relays: it attributes somebody else's mail to us, and lends nobody our name. It attributes a partner's mail: its TLS demand, limits and line-end rule hold, its mail counts as
 *   coming by a connector for `rejectDirectSend`, and its recipients are those of Direct Send.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { ReversePath } from '../../mail/address.ts';
import type { RelayLack } from '../../mail/reason.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { type ConnectorMatch, coversAssociated, type PeerCertificate } from './connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { coveredByPatterns } from '../../directory/domain-pattern.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

export type RelayStanding =
  | { readonly kind: 'relay'; readonly match: ConnectorMatch; readonly why: ToldLine }
  | { readonly kind: 'no-relay'; readonly match: ConnectorMatch | null; readonly lack: RelayLack };

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
  if (connector.type === 'Partner') return no(match, { lack: 'partner' });

  const domain = reversePath?.domainKey ?? null;
  const certificateDomain = ownDomainAbove(view, connector.organizationId, match.certificateName);
  if (certificateDomain !== null) {
    const speaking = domain ?? certificateDomain.name;
    if (!coversAssociated(connector, speaking)) return no(match, { lack: 'associated-domains', domain: speaking });
    if (!coveredByPatterns(connector.senderDomains, speaking))
      return no(match, { lack: 'sender-domains', domain: speaking });
    return { kind: 'relay', match, why: byCertificate(match, certificateDomain) };
  }
  if (domain === null) return no(match, { lack: 'null-reverse-path' });
  if (ownDomain(view, connector.organizationId, domain)?.verified == null)
    return no(match, { lack: 'domain-not-ours', domain });
  if (!coveredByPatterns(connector.senderDomains, domain)) return no(match, { lack: 'sender-domains', domain });
  if (!coversAssociated(connector, domain)) return no(match, { lack: 'associated-domains', domain });
  return { kind: 'relay', match, why: line`${match.by} and own domain ${domain}` };
}

function unknownPeer(address: string, certificate: PeerCertificate | null): RelayLack {
  if (certificate === null) return { lack: 'no-connector', address };
  if (certificate.distrust !== null) return { lack: 'certificate-distrusted', distrust: certificate.distrust };
  const names = certificate.names.slice(0, bounds.policy.certificateNamesShown).join(', ') || 'none';
  return { lack: 'no-connector-for-names', address, names: names.slice(0, bounds.policy.namesShown) };
}

const undecided = (reversePath: ReversePath): RelayLack =>
  reversePath === null ? { lack: 'null-undecided' } : { lack: 'undecided', domain: reversePath.domainKey };

const no = (match: ConnectorMatch | null, lack: RelayLack): RelayStanding => ({ kind: 'no-relay', match, lack });

/** The organization's own entry for a domain, verified or not; another organization's does not count. */
export function ownDomain(view: DirectoryView, organizationId: ObjectId, name: string): AcceptedDomain | null {
  return view.ownDomain(organizationId, name);
}

/** The accepted domain that a certificate's name is, or lies under: the nearest one, if it is the organization's and not another's within it. */
export function ownDomainAbove(
  view: DirectoryView,
  organizationId: ObjectId,
  name: string | null,
): AcceptedDomain | null {
  for (let rest = name ?? ''; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const domain = view.acceptedDomain(rest);
    if (domain !== null) return domain.organizationId === organizationId ? domain : null;
  }
  return null;
}

const byCertificate = ({ certificateName }: ConnectorMatch, { name }: AcceptedDomain): ToldLine =>
  line`certificate ${certificateName ?? ''} of ${name}`;
