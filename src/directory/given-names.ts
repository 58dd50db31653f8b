/**
 * Which of those who name an address have it. In a verified domain that is its organization: what another one named so before, while nobody had
 * verified the domain, binds nobody. Pure.
 */
import type { ObjectId } from '../base/id.ts';
import type { Group, MailboxAccount } from './objects.ts';

/** The object that answers to a local address. */
export type LocalTarget =
  | { readonly kind: 'mailbox'; readonly mailbox: MailboxAccount }
  | { readonly kind: 'group'; readonly group: Group };

interface Named {
  readonly organizationId: ObjectId;
}

/** @param domain the verified domain of the address; null: nobody has verified it. */
export function ofOwner<One extends Named>(named: readonly One[], domain: Named | null): readonly One[] {
  // Nearly always there is one, and nothing is copied for it.
  if (domain === null || named.every(({ organizationId }) => organizationId === domain.organizationId)) return named;
  return named.filter(({ organizationId }) => organizationId === domain.organizationId);
}

/** Likewise of sign-ins, where the owner has given the name at all: a program goes on with a name that nobody else has. */
export function ofOwnerFirst<One extends Named>(named: readonly One[], domain: Named | null): readonly One[] {
  const own = ofOwner(named, domain);
  return own.length === 0 ? named : own;
}

export const targetOf = (holder: MailboxAccount | Group): LocalTarget =>
  holder.kind === 'mailbox' ? { kind: 'mailbox', mailbox: holder } : { kind: 'group', group: holder };

/** The address before its plus (RFC 5233); null: it has none. @param key see addressKey. */
export function withoutPlus(key: string): string | null {
  const at = key.lastIndexOf('@');
  const plus = key.slice(0, at).indexOf('+');
  return plus > 0 ? key.slice(0, plus) + key.slice(at) : null;
}
