/** DNS with the word of a resolver that has validated the answer (DNSSEC, RFC 4035 §3.2.3), for what may be believed only so: DANE. */
import type { DnsAnswer, MxRecord } from './resolver.ts';

export interface SecureAnswer<Record> {
  readonly answer: DnsAnswer<Record>;
  /** All of it was validated, aliases and what is not there included (the AD bit). */
  readonly authentic: boolean;
  /** The name at the end of the aliases, lower case. */
  readonly canonical: string;
}

/** RFC 6698 §2.1. */
export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  /** Hexadecimal, lower case. */
  readonly data: string;
}

export interface SecureResolver {
  /** Whether it validates at all; asked once in a while. */
  validates(signal?: AbortSignal): Promise<boolean>;
  mx(domain: string, signal?: AbortSignal): Promise<SecureAnswer<MxRecord>>;
  a(name: string, signal?: AbortSignal): Promise<SecureAnswer<string>>;
  aaaa(name: string, signal?: AbortSignal): Promise<SecureAnswer<string>>;
  /** The name that a name stands for, one link. */
  cname(name: string, signal?: AbortSignal): Promise<SecureAnswer<string>>;
  tlsa(name: string, signal?: AbortSignal): Promise<SecureAnswer<TlsaRecord>>;
}
