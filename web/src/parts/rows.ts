/** Rows for a list, however they come: page by page as of `useCursorList`, or all at once. */
import type { UseQueryResult } from '@tanstack/react-query';

export interface Rows<Row> {
  readonly rows: readonly Row[];
  /** Why there are none; null: there is no such reason. */
  readonly failed: { readonly error: Error; retry(): void } | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  loadMore(): void;
  /** Rows that came since, and are not shown before they are asked for. */
  readonly fresh: number;
  showFresh(): void;
}

/** They are all here already. */
export const allRows = <Row>(rows: readonly Row[]): Rows<Row> => ({
  rows,
  failed: null,
  hasMore: false,
  loading: false,
  loadMore: () => {},
  fresh: 0,
  showFresh: () => {},
});

/** Of an answer that has all of them: the API bounds how many there are. */
export const wholeList = <Row>(query: UseQueryResult<{ readonly items: readonly Row[] }>): Rows<Row> =>
  answeredRows(query, query.data?.items ?? []);

/** What was made of such an answer: some of its rows, or more about each. */
export const answeredRows = <Row>(
  { data, error, isFetching, refetch }: UseQueryResult<unknown>,
  rows: readonly Row[],
): Rows<Row> => ({
  ...allRows(rows),
  failed: error !== null && data === undefined ? { error, retry: () => void refetch() } : null,
  loading: data === undefined && isFetching,
});
