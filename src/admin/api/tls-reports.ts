/** TLS as others see it: their reports about our domains, and policies of theirs that are kept. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { HeardPolicy, KeptTlsReport } from '../../mail/doors/tls-reports.ts';
import type { AdminContext } from '../context.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { tlsReports } from '../contracts/tls-reports.ts';
import { organizationsSaid } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';

type Answer = AnswerOf<typeof tlsReports.list>;
type Sum = Omit<Answer['domains'][number], 'organization' | 'domain' | 'reporters'>;
type Reports = Pick<AdminContext, 'store' | 'clock'>;

const DAY_MS = 86_400_000;

export const tlsReportRoutes = (
  room: Reports & Pick<AdminContext, 'directory' | 'stsPolicies'>,
): readonly ApiRoute[] => [
  route(tlsReports.list, async ({ query }) => {
    const view = room.directory.current;
    const now = room.clock.now();
    const since = requireTime(query.since, 'since', now) ?? now - 7 * DAY_MS;
    const only = organizationsSaid(view, query.organization);
    const organizations = only ?? [...view.organizations].map(({ id }) => id);
    const all = await room.store.tlsReports(organizations, { since, now });
    const wanted = all.flatMap((one) => {
      const policies = one.policies.filter((policy) => isMeant(policy, query));
      return policies.length === 0 ? [] : [{ ...one, policies }];
    });
    const reports = wanted.slice(0, query.limit).map(shown);
    return { since, domains: sumsByDomain(wanted), reports, more: wanted.length > reports.length };
  }),
  route(tlsReports.policies, async ({ query: { domain = '', limit } }) => {
    const all = (await room.stsPolicies?.()) ?? [];
    const found = all.filter((one) => one.domain.includes(domain.toLowerCase()));
    const policies = found.slice(0, limit).map(({ mx, ...one }) => ({ ...one, mx: [...mx] }));
    return { at: room.clock.now(), policies, more: found.length > policies.length };
  }),
];

/** Of one domain and its mail hosts, in the last seven days. */
export async function tlsOfDomain(
  { store, clock }: Reports,
  { name, organizationId }: AcceptedDomain,
): Promise<Sum & { readonly since: number }> {
  const now = clock.now();
  const since = now - 7 * DAY_MS;
  const all = await store.tlsReports([organizationId], { since, now });
  const found = all.map((one) => ({ ...one, policies: one.policies.filter((policy) => isIn(policy, name)) }));
  return { since, ...sumOf(found.filter(({ policies }) => policies.length > 0)) };
}

const isMeant = (
  policy: HeardPolicy,
  { domain, failures }: { readonly domain?: string | undefined; readonly failures?: boolean | undefined },
): boolean => (failures !== true || policy.failed > 0) && (domain === undefined || isIn(policy, domain.toLowerCase()));

const isIn = ({ domain }: HeardPolicy, name: string): boolean => domain === name || domain.endsWith(`.${name}`);

const shown = ({ organizationId, id, policies, ...one }: KeptTlsReport): Answer['reports'][number] => ({
  organization: organizationId,
  reportId: id,
  ...one,
  policies: policies.map((policy) => ({ ...policy, failures: policy.failures.map((failure) => ({ ...failure })) })),
});

/** Those with the most failures first. */
function sumsByDomain(reports: readonly KeptTlsReport[]): Answer['domains'] {
  const found = new Map<string, { organization: string; domain: string; reports: KeptTlsReport[] }>();
  for (const report of reports)
    for (const [domain, policies] of Map.groupBy(report.policies, (policy) => policy.domain)) {
      const key = `${report.organizationId} ${domain}`;
      const entry = found.get(key) ?? { organization: report.organizationId, domain, reports: [] };
      entry.reports.push({ ...report, policies });
      found.set(key, entry);
    }
  return [...found.values()]
    .map(({ organization, domain, reports: own }) => ({
      ...{ organization, domain, reporters: new Set(own.map(({ reporter }) => reporter)).size },
      ...sumOf(own),
    }))
    .toSorted((one, other) => other.failed - one.failed || (one.domain < other.domain ? -1 : 1));
}

function sumOf(reports: readonly KeptTlsReport[]): Sum {
  const policies = reports.flatMap((one) => one.policies);
  const results = new Map<string, number>();
  for (const { result, sessions } of policies.flatMap(({ failures }) => failures))
    results.set(result, (results.get(result) ?? 0) + sessions);
  return {
    reports: reports.length,
    successes: policies.reduce((sum, one) => sum + one.successes, 0),
    failed: policies.reduce((sum, one) => sum + one.failed, 0),
    results: [...results]
      .map(([result, sessions]) => ({ result, sessions }))
      .toSorted((one, other) => other.sessions - one.sessions),
  };
}
