/** No alarm: who would hear of one. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { Empty } from '../../parts/states.tsx';
import { locale } from '../../words/language.ts';

const list = new Intl.ListFormat(locale);

export function NothingWrong() {
  const { t } = useTranslation('alarms');
  const { chosen } = useOrganizationChoice();
  const organizations = useQuery({
    queryKey: ['organizations'],
    queryFn: ({ signal }) => call('GET /organizations', { query: {}, signal }),
  });
  return (
    <Empty title={t('none')}>
      <Asked query={organizations} loading={null}>
        {({ items }) => {
          const meant = items.filter(({ id }) => chosen === null || id === chosen);
          const channels = meant.flatMap(({ alarmAddresses, alarmWebhook, postmaster }) => [
            ...(alarmAddresses.length > 0 ? alarmAddresses : [postmaster ?? t('postmaster')]),
            ...(alarmWebhook === null ? [] : [t('webhook')]),
          ]);
          if (channels.length === 0) return null;
          return <Text>{t('goTo', { list: list.format(new Set(channels)) })}</Text>;
        }}
      </Asked>
    </Empty>
  );
}
