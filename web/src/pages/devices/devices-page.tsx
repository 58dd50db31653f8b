/** Devices as they are set up, and how each does. The address is the search; the open device, and the sheet of one, are in it too. */
import { Button, Text } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Device } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { useExport } from '../../parts/export.tsx';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { ImportTable } from '../../parts/import-table.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization, useOrganizationChoice } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useUses } from '../../parts/uses.ts';
import { knownBy, useColumns, useFilters } from './columns.tsx';
import { Details } from './details.tsx';
import { DeviceForm } from './form.tsx';
import { Sheet } from './sheet.tsx';
import { DeviceState, moods } from './state.tsx';

const PAGE = 100;
const keyOf = ({ id }: Device): string => id;

const given = (text: string | undefined): 'true' | undefined => (text === undefined ? undefined : 'true');

/** As the API is asked, by the words of the address. */
const asked = (query: Query, organization: string) => ({
  organization,
  state: (Object.keys(moods) as (keyof typeof moods)[]).find((one) => one === query['state']),
  profile: query['profile'],
  network: query['network'],
  connector: query['connector'],
  coveredBy: query['coveredBy'],
  oldTls: given(query['oldTls']),
  signsIn: given(query['signsIn']),
  text: query[FREE],
  limit: PAGE,
});

/** The filter by profile has its own word. */
const NOT_ADDING = { add: undefined, name: undefined, as: undefined };

export function Page() {
  const { query } = useUrl();
  const sheet = query['sheet'];
  return sheet === undefined ? <Devices /> : <Sheet device={sheet} />;
}

function Devices() {
  const { t } = useTranslation('devices');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const may = useMay('organization-administrator');
  const filters = useFilters();
  const [importing, setImporting] = useState(false);
  const { all, chosen } = useOrganizationChoice();
  // A table is of one organization.
  const own = chosen ?? (all.length === 1 ? all[0]?.id : undefined);
  const exporting = useExport('devices', (_, of = own) => call('GET /device-csv', { query: { organization: of } }));
  const search = useMemo(() => asked(query, organization), [query, organization]);
  const key = useMemo(() => ['directory', 'devices', JSON.stringify(search)], [search]);
  const list = useCursorList({
    key,
    keyOf,
    // In the order of the alphabet: a new one has its place, and is not at the head.
    live: false,
    page: async (after, signal) => {
      const { items: rows, next } = await call('GET /devices', { query: { ...search, after }, signal });
      return { rows, next };
    },
  });
  const ids = useMemo(() => list.rows.map(keyOf), [list.rows]);
  const columns = useColumns(useUses('device', organization, ids));
  const opened = query['open'] ?? null;
  const open = (row: Device): void => change({ open: keyOf(row) }, { replace: opened !== null });
  return (
    <>
      <Heading
        actions={
          <>
            {may && (
              <Button
                appearance="primary"
                icon={<Add20Regular />}
                onClick={() => change({ add: '1', open: undefined })}
              >
                {t('add')}
              </Button>
            )}
            {may && <Button onClick={() => setImporting(true)}>{t('importing')}</Button>}
            {own !== undefined && exporting.button}
            <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      {exporting.told}
      <Filters label={t('search')} placeholder={t('placeholder')} filters={filters} query={query} change={change} />
      <List
        id="devices"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(device) => ({
          first: (
            <>
              <DeviceState state={device.state} /> {device.name}
            </>
          ),
          second: [knownBy(device), device.place].filter((each) => each !== '').join(', '),
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>
              <Text>{t('empty.text')}</Text>
              <InnerLink to="/waiting">{t('empty.waiting')}</InnerLink>
            </Empty>
          )
        }
      />
      {opened !== null && (
        <Details
          id={opened}
          close={() => change({ open: undefined })}
          changed={list.refresh}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
      {importing && (
        <ImportTable
          title={t('import.title')}
          text={t('import.text')}
          present={t('import.download')}
          ask={(body, its) => call('POST /device-csv', { query: { organization: its }, body })}
          close={() => setImporting(false)}
          changed={list.refresh}
          download={exporting.begin}
        />
      )}
      {may && query['add'] !== undefined && (
        <DeviceForm
          device={null}
          given={{ name: query['name'] ?? '', profile: query['as'] ?? '' }}
          close={() => change(NOT_ADDING, { replace: true })}
          saved={({ id }) => {
            list.refresh();
            change({ open: id }, { replace: true });
          }}
        />
      )}
    </>
  );
}
