/** DKIM keys: which sign, which are next, and how the record of each stands in DNS. The list and one opened: all in the address. */
import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { DkimKey } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { useColumns } from './columns.tsx';
import { Details } from './details.tsx';
import { MakeKey } from './make.tsx';
import { KEYS, KeyState } from './shown.tsx';

const keyOf = ({ id }: DkimKey): string => id;
const ROWS_ASKED = 100;

export function Page() {
  const { t } = useTranslation('dkim');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const mayEdit = useMay('organization-administrator');
  const columns = useColumns();
  const { [FREE]: text, domain } = query;
  const key = useMemo(() => [...KEYS, organization, text, domain], [organization, text, domain]);
  const list = useCursorList({
    key,
    keyOf,
    live: false,
    page: async (after, signal) => {
      const asked = { organization, text, domain, after, limit: ROWS_ASKED };
      const { items, next } = await call('GET /dkim-keys', { query: asked, signal });
      return { rows: items, next };
    },
  });
  const opened = query['open'] ?? null;
  const open = ({ id }: DkimKey): void => change({ open: id }, { replace: opened !== null });
  // A cure names a key as people call it.
  const openedKey = list.rows.find(({ id, name }) => id === opened || name === opened)?.id ?? opened;
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
      <Filters label={t('search')} placeholder={t('placeholder')} filters={NONE} query={query} change={change} />
      <List
        id="dkim"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={openedKey}
        card={(row) => ({ first: row.name, second: <KeyState state={row.state} /> })}
        empty={
          isFiltered(query, NONE) || domain !== undefined ? (
            <NothingMatches removeFilters={() => change({ ...noFilters(NONE), domain: undefined })} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {mayEdit && query['add'] !== undefined && (
        <MakeKey
          domain={query['add'] === '1' ? null : query['add']}
          close={(made) => change({ add: undefined, open: made }, { replace: true })}
        />
      )}
      {opened !== null && (
        <Details
          opened={opened}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, openedKey, open)}
        />
      )}
    </>
  );
}

const NONE: [] = [];
