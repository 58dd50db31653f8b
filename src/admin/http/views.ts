/** Objects as the API shows them: the directory's own fields, the organization's name beside its id, and never a verifier. */
import type { DirectoryObject } from '../../directory/objects.ts';
import { isSealed } from '../../directory/sealed-credential.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { shownOrganization } from '../secrets/webhook-address.ts';

export type View = Readonly<Record<string, unknown>>;

export function viewOf(view: DirectoryView, object: DirectoryObject): View {
  switch (object.kind) {
    case 'credential': {
      const { verifier: _, ...plain } = object;
      // Who has the store and its key file can read such a password: that is shown wherever the credential is.
      const shown = { ...plain, cramMd5: isSealed(object) };
      return {
        ...shown,
        mailbox: view.get('mailbox', object.mailboxId)?.address ?? null,
        organization: organizationName(view, object.organizationId),
      };
    }
    case 'outbound-connector':
      return {
        ...object,
        // A reference is shown, so that one sees that a password is kept; the value never leaves the store.
        organization: organizationName(view, object.organizationId),
      };
    case 'system':
      return {
        ...object,
        defaultOrganization:
          object.defaultOrganizationId === null ? null : organizationName(view, object.defaultOrganizationId),
      };
    case 'organization':
      return { ...shownOrganization(object) };
    default:
      return { ...object, organization: organizationName(view, object.organizationId) };
  }
}

const organizationName = (view: DirectoryView, id: Parameters<DirectoryView['get']>[1]): string | null =>
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
