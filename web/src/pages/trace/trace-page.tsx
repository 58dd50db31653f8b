/** Message trace: what became of every message, and of every refusal. The address is the search; the open row is in it too. */
import { Button, Dropdown, makeStyles, Option, Tab, TabList, Text } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { TraceRow } from '../../api/contracts.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { useExport } from '../../parts/export.tsx';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { ALL, useOrganization } from '../../parts/organization.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { dayAndTime } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useIsPerson } from '../../parts/views.tsx';
import { useColumns, useFilters } from './columns.tsx';
import { Count } from './count.tsx';
import { Details } from './details.tsx';
import { LastQueries, useNoted, wordsOf } from './queries.tsx';
import { keyOf, senderOf } from './row.ts';
import { StatusWord } from './status.tsx';

const ofRow = ({ organizationId }: TraceRow): string | null => organizationId;
const SPANS = ['1h', '24h', '2d', '10d', '90d'] as const;
const STANDARD = '2d';

const useStyles = makeStyles({ span: { minWidth: '120px' } });

/** As the API is asked, by the words of the address. */
const asked = (query: Query, organization: string) => ({
  organization: organization === ALL ? undefined : organization,
  since: query['since'] ?? STANDARD,
  until: query['until'],
  sender: query['from'],
  recipient: query['to'],
  status: query['status'],
  ingress: query['way'] as 'relay' | undefined,
  direction: query['direction'] as 'incoming' | undefined,
  device: query['device'],
  connector: query['connector'],
  remoteHost: query['hop'],
  clientAddress: query['ip'],
  messageId: query['msgid'],
  reference: query['ref'],
  queueId: query['id'],
  check: query['check'] as 'spam' | undefined,
  observed: query['observed'] as 'spam' | undefined,
  code: query['code'],
  failedSince: query['failedSince'],
  failedUntil: query['failedUntil'],
  text: query[FREE],
});

/** Of the time; in a link it may have an end. */
const BESIDE = ['since', 'until'];
const TABS = ['search', 'last'] as const;

/** What one searches by, and one's last searches. */
export function Page() {
  const { t } = useTranslation('trace');
  const { query, change } = useUrl();
  const isPerson = useIsPerson();
  const filters = useFilters();
  const tab = (isPerson && TABS.find((one) => one === query['tab'])) || 'search';
  const spanText = (since: string | undefined): string => t(`spans.${spanOf(since ?? STANDARD)}`);
  const nothing = Object.fromEntries(Object.keys(query).map((word) => [word, undefined]));
  const tabs = isPerson && (
    <TabList
      selectedValue={tab}
      onTabSelect={(_, { value }) => change({ ...nothing, tab: value === 'search' ? undefined : String(value) })}
    >
      {TABS.map((one) => (
        <Tab key={one} value={one}>
          {t(`tabs.${one}`)}
        </Tab>
      ))}
    </TabList>
  );
  if (tab === 'search') return <Search tabs={tabs} />;
  return (
    <>
      <Heading>{t('title')}</Heading>
      {tabs}
      <LastQueries filters={filters} spanText={spanText} go={(words) => change({ ...nothing, ...words })} />
    </>
  );
}

function Search({ tabs }: { readonly tabs: ReactNode }) {
  const { t } = useTranslation('trace');
  const { query, change } = useUrl();
  const organization = useOrganization();
  useNoted(wordsOf(query));
  const filters = useFilters();
  const columns = useColumns();
  const search = useMemo(() => asked(query, organization), [query, organization]);
  // What is open is no part of what is searched.
  const key = useMemo(() => ['trace', JSON.stringify(search)], [search]);
  const list = useCursorList({
    key,
    keyOf,
    page: (after, signal) => call('GET /trace', { query: { ...search, after }, signal }),
  });
  const exporting = useExport('message-trace', (limit) => call('GET /trace-csv', { query: { ...search, limit } }));
  const opened = query['open'] ?? null;
  const open = (row: TraceRow): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const close = (): void => change({ open: undefined });
  const since = query['since'] ?? STANDARD;
  return (
    <>
      <Heading
        actions={
          <>
            {exporting.button}
            <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      {tabs}
      {exporting.told}
      <Filters
        label={t('search')}
        placeholder={t('placeholder')}
        filters={filters}
        query={query}
        change={change}
        beside={BESIDE}
      >
        <Span since={since} change={(next) => change({ since: next === STANDARD ? undefined : next })} />
      </Filters>
      <Count search={search} ask={list.hasMore} />
      <List
        id="trace"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofRow}
        open={open}
        opened={opened}
        card={(row) => ({
          first: (
            <>
              <StatusWord status={row.status} />{' '}
              {row.recipient === null ? row.clientAddress : `${senderOf(row, t('nullSender'))} → ${row.recipient}`}
            </>
          ),
          second: `${dayAndTime(row.at)} ${row.subject ?? row.cause ?? ''}`,
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))}>
              <Text>{t('inSpan', { span: t(`spans.${spanOf(since)}`) })}</Text>
            </NothingMatches>
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {list.lastPage?.lookedBackTo != null && (
        <Text size={200}>{t('lookedBackTo', { time: dayAndTime(list.lastPage.lookedBackTo) })}</Text>
      )}
      {opened !== null && <Details opened={opened} close={close} {...beside(list.rows, keyOf, opened, open)} />}
    </>
  );
}

const spanOf = (since: string): (typeof SPANS)[number] | 'custom' => SPANS.find((one) => one === since) ?? 'custom';

function Span({ since, change }: { readonly since: string; readonly change: (since: string) => void }) {
  const { t } = useTranslation('trace');
  const styles = useStyles();
  const span = spanOf(since);
  return (
    <Dropdown
      inlinePopup
      className={styles.span}
      aria-label={t('time')}
      value={t(`spans.${span}`)}
      selectedOptions={[span]}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && change(optionValue)}
    >
      {SPANS.map((one) => (
        <Option key={one} value={one}>
          {t(`spans.${one}`)}
        </Option>
      ))}
    </Dropdown>
  );
}
