/** Mail and refusals of one device, by days. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Series } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Chart } from '../../parts/chart.tsx';
import { placesOf } from '../../parts/series-places.ts';

const HEIGHT = 140;

export function MailByDay({ device }: { readonly device: string }) {
  const counts = useQuery({
    queryKey: ['uses', 'device-days', device],
    queryFn: ({ signal }) =>
      call('GET /series', { query: { organization: '*', by: 'device', step: 'day', from: '30d', of: device }, signal }),
  });
  return <Asked query={counts}>{(data) => <Days data={data} />}</Asked>;
}

function Days({ data }: { readonly data: Series }) {
  const { zone, points } = data;
  const { t } = useTranslation('devices');
  const { times, indexOf } = placesOf(data);
  const accepted = times.map(() => 0);
  const refused = times.map(() => 0);
  for (const { at, outcome, count } of points) {
    const day = indexOf(at);
    const counts = outcome === 'Accepted' ? accepted : refused;
    counts[day] = (counts[day] ?? 0) + count;
  }
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  const mail = sum(accepted);
  return (
    <Chart
      title={t('byDay.title')}
      summary={t('byDay.summary', { count: mail, mail: countText(mail), refused: countText(sum(refused)) })}
      zone={zone}
      height={HEIGHT}
      times={times}
      series={[
        { name: t('byDay.mail'), values: accepted },
        { name: t('byDay.refused'), values: refused },
      ]}
    />
  );
}
