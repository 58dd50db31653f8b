/** Whether mail flows, and what needs a person: seen in five seconds. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Summary } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Loading } from '../../parts/states.tsx';
import { Counters } from './counters.tsx';
import { FlowLine } from './flow-line.tsx';
import { Needs } from './needs.tsx';
import { REFRESH_MS } from './refresh.ts';
import { Refusals } from './refusals.tsx';
import { Server } from './server.tsx';
import { Upstreams } from './upstreams.tsx';

/** What one looks at second comes second. */
const MailChart = lazy(async () => ({ default: (await import('./mail-chart.tsx')).MailChart }));
const SetUp = lazy(async () => ({ default: (await import('./set-up.tsx')).SetUp }));

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, maxWidth: '1280px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(280px, 1fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXL,
    alignItems: 'start',
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  /** As high as it becomes: what is below does not jump. */
  chart: { minHeight: '330px' },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
});

/** No mail went out yet: what is left to set up comes before how the ways out are. */
const isFirstRun = (steps: Summary['setUp']): boolean => steps.some(({ step, done }) => step === 'test-mail' && !done);

export function Page() {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const organization = useOrganization();
  const summary = useQuery({
    queryKey: ['summary', organization],
    queryFn: ({ signal }) => call('GET /summary', { query: { organization }, signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <Heading>{t('title')}</Heading>
      <div className={styles.page}>
        <FlowLine />
        <Asked query={summary} loading={<Loading lines={8} />}>
          {({ needs, mail, queue, upstreams, setUp, ...server }) => (
            <>
              <Needs needs={needs} />
              <Counters mail={mail} queue={queue} />
              <div className={styles.columns}>
                <div className={styles.column}>
                  <div className={styles.chart}>
                    <Suspense>
                      <MailChart />
                    </Suspense>
                  </div>
                  <Refusals />
                </div>
                <div className={styles.column}>
                  <Suspense>{isFirstRun(setUp) && <SetUp steps={setUp} />}</Suspense>
                  <Upstreams upstreams={upstreams} />
                  <Suspense>{!isFirstRun(setUp) && <SetUp steps={setUp} />}</Suspense>
                  <Server {...server} setUp={setUp} />
                </div>
              </div>
            </>
          )}
        </Asked>
      </div>
    </>
  );
}
