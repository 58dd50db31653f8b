/** Sign-in attempts: who came to the admin center, or tried to, and from where. */
import { Button } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { SignInAttempt } from '../../api/contracts.ts';
import { type Filter, Filters, isFiltered, noFilters } from '../../parts/filters.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { dayAndTime, Time } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { answeredRows } from '../../parts/rows.ts';

type Row = SignInAttempt & { readonly key: string };

const moods: Readonly<Record<SignInAttempt['outcome'], Mood>> = {
  'signed-in': 'good',
  refused: 'bad',
  slowed: 'warning',
};

const matches = ({ name, address, outcome }: Row, query: Query): boolean =>
  (query['outcome'] ?? outcome) === outcome &&
  (query['ip'] ?? address) === address &&
  (name ?? '').includes((query['q'] ?? '').toLowerCase());

export function Page() {
  const { t } = useTranslation('signIns');
  const { query, change } = useUrl();
  const asked = useQuery({
    queryKey: ['me', 'attempts'],
    queryFn: ({ signal }) => call('GET /sign-in/attempts', { signal }),
  });
  const filters: readonly Filter[] = useMemo(
    () => [
      {
        word: 'outcome',
        name: t('columns.outcome'),
        values: (Object.keys(moods) as (keyof typeof moods)[]).map((value) => ({
          value,
          name: t(`outcomes.${value}`),
        })),
      },
      { word: 'ip', name: t('columns.address') },
    ],
    [t],
  );
  const columns: readonly Column<Row>[] = [
    { id: 'at', name: t('columns.at'), width: 150, cell: ({ at }) => <Time at={at} /> },
    {
      id: 'outcome',
      name: t('columns.outcome'),
      width: 140,
      cell: ({ outcome }) => <StateWord mood={moods[outcome]}>{t(`outcomes.${outcome}`)}</StateWord>,
    },
    { id: 'name', name: t('columns.name'), width: 180, grow: 2, cell: ({ name }) => name ?? t('nobody') },
    { id: 'how', name: t('columns.how'), width: 160, cell: ({ how }) => t(`how.${how}`) },
    { id: 'address', name: t('columns.address'), width: 160, grow: 1, cell: ({ address }) => address },
  ];
  const all = asked.data?.items ?? [];
  const items = all
    .map((one, index) => ({ ...one, key: String(all.length - index) }))
    .filter((row) => matches(row, query));
  return (
    <>
      <Heading
        actions={
          <Button icon={<ArrowClockwise20Regular />} onClick={() => void asked.refetch()}>
            {t('refresh')}
          </Button>
        }
      >
        {t('title')}
      </Heading>
      <Filters label={t('search')} placeholder={t('placeholder')} filters={filters} query={query} change={change} />
      <List
        id="sign-ins"
        label={t('title')}
        from={answeredRows(asked, items)}
        columns={columns}
        keyOf={({ key }) => key}
        open={({ address }) => change({ ip: address })}
        opened={null}
        card={({ at, name, outcome, address }) => ({
          first: <StateWord mood={moods[outcome]}>{t(`outcomes.${outcome}`)}</StateWord>,
          second: `${dayAndTime(at)} ${name ?? t('nobody')} ${address}`,
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty')} />
          )
        }
      />
    </>
  );
}
