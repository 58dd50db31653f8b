/** Whether a caller may: what an operation needs against what was granted, and what may be granted on. Pure. */
import {
  type AdministratorRole,
  administratorRoles,
  type GrantedRight,
  type NeededRight,
} from '../../mail/doors/caller.ts';
import type { ObjectId } from '../../base/id.ts';

/** The part of a right that is missing, as facts. */
export type MissingRight =
  | { readonly why: 'role'; readonly has: AdministratorRole; readonly needs: AdministratorRole }
  | { readonly why: 'content' };

const rank = (role: AdministratorRole): number => administratorRoles.indexOf(role);

export const isGlobal = ({ role, organizations }: Pick<GrantedRight, 'role' | 'organizations'>): boolean =>
  role === 'global-administrator' && organizations === null;

export function missingRight(grant: GrantedRight, needed: NeededRight): MissingRight | null {
  // All organizations belong to the one role and to no other: a grant that says otherwise is worth its lesser half.
  const has = grant.role === 'global-administrator' && !isGlobal(grant) ? 'organization-administrator' : grant.role;
  if (rank(has) < rank(needed.role)) return { why: 'role', has, needs: needed.role };
  return needed.content === true && !grant.content ? { why: 'content' } : null;
}

export const isExpired = ({ expiresAt }: Pick<GrantedRight, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && expiresAt <= now;

/** Neither more nor less than before. */
export const isSameRight = (one: GrantedRight, other: GrantedRight): boolean =>
  one.role === other.role &&
  one.content === other.content &&
  one.expiresAt === other.expiresAt &&
  JSON.stringify(one.organizations?.toSorted()) === JSON.stringify(other.organizations?.toSorted());

/** null: all organizations are. */
export const hasOrganization = ({ organizations }: Pick<GrantedRight, 'organizations'>, id: ObjectId | null): boolean =>
  organizations === null || (id !== null && organizations.includes(id));

/** The part of a grant that is wrong. */
export type GrantTrouble =
  /** A role for listed organizations that lists none, or the one for all that lists some. */
  | { readonly why: 'no-organization' | 'lists-organizations'; readonly role: AdministratorRole }
  /** More than who grants it has. */
  | { readonly why: 'beyond-own'; readonly of: 'role' | 'organizations' | 'content' | 'expiry' };

/** Nobody grants more than they have. null: it may be granted. */
export function grantTrouble(own: GrantedRight, wanted: GrantedRight): GrantTrouble | null {
  const { role, organizations } = wanted;
  if (role === 'global-administrator' && organizations !== null) return { why: 'lists-organizations', role };
  if (role !== 'global-administrator' && (organizations === null || organizations.length === 0))
    return { why: 'no-organization', role };
  if (missingRight(own, { role }) !== null) return { why: 'beyond-own', of: 'role' };
  if (own.organizations !== null && organizations?.every((id) => own.organizations?.includes(id)) !== true)
    return { why: 'beyond-own', of: 'organizations' };
  if (wanted.content && !own.content) return { why: 'beyond-own', of: 'content' };
  if (own.expiresAt !== null && (wanted.expiresAt === null || wanted.expiresAt > own.expiresAt))
    return { why: 'beyond-own', of: 'expiry' };
  return null;
}
