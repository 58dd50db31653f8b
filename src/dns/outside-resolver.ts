/**
 * DNS as somebody may see it who administers single organizations: names of the Internet. They may have any name looked up (a name server, a mail host
 * of a domain of theirs), and would read the names of our own network by it, or have a host there asked. Pure but for what it asks.
 */
import { isPublicAddress } from '../mail/network/special-use.ts';
import type { DnsAnswer, Resolver } from './resolver.ts';

const INNER = { kind: 'failed', reason: 'its address is not public' } as const;

export function outsideResolver(resolver: Resolver): Resolver {
  const addresses = (answer: DnsAnswer<string>): DnsAnswer<string> => {
    if (answer.kind !== 'found') return answer;
    const records = answer.records.filter(isPublicAddress);
    return records.length === 0 ? INNER : { kind: 'found', records };
  };
  return {
    mx: (...question) => resolver.mx(...question),
    txt: (...question) => resolver.txt(...question),
    ns: (...question) => resolver.ns(...question),
    a: async (...question) => addresses(await resolver.a(...question)),
    aaaa: async (...question) => addresses(await resolver.aaaa(...question)),
    ptr: (address, signal) => (isPublicAddress(address) ? resolver.ptr(address, signal) : Promise.resolve(INNER)),
    at: (server) => (isPublicAddress(server) ? outsideResolver(resolver.at(server)) : nobody),
  };
}

const unasked = () => Promise.resolve(INNER);
const nobody: Resolver = {
  ...{ mx: unasked, txt: unasked, ns: unasked, a: unasked, aaaa: unasked, ptr: unasked },
  at: () => nobody,
};
