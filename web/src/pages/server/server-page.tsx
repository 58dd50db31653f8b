/** The server itself: how it is, where it answers, what it shows, and what it runs with. */
import { Tab, TabList } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useStatus } from '../../parts/status.ts';
import { useUrl } from '../../parts/url.ts';
import { Configuration } from './configuration.tsx';
import { Overview } from './overview.tsx';

const REFRESH_MS = 30_000;

export function Page() {
  const { t } = useTranslation('server');
  const { query, change } = useUrl();
  const tab = query['tab'] === 'configuration' ? 'configuration' : 'overview';
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call('GET /settings', { signal }) });
  const status = useStatus(REFRESH_MS);
  return (
    <>
      <Heading>{t('title')}</Heading>
      <TabList
        selectedValue={tab}
        onTabSelect={(_, { value }) =>
          change({ tab: value === 'overview' ? undefined : String(value), q: undefined, source: undefined })
        }
      >
        <Tab value="overview">{t('tabs.overview')}</Tab>
        <Tab value="configuration">{t('tabs.configuration')}</Tab>
      </TabList>
      {/* A role that may not read the settings is told so in place of both tabs, although everybody may read the status. */}
      {settings.error !== null && settings.data === undefined ? (
        <Failed error={settings.error} retry={() => void settings.refetch()} />
      ) : tab === 'overview' ? (
        <Asked query={status} loading={<Loading lines={8} />}>
          {(found) => (
            <Overview
              status={found}
              proxies={settings.data?.items.find(({ name }) => name === 'http.trustedProxies') ?? null}
            />
          )}
        </Asked>
      ) : (
        <Asked query={settings} loading={<Loading lines={8} />}>
          {(found) => <Configuration settings={found} />}
        </Asked>
      )}
    </>
  );
}
