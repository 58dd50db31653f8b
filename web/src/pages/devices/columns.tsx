/** Columns and filters of the devices. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { useProfiles } from '../../parts/profiles.ts';
import { Time } from '../../parts/time.tsx';
import type { Uses } from '../../parts/uses.ts';
import { DeviceState, moods } from './state.tsx';

export const knownBy = ({ addresses, logins }: Device): string => [...addresses, ...logins].join(', ');

/** Nothing, while it is not known. */
const amount = (count: number | undefined): string | null => (count === undefined ? null : countText(count));

export function useColumns(uses: Uses): readonly Column<Device>[] {
  const { t } = useTranslation('devices');
  return useMemo(
    () => [
      { id: 'name', name: t('columns.name'), width: 140, grow: 2, cell: ({ name }) => name },
      { id: 'state', name: t('columns.state'), width: 116, cell: ({ state }) => <DeviceState state={state} /> },
      { id: 'place', name: t('columns.place'), width: 100, grow: 1, cell: ({ place }) => place },
      { id: 'known', name: t('columns.known'), width: 132, grow: 1, cell: knownBy },
      { id: 'profile', name: t('columns.profile'), width: 132, cell: ({ profile }) => profile ?? t('ofConnector') },
      {
        id: 'today',
        name: t('columns.today'),
        width: 96,
        numeric: true,
        cell: ({ id }) => amount(uses.get(id)?.today),
      },
      {
        id: 'refusedToday',
        name: t('columns.refusedToday'),
        width: 116,
        numeric: true,
        optional: true,
        cell: ({ id }) => amount(uses.get(id)?.refused),
      },
      {
        id: 'lastMail',
        name: t('columns.lastMail'),
        width: 108,
        cell: ({ seen }) => (seen?.lastAccepted == null ? null : <Time at={seen.lastAccepted} as="relative" />),
      },
      {
        id: 'lastSeen',
        name: t('columns.lastSeen'),
        width: 108,
        cell: ({ seen }) => (seen === null ? null : <Time at={seen.lastSeen} as="relative" />),
      },
      {
        id: 'connector',
        name: t('columns.connector'),
        width: 132,
        optional: true,
        cell: ({ seen }) => seen?.connector,
      },
      { id: 'owner', name: t('columns.owner'), width: 160, optional: true, cell: ({ owner }) => owner },
      { id: 'tls', name: t('columns.tls'), width: 84, optional: true, cell: ({ seen }) => seen?.tls },
      {
        id: 'messages',
        name: t('columns.messages'),
        width: 84,
        numeric: true,
        optional: true,
        cell: ({ seen }) => seen?.messages,
      },
      {
        id: 'refusals',
        name: t('columns.refusals'),
        width: 84,
        numeric: true,
        optional: true,
        cell: ({ seen }) => seen?.refusals,
      },
    ],
    [t, uses],
  );
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('devices');
  const { data: profiles } = useProfiles();
  return useMemo(
    () => [
      {
        word: 'state',
        name: t('columns.state'),
        values: (Object.keys(moods) as (keyof typeof moods)[]).map((value) => ({ value, name: t(`states.${value}`) })),
      },
      {
        word: 'profile',
        name: t('columns.profile'),
        values: (profiles ?? []).map(({ name }) => ({ value: name, name })),
      },
      { word: 'network', name: t('filters.network') },
      { word: 'connector', name: t('columns.connector') },
      { word: 'coveredBy', name: t('filters.coveredBy') },
      { word: 'oldTls', name: t('columns.tls'), values: [{ value: 'true', name: t('filters.below') }] },
      { word: 'signsIn', name: t('filters.signsIn'), values: [{ value: 'true', name: t('filters.yes') }] },
    ],
    [t, profiles],
  );
}
