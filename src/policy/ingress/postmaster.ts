/** The postmaster of an organization, and of the server (RFC 5321 §4.5.1). Pure. */
import type { Address } from '../../mail/address.ts';
import type { Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/** The default one, or the only one. */
export const defaultOrganization = (view: DirectoryView): Organization | null =>
  view.get('organization', view.system?.defaultOrganizationId ?? view.organizations[0]?.id ?? null);

/**
 * postmaster@ of a verified domain of the organization: the one that its postmaster setting is in before the first by name. It is what
 * `RCPT TO:<postmaster>` means. null when there is no such domain.
 */
export function postmasterOf(view: DirectoryView, organization: Organization | null): Address | null {
  if (organization === null) return null;
  const domains = view.domains
    .filter((domain) => domain.verified !== null && domain.organizationId === organization.id)
    .map((domain) => domain.name)
    .sort();
  const named = organization.postmaster?.split('@').at(-1)?.toLowerCase();
  const domain = named !== undefined && domains.includes(named) ? named : domains[0];
  return domain === undefined ? null : { local: 'postmaster', domain, domainKey: domain };
}
