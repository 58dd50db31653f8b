/** Columns of the connectors. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboundConnector } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import type { Column } from '../../parts/list-cells.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import type { Uses } from '../../parts/uses.ts';
import { isEverything, recognisedBy, shortList } from './shown.ts';

export function Status({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation('connectors');
  return <StateWord mood={enabled ? 'good' : 'neutral'}>{t(enabled ? 'on' : 'off')}</StateWord>;
}

export function useShortWords() {
  const { t } = useTranslation('connectors');
  return useMemo(
    () => ({
      certificate: (name: string) => t('certificate', { name }),
      more: (shown: string, count: number) => t('more', { shown, count }),
    }),
    [t],
  );
}

export function useColumns(uses: Uses): readonly Column<InboundConnector>[] {
  const { t } = useTranslation('connectors');
  const words = useShortWords();
  return useMemo(
    () => [
      { id: 'name', name: t('columns.name'), width: 150, grow: 2, cell: ({ name }) => name },
      { id: 'status', name: t('columns.status'), width: 80, cell: ({ enabled }) => <Status enabled={enabled} /> },
      {
        id: 'from',
        name: t('columns.from'),
        width: 160,
        optional: true,
        cell: ({ type }) => t(`typesShort.${type as 'Partner'}`),
      },
      { id: 'by', name: t('columns.by'), width: 200, grow: 3, cell: (row) => recognisedBy(row, words) },
      {
        id: 'senders',
        name: t('columns.senders'),
        width: 130,
        grow: 1,
        cell: ({ senderDomains }) => (isEverything(senderDomains) ? t('all') : shortList(senderDomains, words)),
      },
      {
        id: 'tls',
        name: t('columns.tls'),
        width: 90,
        cell: ({ requireTls }) => t(requireTls ? 'required' : 'optional'),
      },
      { id: 'profile', name: t('columns.profile'), width: 100, optional: true, cell: ({ profile }) => profile },
      {
        id: 'today',
        name: t('columns.today'),
        width: 96,
        numeric: true,
        cell: ({ id }) => {
          const use = uses.get(id);
          return use && countText(use.today);
        },
      },
      {
        id: 'last',
        name: t('columns.last'),
        width: 170,
        cell: ({ id }) => {
          const use = uses.get(id);
          return use && (use.lastDay ?? t('unused'));
        },
      },
      {
        id: 'organization',
        name: t('columns.organization'),
        width: 130,
        optional: true,
        cell: ({ organization }) => organization,
      },
    ],
    [t, words, uses],
  );
}
