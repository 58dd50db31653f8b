/** A resolver whose name servers fall ill on order: the order stands in a file, for a house in a process of its own. */
import { readFile, writeFile } from 'node:fs/promises';
import type { DnsAnswer, Resolver } from '../../src/dns/resolver.ts';

/** `silent`: no answer ever comes. `failing`: SERVFAIL to everything. `lying`: no name exists. */
export type ResolverMood = 'well' | 'silent' | 'failing' | 'lying';

export const setMood = (file: string, mood: ResolverMood): Promise<void> => writeFile(file, mood);

export function moodyResolver(well: Resolver, file: string): Resolver {
  const asked = async <Record>(
    signal: AbortSignal | undefined,
    answer: () => Promise<DnsAnswer<Record>>,
  ): Promise<DnsAnswer<Record>> => {
    const mood = (await readFile(file, 'utf8')) as ResolverMood;
    if (mood === 'failing') return { kind: 'failed', reason: 'SERVFAIL' };
    if (mood === 'lying') return { kind: 'no-such-name' };
    if (mood === 'well') return answer();
    return new Promise((resolve) => {
      const end = (): void => resolve({ kind: 'failed', reason: 'no answer' });
      if (signal?.aborted) end();
      signal?.addEventListener('abort', end, { once: true });
    });
  };
  return {
    mx: (name, signal) => asked(signal, () => well.mx(name, signal)),
    a: (name, signal) => asked(signal, () => well.a(name, signal)),
    aaaa: (name, signal) => asked(signal, () => well.aaaa(name, signal)),
    txt: (name, signal) => asked(signal, () => well.txt(name, signal)),
    ns: (name, signal) => asked(signal, () => well.ns(name, signal)),
    ptr: (address, signal) => asked(signal, () => well.ptr(address, signal)),
    at: (server) => moodyResolver(well.at(server), file),
  };
}
