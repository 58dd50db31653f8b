/**
 * The mail hosts of a domain with what the domain itself demands of a session with them: by DANE (RFC 7672), then by MTA-STS (RFC 8461). A demand
 * that is not known for certain defers mail; it is never taken for none.
 */
import { bounds } from '../../base/bounds.ts';
import type { SecureResolver, TlsaRecord } from '../../dns/secure-resolver.ts';
import type { Step } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';
import { delayedBy, type HopFailure } from '../answers/failure.ts';
import { allMxHops, firstHops, type NextHop, type NextHops, type NextHopSetting } from '../hops/next-hops.ts';
import { daneTls, daneUnverifiedTls, enforcedTls, testedTls, type TlsPolicy } from '../session/tls-policy.ts';
import { type HostTlsa, SecureLook } from './dane.ts';
import type { TlsResults } from '../tls-reports/tls-results.ts';
import { namesHost, policyLines } from './mta-sts-policy.ts';
import type { MtaStsPolicies, StsStanding } from './mta-sts.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

export interface TransportSecurityParts {
  readonly sts: Pick<MtaStsPolicies, 'of'>;
  /** null: there is no resolver whose word of DNSSEC is believed. */
  readonly secure: SecureResolver | null;
  /** null: nobody is told how a domain's demands are met. */
  readonly results: Pick<TlsResults, 'found' | 'count'> | null;
}

/** All that is known of a domain's demands. */
interface Known {
  readonly domain: string;
  readonly hops: readonly NextHop[];
  /** By host; empty where nobody validates. */
  readonly tlsa: ReadonlyMap<string, HostTlsa>;
  readonly sts: StsStanding;
}

export class TransportSecurity {
  readonly #parts: TransportSecurityParts;

  constructor(parts: TransportSecurityParts) {
    this.#parts = parts;
  }

  /** @param domain of the recipients, A-label; an address literal demands nothing. */
  async mxHops(domain: string, setting: NextHopSetting, signal: AbortSignal): Promise<NextHops> {
    if (domain.startsWith('[')) return firstHops(await allMxHops(domain, setting, signal));
    const { secure, sts: policies } = this.#parts;
    const validates = secure !== null && (await secure.validates(signal));
    const look = validates ? new SecureLook(domain, secure, setting.resolver) : null;
    const asking = look === null ? setting : { ...setting, resolver: look.resolver };
    const [found, sts] = await Promise.all([allMxHops(domain, asking, signal), policies.of(domain, signal)]);
    if (!found.ok) return found;
    const { hops } = found;
    const tlsa = look === null ? new Map<string, HostTlsa>() : await tlsaOf(hops, look, signal);
    const known = { domain, hops, tlsa, sts };
    this.#tell(known);
    return firstHops(demanding(known));
  }

  /** The MTA-STS policy of a domain as it is known here, for whoever wonders why mail waits: an old one may stay in force. */
  async tell(domain: string, signal: AbortSignal): Promise<readonly Step[]> {
    const sts = await this.#parts.sts.of(domain, signal);
    if (sts.kind === 'unknown') return [];
    const { fault, why = '' } = sts;
    const trouble = say`one could not be fetched (${why})`;
    if (sts.kind === 'none') return fault === undefined ? [] : [step('mta-sts', 'warning', trouble)];
    const { mode, mx } = sts.policy;
    const hosts = mx.slice(0, bounds.deliver.hopsForeseen).join(', ');
    const known = say`${mode}, for ${hosts}; fetched ${new Date(sts.fetchedAt).toISOString()}, id ${sts.id}`;
    return [
      fault === undefined
        ? step('mta-sts', 'good', known)
        : step('mta-sts', 'warning', say`${known}; a later ${trouble}`),
    ];
  }

  /** For reports: the policies as they are, and what is wrong with them before any session. */
  #tell({ domain, hops, tlsa, sts }: Known): void {
    const { results } = this.#parts;
    if (results === null) return;
    if (sts.kind === 'policy') {
      const { policy } = sts;
      results.found(domain, { type: 'sts', strings: policyLines(policy), mx: policy.mx });
      const isServed = hops.some(({ host }) => namesHost(policy, host) || tlsa.get(host)?.kind === 'found');
      if (policy.mode === 'enforce' && !isServed) results.count(domain, 'sts', 'validation-failure');
    }
    if (sts.kind !== 'unknown' && sts.fault !== undefined) results.count(domain, 'sts', sts.fault);
    for (const [mxHost, { kind }] of tlsa)
      if (kind === 'failed')
        results.count(domain, 'tlsa', 'dnssec-invalid', { mxHost, sendingIp: null, receivingIp: null });
    const found = [...tlsa].flatMap(([host, one]) => (one.kind === 'found' ? [{ host, records: one.records }] : []));
    if (found.length === 0) return;
    const strings = new Set(found.flatMap(({ records }) => records.map(tlsaText)));
    results.found(domain, { type: 'tlsa', strings: [...strings], mx: found.map(({ host }) => host) });
  }
}

const tlsaText = ({ usage, selector, matching, data }: TlsaRecord): string =>
  `${usage} ${selector} ${matching} ${data}`;

async function tlsaOf(hops: readonly NextHop[], look: SecureLook, signal: AbortSignal): Promise<Known['tlsa']> {
  const ports = new Map(hops.map(({ host, port }) => [host, port]));
  const asked = [...ports].map(async ([host, port]) => [host, await look.of(host, port, signal)] as const);
  return new Map(await Promise.all(asked));
}

function demanding(known: Known): NextHops {
  const demands = known.hops.map((hop) => ({ hop, demand: demandOn(hop, known) }));
  const usable = demands.flatMap(({ hop, demand }) => {
    if (demand !== null && 'cause' in demand) return [];
    return [demand === null ? hop : { ...hop, tls: demand }];
  });
  if (usable.length > 0) return { ok: true, hops: usable };
  const failures = demands.flatMap(({ demand }) => (demand !== null && 'cause' in demand ? [demand] : []));
  // A trouble that may be over in a moment is told before one that somebody has to mend.
  const failure = failures.find(({ cause }) => cause === 'dns-failed') ?? failures[0] ?? noneNamed(known, []);
  return { ok: false, failure };
}

/** null: none. A failure: nothing may go there. */
function demandOn({ host, port }: NextHop, known: Known): TlsPolicy | HopFailure | null {
  const { domain, sts } = known;
  const tlsa = known.tlsa.get(host) ?? { kind: 'none' };
  if (tlsa.kind === 'failed') return notKnown(`_${port}._tcp.${host}`, domain, tlsa.reason);
  if (tlsa.kind === 'found' && tlsa.records.length > 0) return daneTls(domain, tlsa.base, tlsa);
  const byPolicy = demandOfSts(host, known);
  if (tlsa.kind === 'none') return byPolicy;
  return sts.kind === 'policy' && sts.policy.mode === 'enforce' ? byPolicy : daneUnverifiedTls(domain, tlsa.base);
}

function demandOfSts(host: string, known: Known): TlsPolicy | HopFailure | null {
  const { domain, sts } = known;
  if (sts.kind === 'none') return null;
  if (sts.kind === 'unknown') return notKnown(`_mta-sts.${domain}`, domain, sts.reason);
  if (sts.policy.mode !== 'enforce') return testedTls(domain, namesHost(sts.policy, host));
  return namesHost(sts.policy, host) ? enforcedTls(domain) : noneNamed(known, sts.policy.mx);
}

const notKnown = (name: string, domain: string, reason: string): HopFailure =>
  delayedBy({
    cause: 'dns-failed',
    status: '4.4.3',
    ...told(say`DNS failed for ${name}, which says how mail for ${domain} is to be protected: ${reason}`),
    of: 'route',
  });

function noneNamed({ domain, hops }: Known, mx: readonly string[]): HopFailure {
  const hosts = [...new Set(hops.map(({ host }) => host))].slice(0, bounds.deliver.hopsForeseen).join(', ');
  const names = mx.slice(0, bounds.deliver.hopsForeseen).join(', ');
  return delayedBy({
    cause: 'tls-failed',
    status: '4.7.5',
    ...told(say`no mail host of ${domain} (${hosts}) is one that its MTA-STS policy names (${names})`),
    cure: { act: 'tell-domain', domain, policy: 'MTA-STS enforce' },
    of: 'route',
  });
}
