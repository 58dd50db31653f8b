/** Mailboxes: who may sign in and send, and where mail to them goes. The address is the search; the open mailbox is in it too. */
import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Mailbox } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { useExport } from '../../parts/export.tsx';
import { type Filter, Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization, useOrganizationChoice } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useColumns } from './columns.tsx';
import { Details } from './details.tsx';
import { MailboxForm } from './form.tsx';
import { ImportMailboxes } from './import.tsx';
import { MAILBOXES } from './shown.ts';

const ROWS_ASKED = 100;
const keyOf = ({ id }: Mailbox): string => id;

const isOneOf = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
  words.find((one) => one === word);

/** As the API is asked, by the words of the address. */
const asked = (query: Query, organization: string) => ({
  organization,
  smtpAuth: isOneOf(['true', 'false'], query['smtpAuth']),
  withoutSignIn: isOneOf(['true'], query['withoutSignIn']),
  withoutSeat: isOneOf(['true'], query['withoutSeat']),
  text: query[FREE],
  limit: ROWS_ASKED,
});

function useFilters(): readonly Filter[] {
  const { t } = useTranslation('mailboxes');
  return useMemo(
    () => [
      {
        word: 'smtpAuth',
        name: t('filters.smtpAuth'),
        values: [
          { value: 'true', name: t('signIns.on') },
          { value: 'false', name: t('signIns.off') },
        ],
      },
      { word: 'withoutSignIn', name: t('filters.signIns'), values: [{ value: 'true', name: t('filters.none') }] },
      { word: 'withoutSeat', name: t('filters.seat'), values: [{ value: 'true', name: t('filters.noSeat') }] },
    ],
    [t],
  );
}

export function Page() {
  const { t } = useTranslation('mailboxes');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const may = useMay('organization-administrator');
  const filters = useFilters();
  const columns = useColumns();
  const [panel, setPanel] = useState<'add' | 'import' | null>(may && query['add'] !== undefined ? 'add' : null);
  const { all, chosen } = useOrganizationChoice();
  // A table is of one organization.
  const own = chosen ?? (all.length === 1 ? all[0]?.id : undefined);
  const exporting = useExport('mailboxes', (_, of = own) => call('GET /mailbox-csv', { query: { organization: of } }));
  const search = useMemo(() => asked(query, organization), [query, organization]);
  const list = useCursorList({
    key: useMemo(() => [...MAILBOXES, JSON.stringify(search)], [search]),
    keyOf,
    // In the order of the alphabet: a new one has its place, and is not at the head.
    live: false,
    page: async (after, signal) => {
      const { items: rows, next } = await call('GET /mailboxes', { query: { ...search, after }, signal });
      return { rows, next };
    },
  });
  const opened = query['open'] ?? null;
  const open = (row: Mailbox): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const add = may && (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setPanel('add')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <Heading
        actions={
          <>
            {add}
            {may && <Button onClick={() => setPanel('import')}>{t('importing')}</Button>}
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
        id="mailboxes"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={({ address, displayName }) => ({ first: address, second: displayName })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {panel === 'add' && (
        <MailboxForm
          mailbox={null}
          given={{ address: query['add'] ?? '', ...(query['elsewhere'] !== undefined && { delivery: 'elsewhere' }) }}
          close={() => {
            setPanel(null);
            change({ add: undefined, elsewhere: undefined }, { replace: true });
          }}
          saved={({ id }) => {
            list.refresh();
            change({ open: id }, { replace: true });
          }}
        />
      )}
      {panel === 'import' && (
        <ImportMailboxes close={() => setPanel(null)} changed={list.refresh} download={exporting.begin} />
      )}
      {opened !== null && panel === null && (
        <Details
          key={opened}
          id={opened}
          close={() => change({ open: undefined })}
          changed={list.refresh}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}
