/** Roles of an identity provider, and what each is worth here. Pure. */
import type { ObjectId } from '../../../base/id.ts';
import { tagOf } from '../../answers/etag.ts';
import { administratorRoles, type GrantedRight } from '../../../mail/doors/caller.ts';

export interface Mapping extends Omit<GrantedRight, 'expiresAt'> {
  /** Of the claim, exactly so: upper case is not lower case. Each is there once. */
  readonly value: string;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly createdBy: string;
}

export const rightOf = ({ role, organizations, content }: Omit<GrantedRight, 'expiresAt'>): GrantedRight => ({
  ...{ role, organizations, content, expiresAt: null },
});

/** Of what was said of it. */
export const mappingTag = ({ value, role, organizations, content, enabled }: Mapping): string =>
  tagOf({ value, role, organizations, content, enabled });

/** Those that a person with these values has, the highest role first. */
export const mappingsFor = (values: readonly string[], mappings: readonly Mapping[]): readonly Mapping[] =>
  mappings
    .filter(({ enabled, value }) => enabled && values.includes(value))
    .toSorted((a, b) => administratorRoles.indexOf(b.role) - administratorRoles.indexOf(a.role));

/**
 * Of several roles the highest one counts, for the organizations of all that give it. Mail is read only where each of these says so: two that were
 * given apart are no more together. null: nothing is mapped.
 */
export function grantBy(values: readonly string[], mappings: readonly Mapping[]): GrantedRight | null {
  const fitting = mappingsFor(values, mappings);
  const [first] = fitting;
  if (first === undefined) return null;
  const counted = fitting.filter(({ role }) => role === first.role);
  const organizations = counted.some((one) => one.organizations === null)
    ? null
    : [...new Set<ObjectId>(counted.flatMap((one) => one.organizations ?? []))];
  return rightOf({ role: first.role, organizations, content: counted.every(({ content }) => content) });
}
