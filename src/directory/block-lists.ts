/** DNS block lists as an organization names them. A key that a list is asked with is kept sealed: the directory, and so all that shows it, knows the list. */
import type { ObjectId } from '../base/id.ts';
import type { Organization, SecretName } from './objects.ts';

/** Families of lists that are asked with a key in front of their name. */
const KEYED = ['dq.spamhaus.net', 'mail.abusix.zone'];

/** A list as its keeper hands it out, `<key>.zen.dq.spamhaus.net`: its name, and the key by itself. */
export function splitListKey(written: string): { readonly zone: string; readonly key: string | null } {
  const family = KEYED.find((suffix) => written.endsWith(`.${suffix}`));
  const labels = family === undefined ? [] : written.slice(0, -family.length - 1).split('.');
  if (labels.length < 2) return { zone: written, key: null };
  return { zone: `${labels.at(-1)}.${family}`, key: labels.slice(0, -1).join('.') };
}

/** Nothing is asked of it without a key. */
export const needsKey = (zone: string): boolean => KEYED.some((suffix) => zone.endsWith(`.${suffix}`));

/** A list as it is asked. */
export interface BlockList {
  readonly zone: string;
  /** The place of its key; null: it has none. */
  readonly secret: SecretName | null;
  /** Whose key it is; null: it has none, and is the same for all. */
  readonly organizationId: ObjectId | null;
}

export const blockListSecret = (organizationId: ObjectId, zone: string): SecretName =>
  `block-list:${organizationId}:${zone}`;

export const blockListsOf = ({ id, blockLists }: Pick<Organization, 'id' | 'blockLists'>): readonly BlockList[] =>
  blockLists.map((zone) =>
    needsKey(zone)
      ? { zone, secret: blockListSecret(id, zone), organizationId: id }
      : { zone, secret: null, organizationId: null },
  );

/** One that is asked with a key is each organization's own. */
export const keyOfList = ({ zone, secret }: BlockList): string => secret ?? zone;
