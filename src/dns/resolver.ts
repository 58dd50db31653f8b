/** DNS as the product needs it. Answers are values; nothing here throws for what a name server said. */
export type DnsAnswer<Record> =
  /** `ttlSeconds`: how long it may be kept; absent: not known. */
  | { readonly kind: 'found'; readonly records: readonly Record[]; readonly ttlSeconds?: number }
  /** The name does not exist (NXDOMAIN). */
  | { readonly kind: 'no-such-name' }
  /** The name exists, without such records (NODATA). */
  | { readonly kind: 'no-records' }
  /** SERVFAIL, REFUSED, FORMERR, time-out: try again later; never a reason for a 5yz. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface MxRecord {
  readonly preference: number;
  /** Lower case, no final dot; empty for the null MX (RFC 7505). */
  readonly exchange: string;
}

export interface Resolver {
  mx(domain: string, signal?: AbortSignal): Promise<DnsAnswer<MxRecord>>;
  /** IPv4 addresses, dotted. */
  a(name: string, signal?: AbortSignal): Promise<DnsAnswer<string>>;
  /** IPv6 addresses. */
  aaaa(name: string, signal?: AbortSignal): Promise<DnsAnswer<string>>;
  /** Strings of one record joined. */
  txt(name: string, signal?: AbortSignal): Promise<DnsAnswer<string>>;
  ns(name: string, signal?: AbortSignal): Promise<DnsAnswer<string>>;
  ptr(address: string, signal?: AbortSignal): Promise<DnsAnswer<string>>;
  /** The same questions put to one name server (its address), for `domain verify`. */
  at(serverAddress: string): Resolver;
}
