/** The TXT record under which a key is published: RFC 6376 §3.6.1, RFC 8463 §4. Pure. */
import type { DkimAlgorithm } from './signature.ts';

/** Its name: `selector._domainkey.example.com`. */
export const keyRecordName = ({ selector, domain }: { readonly selector: string; readonly domain: string }): string =>
  `${selector}._domainkey.${domain}`;

/** Its text, in one piece. @param publicKey base64: SubjectPublicKeyInfo of RSA, the 32 octets of Ed25519 */
export const keyRecordText = ({
  algorithm,
  publicKey,
}: {
  readonly algorithm: DkimAlgorithm;
  readonly publicKey: string;
}): string => `v=DKIM1; k=${keyTypes[algorithm]}; p=${publicKey}`;

const keyTypes = { 'rsa-sha256': 'rsa', 'ed25519-sha256': 'ed25519' } as const satisfies Record<DkimAlgorithm, string>;

/** For zone files, which write a long record as several strings of 255 octets at most (RFC 1035 §3.3): `"v=DKIM1; ..." "..."`. */
export const zoneFileText = (text: string): string =>
  (text.match(/.{1,255}/gu) ?? []).map((piece) => `"${piece}"`).join(' ');

export type PublishedKey =
  /** Verifiers find this very key, and may use it for mail. */
  | { readonly state: 'published' }
  /** There is nothing, or nothing of DKIM. */
  | { readonly state: 'missing' }
  /** Another key stands there. */
  | { readonly state: 'other' }
  /** An empty key: withdrawn (RFC 6376 §3.6.1). */
  | { readonly state: 'revoked' }
  /** The key, with a tag beside it that keeps verifiers from it. */
  | { readonly state: 'restricted'; readonly tag: string }
  /** There are several: verifiers may take any. */
  | { readonly state: 'several' };

/** @param records texts of the TXT records at the key's name, each in one piece */
export function publishedKey(
  records: readonly string[],
  key: { readonly algorithm: DkimAlgorithm; readonly publicKey: string },
): PublishedKey {
  const found = records.map(tagsOf).filter((tags) => tags.has('p'));
  const [tags, ...others] = found;
  if (tags === undefined) return { state: 'missing' };
  if (others.length > 0) return { state: 'several' };
  const published = (tags.get('p') ?? '').replaceAll(/\s+/gu, '');
  if (published === '') return { state: 'revoked' };
  const type = keyTypes[key.algorithm];
  if (published !== key.publicKey || (tags.get('k') ?? 'rsa').toLowerCase() !== type) return { state: 'other' };
  const restricted = restrictionOf(tags);
  return restricted === null ? { state: 'published' } : { state: 'restricted', tag: restricted };
}

/** A tag that makes verifiers pass the key over. */
function restrictionOf(tags: ReadonlyMap<string, string>): string | null {
  const version = tags.get('v');
  if (version !== undefined && version !== 'DKIM1') return `v=${version}`;
  const hashes = tags.get('h');
  if (hashes !== undefined && !hashes.split(':').some((one) => one.trim() === 'sha256')) return `h=${hashes}`;
  const services = tags.get('s');
  const isForMail = services === undefined || services.split(':').some((one) => ['*', 'email'].includes(one.trim()));
  return isForMail ? null : `s=${services}`;
}

/** Of a tag list (RFC 6376 §3.2); of two of one name the first. */
function tagsOf(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name !== '' && !tags.has(name)) tags.set(name, part.slice(equals + 1).trim());
  }
  return tags;
}
