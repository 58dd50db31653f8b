/** The answer of a receiver's SPF check for one of our addresses (RFC 7208), by the library that checks mail, over our own resolver. */
import { bounds } from '../base/bounds.ts';
import type { Resolver } from '../dns/resolver.ts';

export interface SpfSeen {
  readonly result: 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';
  readonly text: string;
  /** The domain's own record; null: none. */
  readonly record: string | null;
  /** Terms that asked DNS, of the 10 that are allowed. */
  readonly lookups: number;
}

export async function simulateSpf(
  resolver: Resolver,
  domain: string,
  address: string,
  helo: string,
  signal: AbortSignal,
): Promise<SpfSeen> {
  // Loaded here: the server itself does not need it yet.
  const { spf } = await import('mailauth/lib/spf/index.js');
  const { status, rr, lookups } = await spf({
    sender: `postmaster@${domain}`,
    ip: address,
    helo,
    mta: helo,
    maxElapsedTime: bounds.checkup.spf,
    resolver: (name, type) => ask(resolver, name, type, signal),
  });
  const result = status.result as SpfSeen['result'];
  return { result, text: status.comment || result, record: rr ?? null, lookups: lookups?.count ?? 0 };
}

/** As `dns.promises.resolve` answers and throws. */
async function ask(resolver: Resolver, name: string, type: string, signal: AbortSignal): Promise<unknown[]> {
  const plain = name.replace(/\.$/u, '');
  const answer = await (async () => {
    switch (type) {
      case 'TXT':
        return resolver.txt(plain, signal);
      case 'A':
        return resolver.a(plain, signal);
      case 'AAAA':
        return resolver.aaaa(plain, signal);
      case 'MX':
        return resolver.mx(plain, signal);
      case 'PTR':
        return resolver.ptr(addressOfArpa(plain), signal);
      default:
        return { kind: 'no-records' } as const;
    }
  })();
  switch (answer.kind) {
    case 'found':
      return type === 'TXT' ? answer.records.map((text) => [text]) : [...answer.records];
    case 'no-such-name':
      throw Object.assign(new Error(`${name} does not exist`), { code: 'ENOTFOUND' });
    case 'no-records':
      throw Object.assign(new Error(`${name} has no ${type}`), { code: 'ENODATA' });
    case 'failed':
      throw Object.assign(new Error(answer.reason), { code: 'ESERVFAIL' });
  }
}

/** `1.2.0.192.in-addr.arpa` -> `192.0.2.1`; the same for ip6.arpa. */
function addressOfArpa(name: string): string {
  const labels = name.toLowerCase().split('.');
  if (name.toLowerCase().endsWith('.in-addr.arpa')) return labels.slice(0, 4).reverse().join('.');
  if (!name.toLowerCase().endsWith('.ip6.arpa')) return name;
  const digits = labels.slice(0, 32).reverse().join('');
  return (digits.match(/.{4}/gu) ?? []).join(':');
}
