/**
 * The mail hosts of a domain with what the domain itself demands of a session with them: its MTA-STS policy (RFC 8461). A demand that is not
 * known for certain defers mail; it is never taken for none.
 */
import { bounds } from '../../base/bounds.ts';
import { delayedBy, type HopFailure } from '../answers/failure.ts';
import { allMxHops, firstHops, type NextHop, type NextHops, type NextHopSetting } from '../hops/next-hops.ts';
import { enforcedTls, testedTls } from '../session/tls-policy.ts';
import { namesHost } from './mta-sts-policy.ts';
import type { MtaStsPolicies, StsStanding } from './mta-sts.ts';

export interface TransportSecurityParts {
  readonly sts: Pick<MtaStsPolicies, 'of'>;
}

export class TransportSecurity {
  readonly #parts: TransportSecurityParts;

  constructor(parts: TransportSecurityParts) {
    this.#parts = parts;
  }

  /** @param domain of the recipients, A-label; an address literal has no policy. */
  async mxHops(domain: string, setting: NextHopSetting, signal: AbortSignal): Promise<NextHops> {
    if (domain.startsWith('[')) return firstHops(await allMxHops(domain, setting, signal));
    const [found, sts] = await Promise.all([allMxHops(domain, setting, signal), this.#parts.sts.of(domain, signal)]);
    return found.ok ? firstHops(byMtaSts(domain, found.hops, sts)) : found;
  }
}

function byMtaSts(domain: string, hops: readonly NextHop[], sts: StsStanding): NextHops {
  if (sts.kind === 'none') return { ok: true, hops };
  if (sts.kind === 'unknown') return { ok: false, failure: notKnown(domain, sts.reason) };
  const { policy } = sts;
  if (policy.mode !== 'enforce') return { ok: true, hops: hops.map((hop) => ({ ...hop, tls: testedTls(domain) })) };
  const named = hops.filter(({ host }) => namesHost(policy, host));
  if (named.length === 0) return { ok: false, failure: noneNamed(domain, hops, policy.mx) };
  return { ok: true, hops: named.map((hop) => ({ ...hop, tls: enforcedTls(domain) })) };
}

const notKnown = (domain: string, reason: string): HopFailure =>
  delayedBy({
    cause: 'dns-failed',
    status: '4.4.3',
    text: `DNS failed for _mta-sts.${domain}, which says how mail for ${domain} is to be protected: ${reason}`,
    of: 'route',
  });

function noneNamed(domain: string, hops: readonly NextHop[], mx: readonly string[]): HopFailure {
  const hosts = [...new Set(hops.map(({ host }) => host))].slice(0, bounds.deliver.hopsForeseen).join(', ');
  const names = mx.slice(0, bounds.deliver.hopsForeseen).join(', ');
  return delayedBy({
    cause: 'tls-failed',
    status: '4.7.5',
    text: `no mail host of ${domain} (${hosts}) is one that its MTA-STS policy names (${names})`,
    cure: { act: 'tell-domain', domain, policy: 'MTA-STS enforce' },
    of: 'route',
  });
}
