/** What was filtered and why, by days and by checks, each number with its mail; and TLS, as others report it. */
import { makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { useExport } from '../../parts/export.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { RANGES, RangeTabs, rangeOf } from '../../parts/report-range.tsx';
import { seriesCsv } from '../../parts/series-csv.ts';
import { Loading } from '../../parts/states.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { Report } from './report.tsx';
import { Tls } from './tls.tsx';

const REFRESH_MS = 60_000;
const BY = ['check', 'observed'] as const;
/** Of the table of checks, all. */
const LABELS = 50;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '1080px' },
  choices: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between' },
});

const byOf = (query: Query) => BY.find((one) => one === query['by']) ?? 'check';

export function Page() {
  const { t } = useTranslation('reports');
  const styles = useStyles();
  const organization = useOrganization();
  const { query, change } = useUrl();
  const [by, range] = [byOf(query), rangeOf(query)];
  const ask = (signal?: AbortSignal) =>
    call('GET /series', {
      query: { organization, by, from: range, step: RANGES[range], labels: LABELS },
      ...(signal && { signal }),
    });
  const series = useQuery({
    queryKey: ['series', 'checks', organization, by, range],
    queryFn: ({ signal }) => ask(signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const exporting = useExport('protection', async () =>
    seriesCsv(await ask(), {
      check: ({ label }) => label ?? '*',
      act: ({ outcome }) => outcome,
      messages: ({ count }) => String(count),
    }),
  );
  return (
    <>
      <Heading actions={exporting.button}>{t('title')}</Heading>
      {exporting.told}
      <div className={styles.page}>
        <Text>{t('text')}</Text>
        <div className={styles.choices}>
          <TabList
            selectedValue={by}
            aria-label={t('which')}
            onTabSelect={(_, { value }) => change({ by: value === 'check' ? undefined : String(value) })}
          >
            {BY.map((one) => (
              <Tab key={one} value={one}>
                {t(`by.${one}`)}
              </Tab>
            ))}
          </TabList>
          <RangeTabs range={range} change={change} />
        </div>
        <Asked query={series} loading={<Loading lines={8} />}>
          {(data) => <Report data={data} by={by} />}
        </Asked>
        <Tls organization={organization} range={range} />
      </div>
    </>
  );
}
