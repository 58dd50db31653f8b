/** Nothing waits: a good state, which says when mail last went. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../parts/states.tsx';
import { useStatus } from '../../parts/status.ts';
import { clockTime, dayAndTime } from '../../parts/time.tsx';

const DAY_MS = 86_400_000;

export function NothingWaits() {
  const { t } = useTranslation('queue');
  const status = useStatus();
  const last = status.data?.flow.lastOut?.at;
  const time = last === undefined ? '' : Date.now() - last < DAY_MS ? clockTime(last) : dayAndTime(last);
  return (
    <Empty title={t('empty.title')}>
      {status.data !== undefined && <Text>{last === undefined ? t('empty.never') : t('empty.last', { time })}</Text>}
      <Text>{t('empty.text')}</Text>
    </Empty>
  );
}
