/** Domains: which are ours, and how each stands in DNS. The list, one opened, the records to publish, and the wizard: all in the address. */
import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Domain } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { type Filter, Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { useColumns } from './columns.tsx';
import { Details } from './details.tsx';
import { RecordsSheet } from './records-sheet.tsx';
import { useMailOfDomains } from './mail.ts';
import { DOMAINS, Verified } from './shown.tsx';
import { Named, SeveralFlyout, useNamed } from './named.tsx';
import { AddDomain, SetUpDomain } from './wizard.tsx';

const keyOf = ({ id }: Domain): string => id;
const ROWS_ASKED = 100;
const STATES = ['unverified', 'problem', 'warning', 'healthy', 'unknown'] as const satisfies readonly Domain['state'][];

export function Page() {
  const { query, change } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const leave = (open?: string): void =>
    change({ add: undefined, name: undefined, type: undefined, setUp: undefined, open }, { replace: true });
  if (query['records'] !== undefined)
    return (
      <Named asked={query['records']} choose={(records) => change({ records }, { replace: true })}>
        {(id) => <RecordsSheet domain={id} back={() => change({ records: undefined, open: id }, { replace: true })} />}
      </Named>
    );
  if (mayEdit && query['setUp'] !== undefined)
    return (
      <Named asked={query['setUp']} choose={(setUp) => change({ setUp }, { replace: true })}>
        {(id) => <SetUpDomain key={id} domain={id} leave={leave} />}
      </Named>
    );
  if (mayEdit && query['add'] !== undefined)
    return <AddDomain name={query['name'] ?? ''} relays={query['type'] === 'internal-relay'} leave={leave} />;
  return <Domains />;
}

function useFilters(): readonly Filter[] {
  const { t } = useTranslation('domains');
  return useMemo(
    () => [{ word: 'state', name: t('state'), values: STATES.map((value) => ({ value, name: t(`states.${value}`) })) }],
    [t],
  );
}

function Domains() {
  const { t } = useTranslation('domains');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const mayEdit = useMay('organization-administrator');
  const filters = useFilters();
  const text = query[FREE];
  const said = query['state'];
  const state = STATES.find((one) => one === said);
  const key = useMemo(() => [...DOMAINS, organization, text, state], [organization, text, state]);
  const list = useCursorList({
    key,
    keyOf,
    live: false,
    page: async (after, signal) => {
      const { items, next } = await call('GET /domains', {
        query: { organization, text, state, after, limit: ROWS_ASKED },
        signal,
      });
      return { rows: items, next };
    },
  });
  const names = useMemo(() => list.rows.map(({ name }) => name), [list.rows]);
  const columns = useColumns(useMailOfDomains(organization, names));
  const opened = query['open'] ?? null;
  const open = ({ id }: Domain): void => change({ open: id }, { replace: opened !== null });
  // A cure names a domain as people call it.
  const named = useNamed(opened);
  const openedKey = named.id;
  return (
    <>
      <Heading
        actions={
          <>
            {mayEdit && (
              <Button
                appearance="primary"
                icon={<Add20Regular />}
                onClick={() => change({ add: '1', open: undefined })}
              >
                {t('add')}
              </Button>
            )}
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
        id="domains"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={openedKey}
        card={(row) => ({ first: row.name, second: <Verified domain={row} /> })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {named.several.length > 0 && (
        <SeveralFlyout
          of={named.several}
          choose={(id) => change({ open: id }, { replace: true })}
          close={() => change({ open: undefined })}
        />
      )}
      {openedKey !== null && (
        <Details
          opened={openedKey}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, openedKey, open)}
        />
      )}
    </>
  );
}
