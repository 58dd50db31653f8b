/** By which connector mail of a domain leaves for strangers, and whom its SPF record must name for that. Pure. */
import type { AcceptedDomain, OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamService } from '../../directory/upstream.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { routeRecipient } from '../routing/routing.ts';

/** Nobody's domain: its mail goes where mail for strangers goes. */
const STRANGER = { local: 'someone', domain: 'example.com', domainKey: 'example.com' } as const;

/** null: it leaves by MX, from our own addresses. */
export function strangersWay(
  view: DirectoryView,
  { organizationId, name }: Pick<AcceptedDomain, 'organizationId' | 'name'>,
): OutboundConnector | null {
  const reversePath = { local: 'postmaster', domain: name, domainKey: name };
  const route = routeRecipient(view, STRANGER, { organizationId, reversePath });
  const connector = route.kind === 'connector' ? view.get('outbound-connector', route.connectorId) : null;
  return connector === null || connector.route.kind === 'mx' ? null : connector;
}

/** The names that services tell their customers to include; an administrator of another one says it himself. */
const INCLUDES: Readonly<Record<UpstreamService, string | null>> = {
  microsoft365: 'spf.protection.outlook.com',
  hve: 'spf.protection.outlook.com',
  google: '_spf.google.com',
  azure: 'spf.protection.outlook.com',
  'amazon-ses': 'amazonses.com',
  sendgrid: 'sendgrid.net',
  brevo: 'spf.brevo.com',
  other: null,
};

/** Names for `include:` (RFC 7208 §5.2). */
export function spfIncludes(way: OutboundConnector | null): readonly string[] {
  const include = way === null ? null : INCLUDES[way.service];
  return include === null ? [] : [include];
}
