/** The answer of a receiver's SPF check for one of our addresses (RFC 7208), by the library that checks mail, over our own resolver. */
import { bounds } from '../base/bounds.ts';
import { asNode, askedOf } from '../dns/node-answers.ts';
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
  // Loaded here: what checks is not needed to carry mail.
  const { spf } = await import('mailauth/lib/spf/index.js');
  const { status, rr, lookups } = await spf({
    sender: `postmaster@${domain}`,
    ip: address,
    helo,
    mta: helo,
    // As receivers do that follow the RFC: a record that only some understand is a wrong one.
    strict: true,
    maxElapsedTime: bounds.checkup.spf,
    resolver: async (name, type) => asNode(await askedOf(resolver, name, type, signal), name, type),
  });
  const result = status.result as SpfSeen['result'];
  return { result, text: status.comment || result, record: rr ?? null, lookups: lookups?.count ?? 0 };
}
