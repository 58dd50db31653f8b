/**
 * Which way in is this? The table of the port 25 role without AUTH, judged for one recipient of one transaction. Nothing is remembered:
 * permission never outlives the recipient it was asked for. Pure.
 *
 * 1. The connector relays (`relay.ts`): to anyone within its recipient domains.
 * 2. The reverse-path's domain was added but is not verified: 5.7.750.
 * 3. The recipient is in an accepted domain: Direct Send (`direct.ts`).
 * 4. Else 5.7.64, saying what was missing.
 * Recipients nobody answers to get 5.1.1 in each way. postmaster and abuse of accepted domains, and of
 * the server itself (`recipientMeant`), are always reachable (RFC 5321 §4.5.1).
 */
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressText, type ReversePath, unquoteLocal } from '../../mail/address.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { replies } from '../../mail/replies.ts';
import type { Route } from '../../mail/route.ts';
import { accepted, type Refused, refuse, type Verdict } from '../../mail/verdict.ts';
import { type ConnectorMatch, chooseConnector, type PeerCertificate } from './connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { judgeDirect } from './direct.ts';
import { coveredByPatterns } from '../../directory/domain-pattern.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import { defaultOrganization, postmasterOf } from './postmaster.ts';
import { ownDomain, type RelayStanding, relayStanding } from './relay.ts';
import type { Originator } from '../routing/routing.ts';
import { leadsToSomebody } from '../routing/ways.ts';
import { lackToldToPeer } from '../../texts/reason-line.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

/** The facts of a transaction. */
export interface SenderFacts {
  readonly reversePath: ReversePath;
  readonly clientAddress: string;
  /** The certificate that the peer showed, trusted or not; null: nothing was asked for, or shown. */
  readonly certificate: PeerCertificate | null;
  /** From `matchingConnectors`. */
  readonly matches: readonly ConnectorMatch[];
  /** The device the peer is known as. */
  readonly deviceId: ObjectId | null;
}

/** How to route a recipient (`policy/routing/routing.ts`), given by the composition. */
export type RouteOf = (view: DirectoryView, address: Address, originator: Originator) => Route;

export type RecipientJudgement =
  | {
      readonly kind: 'accept';
      readonly ingress: 'relay' | 'direct' | 'submission';
      /** Whose mail it is: the connector's, the mailbox's, or (Direct Send) the recipient's organization. */
      readonly organizationId: ObjectId;
      readonly match: ConnectorMatch | null;
      readonly route: Route;
      /** For the trace: by what right. */
      readonly why: ToldLine;
    }
  /** Whose refusal it is: `policy/owners/refusal-owner.ts`. */
  | Refused;

export function judgeRecipient(
  view: DirectoryView,
  sender: SenderFacts,
  recipient: Address,
  route: RouteOf,
): RecipientJudgement {
  const match = chooseConnector(view, sender.matches, sender.reversePath);
  const standing = relayStanding(view, match, sender);
  const whose = { reversePath: sender.reversePath, deviceId: sender.deviceId };
  const domain = view.acceptedDomain(recipient.domainKey);
  const always = domain !== null && isAlwaysReachable(recipient);

  if (standing.kind === 'relay' && coveredByPatterns(standing.match.connector.recipientDomains, recipient.domainKey))
    return routed(
      view,
      recipient,
      { ...whose, organizationId: standing.match.connector.organizationId },
      'relay',
      match,
      standing.why,
      route,
    );

  const unverified = always ? null : unverifiedSender(view, sender.reversePath, domain, match);
  if (unverified !== null)
    return refuse(replies.domainNotVerified(unverified.name), { kind: 'domain-not-verified', domain: unverified.name });
  if (domain === null) return notRelayed(standing, sender);

  const direct = always ? null : judgeDirect(view, domain, sender.reversePath, match);
  if (direct !== null && direct.kind !== 'accept') return direct;
  return routed(
    view,
    recipient,
    { ...whose, organizationId: domain.organizationId },
    'direct',
    match,
    line`recipient in ${domain.name}`,
    route,
  );
}

/**
 * A stranger's mail that would reach nobody is not taken: who he says he is would be told of our groups and forwarding. Asked where the table
 * has let it in.
 */
export function judgeStrangersWay(view: DirectoryView, recipient: Address, route: Route): Verdict {
  const mailbox = route.kind === 'mailbox' ? view.get('mailbox', route.mailboxId) : null;
  const goesOn = route.kind === 'group' || (mailbox?.forwarding != null && !mailbox.forwarding.keepCopy);
  if (!goesOn || isAlwaysReachable(recipient) || leadsToSomebody(view, [recipient])) return accepted;
  return refuse(replies.leadsNowhere(), { kind: 'leads-nowhere', recipient: addressText(recipient) });
}

/** The route, or 5.1.1 where nobody answers to the address: a report for it would hit a stranger (RFC 5321 §6.2). */
export function routed(
  view: DirectoryView,
  recipient: Address,
  originator: Originator & { readonly organizationId: ObjectId },
  ingress: 'relay' | 'direct' | 'submission',
  match: ConnectorMatch | null,
  why: ToldLine,
  route: RouteOf,
): RecipientJudgement {
  const { organizationId } = originator;
  const next = route(view, recipient, originator);
  if (next.kind === 'none' && next.unknownRecipient)
    return refuse(replies.unknownRecipient(), { kind: 'unknown-recipient', why: next.reason });
  return { kind: 'accept', ingress, organizationId, match, route: next, why };
}

function notRelayed(standing: RelayStanding, { certificate }: Pick<SenderFacts, 'certificate'>): RecipientJudgement {
  if (standing.kind === 'relay') {
    const { name } = standing.match.connector;
    return refuse(replies.recipientOutsideConnector(), { kind: 'recipient-outside-connector', connector: name });
  }
  const opened = certificate === null || standing.match?.by === 'certificate';
  const reason = {
    kind: 'not-relayed',
    lack: standing.lack,
    connector: standing.match?.connector.name ?? null,
    certificate: opened
      ? null
      : {
          names: certificate.names.join(' '),
          distrust: certificate.distrust,
          fingerprint: certificate.fingerprint,
        },
  } as const;
  return refuse(replies.relayDenied(lackToldToPeer(standing.lack)), reason);
}

/**
 * A domain counts as added only by the organization the mail is about (the connector's, or the recipient's), or when nobody else is
 * concerned: no organization can stop a stranger's mail to another one by claiming the stranger's domain.
 */
function unverifiedSender(
  view: DirectoryView,
  reversePath: ReversePath,
  recipientDomain: AcceptedDomain | null,
  match: ConnectorMatch | null,
): AcceptedDomain | null {
  if (reversePath === null || view.acceptedDomain(reversePath.domainKey) !== null) return null;
  const about = [match?.connector.organizationId, recipientDomain?.organizationId].filter((id) => id !== undefined);
  if (about.length === 0) return view.addedDomain(reversePath.domainKey);
  for (const organizationId of about) {
    const own = ownDomain(view, organizationId, reversePath.domainKey);
    if (own !== null) return own;
  }
  return null;
}

/** RFC 5321 §4.5.1, RFC 2142. */
export function isAlwaysReachable(recipient: Address): boolean {
  const local = unquoteLocal(recipient.local).toLowerCase();
  return local === 'postmaster' || local === 'abuse';
}

/** This server's own name, whether or not an organization has added it as a domain. */
export interface OwnNames {
  readonly hosts: readonly string[];
  /** Network addresses. */
  readonly addresses: readonly string[];
}

/**
 * The recipient that RCPT means. postmaster and abuse of the server itself, by one of its names or by an address literal of it, are those
 * of the default organization, as `<postmaster>` is: our reports come from there, and an answer must find somebody (RFC 5321 §4.5.1). A name
 * that is an accepted domain is that domain's own affair. null: it is ours, and no domain is there to answer.
 */
export function recipientMeant(view: DirectoryView, said: Address, own: OwnNames): Address | null {
  if (said.domain === '') return postmasterOf(view, defaultOrganization(view));
  if (!isAlwaysReachable(said) || view.acceptedDomain(said.domainKey) !== null || !isOwnHost(said.domainKey, own))
    return said;
  const postmaster = postmasterOf(view, defaultOrganization(view));
  return postmaster === null ? null : { ...postmaster, local: unquoteLocal(said.local).toLowerCase() };
}

export function isOwnHost(domainKey: string, { hosts, addresses }: OwnNames): boolean {
  const literal = /^\[(?:ipv6:)?(.+)\]$/iu.exec(domainKey)?.[1];
  if (literal === undefined) return hosts.some((host) => host.toLowerCase() === domainKey);
  const address = canonicalAddress(literal);
  return addresses.some((one) => canonicalAddress(one) === address);
}
