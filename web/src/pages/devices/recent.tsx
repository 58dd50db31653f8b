/** The last mail and refusals of one device; each leads to its story. */
import { useQuery } from '@tanstack/react-query';
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { TraceRow } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { type Bullet, Bullets } from '../../parts/bullets.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { dayAndTime } from '../../parts/time.tsx';

const FEW = 6;
const BAD = new Set(['Rejected', 'Failed', 'No mail']);

export function Recent({ device }: { readonly device: string }) {
  const { t } = useTranslation('devices');
  const query = { device, since: '30d' };
  const rows = useQuery({
    queryKey: ['trace', 'of-device', device],
    queryFn: ({ signal }) => call('GET /trace', { query: { ...query, limit: FEW }, signal }),
  });
  return (
    <Section title={t('recent')}>
      <Asked query={rows}>
        {({ rows: found }) =>
          found.length === 0 ? <Text>{t('noRecent')}</Text> : <Bullets of={found.map(bulletOf)} />
        }
      </Asked>
      <InnerLink to={`/trace?${new URLSearchParams(query)}`}>{t('allRecent')}</InnerLink>
    </Section>
  );
}

function bulletOf(row: TraceRow, index: number): Bullet {
  const id = row.queueId ?? row.reference ?? row.sessionId ?? '';
  const what = [row.status, row.subject ?? row.cause ?? row.recipient].filter((each) => each != null).join(': ');
  return {
    key: `${id} ${index}`,
    mood: BAD.has(row.status) ? 'bad' : 'good',
    text: (
      <>
        {dayAndTime(row.at)}{' '}
        <InnerLink to={`/trace?${new URLSearchParams({ since: '90d', open: id })}`}>{what}</InnerLink>
      </>
    ),
  };
}
