/**
 * The hole of complex routing. Strangers' mail for an internal-relay domain leaves by a connector that speaks for the organization; at its far end
 * nobody asks who sent it. That is well only while DMARC is honoured here. A change that would open such a way is refused, one that is open
 * already goes on with an alarm. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain, Organization, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { FactAlarm } from '../../mail/alarm.ts';
import { honoursDmarc } from '../routing/honours-dmarc.ts';
import { failoversOf, matchesDomainPattern } from '../routing/routing.ts';
import { type Finding, wrong } from './findings.ts';
import { say } from '../../texts/phrase.ts';

/** Whether it is verified or not: that comes by itself, and later. */
const isRelay = ({ type }: AcceptedDomain): boolean => type === 'internal-relay';

/** Connectors of its organization that name the domain, switched off or not. */
const naming = (view: DirectoryView, { organizationId, name }: AcceptedDomain): readonly OutboundConnector[] =>
  view.outboundConnectors.filter(
    (one) =>
      one.organizationId === organizationId &&
      one.recipientDomains.some((pattern) => pattern === 'accepted' || matchesDomainPattern(pattern, name)),
  );

/** Those that would carry its mail: failovers take the place of one that is off. */
const carriers = (view: DirectoryView, domain: AcceptedDomain): readonly OutboundConnector[] =>
  naming(view, domain).flatMap((one) => (one.enabled ? [one] : failoversOf(view, one)));

/** The connector that strangers' mail for the domain leaves by without DMARC; null: there is no such way. */
function openWay(view: DirectoryView, domain: AcceptedDomain | null): OutboundConnector | null {
  if (domain === null || !isRelay(domain)) return null;
  const organization = view.get('organization', domain.organizationId);
  if (organization === null || honoursDmarc(organization)) return null;
  return carriers(view, domain)[0] ?? null;
}

/** Ways that a change would open, told of the object that opens them. */
export function openingRoute(before: DirectoryView, after: DirectoryView, object: Opening): readonly Finding[] {
  const id = object.kind === 'organization' ? object.id : object.organizationId;
  const organization = after.get('organization', id);
  if (organization === null || honoursDmarc(organization)) return [];
  const believes = object.kind === 'organization' && believesNow(before, object);
  for (const domain of touched(after, object)) {
    const way = openWay(after, domain);
    if (way !== null && (believes || openWay(before, before.get('domain', domain.id)) === null))
      return [said(organization, domain, way, pathOf(object, believes))];
  }
  return [];
}

type Opening = Organization | AcceptedDomain | OutboundConnector;

function touched(after: DirectoryView, object: Opening): readonly AcceptedDomain[] {
  if (object.kind === 'domain') return [object];
  if (object.kind === 'organization')
    return after.domains.filter((one) => isRelay(one) && one.organizationId === object.id);
  return after.domains.filter(
    (one) =>
      isRelay(one) &&
      one.organizationId === object.organizationId &&
      [...naming(after, one), ...carriers(after, one)].some(({ id }) => id === object.id),
  );
}

/** Strangers in an own name are let through from now on. */
const believesNow = (before: DirectoryView, { id, strangersInOwnName }: Organization): boolean =>
  strangersInOwnName === 'allow' && before.get('organization', id)?.strangersInOwnName !== 'allow';

function pathOf(object: Opening, believes: boolean): string {
  if (object.kind === 'domain') return 'type';
  if (object.kind === 'outbound-connector') return 'recipientDomains';
  if (believes) return 'strangersInOwnName';
  return object.protection === 'observe' ? 'protection' : 'protectionObserves';
}

const said = (organization: Organization, domain: AcceptedDomain, { name }: OutboundConnector, path: string): Finding =>
  wrong(
    path,
    say`mail of strangers for ${domain.name} leaves by the connector ${name}, which speaks for the organization: while DMARC is only observed, whoever forges a sender would be believed there`,
    { act: 'honour-dmarc', organization: organization.name },
  );

/** One for each organization that has such a way. */
export function openRouteAlarms(view: DirectoryView): readonly FactAlarm<'open-route'>[] {
  const open = Map.groupBy(
    view.domains.filter((domain) => domain.verified !== null && openWay(view, domain) !== null),
    ({ organizationId }) => organizationId,
  );
  return [...open].flatMap(([organizationId, domains]) => {
    const subject = view.get('organization', organizationId)?.name;
    if (subject === undefined) return [];
    const names = domains.slice(0, bounds.policy.lentDomainsNamed).map(({ name }) => name);
    const facts = { domains: names, count: domains.length };
    return [{ key: `open-route:${organizationId}`, kind: 'open-route', organizationId, subject, stage: 1, facts }];
  });
}
