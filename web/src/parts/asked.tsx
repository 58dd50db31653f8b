/** What a query answers, in each of its states: loading, error with cure, stale beside what there was before. */
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from './states.tsx';
import { clockTime } from './time.tsx';

interface Props<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  /** Instead of the skeleton of three lines. */
  readonly loading?: ReactNode;
}

export function Asked<Data>({ query, children, loading = <Loading /> }: Props<Data>) {
  const { t } = useTranslation('parts');
  const { data, error, dataUpdatedAt, refetch } = query;
  if (data === undefined) return error === null ? loading : <Failed error={error} retry={() => void refetch()} />;
  return (
    <>
      {error !== null && (
        <MessageBar intent="warning">
          <MessageBarBody>{t('stale', { since: clockTime(dataUpdatedAt) })}</MessageBarBody>
        </MessageBar>
      )}
      {children(data)}
    </>
  );
}
