/** Which mail is signed by DKIM, and by which keys. A stranger's never is: a signature says that the domain's owner answers for the mail. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { DkimKey } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Ingress, QueuedMessage } from '../../mail/delivery.ts';
import { isAddress } from '../../mail/header/mailboxes.ts';
import { domainKeyOf } from '../../smtp/grammar/domain.ts';

/** Ways in by which somebody proved to belong to the organization; `internal` is ours. */
const OWN_WAYS: ReadonlySet<Ingress> = new Set(['relay', 'submission', 'internal']);

/** The organization that answers for the message; null: none does. */
export function answeringFor(view: DirectoryView, { ingress, organizationId, header }: QueuedMessage): ObjectId | null {
  if (!OWN_WAYS.has(ingress)) return null;
  if (organizationId !== null || ingress !== 'internal') return organizationId;
  // The server's own, as a TLS report is: its author stands in the settings.
  const domain = authorDomain(header.from);
  return domain === null ? null : (view.acceptedDomain(domain)?.organizationId ?? null);
}

/** Of one address, as From has it; null: it has none that everybody reads alike. */
export function authorDomain(addresses: readonly string[]): string | null {
  const [address, ...others] = addresses;
  if (address === undefined || others.length > 0 || !isAddress(address)) return null;
  return domainKeyOf(address.slice(address.lastIndexOf('@') + 1));
}

/** Active keys of the author's domain, where that is proven to be the organization's own. */
export function signingKeys(view: DirectoryView, organizationId: ObjectId, domain: string): readonly DkimKey[] {
  const keys = view.dkimKeysOf(organizationId, domain).filter(({ state }) => state === 'active');
  return keys.length > 0 && view.acceptedDomain(domain)?.organizationId === organizationId ? keys : [];
}
