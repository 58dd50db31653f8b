/** Columns and filters of the devices that wait. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingDevice } from '../../api/contracts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { capital } from '../../parts/sentence.ts';
import { Time } from '../../parts/time.tsx';

export const saysItIs = ({ helo, software }: WaitingDevice): string =>
  [helo, software].filter((each) => each !== null).join(', ');

export function useColumns(): readonly Column<WaitingDevice>[] {
  const { t } = useTranslation('waiting');
  return useMemo(
    () => [
      { id: 'address', name: t('columns.address'), width: 132, cell: ({ address }) => address },
      { id: 'name', name: t('columns.name'), width: 132, grow: 1, cell: saysItIs },
      {
        id: 'refused',
        name: t('columns.refused'),
        width: 220,
        grow: 3,
        cell: ({ lastRefusal }) => (lastRefusal === null ? null : capital(lastRefusal.cause)),
      },
      {
        id: 'proposal',
        name: t('columns.proposal'),
        width: 132,
        grow: 1,
        cell: ({ proposal: { profile } }) => (profile === null ? t('noProfile') : t('profile', { profile })),
      },
      { id: 'last', name: t('columns.last'), width: 108, cell: ({ lastSeen }) => <Time at={lastSeen} as="relative" /> },
      {
        id: 'first',
        name: t('columns.first'),
        width: 140,
        optional: true,
        cell: ({ firstSeen }) => <Time at={firstSeen} />,
      },
      { id: 'tls', name: t('columns.tls'), width: 132, optional: true, cell: ({ tried }) => tried.tls },
      { id: 'auth', name: t('columns.auth'), width: 132, optional: true, cell: ({ tried }) => tried.auth },
    ],
    [t],
  );
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('waiting');
  return useMemo(() => [{ word: 'network', name: t('network') }], [t]);
}
