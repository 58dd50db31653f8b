/** Mail that came in, by hours or days and by its way in. */
import { Tab, TabList } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Series } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Chart } from '../../parts/chart.tsx';
import { dayIn } from '../../parts/day-in.ts';
import { useOrganization } from '../../parts/organization.ts';
import { placesOf, STEP_MS } from '../../parts/series-places.ts';
import { clockTime } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { REFRESH_MS } from './refresh.ts';
import { locale } from '../../words/language.ts';

const ranges = { '24h': 'hour', '7d': 'hour', '30d': 'day' } as const;
type Range = keyof typeof ranges;
/** The hour that has begun comes beside them. */
const DAY_HOURS = 25;
const ways = ['relay', 'submission', 'direct', 'internal'] as const;

const day = new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'short', day: 'numeric' });

export function MailChart() {
  const { t } = useTranslation('home');
  const organization = useOrganization();
  const { query, change } = useUrl();
  const range: Range = Object.keys(ranges).find((one): one is Range => one === query['range']) ?? '24h';
  const series = useQuery({
    queryKey: ['series', organization, range],
    queryFn: ({ signal }) =>
      call('GET /series', { query: { organization, by: 'way', from: range, step: ranges[range] }, signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const choice = (
    <TabList
      size="small"
      selectedValue={range}
      aria-label={t('chart.range')}
      onTabSelect={(_, { value }) => change({ range: value === '24h' ? undefined : String(value) })}
    >
      {(Object.keys(ranges) as Range[]).map((one) => (
        <Tab key={one} value={one}>
          {t(`chart.${one}`)}
        </Tab>
      ))}
    </TabList>
  );
  return <Asked query={series}>{(data) => <Picture data={data} choice={choice} />}</Asked>;
}

function Picture({ data, choice }: { readonly data: Series; readonly choice: ReactNode }) {
  const { t } = useTranslation('home');
  const isDays = data.step === 'day';
  const { times, values, sums } = amountsOf(data);
  const total = sums.reduce((sum, count) => sum + count, 0);
  const most = sums.reduce((best, count, index) => (count > (sums[best] ?? 0) ? index : best), 0);
  const at = times[most] ?? data.from;
  const when = isDays
    ? dayIn(at, data.zone)
    : data.to - data.from > DAY_HOURS * STEP_MS.hour
      ? `${day.format(at)}, ${clockTime(at)}`
      : clockTime(at);
  const facts = { count: total, amount: countText(total), when, most: countText(sums[most] ?? 0) };
  return (
    <Chart
      title={isDays ? t('chart.titleDays') : t('chart.title')}
      summary={total === 0 ? t('chart.none') : isDays ? t('chart.summaryDays', facts) : t('chart.summary', facts)}
      actions={choice}
      times={times}
      {...(isDays && { zone: data.zone })}
      series={[...values].map(([way, counts]) => ({
        name: way === null ? t('chart.others') : t(`chart.ways.${way}`),
        values: counts,
      }))}
    />
  );
}

/** Every way that mail came has its place. */
function amountsOf(data: Series) {
  const { points } = data;
  const { times, indexOf } = placesOf(data);
  const sums = times.map(() => 0);
  const values = new Map<(typeof ways)[number] | null, number[]>();
  const came = points.filter(({ outcome }) => outcome === 'Accepted');
  for (const way of [...ways, null]) {
    const own = came.filter(({ label }) => label === way);
    if (own.length === 0) continue;
    const counts = times.map(() => 0);
    for (const { at, count } of own) {
      const index = indexOf(at);
      counts[index] = (counts[index] ?? 0) + count;
      sums[index] = (sums[index] ?? 0) + count;
    }
    values.set(way, counts);
  }
  return { times, values, sums };
}
