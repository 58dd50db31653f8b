/** Columns of the keys. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DkimKey } from '../../api/contracts.ts';
import type { Column } from '../../parts/list-cells.tsx';
import { Time } from '../../parts/time.tsx';
import { KeyState, RecordWord } from './shown.tsx';

export function useColumns(): readonly Column<DkimKey>[] {
  const { t } = useTranslation('dkim');
  return useMemo(
    () => [
      { id: 'domain', name: t('columns.domain'), width: 150, grow: 2, cell: ({ domain }) => domain },
      { id: 'selector', name: t('columns.selector'), width: 130, grow: 1, cell: ({ selector }) => selector },
      {
        id: 'algorithm',
        name: t('columns.algorithm'),
        width: 130,
        cell: ({ algorithm }) => t(`algorithms.${algorithm}`),
      },
      { id: 'state', name: t('columns.state'), width: 104, cell: ({ state }) => <KeyState state={state} /> },
      {
        id: 'published',
        name: t('columns.published'),
        width: 150,
        cell: ({ published, state }) =>
          published === null ? t('notLooked') : <RecordWord state={published.state} of={state} />,
      },
      { id: 'since', name: t('columns.since'), width: 110, cell: ({ since }) => <Time at={since} as="relative" /> },
    ],
    [t],
  );
}
