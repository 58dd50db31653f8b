/** The names of DKIM keys: what people and the DNS call them, and under what their private halves are kept. Pure. */
import type { ObjectId } from '../base/id.ts';
import type { DkimKey, SecretName } from './objects.ts';

const BETWEEN = '._domainkey.';

/** `s1._domainkey.contoso.com`: the name of its record, and what it is called here. */
export const dkimKeyName = ({ selector, domain }: Pick<DkimKey, 'selector' | 'domain'>): string =>
  `${selector}${BETWEEN}${domain}`;

const PREFIX = 'dkim:';

/** The place where its private half is kept: PKCS #8, PEM. */
export const dkimSecret = (id: ObjectId): SecretName => `${PREFIX}${id}`;

/** Whose private half is kept under a name; null: it is no key's. */
export const dkimKeyOfSecret = (name: SecretName): ObjectId | null =>
  name.startsWith(PREFIX) ? (name.slice(PREFIX.length) as ObjectId) : null;
