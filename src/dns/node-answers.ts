/** Our answers in the form of `dns.promises.resolve`, for the library that checks mail. Pure but for the resolver. */
import type { DnsAnswer, MxRecord, Resolver } from './resolver.ts';

/** An answer of one of the types that the checks of mail ask for. */
export type AnyAnswer = DnsAnswer<string> | DnsAnswer<MxRecord>;

/** @param type as it is called in DNS. Such records as nobody here asks for exist nowhere. */
export function askedOf(resolver: Resolver, name: string, type: string, signal: AbortSignal): Promise<AnyAnswer> {
  const plain = name.replace(/\.$/u, '');
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
      return Promise.resolve({ kind: 'no-records' });
  }
}

/** Throws an Error with `code` for whatever is no records, as `dns.promises.resolve` does. */
export function asNode(answer: AnyAnswer, name: string, type: string): unknown[] {
  switch (answer.kind) {
    case 'found':
      return answer.records.map((record) => {
        if (typeof record !== 'string') return { priority: record.preference, exchange: record.exchange };
        return type === 'TXT' ? [record] : record;
      });
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
  const lower = name.toLowerCase();
  const labels = lower.split('.');
  if (lower.endsWith('.in-addr.arpa')) return labels.slice(0, -'in-addr.arpa'.split('.').length).reverse().join('.');
  if (!lower.endsWith('.ip6.arpa')) return name;
  const digits = labels.slice(0, -'ip6.arpa'.split('.').length).reverse().join('');
  return (digits.match(/.{4}/gu) ?? []).join(':');
}
