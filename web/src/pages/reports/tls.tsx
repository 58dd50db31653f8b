/** TLS as others see it: what they report of sessions with our mail hosts, and for Global administrators the policies of others that are kept. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { StsPolicies, TlsReports } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { type Mood, StateBlock, StateWord } from '../../parts/state-word.tsx';
import { dayAndTime, dayText } from '../../parts/time.tsx';
import type reports from '../../words/en/reports.ts';

const REFRESH_MS = 60_000;
/** Lines of failures on the page. */
const FAILURES = 50;

type Result = keyof typeof reports.tls.results;
/** RFC 8460 §4.3; a sender may use words of its own. */
const RESULTS: Readonly<Record<Result, true>> = {
  'starttls-not-supported': true,
  'certificate-host-mismatch': true,
  'certificate-expired': true,
  'certificate-not-trusted': true,
  'validation-failure': true,
  'tlsa-invalid': true,
  'dnssec-invalid': true,
  'dane-required': true,
  'sts-policy-fetch-error': true,
  'sts-policy-invalid': true,
  'sts-webpki-invalid': true,
};
const isKnown = (result: string): result is Result => Object.hasOwn(RESULTS, result);

interface Props {
  readonly organization: string;
  readonly range: string;
}

export function Tls({ organization, range }: Props) {
  const { t } = useTranslation('reports');
  const mayGovern = useMay('global-administrator');
  // A report comes the day after.
  const since = range === '24h' ? '2d' : range;
  const heard = useQuery({
    queryKey: ['series', 'tls', organization, since],
    queryFn: ({ signal }) => call('GET /tls-reports', { query: { organization, since }, signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  return (
    <>
      <Section as="h2" title={t('tls.title')}>
        <Text>{t('tls.text')}</Text>
        <Asked query={heard}>{(answer) => <Heard of={answer} />}</Asked>
      </Section>
      {mayGovern && <Policies />}
    </>
  );
}

function Heard({ of: { domains, reports: all } }: { readonly of: TlsReports }) {
  const { t } = useTranslation('reports');
  const failures = all.flatMap((report) =>
    report.policies.flatMap(({ domain, failures: own }) => own.map((failure) => ({ report, domain, failure }))),
  );
  const atEnd = { atEnd: true, width: '120px' } as const;
  if (domains.length === 0) return <StateBlock mood="neutral">{t('tls.none')}</StateBlock>;
  return (
    <>
      <SmallTable
        label={t('tls.title')}
        rows={domains}
        keyOf={({ organization, domain }) => `${organization} ${domain}`}
        columns={[
          { name: t('tls.columns.domain'), cell: ({ domain }) => domain, namesRow: true },
          { name: t('tls.columns.reports'), ...atEnd, cell: (one) => countText(one.reports) },
          { name: t('tls.columns.successes'), ...atEnd, cell: (one) => countText(one.successes) },
          {
            name: t('tls.columns.failed'),
            width: '140px',
            cell: ({ failed }) => (
              <StateWord mood={failed > 0 ? 'warning' : 'good'}>
                {failed > 0 ? countText(failed) : t('tls.noFailures')}
              </StateWord>
            ),
          },
        ]}
      />
      {failures.length > 0 && (
        <SmallTable
          label={t('tls.failures')}
          rows={failures.slice(0, FAILURES)}
          keyOf={({ report, domain }, index) => `${report.queueId} ${domain} ${index}`}
          columns={[
            {
              name: t('tls.columns.day'),
              width: '110px',
              cell: ({ report }) => (
                <InnerLink to={`/trace?id=${report.queueId}&since=90d`}>{dayText(report.from)}</InnerLink>
              ),
            },
            { name: t('tls.columns.reporter'), cell: ({ report }) => report.reporter },
            { name: t('tls.columns.result'), cell: ({ failure }) => <Why result={failure.result} />, namesRow: true },
            {
              name: t('tls.columns.place'),
              cell: ({ domain, failure }) => failure.mxHost ?? failure.receivingIp ?? domain,
            },
            {
              name: t('tls.columns.sessions'),
              atEnd: true,
              width: '90px',
              cell: ({ failure }) => countText(failure.sessions),
            },
          ]}
        />
      )}
    </>
  );
}

function Why({ result }: { readonly result: string }) {
  const { t } = useTranslation('reports');
  return isKnown(result) ? t(`tls.results.${result}`) : result;
}

const moods: Readonly<Record<StsPolicies['policies'][number]['mode'], Mood>> = {
  enforce: 'good',
  testing: 'waiting',
  none: 'neutral',
};

/** Those that mail from here is bound by. */
function Policies() {
  const { t } = useTranslation('reports');
  const policies = useQuery({
    queryKey: ['series', 'mta-sts'],
    queryFn: ({ signal }) => call('GET /mta-sts-policies', { signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section as="h2" title={t('sts.title')}>
      <Text>{t('sts.text')}</Text>
      <Asked query={policies}>
        {(answer) =>
          answer.policies.length === 0 ? (
            <StateBlock mood="neutral">{t('sts.none')}</StateBlock>
          ) : (
            <SmallTable
              label={t('sts.title')}
              rows={answer.policies}
              keyOf={({ domain }) => domain}
              columns={[
                { name: t('sts.columns.domain'), cell: ({ domain }) => domain, namesRow: true },
                {
                  name: t('sts.columns.mode'),
                  width: '130px',
                  cell: ({ mode }) => <StateWord mood={moods[mode]}>{t(`sts.modes.${mode}`)}</StateWord>,
                },
                { name: t('sts.columns.mx'), cell: ({ mx }) => mx.join(', ') },
                { name: t('sts.columns.until'), width: '170px', cell: ({ expiresAt }) => dayAndTime(expiresAt) },
                { name: t('sts.columns.fetched'), width: '170px', cell: ({ fetchedAt }) => dayAndTime(fetchedAt) },
                { name: t('sts.columns.trouble'), cell: ({ trouble }) => trouble?.why ?? '' },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  );
}
