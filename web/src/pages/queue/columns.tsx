/** Columns and filters of what waits. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Queued } from '../../api/contracts.ts';
import { countText, sizeText } from '../../parts/amounts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';
import { recipientOf, senderOf } from './shown.ts';
import { DestinationName } from './words.tsx';

const OLDERS = ['10m', '1h', '6h', '1d'] as const;

export function NextAttempt({ row: { held, leased, nextAttemptAt } }: { readonly row: Queued }) {
  const { t } = useTranslation('queue');
  // A pause holds behind the attempt that is being made.
  if (held) return <StateWord mood="warning">{t('nextAttempt.paused')}</StateWord>;
  if (leased === true) return <StateWord mood="good">{t('nextAttempt.now')}</StateWord>;
  if (nextAttemptAt <= Date.now()) return <StateWord mood="waiting">{t('nextAttempt.due')}</StateWord>;
  return <Time at={nextAttemptAt} as="relative" />;
}

export function useColumns(): readonly Column<Queued>[] {
  const { t } = useTranslation('queue');
  return useMemo(
    () => [
      { id: 'queued', name: t('columns.queued'), width: 152, cell: ({ message }) => <Time at={message.receivedAt} /> },
      {
        id: 'sender',
        name: t('columns.sender'),
        width: 120,
        grow: 2,
        cell: (row) => senderOf(row) ?? t('nullSender'),
      },
      { id: 'recipient', name: t('columns.recipient'), width: 120, grow: 2, cell: recipientOf },
      {
        id: 'destination',
        name: t('columns.destination'),
        width: 108,
        grow: 1,
        cell: (row) => <DestinationName of={row} />,
      },
      {
        id: 'attempts',
        name: t('columns.attempts'),
        width: 92,
        numeric: true,
        cell: ({ recipient }) => countText(recipient.attempts),
      },
      { id: 'next', name: t('columns.next'), width: 124, cell: (row) => <NextAttempt row={row} /> },
      {
        id: 'last',
        name: t('columns.last'),
        width: 128,
        grow: 3,
        cell: ({ recipient }) => recipient.lastReply,
      },
      {
        id: 'size',
        name: t('columns.size'),
        width: 84,
        numeric: true,
        cell: ({ message }) => sizeText(message.sizeBytes),
      },
      {
        id: 'subject',
        name: t('columns.subject'),
        width: 160,
        grow: 2,
        optional: true,
        cell: ({ message }) => message.header.subject,
      },
      {
        id: 'queueId',
        name: t('columns.queueId'),
        width: 170,
        optional: true,
        cell: ({ message }) => message.queueId,
      },
    ],
    [t],
  );
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('queue');
  return useMemo(
    () => [
      { word: 'from', name: t('columns.sender') },
      { word: 'to', name: t('columns.recipient') },
      { word: 'lane', name: t('filters.lane') },
      {
        word: 'paused',
        name: t('filters.paused'),
        values: (['yes', 'no'] as const).map((value) => ({ value, name: t(`paused.${value}`) })),
      },
      {
        word: 'older',
        name: t('filters.older'),
        values: OLDERS.map((value) => ({ value, name: t(`olders.${value}`) })),
      },
      { word: 'id', name: t('columns.queueId') },
    ],
    [t],
  );
}
