/** A mailbox address as RFC 5321 §4.1.2 means it (`Mailbox`), SMTPUTF8 included (RFC 6531). Parsing is `smtp/grammar/path.ts`. */
export interface Address {
  /** Byte-exact as on the wire, quotes included. As many octets as a path leaves room for. */
  readonly local: string;
  /** As on the wire: a domain in either case, A-labels or U-labels, or an address literal with brackets. */
  readonly domain: string;
  /** `domain` as lower-case A-labels (a literal: normalised, `[192.168.1.1]`, `[IPv6:::1]`). The only form to compare. */
  readonly domainKey: string;
}

/** `null` is the null reverse-path `<>`. */
export type ReversePath = Address | null;
export type ForwardPath = Address;

/** `local@domain` as it goes on the wire. */
export const addressText = (address: Address): string => `${address.local}@${address.domain}`;

/** `<local@domain>` or `<>`. */
export const pathText = (path: ReversePath): string => (path === null ? '<>' : `<${addressText(path)}>`);

/** The form to compare and look up by: local part without needless quotes, lower case; domain key. */
export function addressKey(address: Address): string {
  return `${unquoteLocal(address.local).toLowerCase()}@${address.domainKey}`;
}

/** The local part's meaning: `"a b"` is `a b`; `"ab"` is the same as `ab` (RFC 5321 §4.1.2). */
export function unquoteLocal(local: string): string {
  if (!local.startsWith('"')) return local;
  return local.slice(1, -1).replace(/\\(.)/gsu, '$1');
}

/** The address of a key, as it is written: with the quotes that its local part needs (RFC 5321 §4.1.2). */
export function addressOfKey(key: string): Address {
  const at = key.lastIndexOf('@');
  const local = key.slice(0, at);
  const domain = key.slice(at + 1);
  const needsQuotes = /["\\(),:;<>@[\] ]|^\.|\.\.|\.$/u.test(local);
  return { local: needsQuotes ? `"${local.replaceAll(/["\\]/gu, '\\$&')}"` : local, domain, domainKey: domain };
}
