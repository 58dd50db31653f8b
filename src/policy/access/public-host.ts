/** Whether a host is out on the Internet as far as its name or address tells; what a name leads to is known only when it is looked up. Pure. */
import type { AddressJudge } from '../../base/http-client.ts';
import { isPublicAddress, parseAddress, rangeOf } from '../../mail/network/special-use.ts';

/** Ends of names that never lead to the Internet: RFC 6761, 6762, 8375, 9476, and what routers and companies use besides. */
const INNER_ENDS: ReadonlySet<string> = new Set([
  ...['localhost', 'local', 'localdomain', 'internal', 'intranet', 'lan', 'home', 'corp', 'private', 'alt', 'onion'],
  ...['arpa', 'test', 'invalid'],
]);

/** @param host a name or an address, in brackets or not. */
export function isPublicHost(host: string): boolean {
  const bare = host.replace(/^\[(?:ipv6:)?|\]$/giu, '');
  const address = parseAddress(bare);
  if (address !== null) return rangeOf(address) === 'unicast';
  const labels = bare.toLowerCase().split('.');
  if (labels.at(-1) === '') labels.pop();
  const last = labels.at(-1) ?? '';
  // A name without a dot is looked up among the machine's own; a number at the end is an address in an odd spelling.
  return labels.length > 1 && !/^(?:\d+|0x[\da-f]*)$/u.test(last) && !INNER_ENDS.has(last);
}

/**
 * Whether a host that an object names may lead to public addresses alone. One that is inner as it is written was written by a Global administrator:
 * nobody else can. @param publicHostsOnly of the object: somebody else named one of its hosts.
 */
export const mustBePublic = (publicHostsOnly: boolean, host: string): boolean => publicHostsOnly && isPublicHost(host);

/** The same of a URL, as the HTTP client takes it: which addresses may be connected to. undefined: any. */
export const judgeOfUrl = (publicHostsOnly: boolean, url: string): AddressJudge | undefined =>
  mustBePublic(publicHostsOnly, new URL(url).hostname) ? isPublicAddress : undefined;
