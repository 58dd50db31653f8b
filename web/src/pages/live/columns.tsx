/** Columns and filters of live sessions. */
import { Link } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { capital } from '../../parts/sentence.ts';
import { Time } from '../../parts/time.tsx';
import { type LiveRow, tellingOf } from './sessions.ts';
import { SessionState } from './state.tsx';

/** Of `TLSv1.3 TLS_AES_128_GCM_SHA256`. */
export const tlsName = (tls: string | null): string | null =>
  tls === null ? null : (tls.split(' ')[0] ?? tls).replace(/^TLSv/u, 'TLS ');

/** All there is to say of it in a line. */
export function about(row: LiveRow, t: TFunction<'live'>): string {
  const { noMail, messages } = row;
  const cause = tellingOf(row)?.cause ?? (messages === 0 ? noMail?.cause : undefined);
  if (cause !== undefined) return capital(cause);
  return messages === 0 ? '' : t('messages', { count: messages });
}

interface Options {
  /** Details stand beside: there is room for the first ones. */
  readonly narrow: boolean;
  readonly only: (address: string) => void;
}

export function useColumns({ narrow, only }: Options): readonly Column<LiveRow>[] {
  const { t } = useTranslation('live');
  return useMemo(() => {
    const first: readonly Column<LiveRow>[] = [
      { id: 'time', name: t('columns.time'), width: 156, cell: ({ startedAt }) => <Time at={startedAt} /> },
      { id: 'state', name: t('columns.state'), width: 118, cell: (row) => <SessionState row={row} /> },
      {
        id: 'address',
        name: t('columns.address'),
        width: 124,
        cell: ({ clientAddress }) => (
          <Link
            as="button"
            appearance="subtle"
            tabIndex={-1}
            title={t('onlyAddress', { address: clientAddress })}
            onClick={(event) => {
              event.stopPropagation();
              only(clientAddress);
            }}
          >
            {clientAddress}
          </Link>
        ),
      },
      { id: 'device', name: t('columns.device'), width: 104, grow: 1, cell: ({ device, helo }) => device ?? helo },
    ];
    if (narrow) return first;
    return [
      ...first,
      { id: 'port', name: t('columns.port'), width: 104, cell: ({ listener }) => listener },
      { id: 'tls', name: t('columns.tls'), width: 80, cell: ({ tls }) => tlsName(tls) ?? t('noTls') },
      { id: 'about', name: t('columns.about'), width: 220, grow: 3, cell: (row) => about(row, t) },
    ];
  }, [t, narrow, only]);
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('live');
  return useMemo(
    () => [
      { word: 'ip', name: t('filters.ip') },
      { word: 'device', name: t('filters.device') },
    ],
    [t],
  );
}

/** Words without a name are an address where they look like one, else a device. */
export const isAddress = (text: string): boolean => /^(?:\d{1,3}\.|[\da-f]*:)[\da-f.:]*(?:\/\d+)?$/iu.test(text);
