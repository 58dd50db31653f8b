/** Queue: the mail that waits, by its destinations and message by message, and the verbs that steer it. Tab, filters and the open row are in the address. */
import { Button, Tab, TabList } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useExport } from '../../parts/export.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { useUrl } from '../../parts/url.ts';
import { Destinations, useDestinations } from './destinations.tsx';
import { filterOf, Messages, useMessages } from './messages.tsx';

export function Page() {
  const { query } = useUrl();
  return query['tab'] === 'messages' ? <MessagesTab /> : <DestinationsTab />;
}

function DestinationsTab() {
  const list = useDestinations();
  return (
    <>
      <Head tab="destinations" refresh={list.refresh} />
      <Destinations list={list} />
    </>
  );
}

function MessagesTab() {
  const messages = useMessages();
  const { query } = useUrl();
  const organization = useOrganization();
  const exporting = useExport('queue', (limit) =>
    call('GET /queue-csv', { query: { ...filterOf(query), organization, limit } }),
  );
  return (
    <>
      <Head tab="messages" refresh={messages.list.refresh} exporting={exporting} />
      <Messages {...messages} />
    </>
  );
}

interface HeadProps {
  readonly tab: 'destinations' | 'messages';
  readonly refresh: () => void;
  /** Absent: the rows of this tab are in no file. */
  readonly exporting?: ReturnType<typeof useExport>;
}

function Head({ tab, refresh, exporting }: HeadProps) {
  const { t } = useTranslation('queue');
  const { query, change } = useUrl();
  return (
    <>
      <Heading
        actions={
          <>
            {exporting?.button}
            <Button icon={<ArrowClockwise20Regular />} onClick={refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      {exporting?.told}
      <TabList
        aria-label={t('tabs.label')}
        selectedValue={tab}
        onTabSelect={(_, { value }) => {
          // A filter is of messages, an order of destinations.
          const none = Object.fromEntries(Object.keys(query).map((word) => [word, undefined]));
          change({ ...none, tab: value === 'messages' ? 'messages' : undefined });
        }}
      >
        <Tab value="destinations">{t('tabs.destinations')}</Tab>
        <Tab value="messages">{t('tabs.messages')}</Tab>
      </TabList>
    </>
  );
}
