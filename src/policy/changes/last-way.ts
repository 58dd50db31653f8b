/**
 * The last upstream that would carry some mail, and goes by a change: what becomes of that mail then has to be said before. Nobody means by
 * switching one off, removing it or giving it other mail that mail leaves straight from this address. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Address, ReversePath } from '../../mail/address.ts';
import type { Organization, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { routeRecipient } from '../routing/routing.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { say } from '../../texts/phrase.ts';

/**
 * @param stored as it was; null: it is new.
 * @param connector as it is from now on; null: it is removed.
 */
export function lastWayProblems(
  before: DirectoryView,
  after: DirectoryView,
  stored: OutboundConnector | null,
  connector: OutboundConnector | null,
): readonly Finding[] {
  const changed = stored ?? connector;
  const organization = changed === null ? null : after.get('organization', changed.organizationId);
  if (changed === null || organization === null) return [];
  for (const mail of samplesOf(before, stored === null ? [changed] : withThoseBefore(before, stored))) {
    const [was, becomes] = [wayOf(before, mail), wayOf(after, mail)];
    if (becomes === 'upstream' || becomes === 'other' || was === becomes || was === 'other') continue;
    // An organization that has decided is told when an upstream goes; of one that has not, mail goes on as it went.
    if (was === 'upstream' || organization.withoutUpstream === 'undecided')
      return [finding(organization, { connector, name: changed.name }, mail.to.domain, becomes)];
  }
  return [];
}

/** `other`: a connector by MX was set up for that; what stays here or ends here needs none. */
type Way = 'upstream' | 'mx' | 'wait' | 'other';

interface Mail {
  readonly to: Address;
  readonly organizationId: ObjectId;
  readonly reversePath: ReversePath;
  readonly deviceId: ObjectId | null;
}

function finding(
  organization: Organization,
  { connector, name }: { readonly connector: OutboundConnector | null; readonly name: string },
  domain: string,
  becomes: 'mx' | 'wait',
): Finding {
  const left =
    connector === null
      ? say`without it mail has no upstream (for ${domain})`
      : connector.enabled
        ? say`the change leaves mail without an upstream (for ${domain})`
        : say`switched off, it leaves mail without an upstream (for ${domain})`;
  if (organization.withoutUpstream === 'undecided')
    return wrong('withoutUpstream', say`${left}, and nobody has said what that is to do then`, {
      act: 'say-without-upstream',
      organization: organization.name,
    });
  const then =
    becomes === 'mx'
      ? say`that goes by the recipients' MX from now on, straight from this address`
      : say`that waits here from now on, until there is one`;
  return doubtful(connector?.enabled === false ? 'enabled' : 'recipientDomains', say`${left}: ${then}`, {
    act: 'stand-in-for-upstream',
    name,
  });
}

/** It, and those whose place it takes while they are off. */
function withThoseBefore(view: DirectoryView, connector: OutboundConnector): readonly OutboundConnector[] {
  const found = new Map([[connector.id, connector]]);
  for (const { organizationId, name } of found.values())
    for (const other of view.outboundNamingObject('outbound-connector', organizationId, name))
      if (found.size < bounds.policy.failoversFollowed) found.set(other.id, other);
  return [...found.values()];
}

/** Mail of each kind that a connector names: to each domain, of each sender, of each device. */
function* samplesOf(view: DirectoryView, connectors: readonly OutboundConnector[]): Generator<Mail> {
  for (const { organizationId, recipientDomains, senders, devices } of connectors) {
    const to = recipientDomains.flatMap((pattern) => domainOf(view, organizationId, pattern) ?? []).map(someoneAt);
    const from = senders.map(senderOf);
    const by = devices.flatMap((name) => view.named('device', organizationId, name)).map(({ id }) => id);
    const [first] = to;
    if (first === undefined) continue;
    const [reversePath = null] = from;
    const [deviceId = null] = by;
    for (const each of to) yield { to: each, organizationId, reversePath, deviceId };
    for (const each of from.slice(1)) yield { to: first, organizationId, reversePath: each, deviceId };
    for (const each of by.slice(1)) yield { to: first, organizationId, reversePath, deviceId: each };
  }
}

/** null: there is none such. */
function domainOf(view: DirectoryView, organizationId: ObjectId, pattern: string): string | null {
  if (pattern === '*') return 'example.com';
  if (pattern !== 'accepted') return pattern.replace(/^\*/u, 'sub').toLowerCase();
  const isSuch = (one: (typeof view.domains)[number]): boolean =>
    one.organizationId === organizationId && one.type === 'internal-relay' && one.verified !== null;
  return view.domains.find(isSuch)?.name.toLowerCase() ?? null;
}

function senderOf(pattern: string): ReversePath {
  if (pattern === '*') return null;
  const [local = '', domain] = pattern.toLowerCase().split('@');
  return domain === undefined ? someoneAt(local.replace(/^\*/u, 'sub')) : { local, domain, domainKey: domain };
}

const someoneAt = (domain: string): Address => ({ local: 'someone', domain, domainKey: domain });

function wayOf(view: DirectoryView, { to, ...originator }: Mail): Way {
  const route = routeRecipient(view, to, originator);
  switch (route.kind) {
    case 'mx':
      return 'mx';
    case 'no-upstream':
      return 'wait';
    case 'connector':
      return view.get('outbound-connector', route.connectorId)?.route.kind === 'mx' ? 'other' : 'upstream';
    default:
      return 'other';
  }
}
