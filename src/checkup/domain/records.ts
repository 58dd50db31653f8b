/**
 * The records of a domain as the Internet sees them: proof, MX, SPF, DKIM, DMARC, MTA-STS, TLS reports, one after the other. What its own name servers say counts; where
 * none of them could be asked, what the resolver says. Gathers; `policy/domains/judge-records.ts` decides. Bounded in time by each question, and by who asks.
 */
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain, OutboundConnector } from '../../directory/objects.ts';
import {
  askNameServers,
  type AuthoritativeAnswer,
  mxText,
  nameServersOf,
  shownAnswer,
  withoutText,
} from '../../dns/authoritative.ts';
import type { DnsAnswer, MxRecord, Resolver } from '../../dns/resolver.ts';
import type { DomainRecordCheck, ServerAnswer, SpfSimulation } from '../../mail/doors/domain-health.ts';
import { dmarcAdvice, spfAdvice, tlsReportsAdvice } from '../../policy/domains/domain-records.ts';
import {
  dkimKeys,
  dmarcRecord,
  isBetter,
  judgeDkim,
  judgeDmarc,
  judgeMtaSts,
  judgeMx,
  judgeNoServers,
  judgeSpf,
  judgeSpfRecord,
  judgeTlsReports,
  judgeToken,
  type MxFacts,
  noDmarc,
  reasonOf,
  showsToken,
  spfRecords,
  type RecordVerdict,
} from '../../policy/domains/judge-records.ts';
import { spfIncludes } from '../../policy/domains/strangers-way.ts';
import { simulateSpf } from '../spf.ts';

export interface DomainFacts {
  readonly resolver: Resolver;
  readonly hostName: string;
  /** The host that the domain's MX should name. */
  readonly mxName: string;
  readonly serviceHost: string;
  readonly egressAddresses: readonly string[];
  /** How mail of this domain leaves for strangers; null: by MX, from our own addresses. */
  readonly upstream: OutboundConnector | null;
  /** Of keys that are made here. */
  readonly selectors: readonly string[];
}

/** Selectors that providers use; a domain may have others, which nobody can list. */
const SELECTORS = ['selector1', 'selector2', 'google', 'default', 'dkim', 'mail', 's1', 's2', 'k1', 'doorpost'];

export async function* lookAtDomain(
  domain: AcceptedDomain,
  facts: DomainFacts,
  signal: AbortSignal,
): AsyncGenerator<DomainRecordCheck> {
  const zone = await nameServersOf(domain.name, facts.resolver, signal);
  const answers = 'none' in zone ? [] : await askNameServers(zone.servers, domain.name, facts.resolver, signal);
  yield 'none' in zone ? proofWithout(domain, withoutText(zone.none)) : proof(domain, answers, facts);
  yield await mx(domain, answers, facts, signal);
  yield await spf(domain, answers, facts, signal);
  yield await dkim(domain, facts, signal);
  yield await dmarc(domain, facts, signal);
  yield await ofTransport('mta-sts', `_mta-sts.${domain.name}`, judgeMtaSts, facts, signal);
  const reports = await ofTransport('tls-rpt', `_smtp._tls.${domain.name}`, judgeTlsReports, facts, signal);
  // Reports on the way to another system are that one’s.
  const isOurs = domain.type !== 'internal-relay';
  const isWanting = isOurs && ['not-published', 'malformed'].includes(reports.finding.kind);
  yield { ...reports, wanted: isWanting ? tlsReportsAdvice(domain.name) : null };
}

const NOTHING = { seen: [], wanted: null, servers: [], simulations: [] } as const;

const proofWithout = (domain: AcceptedDomain, reason: string): DomainRecordCheck => ({
  ...NOTHING,
  ...{ record: 'verification', type: 'TXT', name: domain.name },
  ...judgeNoServers(domain, reason),
  wanted: domain.verified === null ? domain.verificationToken : null,
});

function proof(
  domain: AcceptedDomain,
  answers: readonly AuthoritativeAnswer[],
  { serviceHost }: DomainFacts,
): DomainRecordCheck {
  const { name, verificationToken } = domain;
  const servers = answers.map((answer): Judged => {
    const verdict = judgeToken(domain, answer, serviceHost);
    // The MX stands in for the TXT record, where that is what shows it.
    const byMx = showsToken(answer, verificationToken, serviceHost).by === 'mx';
    return { verdict, shown: serverAnswer(answer, verdict, byMx ? mxAnswer(answer) : txtAnswer(answer)) };
  });
  const [first] = answers;
  const verdict = bestOf(servers) ?? judgeNoServers(domain, first === undefined ? 'no name server' : reasonOf(first));
  return {
    ...NOTHING,
    ...{ record: 'verification', type: 'TXT', name },
    ...verdict,
    seen: seenBy(servers, verdict),
    wanted: verdict.outcome === 'good' ? null : verificationToken,
    servers: servers.map(({ shown }) => shown),
  };
}

interface Judged {
  readonly verdict: RecordVerdict;
  readonly shown: ServerAnswer;
}

/** Zones take their time: one server that has it is enough. null: none answered. */
function bestOf(servers: readonly Judged[]): RecordVerdict | null {
  let best: RecordVerdict | null = null;
  for (const { verdict } of servers)
    if (verdict.outcome !== 'unknown' && (best === null || isBetter(verdict.outcome, best.outcome))) best = verdict;
  return best;
}

const seenBy = (servers: readonly Judged[], verdict: RecordVerdict): readonly string[] =>
  servers.find((one) => one.verdict === verdict)?.shown.seen ?? [];

interface Told {
  readonly seen: readonly string[];
  readonly without: string | null;
}

const told = <Record>(answer: DnsAnswer<Record>, show: (record: Record) => string): Told =>
  answer.kind === 'found'
    ? { seen: answer.records.slice(0, bounds.checkup.recordsShown).map((one) => shownAnswer(show(one))), without: null }
    : { seen: [], without: withoutText(answer) };

const txtAnswer = ({ txt }: AuthoritativeAnswer): Told => told(txt, String);
const mxAnswer = ({ mx: answer }: AuthoritativeAnswer): Told => told(byPreference(answer), mxText);
const spfAnswer = ({ txt }: AuthoritativeAnswer): Told =>
  told(txt.kind === 'found' ? withRecords(spfRecords(txt)) : txt, String);

const withRecords = (records: readonly string[]): DnsAnswer<string> =>
  records.length === 0 ? { kind: 'no-records' } : { kind: 'found', records };

const byPreference = (answer: DnsAnswer<MxRecord>): DnsAnswer<MxRecord> =>
  answer.kind === 'found'
    ? { kind: 'found', records: [...answer.records].sort((a, b) => a.preference - b.preference) }
    : answer;

const serverAnswer = (
  { server, address, lookUp }: AuthoritativeAnswer,
  { outcome }: RecordVerdict,
  answer: Told,
): ServerAnswer => ({
  server: shownAnswer(server),
  address,
  outcome,
  ...(address === null ? { seen: [], without: withoutText(lookUp) } : answer),
});

async function mx(
  { name, type }: AcceptedDomain,
  answers: readonly AuthoritativeAnswer[],
  facts: DomainFacts,
  signal: AbortSignal,
): Promise<DomainRecordCheck> {
  const { resolver, mxName, hostName, serviceHost } = facts;
  const isAnswered = answers.some((one) => one.mx.kind !== 'failed');
  const resolved = isAnswered ? null : await resolver.mx(name, signal);
  const all = resolved === null ? answers.map((one) => one.mx) : [resolved];
  const ourNames = new Set([mxName, hostName, serviceHost].map((own) => own.toLowerCase()));
  const mxFacts: MxFacts = { type, ourNames, leadHere: await hostsOfOurs(all, ourNames, facts, signal) };
  const servers = answers.map((one): Judged => {
    const verdict = judgeMx(one.mx, mxFacts);
    return { verdict, shown: serverAnswer(one, verdict, mxAnswer(one)) };
  });
  const verdict = resolved === null ? bestOf(servers) : judgeMx(resolved, mxFacts);
  const judged = verdict ?? { outcome: 'unknown', finding: { kind: 'no-answer', reason: 'no answer' } };
  return {
    ...NOTHING,
    ...{ record: 'mx', type: 'MX', name },
    ...judged,
    seen: resolved === null ? seenBy(servers, judged) : told(byPreference(resolved), mxText).seen,
    wanted: judged.outcome === 'good' || type === 'internal-relay' ? null : `0 ${mxName}`,
    servers: servers.map(({ shown }) => shown),
  };
}

/** Mail hosts, bounded, whose addresses are ours; none is looked up where a name says it already. */
async function hostsOfOurs(
  answers: readonly DnsAnswer<MxRecord>[],
  ourNames: ReadonlySet<string>,
  { resolver, egressAddresses }: DomainFacts,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const hosts = new Set<string>();
  for (const answer of answers)
    if (answer.kind === 'found' && !answer.records.some(({ exchange }) => ourNames.has(exchange)))
      for (const { exchange } of [...answer.records].sort((a, b) => a.preference - b.preference))
        if (hosts.size < bounds.checkup.mailHosts) hosts.add(exchange);
  const ours = await Promise.all(
    [...hosts].map(async (host) => {
      const found = await resolver.a(host, signal);
      return found.kind === 'found' && found.records.some((address) => egressAddresses.includes(address));
    }),
  );
  return new Set([...hosts].filter((_, index) => ours[index] === true));
}

async function spf(
  { name }: AcceptedDomain,
  answers: readonly AuthoritativeAnswer[],
  facts: DomainFacts,
  signal: AbortSignal,
): Promise<DomainRecordCheck> {
  const { resolver, egressAddresses, upstream } = facts;
  const answered = answers.filter(({ txt }) => txt.kind !== 'failed');
  const all = answered.length > 0 ? answered.map(({ txt }) => txt) : [await resolver.txt(name, signal)];
  // Several servers, several stages of one change: the one that has a single record is the one that is meant.
  const answer = all.find((one) => judgeSpfRecord(one) === null) ?? all[0] ?? { kind: 'no-records' };
  const records = spfRecords(answer);
  const [record = ''] = records;
  const early = judgeSpfRecord(answer);
  const simulations = early === null ? await simulate(name, answer, facts, signal) : [];
  const includes = spfIncludes(upstream);
  const verdict = early ?? judgeSpf(record, { simulations, upstream: upstream?.name ?? null, includes });
  const { value } = spfAdvice(records, egressAddresses, includes);
  const isMeant = verdict.outcome === 'bad' || verdict.outcome === 'warning';
  return {
    ...NOTHING,
    ...{ record: 'spf', type: 'TXT', name },
    ...verdict,
    seen: told(withRecords(records), String).seen,
    // With a gap in it, it is nothing to publish. One that is broken by more than us is not mended by adding to it.
    wanted: isMeant && !value.includes('<') && verdict.finding.kind !== 'broken-for-all' ? value : null,
    servers: answers.map((one) => {
      const own = judgeSpfRecord(one.txt);
      const same = own ?? (spfRecords(one.txt)[0] === record ? verdict : { ...verdict, outcome: 'warning' as const });
      return serverAnswer(one, same, spfAnswer(one));
    }),
    simulations,
  };
}

/** As a receiver would, for each of our addresses; the record is the one that the domain's own servers show. */
async function simulate(
  domain: string,
  answer: DnsAnswer<string>,
  { resolver, egressAddresses, hostName }: DomainFacts,
  signal: AbortSignal,
): Promise<readonly SpfSimulation[]> {
  const seen: Resolver = {
    ...resolver,
    txt: (asked, ...rest) => (asked === domain ? Promise.resolve(answer) : resolver.txt(asked, ...rest)),
  };
  const simulations: SpfSimulation[] = [];
  for (const address of egressAddresses.slice(0, bounds.checkup.addressesSimulated)) {
    const { result, text, lookups } = await simulateSpf(
      seen,
      domain,
      address.split('/')[0] ?? address,
      hostName,
      signal,
    );
    simulations.push({ address, result, text: shownAnswer(text), lookups });
  }
  return simulations;
}

async function dkim(
  { name }: AcceptedDomain,
  { resolver, upstream, selectors }: DomainFacts,
  signal: AbortSignal,
): Promise<DomainRecordCheck> {
  const answers = await Promise.all(
    [...new Set([...selectors, ...SELECTORS])].map(async (selector) => ({
      selector,
      answer: await resolver.txt(`${selector}._domainkey.${name}`, signal),
    })),
  );
  const keys = answers.flatMap(({ selector, answer }) => dkimKeys(answer).map((key) => `${selector}: ${key}`));
  return {
    ...NOTHING,
    ...{ record: 'dkim', type: 'TXT', name: `_domainkey.${name}` },
    ...judgeDkim(answers, upstream?.name ?? null),
    seen: told(withRecords(keys), String).seen,
  };
}

async function dmarc(
  { name: domain }: AcceptedDomain,
  { resolver }: DomainFacts,
  signal: AbortSignal,
): Promise<DomainRecordCheck> {
  const labels = domain.split('.');
  const common = { ...NOTHING, record: 'dmarc', type: 'TXT', name: `_dmarc.${domain}` } as const;
  for (let up = 0; up < Math.min(labels.length - 1, bounds.checkup.parents); up++) {
    const name = `_dmarc.${labels.slice(up).join('.')}`;
    const answer = await resolver.txt(name, signal);
    if (answer.kind === 'failed')
      return { ...common, outcome: 'unknown', finding: { kind: 'no-answer', reason: answer.reason } };
    const record = dmarcRecord(answer);
    if (record !== null)
      return { ...common, ...judgeDmarc(record, up === 0 ? null : name), seen: [shownAnswer(record)] };
  }
  return { ...common, ...noDmarc, wanted: dmarcAdvice(domain) };
}

/** Records for those who send here; a domain may do without. */
async function ofTransport(
  record: 'mta-sts' | 'tls-rpt',
  name: string,
  judge: (answer: DnsAnswer<string>) => RecordVerdict,
  { resolver }: DomainFacts,
  signal: AbortSignal,
): Promise<DomainRecordCheck> {
  const answer = await resolver.txt(name, signal);
  const seen = answer.kind === 'found' ? answer.records.filter((text) => /^v=(?:STS|TLSRPT)v1/u.test(text)) : [];
  return { ...NOTHING, record, type: 'TXT', name, ...judge(answer), seen: seen.map((text) => shownAnswer(text)) };
}
