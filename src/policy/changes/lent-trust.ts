/**
 * Set-ups of an organization that lend its trust to whoever writes to an internal-relay domain: what is said of a new one, and the alarm of one
 * that nobody has decided about. What is refused there is `own-name.ts`; where DMARC is not honoured such a way is `open-route.ts`. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import type { FactAlarm } from '../../mail/alarm.ts';
import type { AcceptedDomain, Organization, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { doubtful, type Finding } from './findings.ts';
import { matchesDomainPattern } from '../routing/routing.ts';
import { say } from '../../texts/phrase.ts';

const isSuch = (domain: AcceptedDomain): boolean => domain.type === 'internal-relay' && domain.verified !== null;

/** Tells of a domain that has become, or begins as, an internal relay. */
export function lendingDomain(
  after: DirectoryView,
  domain: AcceptedDomain,
  before: AcceptedDomain | null,
): readonly Finding[] {
  if (domain.type !== 'internal-relay' || before?.type === 'internal-relay') return [];
  return said(after.get('organization', domain.organizationId), domain.name, 'type');
}

/** A new way for domains that were internal relays before. */
export function lendingConnector(before: DirectoryView, connector: OutboundConnector): readonly Finding[] {
  if (!connector.enabled || before.get('outbound-connector', connector.id) !== null) return [];
  const domain = before.domains.find(
    (one) =>
      isSuch(one) &&
      one.organizationId === connector.organizationId &&
      connector.recipientDomains.some((pattern) => pattern === 'accepted' || matchesDomainPattern(pattern, one.name)),
  );
  if (domain === undefined) return [];
  return said(before.get('organization', connector.organizationId), domain.name, 'recipientDomains');
}

/** Tells that such mail is allowed from now on. */
export function lendingAllowed(
  after: DirectoryView,
  organization: Organization,
  before: Organization | null,
): readonly Finding[] {
  if (organization.strangersInOwnName !== 'allow' || before?.strangersInOwnName === 'allow') return [];
  const domain = after.domains.find((one) => isSuch(one) && one.organizationId === organization.id);
  return said(organization, domain?.name ?? 'other systems', 'strangersInOwnName');
}

function said(organization: Organization | null, name: string, path: string): readonly Finding[] {
  // An organization that has chosen to refuse them knows.
  if (organization === null || organization.strangersInOwnName === 'refuse') return [];
  const decision = { act: 'decide-on-own-name', organization: organization.name } as const;
  if (organization.strangersInOwnName === 'allow')
    return [
      doubtful(
        path,
        say`whoever writes to ${name} in the name of your own domains is believed there: his mail goes on with your trust`,
        { ...decision, believed: true },
      ),
    ];
  return [
    doubtful(
      path,
      say`mail to ${name} in the name of your own domains is refused from strangers (550 5.7.68), because it would go on with your trust`,
      { ...decision, believed: false },
    ),
  ];
}

const lentTrustKey = ({ id }: Pick<Organization, 'id'>): string => `own-name:${id}`;

/** One for each organization that has such a way and has not said what it wants. */
export function lentTrustAlarms(view: DirectoryView): readonly FactAlarm<'own-name'>[] {
  const undecided = view.organizations.filter(({ strangersInOwnName }) => strangersInOwnName === 'undecided');
  if (undecided.length === 0) return [];
  const relays = Map.groupBy(view.domains.filter(isSuch), ({ organizationId }) => organizationId);
  return undecided.flatMap((organization) => {
    const domains = relays.get(organization.id) ?? [];
    if (domains.length === 0) return [];
    const facts = {
      domains: domains.slice(0, bounds.policy.lentDomainsNamed).map(({ name }) => name),
      count: domains.length,
    };
    const { id: organizationId, name: subject } = organization;
    return [{ key: lentTrustKey(organization), kind: 'own-name', organizationId, subject, stage: 1, facts }];
  });
}
