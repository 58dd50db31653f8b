/**
 * The way on for a recipient's mail. Pure: the directory's snapshot in, a Route out. Asked at RCPT, at acceptance, for every member of a
 * group, and again before each attempt, so that a changed directory acts on mail that already waits.
 *
 * 1. An address of an accepted (verified) domain belongs to whoever the owning organization gave it to: mailbox or group. The sender's
 *    organization does not matter: organization A writes to organization B on the same server without leaving it.
 * 2. Unknown there, or a mailbox whose mail is elsewhere: an authoritative domain ends here (5.1.1); an internal-relay domain goes on by the owner's outbound connectors or MX.
 * 3. Anything else leaves by the sender's organization's outbound connectors. Where none takes it, it goes by MX or waits, as the organization
 *    has said (evaluation mode captures it).
 * 4. A message that was judged so waits in quarantine first, in that of the recipient's organization, wherever it would go from there. One
 *    that fails DMARC, taken where that is only observed, waits in that of its own organization before it would go on to another system with the
 *    trust of an organization that honours DMARC.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressKey, addressText, type ReversePath } from '../../mail/address.ts';
import type { QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { AcceptedDomain, OutboundConnector } from '../../directory/objects.ts';
import type { Route } from '../../mail/route.ts';
import { asReleased } from '../../mail/screening/screened.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';
import { honoursDmarc, passedUnhonoured } from './honours-dmarc.ts';

/**
 * Whose mail it is: decides by which outbound connector it leaves. Without an organization it is the default one's, so that our own reports
 * about strangers' mail take the way the site's administrator set up.
 */
export type Originator = Pick<QueuedMessage, 'organizationId' | 'reversePath' | 'deviceId' | 'screened'>;

export function routeRecipient(view: DirectoryView, address: Address, originator: Originator): Route {
  const route = deliveryRoute(view, address, originator);
  const { screened } = originator;
  // Nobody is to be told later that mail is kept back for an address that is none.
  if (screened === undefined || route.kind === 'none') return route;
  const isKept = screened.disposition === 'quarantine';
  if (!isKept && !passedUnhonoured(screened)) return route;
  const owner = view.acceptedDomain(address.domainKey)?.organizationId ?? null;
  const own = organizationOf(view, originator);
  const organizationId = isKept ? (owner ?? own) : lendsTrust(view, owner, route) ? own : null;
  return organizationId === null ? route : { kind: 'quarantine', organizationId };
}

/** Strangers come to another system of an organization by groups and forwarding of others, too, who may only observe DMARC. */
function lendsTrust(view: DirectoryView, owner: ObjectId | null, { kind }: Route): boolean {
  if (kind === 'mailbox' || kind === 'group') return false;
  const organization = view.get('organization', owner);
  return organization !== null && honoursDmarc(organization);
}

/** The message as it is for this recipient: let out of quarantine, it is judged otherwise. */
export const originatorFor = <Message extends Originator>(
  message: Message,
  { releasedAt }: Pick<QueuedRecipient, 'releasedAt'>,
): Message =>
  releasedAt === undefined || message.screened === undefined
    ? message
    : { ...message, screened: asReleased(message.screened) };

function deliveryRoute(view: DirectoryView, address: Address, originator: Originator): Route {
  const here = routeHere(view, address);
  if (here !== null) return here;
  const owned = view.acceptedDomain(address.domainKey);
  const organizationId = owned === null ? organizationOf(view, originator) : owned.organizationId;
  return leave(view, address.domainKey, originator, organizationId, owned !== null);
}

/** A mailbox of the organization, whose mail stays in it. */
export function staysWith(view: DirectoryView, organizationId: ObjectId, address: Address): boolean {
  const route = routeHere(view, address);
  const mailbox = route?.kind === 'mailbox' ? view.get('mailbox', route.mailboxId) : null;
  return mailbox !== null && mailbox.organizationId === organizationId && mailbox.forwarding === null;
}

/** The part of routing that does not depend on the sender; null: the mail goes on to another system. */
export function routeHere(view: DirectoryView, address: Address): Route | null {
  const owned = view.acceptedDomain(address.domainKey);
  if (owned === null) return null;
  const local = localRoute(view, address, owned);
  if (local !== null || owned.type === 'internal-relay') return local;
  return unknown(line`${addressText(address)} is no mailbox, alias or group of ${owned.name}`);
}

/** null: nobody here answers to the address. */
function localRoute(view: DirectoryView, address: Address, owned: AcceptedDomain): Route | null {
  const target = view.target(addressKey(address));
  if (target === null) return null;
  switch (target.kind) {
    case 'mailbox':
      // An organization cannot take another one's address by naming a mailbox so.
      if (target.mailbox.organizationId !== owned.organizationId) return null;
      if (target.mailbox.delivery.kind === 'elsewhere') return null;
      if (!target.mailbox.enabled) return unknown(line`the mailbox ${target.mailbox.address} is disabled`);
      return { kind: 'mailbox', mailboxId: target.mailbox.id };
    case 'group':
      if (target.group.organizationId !== owned.organizationId) return null;
      return { kind: 'group', groupId: target.group.id };
  }
}

const unknown = ({ text: reason, said }: ToldLine): Route => ({
  kind: 'none',
  reason,
  ...(said && { said }),
  unknownRecipient: true,
});

function organizationOf(view: DirectoryView, { organizationId }: Originator): ObjectId | null {
  if (organizationId !== null) return organizationId;
  const only = view.organizations.length === 1 ? (view.organizations[0]?.id ?? null) : null;
  return view.system?.defaultOrganizationId ?? only;
}

function leave(
  view: DirectoryView,
  domain: string,
  originator: Originator,
  organizationId: ObjectId | null,
  ownDomain: boolean,
): Route {
  const chosen = chooseOutboundConnector(view, domain, originator, organizationId, ownDomain);
  // A connector was set up on purpose; evaluation mode only keeps back what nobody gave a way.
  if (chosen !== null && chosen !== 'off') return connectorRoute(chosen, domain);
  if (view.system?.captureOutbound) return { kind: 'capture' };
  return organizationId !== null && waitsWithout(view, organizationId, chosen === 'off')
    ? { kind: 'no-upstream', organizationId }
    : { kind: 'mx', domain };
}

/** @param isOff an upstream that is switched off would take the mail. */
function waitsWithout(view: DirectoryView, organizationId: ObjectId, isOff: boolean): boolean {
  const said = view.get('organization', organizationId)?.withoutUpstream;
  return said === 'wait' || (isOff && said !== 'mx');
}

/** The route by one connector. Smart hosts and Graph take every domain in one lane; MX keeps destinations apart. */
export function connectorRoute(connector: OutboundConnector, domain: string): Route {
  const lane = connector.route.kind === 'mx' ? domain : '';
  return { kind: 'connector', connectorId: connector.id, domain: lane };
}

/**
 * The organization's enabled outbound connector for a domain: exact name first, then the longest `*.x`, then `accepted` (own domains
 * only), then `*`. Among equals one that names the device, then one that names the sender (address before domain before `*.x`). Among
 * equals still, another equal's failover stands behind it, and then the name decides, so that the choice is the same each time. A connector
 * without recipient domains is only ever another one's failover. Where all that would carry it are switched off, the first failover of
 * theirs that is on takes their place: who switches one off does not mean the MX. `off`: there is none, and one of them is an upstream
 * for everything.
 */
function chooseOutboundConnector(
  view: DirectoryView,
  domain: string,
  originator: Originator,
  organizationId: ObjectId | null,
  ownDomain: boolean,
): OutboundConnector | 'off' | null {
  if (organizationId === null) return null;
  let isOff = false;
  const patterns = patternsOf(domain, ownDomain);
  for (const pattern of patterns) {
    const chosen = firstOf(bestFor(view, view.outboundNaming(organizationId, pattern), originator, true));
    if (chosen !== null) return chosen;
  }
  for (const pattern of patterns) {
    const off = bestFor(view, view.outboundNaming(organizationId, pattern), originator, false);
    const [next] = off.flatMap((each) => failoversOf(view, each));
    if (next !== undefined) return next;
    isOff ||= pattern === '*' && off.some(({ route }) => route.kind !== 'mx');
  }
  return isOff ? 'off' : null;
}

/** The connectors that take over, in the administrator's order; one that is off leaves its place to its own. */
export function failoversOf(view: DirectoryView, connector: OutboundConnector): readonly OutboundConnector[] {
  const most = bounds.policy.failovers;
  const found: OutboundConnector[] = [];
  const seen = new Set([connector.id]);
  /** The next one last. */
  const waiting: OutboundConnector[] = [];
  const standIns = ({ organizationId, failover }: OutboundConnector): void => {
    for (const name of failover.toReversed()) {
      const [next] = view.named('outbound-connector', organizationId, name);
      if (next !== undefined) waiting.push(next);
    }
  };
  standIns(connector);
  // Those that are tried are counted, not those that are named: what is off or gone stands before none that could.
  for (let next = waiting.pop(); next !== undefined && found.length < most; next = waiting.pop()) {
    if (seen.has(next.id) || seen.size > bounds.policy.failoversFollowed) continue;
    seen.add(next.id);
    if (next.enabled) found.push(next);
    else standIns(next);
  }
  return found;
}

/** Patterns that can name a domain, in the order in which it counts. */
function patternsOf(domain: string, ownDomain: boolean): readonly string[] {
  const wildcards: string[] = [];
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1))
    wildcards.push(`*${domain.slice(dot)}`);
  return [domain, ...wildcards, ...(ownDomain ? ['accepted'] : []), '*'];
}

/** Those that name device and sender best, of those that are on, or off. */
function bestFor(
  view: DirectoryView,
  candidates: readonly OutboundConnector[],
  originator: Originator,
  enabled: boolean,
): readonly OutboundConnector[] {
  let equals: OutboundConnector[] = [];
  let best: Fit = { device: 0, sender: 0 };
  for (const connector of candidates) {
    if (connector.enabled !== enabled) continue;
    const fit = fitOf(view, connector, originator);
    if (fit === null) continue;
    const order = equals.length === 0 ? 1 : fit.device - best.device || fit.sender - best.sender;
    if (order < 0) continue;
    if (order > 0) equals = [];
    equals.push(connector);
    best = fit;
  }
  return equals;
}

function firstOf(equals: readonly OutboundConnector[]): OutboundConnector | null {
  if (equals.length < 2) return equals[0] ?? null;
  const heads = equals.filter((connector) => !equals.some((other) => isFailoverOf(connector, other)));
  const [first] = (heads.length > 0 ? heads : [...equals]).sort((one, other) => (one.name <= other.name ? -1 : 1));
  return first ?? null;
}

/** Whether the other one names it as its failover. */
export const isFailoverOf = ({ name }: OutboundConnector, other: OutboundConnector): boolean =>
  other.failover.some((each) => each.toLowerCase() === name.toLowerCase());

/** How particularly it names device and sender. */
interface Fit {
  readonly device: number;
  readonly sender: number;
}

/** null: the connector does not carry this. */
function fitOf(view: DirectoryView, connector: OutboundConnector, { reversePath, deviceId }: Originator): Fit | null {
  const sender = Math.max(0, ...connector.senders.map((pattern) => senderFit(pattern, reversePath)));
  if (sender === 0) return null;
  if (connector.devices.length === 0) return { device: 0, sender };
  const name = view.get('device', deviceId ?? null)?.name.toLowerCase();
  const named = name !== undefined && connector.devices.some((device) => device.toLowerCase() === name);
  return named ? { device: 1, sender } : null;
}

/** An address beats its domain. */
const WHOLE_ADDRESS = 2_000;

/** 0: does not match. */
function senderFit(pattern: string, reversePath: ReversePath): number {
  const wanted = pattern.toLowerCase();
  if (wanted === '*') return EVERYTHING;
  if (reversePath === null) return 0;
  if (wanted.includes('@')) return wanted === addressKey(reversePath) ? WHOLE_ADDRESS : 0;
  return specificity(wanted, reversePath.domainKey);
}

/** An exact name beats every wildcard: longer than any domain (RFC 1035 §2.3.4: 255 octets). */
const EXACT = 1_000;
const EVERYTHING = 1;

/** 0: does not match. */
function specificity(pattern: string, domain: string): number {
  if (!matchesDomainPattern(pattern, domain)) return 0;
  return pattern.startsWith('*.') ? EVERYTHING + pattern.length : EXACT;
}

/** `*` every domain; `x` exactly x; `*.x` subdomains of x, at any depth, not x itself. `domain` is a lower-case A-label. */
export function matchesDomainPattern(pattern: string, domain: string): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted === '*') return true;
  if (!wanted.startsWith('*.')) return wanted === domain;
  const suffix = wanted.slice(1);
  return domain.length > suffix.length && domain.endsWith(suffix);
}
