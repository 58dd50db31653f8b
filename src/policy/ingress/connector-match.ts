/**
 * Which inbound connector a peer on the port 25 role comes by. Certificate before address; then the most specific; where several are
 * equally specific (two organizations behind one address, two connectors for one machine) the reverse-path's domain decides.
 * A disabled connector never matches. Pure.
 */
import type { ReversePath } from '../../mail/address.ts';
import type { InboundConnector } from '../../directory/objects.ts';
import { keysOfCertificate } from '../../directory/entries.ts';
import { ofSmallest } from '../../directory/network-index.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { certificateNameFit, coveredByPatterns } from '../../directory/domain-pattern.ts';

/** A client certificate as TLS left it. */
export interface PeerCertificate {
  /** Whether it chains to a configured or system CA. */
  readonly chained: boolean;
  /** Why it does not, in the words of TLS (`SELF_SIGNED_CERT_IN_CHAIN`); null when it does. */
  readonly distrust: string | null;
  /** Hex SHA-256 of the certificate, lower case. */
  readonly fingerprint: string;
  /** DNS names of its subject alternative names. */
  readonly names: readonly string[];
}

export interface Peer {
  /** Canonical text, see `canonicalAddress`. */
  readonly address: string;
  readonly certificate: PeerCertificate | null;
  readonly tls: boolean;
}

export interface ConnectorMatch {
  readonly connector: InboundConnector;
  readonly by: 'certificate' | 'address';
  /** The certificate's name that matched, lower case without `*.`; null when matched by address. */
  readonly certificateName: string | null;
}

interface Candidate extends ConnectorMatch {
  readonly specificity: number;
}

/** Every connector the peer may come by that nothing more specific shadows: equals, whose order means nothing. */
export function matchingConnectors(view: DirectoryView, peer: Peer): readonly ConnectorMatch[] {
  const byCertificate = peer.certificate === null ? [] : certificateCandidates(view, peer.certificate);
  return byCertificate.length > 0 ? mostSpecific(byCertificate) : addressMatches(view, peer.address);
}

function mostSpecific(candidates: readonly Candidate[]): readonly ConnectorMatch[] {
  const highest = Math.max(...candidates.map((candidate) => candidate.specificity));
  return candidates.filter((candidate) => candidate.specificity === highest);
}

/** A pinned certificate is more specific than any name. */
const PINNED = 10_000;

/** Only those that name it in some way are looked at. */
function certificateCandidates(view: DirectoryView, certificate: PeerCertificate): readonly Candidate[] {
  if (view.certified.length === 0) return [];
  return view
    .connectorsForCertificate(keysOfCertificate(certificate))
    .flatMap((connector) => candidate(connector, certificate));
}

function candidate(connector: InboundConnector, certificate: PeerCertificate): readonly Candidate[] {
  const wantedName = connector.certificateName;
  const fits = certificate.names
    .map((name) => ({ name, fit: wantedName === null ? 0 : certificateNameFit(wantedName, name) }))
    .sort((a, b) => b.fit - a.fit);
  const best = fits[0];
  const pin = connector.certificateFingerprint?.replaceAll(':', '').toLowerCase();
  if (pin !== undefined && pin === certificate.fingerprint) {
    const name = (wantedName === null ? best?.name : wantedName) ?? null;
    return [{ connector, by: 'certificate', certificateName: name && plainName(name), specificity: PINNED }];
  }
  if (!certificate.chained || best === undefined || best.fit === 0) return [];
  return [{ connector, by: 'certificate', certificateName: plainName(best.name), specificity: best.fit }];
}

const plainName = (name: string): string => name.toLowerCase().replace(/^\*\./u, '');

/** Those of the smallest network that covers the address. */
function addressMatches(view: DirectoryView, address: string): readonly ConnectorMatch[] {
  return ofSmallest(view.connectorsCovering(address)).map(({ holder: connector }) => ({
    connector,
    by: 'address',
    certificateName: null,
  }));
}

/**
 * The one of several equals that a transaction comes by. In order: one that covers the sender's domain and whose organization owns it;
 * one whose organization owns it; one that covers it; relaying before Partner; by name. Where organizations tie and nothing
 * decides between them there is none: mail must not be attributed to a guess.
 */
export function chooseConnector(
  view: DirectoryView,
  matches: readonly ConnectorMatch[],
  reversePath: ReversePath,
): ConnectorMatch | null {
  const domain = reversePath?.domainKey ?? null;
  // A partner's connector is about the partner's mail only.
  const about = matches.filter(
    ({ connector }) => connector.type === 'OnPremises' || coveredByPatterns(connector.senderDomains, domain),
  );
  // As nearly always: nothing is to be ranked.
  if (about.length < 2) return about[0] ?? null;
  const rank = (match: ConnectorMatch): number => {
    const { connector } = match;
    const owns = domain !== null && view.ownDomain(connector.organizationId, domain) !== null;
    const covers = coveredByPatterns(connector.senderDomains, domain) && coversAssociated(connector, domain);
    return (owns ? 4 : 0) + (covers ? 2 : 0) + (connector.type === 'OnPremises' ? 1 : 0);
  };
  const ordered = about
    .map((match) => ({ match, rank: rank(match) }))
    .sort((a, b) => b.rank - a.rank || (a.match.connector.name < b.match.connector.name ? -1 : 1));
  const best = ordered[0];
  if (best === undefined) return null;
  const tied = ordered.filter((other) => other.rank === best.rank);
  const organizations = new Set(tied.map(({ match }) => match.connector.organizationId));
  return organizations.size > 1 ? null : best.match;
}

/** Whether the connector's narrowing to some own domains leaves this one in. */
export function coversAssociated(connector: InboundConnector, domain: string | null): boolean {
  const associated = connector.associatedAcceptedDomains;
  return associated.length === 0 || (domain !== null && associated.some((own) => own.toLowerCase() === domain));
}
