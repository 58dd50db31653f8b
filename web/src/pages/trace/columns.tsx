/** Columns and filters of the trace. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceRow } from '../../api/contracts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { sizeText } from '../../parts/amounts.ts';
import { dayAndTime, Time } from '../../parts/time.tsx';
import { senderOf } from './row.ts';
import { moods, StatusWord } from './status.tsx';

const WAYS = ['relay', 'submission', 'direct', 'internal'] as const;
const DIRECTIONS = ['incoming', 'outgoing', 'internal'] as const;

/** A link says milliseconds, people say it as they like. */
const timeOf = (said: string): string => (/^\d{13}$/u.test(said) ? dayAndTime(Number(said)) : said);

export function useColumns(): readonly Column<TraceRow>[] {
  const { t } = useTranslation('trace');
  return useMemo(() => {
    const way = (ingress: string | null) => WAYS.find((one) => one === ingress);
    return [
      { id: 'time', name: t('columns.time'), width: 140, cell: ({ at }) => <Time at={at} /> },
      { id: 'status', name: t('columns.status'), width: 124, cell: ({ status }) => <StatusWord status={status} /> },
      { id: 'sender', name: t('columns.sender'), width: 136, grow: 2, cell: (row) => senderOf(row, t('nullSender')) },
      { id: 'recipient', name: t('columns.recipient'), width: 136, grow: 2, cell: ({ recipient }) => recipient },
      {
        id: 'subject',
        name: t('columns.subject'),
        width: 160,
        grow: 3,
        cell: ({ subject, cause }) => subject ?? cause,
      },
      {
        id: 'way',
        name: t('columns.way'),
        width: 108,
        cell: ({ ingress }) => {
          const known = way(ingress);
          return known === undefined ? ingress : t(`ways.${known}`);
        },
      },
      {
        id: 'device',
        name: t('filters.device'),
        width: 104,
        grow: 1,
        cell: ({ device, connector }) => device ?? connector,
      },
      { id: 'size', name: t('columns.size'), width: 94, numeric: true, cell: ({ sizeBytes }) => sizeText(sizeBytes) },
      { id: 'ip', name: t('columns.ip'), width: 130, optional: true, cell: ({ clientAddress }) => clientAddress },
      {
        id: 'messageId',
        name: t('columns.messageId'),
        width: 180,
        grow: 1,
        optional: true,
        cell: ({ messageId }) => messageId,
      },
      { id: 'queueId', name: t('columns.queueId'), width: 170, optional: true, cell: ({ queueId }) => queueId },
      { id: 'reference', name: t('columns.reference'), width: 180, optional: true, cell: ({ reference }) => reference },
      { id: 'code', name: t('filters.code'), width: 90, optional: true, cell: ({ code }) => code },
      { id: 'last', name: t('columns.last'), width: 200, grow: 2, optional: true, cell: ({ lastText }) => lastText },
    ];
  }, [t]);
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('trace');
  const { t: checks } = useTranslation('checks');
  return useMemo(() => {
    const values = Object.entries(checks('names', { returnObjects: true })).map(([value, name]) => ({ value, name }));
    return [
      { word: 'from', name: t('columns.sender') },
      { word: 'to', name: t('columns.recipient') },
      {
        word: 'status',
        name: t('columns.status'),
        values: (Object.keys(moods) as (keyof typeof moods)[]).map((value) => ({
          value,
          name: t(`statuses.${value}`),
        })),
      },
      { word: 'way', name: t('columns.way'), values: WAYS.map((value) => ({ value, name: t(`ways.${value}`) })) },
      {
        word: 'direction',
        name: t('filters.direction'),
        values: DIRECTIONS.map((value) => ({ value, name: t(`directions.${value}`) })),
      },
      { word: 'device', name: t('filters.device') },
      { word: 'connector', name: t('filters.connector') },
      { word: 'hop', name: t('filters.hop') },
      { word: 'ip', name: t('columns.ip') },
      { word: 'msgid', name: t('columns.messageId') },
      { word: 'ref', name: t('columns.reference') },
      { word: 'id', name: t('columns.queueId') },
      { word: 'check', name: t('filters.check'), values },
      { word: 'observed', name: t('filters.observed'), values },
      { word: 'code', name: t('filters.code') },
      { word: 'failedSince', name: t('filters.failedSince'), textOf: timeOf },
      { word: 'failedUntil', name: t('filters.failedUntil'), textOf: timeOf },
      { word: 'until', name: t('filters.until'), textOf: timeOf },
    ];
  }, [t, checks]);
}
