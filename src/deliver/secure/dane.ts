/**
 * The TLSA records of a domain's mail hosts, as far as all that leads to them was validated (RFC 7672 §2.2): its MX, a host's addresses, then its
 * records, which nobody is asked for where the addresses are not signed. A look-up that fails is a host that cannot be used, never one without
 * records.
 */
import { bounds } from '../../base/bounds.ts';
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import type { SecureAnswer, SecureResolver, TlsaRecord } from '../../dns/secure-resolver.ts';
import { isUsable } from './tlsa.ts';

export type HostTlsa =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `records`: usable ones; empty: there are only others. `base`: the name that they stand at, and TLS asks for. */
  | {
      readonly kind: 'found';
      readonly base: string;
      readonly records: readonly TlsaRecord[];
      readonly names: readonly string[];
    };

const NONE: HostTlsa = { kind: 'none' };

/** One look at a domain: its mail hosts are found by `resolver`, and what was heard of them is remembered for `of`. */
export class SecureLook {
  /** MX and addresses by who validates. */
  readonly resolver: Resolver;
  readonly #secure: SecureResolver;
  readonly #domain: string;
  #mx: SecureAnswer<unknown> | null = null;
  readonly #addresses = new Map<string, SecureAnswer<string>[]>();

  constructor(domain: string, secure: SecureResolver, resolver: Resolver) {
    this.#domain = domain;
    this.#secure = secure;
    this.resolver = {
      ...resolver,
      mx: async (name, signal) => answerIn((this.#mx = await secure.mx(name, signal))),
      a: (name, signal) => this.#noted(name, secure.a(name, signal)),
      aaaa: (name, signal) => this.#noted(name, secure.aaaa(name, signal)),
    };
  }

  /** Nothing of it is asked where the MX is not signed. */
  async of(host: string, port: number, signal: AbortSignal): Promise<HostTlsa> {
    if (this.#mx?.authentic !== true) return NONE;
    const heard = this.#addresses.get(host) ?? [];
    const failed = heard.find(({ answer }) => answer.kind === 'failed')?.answer;
    if (failed?.kind === 'failed') return failed;
    const bases = await this.#bases(host, heard, signal);
    if ('kind' in bases) return bases;
    for (const base of bases) {
      const { answer, authentic } = await this.#secure.tlsa(`_${port}._tcp.${base}`, signal);
      if (answer.kind === 'failed') return answer;
      if (answer.kind === 'found' && authentic) return this.#found(host, base, answer.records);
    }
    return NONE;
  }

  /** The names at which records may stand: what the host is an alias for comes first (RFC 7672 §2.2.2). */
  async #bases(
    host: string,
    heard: readonly SecureAnswer<string>[],
    signal: AbortSignal,
  ): Promise<readonly string[] | HostTlsa> {
    const canonical = heard[0]?.canonical ?? host;
    const isSecure = heard.length > 0 && heard.every(({ authentic }) => authentic);
    if (canonical === host) return isSecure ? [host] : [];
    if (isSecure) return [canonical, host];
    // The alias may be signed where what it leads to is not.
    const { answer, authentic } = await this.#secure.cname(host, signal);
    if (answer.kind === 'failed') return answer;
    return authentic ? [host] : [];
  }

  #found(host: string, base: string, all: readonly TlsaRecord[]): HostTlsa {
    const records = all.slice(0, bounds.deliver.tlsaRecords).filter(isUsable);
    const names = [...new Set([base, host, this.#domain, this.#mx?.canonical ?? this.#domain])];
    return { kind: 'found', base, records, names };
  }

  async #noted(name: string, asked: Promise<SecureAnswer<string>>): Promise<DnsAnswer<string>> {
    const heard = await asked;
    const list = this.#addresses.get(name) ?? [];
    this.#addresses.set(name, [...list, heard]);
    return heard.answer;
  }
}

const answerIn = <Item>({ answer }: SecureAnswer<Item>): DnsAnswer<Item> => answer;
