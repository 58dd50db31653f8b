/** Connectors: by which way devices and servers relay. The list, one opened, and the wizard that makes or changes one: all in the address. */
import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { InboundConnector } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { useCursorList } from '../../parts/cursor-list.ts';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, Loading, NothingMatches } from '../../parts/states.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useUses } from '../../parts/uses.ts';
import { Status, useColumns, useFilters, useShortWords } from './columns.tsx';
import { Details, useConnector } from './details.tsx';
import { recognisedBy } from './shown.ts';
import { ConnectorWizard } from './wizard.tsx';

const keyOf = ({ id }: InboundConnector): string => id;
const ROWS_ASKED = 100;

/** As the API is asked, by the words of the address. */
const asked = (query: Query, organization: string) => ({
  organization,
  devices: (['some', 'none'] as const).find((one) => one === query['devices']),
  warned: query['warned'] === undefined ? undefined : ('true' as const),
  text: query[FREE],
  limit: ROWS_ASKED,
});

export function Page() {
  const { query } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const edited = query['edit'] ?? null;
  if (mayEdit && edited !== null) return <Edit id={edited} />;
  return mayEdit && query['add'] !== undefined ? <Add /> : <Connectors />;
}

/** Back to the list, with the connector open. */
function useLeave() {
  const { change } = useUrl();
  const none = { add: undefined, name: undefined, addresses: undefined, certificate: undefined, edit: undefined };
  return (open?: string) => change({ ...none, open }, { replace: true });
}

/** A link that leads here may say for whom it is. */
function Add() {
  const leave = useLeave();
  const { query } = useUrl();
  const given = {
    name: query['name'] ?? '',
    addresses: query['addresses'] ?? '',
    certificateName: query['certificate'] ?? '',
  };
  return <ConnectorWizard edited={null} given={given} done={({ id }) => leave(id)} cancel={() => leave()} />;
}

function Edit({ id }: { readonly id: string }) {
  const leave = useLeave();
  const found = useConnector(id);
  return (
    <Asked query={found} loading={<Loading lines={6} />}>
      {({ item }) => <ConnectorWizard edited={item} done={() => leave(id)} cancel={() => leave(id)} />}
    </Asked>
  );
}

function Connectors() {
  const { t } = useTranslation('connectors');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const mayEdit = useMay('organization-administrator');
  const words = useShortWords();
  const filters = useFilters();
  const search = useMemo(() => asked(query, organization), [query, organization]);
  const key = useMemo(() => ['directory', 'inbound-connectors', JSON.stringify(search)], [search]);
  const list = useCursorList({
    key,
    keyOf,
    live: false,
    page: async (after, signal) => {
      const { items, next } = await call('GET /inbound-connectors', {
        query: { ...search, after },
        signal,
      });
      return { rows: items, next };
    },
  });
  const ids = useMemo(() => list.rows.map(keyOf), [list.rows]);
  const columns = useColumns(useUses('connector', organization, ids));
  const opened = query['open'] ?? null;
  const open = ({ id }: InboundConnector): void => change({ open: id }, { replace: opened !== null });
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => change({ add: '1', open: undefined })}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <Heading
        actions={
          <>
            {mayEdit && add}
            <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      <Filters label={t('search')} placeholder={t('placeholder')} filters={filters} query={query} change={change} />
      <List
        id="connectors"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(row) => ({
          first: (
            <>
              <Status enabled={row.enabled} /> {row.name}
            </>
          ),
          second: recognisedBy(row, words),
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {opened !== null && (
        <Details
          opened={opened}
          edit={() => change({ edit: opened, open: undefined })}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}
