/** Devices that were refused and that nobody has said anything of: let in, or left out. What is ticked is let in together. */
import { Button, Dropdown, Option, Text } from '@fluentui/react-components';
import { ArrowClockwise20Regular, CheckmarkCircle20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { WaitingDevice } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { ApprovePanel } from '../../parts/approve.tsx';
import { useCursorList } from '../../parts/cursor-list.ts';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { capital } from '../../parts/sentence.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { useTicks } from '../../parts/ticks.ts';
import { useUrl } from '../../parts/url.ts';
import { useColumns, useFilters } from './columns.tsx';
import { Details } from './details.tsx';

const STATES = ['waiting', 'ignored', 'seen'] as const;
const PAGE = 100;
const keyOf = ({ address }: WaitingDevice): string => address;

const BESIDE = ['state'];

export function Page() {
  const { t } = useTranslation('waiting');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const may = useMay('help-desk');
  const filters = useFilters();
  const columns = useColumns();
  const state = STATES.find((one) => one === query['state']) ?? 'waiting';
  const search = useMemo(
    () => ({ organization, state, network: query['network'], text: query[FREE], limit: PAGE }),
    [organization, state, query],
  );
  const asked = JSON.stringify(search);
  const key = useMemo(() => ['waiting', asked], [asked]);
  const [ticked, setTicked] = useTicks(asked);
  const list = useCursorList({
    key,
    keyOf,
    page: async (after, signal) => {
      const { items: rows, next } = await call('GET /waiting-devices', { query: { ...search, after }, signal });
      return { rows, next };
    },
  });
  const opened = query['open'] ?? null;
  const approving = query['approve']?.split(',').filter((name) => name !== '') ?? [];
  const open = (row: WaitingDevice): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const approve = (names: readonly string[]): void => change({ open: undefined, approve: names.join(',') });
  return (
    <>
      <Heading
        actions={
          <>
            {may && (
              <Button
                appearance="primary"
                icon={<CheckmarkCircle20Regular />}
                disabledFocusable={ticked.size === 0}
                onClick={() => approve([...ticked])}
              >
                {ticked.size === 0 ? t('approve') : t('approveTicked', { count: ticked.size })}
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
      <Filters
        label={t('search')}
        placeholder={t('placeholder')}
        filters={filters}
        query={query}
        change={change}
        beside={BESIDE}
      >
        <Dropdown
          inlinePopup
          aria-label={t('show')}
          value={t(`states.${state}`)}
          selectedOptions={[state]}
          onOptionSelect={(_, { optionValue }) =>
            change({ state: optionValue === 'waiting' ? undefined : optionValue })
          }
        >
          {STATES.map((one) => (
            <Option key={one} value={one}>
              {t(`states.${one}`)}
            </Option>
          ))}
        </Dropdown>
      </Filters>
      <List
        id="waiting"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        {...(may && { ticked: { keys: ticked, change: setTicked } })}
        card={({ address, helo, lastRefusal }) => ({
          first: helo === null ? address : `${address} (${helo})`,
          second: lastRefusal === null ? '' : capital(lastRefusal.cause),
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t(`empty.${state}`)}>
              <Text>{t('empty.text')}</Text>
              <InnerLink to="/devices">{t('empty.devices')}</InnerLink>
            </Empty>
          )
        }
      />
      {opened !== null && (
        <Details
          address={opened}
          close={() => change({ open: undefined })}
          approve={may ? () => approve([opened]) : null}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
      {approving.length > 0 && (
        <ApprovePanel
          names={approving}
          relay={query['relay'] !== undefined}
          close={() => {
            change({ approve: undefined, relay: undefined });
            setTicked(new Set());
            list.refresh();
          }}
        />
      )}
    </>
  );
}
