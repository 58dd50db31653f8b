/** Objects as the API shows them (`contracts/views.ts`): the directory's own fields, names beside ids, and never a verifier. */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryKind, DirectoryObject } from '../../directory/objects.ts';
import { isSealed } from '../../directory/sealed-credential.ts';
import { type Dated, endsAt } from '../../directory/validity.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Plain } from '../../directory/fields/forms.ts';
import type { ViewOf } from '../contracts/views.ts';
import { shownOrganization } from '../secrets/organization-secrets.ts';
import { etagOf } from './etag.ts';

/** Of these there is more to show than the directory knows: `shownDevice`, `shownDomain`, `shownConnector`, `shownDkimKey`. */
type Shown = Exclude<DirectoryKind, 'device' | 'domain' | 'inbound-connector' | 'dkim-key'>;
type Show<Kind extends DirectoryKind> = (
  view: DirectoryView,
  object: Extract<DirectoryObject, { readonly kind: Kind }>,
) => Plain<ViewOf<Kind>>;

/** The object with its organization's name, and the tag of its state. */
export const withOrganization = <Owned extends Extract<DirectoryObject, { readonly organizationId: ObjectId }>>(
  view: DirectoryView,
  object: Owned,
) => ({ ...object, organization: organizationName(view, object.organizationId), etag: etagOf(object) });

const withEnd = <Entry extends Extract<DirectoryObject, Dated & { readonly organizationId: ObjectId }>>(
  view: DirectoryView,
  entry: Entry,
) => ({
  ...withOrganization(view, entry),
  endsAt: endsAt(entry),
});

const shows: { readonly [Kind in Shown]: Show<Kind> } = {
  organization: (_view, organization) => ({ ...shownOrganization(organization), etag: etagOf(organization) }),
  mailbox: (view, mailbox) => ({ ...withOrganization(view, mailbox), signIns: view.credentialsOf(mailbox.id).length }),
  group: withOrganization,
  // A person with the store and its key file can read a sealed password: that is shown wherever the credential is.
  credential: (view, credential) => {
    const { verifier, ...plain } = withOrganization(view, credential);
    return {
      ...plain,
      cramMd5: isSealed({ verifier }),
      mailbox: view.get('mailbox', plain.mailboxId)?.address ?? null,
    };
  },
  // References to secrets are shown, so that one sees that they are kept; the values never leave the store.
  'outbound-connector': withOrganization,
  'licence-pool': withOrganization,
  'device-profile': withOrganization,
  'allow-entry': withEnd,
  'block-entry': withEnd,
  restriction: withEnd,
  system: (view, system) => ({
    ...system,
    etag: etagOf(system),
    defaultOrganization:
      system.defaultOrganizationId === null ? null : organizationName(view, system.defaultOrganizationId),
  }),
};

export const viewOf = <Kind extends Shown>(
  view: DirectoryView,
  object: Extract<DirectoryObject, { readonly kind: Kind }>,
): Plain<ViewOf<Kind>> => (shows[(object as DirectoryObject).kind as Shown] as unknown as Show<Kind>)(view, object);

const organizationName = (view: DirectoryView, id: ObjectId): string | null =>
  view.get('organization', id)?.name ?? null;

const SECRET_FIELDS = new Set(['verifier', 'password', 'passwordhash', 'sealed']);

/** A deep copy without fields that could hold a secret: the last sieve for what others recorded (the audit log). */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SECRET_FIELDS.has(key.toLowerCase()))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}
