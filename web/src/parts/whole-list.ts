/** Rows of an answer that has all of them: the API bounds how many there are. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { Rows } from './list.tsx';

export const wholeList = <Row>({
  data,
  isFetching,
}: Pick<UseQueryResult<{ readonly items: readonly Row[] }>, 'data' | 'isFetching'>): Rows<Row> => ({
  rows: data?.items ?? [],
  hasMore: false,
  loading: data === undefined && isFetching,
  loadMore: () => {},
  fresh: 0,
  showFresh: () => {},
});
