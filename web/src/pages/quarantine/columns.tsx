/** Columns and filters of the quarantine. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptMail } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';
import { knownWhy, whys } from './shown.ts';

const SINCES = ['24h', '7d', '14d', '30d'] as const;

export function WhyWord({ why }: { readonly why: string | null | undefined }) {
  const { t } = useTranslation('quarantine');
  return <StateWord mood={why === 'malware' ? 'bad' : 'warning'}>{t(`why.${knownWhy(why)}`)}</StateWord>;
}

export function useColumns(): readonly Column<KeptMail>[] {
  const { t } = useTranslation('quarantine');
  return useMemo(
    () => [
      { id: 'received', name: t('columns.received'), width: 152, cell: ({ receivedAt }) => <Time at={receivedAt} /> },
      { id: 'sender', name: t('columns.sender'), width: 120, grow: 2, cell: ({ sender }) => sender },
      { id: 'recipient', name: t('columns.recipient'), width: 120, grow: 2, cell: ({ recipient }) => recipient },
      { id: 'subject', name: t('columns.subject'), width: 140, grow: 3, cell: ({ subject }) => subject },
      { id: 'why', name: t('columns.why'), width: 160, cell: ({ why }) => <WhyWord why={why} /> },
      {
        id: 'expires',
        name: t('columns.expires'),
        width: 124,
        cell: ({ expiresAt }) => (expiresAt == null ? null : <Time at={expiresAt} as="relative" />),
      },
      {
        id: 'size',
        name: t('columns.size'),
        width: 84,
        numeric: true,
        optional: true,
        cell: ({ sizeBytes }) => sizeText(sizeBytes),
      },
      { id: 'queueId', name: t('columns.queueId'), width: 170, optional: true, cell: ({ queueId }) => queueId },
    ],
    [t],
  );
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('quarantine');
  return useMemo(
    () => [
      { word: 'from', name: t('columns.sender') },
      { word: 'to', name: t('columns.recipient') },
      {
        word: 'why',
        name: t('columns.why'),
        values: whys.map((value) => ({ value, name: t(`why.${value}`) })),
      },
      {
        word: 'since',
        name: t('filters.since'),
        values: SINCES.map((value) => ({ value, name: t(`sinces.${value}`) })),
      },
    ],
    [t],
  );
}
