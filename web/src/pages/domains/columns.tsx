/** Columns of the domains. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Domain } from '../../api/contracts.ts';
import type { Column } from '../../parts/list-cells.tsx';
import { Time } from '../../parts/time.tsx';
import { LISTED, RecordState, Verified } from './shown.tsx';

export function useColumns(): readonly Column<Domain>[] {
  const { t } = useTranslation('domains');
  return useMemo(
    () => [
      { id: 'name', name: t('columns.name'), width: 150, grow: 2, cell: ({ name }) => name },
      { id: 'type', name: t('columns.type'), width: 116, cell: ({ type }) => t(`types.${type}`) },
      { id: 'verified', name: t('columns.verified'), width: 120, cell: (row) => <Verified domain={row} /> },
      ...LISTED.map((record) => ({
        id: record,
        name: t(`records.${record}`),
        width: 104,
        cell: (row: Domain) => <RecordState domain={row} record={record} />,
      })),
      {
        id: 'checked',
        name: t('columns.checked'),
        width: 110,
        cell: ({ health }) => (health === null ? t('notChecked') : <Time at={health.checkedAt} as="relative" />),
      },
      {
        id: 'organization',
        name: t('columns.organization'),
        width: 130,
        optional: true,
        cell: ({ organization }) => organization,
      },
    ],
    [t],
  );
}
