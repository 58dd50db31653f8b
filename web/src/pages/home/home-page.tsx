import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Heading } from '../../parts/heading.tsx';
import { Asked } from '../../parts/asked.tsx';

/** Whether mail flows. */
export function Page() {
  const { t } = useTranslation('home');
  const status = useQuery({ queryKey: ['status'], queryFn: ({ signal }) => call('GET /status', { signal }) });
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Asked query={status}>{({ flow }) => <Text>{t(`flow.${flow.state}`)}</Text>}</Asked>
    </>
  );
}
