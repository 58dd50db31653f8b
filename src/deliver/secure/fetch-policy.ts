/**
 * Fetches the MTA-STS policy of a domain (RFC 8461 §3.3): from its host `mta-sts.<domain>` alone, at a public address, with a certificate that
 * verifies for that name, as plain text. No redirect is followed, and nothing is believed that is too large or too slow.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { fetchBy, troubleOf } from '../../base/http-client.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { harmless } from '../answers/remote-words.ts';
import type { AddressPolicy } from '../hops/address-policy.ts';
import { wordsOf } from '../session/dial.ts';
import type { SystemTrust } from '../session/tls-trust.ts';
import { type MtaStsPolicy, parsePolicy } from './mta-sts-policy.ts';
import type { PolicyFault } from './tls-result.ts';

export interface PolicyFetchParts {
  readonly resolver: Resolver;
  readonly policy: AddressPolicy;
  readonly trust: Pick<SystemTrust, 'context'>;
  readonly clock: Clock;
  /** 443 but in tests. */
  readonly port: number;
}

export type FetchedPolicy =
  | { readonly ok: true; readonly policy: MtaStsPolicy }
  | { readonly ok: false; readonly fault: PolicyFault; readonly text: string };

export const policyUrl = (domain: string, port: number): string =>
  `https://mta-sts.${domain}${port === 443 ? '' : `:${port}`}/.well-known/mta-sts.txt`;

export async function fetchPolicy(
  domain: string,
  parts: PolicyFetchParts,
  signal: AbortSignal,
): Promise<FetchedPolicy> {
  const late = new AbortController();
  const timer = parts.clock.timer(bounds.deliver.mtaStsFetch, () => late.abort());
  const within = AbortSignal.any([signal, late.signal]);
  try {
    const addresses = await publicAddresses(`mta-sts.${domain}`, parts, within);
    if (typeof addresses === 'string') return failed(addresses);
    const way = { addresses, secureContext: parts.trust.context() };
    const init = { method: 'GET', headers: { accept: 'text/plain' }, signal: within };
    const answer = await fetchBy(way, policyUrl(domain, parts.port), init, bounds.deliver.mtaStsPolicy);
    if (answer.status !== 200) return failed(`its host answered ${answer.status}`);
    if (answer.mediaType !== 'text/plain')
      return failed(`its host sent ${answer.mediaType || 'no media type'}, not text/plain`);
    if (answer.body === null) return failed('it is too large');
    const policy = parsePolicy(answer.body.toString('utf8'));
    return 'why' in policy ? { ok: false, fault: 'sts-policy-invalid', text: policy.why } : { ok: true, policy };
  } catch (error) {
    if (late.signal.aborted) return failed('its host did not answer in time');
    return ofConnection(error);
  } finally {
    timer.cancel();
  }
}

const failed = (text: string): FetchedPolicy => ({ ok: false, fault: 'sts-policy-fetch-error', text });

function ofConnection(thrown: unknown): FetchedPolicy {
  const { error, code } = troubleOf(thrown);
  const isCertificate = error !== null && /CERT|SELF_SIGNED|UNABLE_TO/u.test(code);
  const text = harmless(error === null ? 'no answer' : wordsOf(error), bounds.deliver.tlsTrouble);
  return { ok: false, fault: isCertificate ? 'sts-webpki-invalid' : 'sts-policy-fetch-error', text };
}

/** Of a host that a stranger named. A sentence where there are none. */
export async function publicAddresses(
  host: string,
  { resolver, policy }: Pick<PolicyFetchParts, 'resolver' | 'policy'>,
  signal: AbortSignal,
): Promise<readonly string[] | string> {
  const answers = await Promise.all([resolver.aaaa(host, signal), resolver.a(host, signal)]);
  const all = answers.flatMap((answer) => (answer.kind === 'found' ? answer.records : []));
  const usable = all.filter((address) => policy(address, 'mx').allowed).slice(0, bounds.deliver.addressesTried);
  if (usable.length > 0) return usable;
  return all.length > 0 ? `${host} has no public address` : `${host} has no address in DNS`;
}
