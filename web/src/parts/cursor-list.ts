/** Rows of the API by its cursors, a hundred at a time, newest first. What came since is counted, and shown when it is asked for. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { ROWS, useLiveness } from '../api/events.ts';
import type { Rows } from './rows.ts';

interface PageOf<Row> {
  readonly rows: readonly Row[];
  /** null: there is no more. */
  readonly next: string | null;
}

interface Options<Row, Page extends PageOf<Row>> {
  /** What is asked, filters included, behind the kind of the hint that tells of news: `['trace', filters]`. */
  readonly key: readonly unknown[];
  readonly page: (after: string | undefined, signal: AbortSignal) => Promise<Page>;
  readonly keyOf: (row: Row) => string;
  /** New rows come at the head; false: the list is as it was asked for. */
  readonly live?: boolean;
}

const HEAD_MS = 30_000;

export interface CursorList<Row, Page> extends Rows<Row> {
  /** The last page, for what an answer says besides rows. */
  readonly lastPage: Page | undefined;
  refresh(): void;
}

export function useCursorList<Row, Page extends PageOf<Row>>(options: Options<Row, Page>): CursorList<Row, Page> {
  const { key, page, keyOf, live = true } = options;
  const queries = useQueryClient();
  const liveness = useLiveness();
  const rowsKey = useMemo(() => [...key, ROWS], [key]);
  const query = useInfiniteQuery({
    queryKey: rowsKey,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Rows that one reads stay where they are; the head below tells of others.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((one) => one.rows) ?? [], [query.data]);
  const head = useQuery({
    queryKey: [...key, 'head'],
    queryFn: ({ signal }) => page(undefined, signal),
    enabled: live && query.data !== undefined,
    refetchInterval: liveness === 'live' ? false : HEAD_MS,
  });
  const fresh = useMemo(() => {
    if (head.data === undefined || head.dataUpdatedAt < query.dataUpdatedAt) return 0;
    const known = new Set(rows.map(keyOf));
    const first = head.data.rows.findIndex((row) => known.has(keyOf(row)));
    return first < 0 ? head.data.rows.length : first;
    // Whoever asks gives the same function.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [head.data, head.dataUpdatedAt, query.dataUpdatedAt, rows]);
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const refresh = useCallback(() => void queries.resetQueries({ queryKey: rowsKey }), [queries, rowsKey]);
  // In a list without rows nothing is read that could be pushed away.
  const isAwaited = rows.length === 0 && fresh > 0 && !query.isFetching;
  useEffect(() => {
    if (isAwaited) refresh();
  }, [isAwaited, refresh]);
  return {
    rows,
    hasMore: query.hasNextPage,
    loading: query.isFetching,
    loadMore,
    fresh,
    showFresh: refresh,
    failed: query.error !== null && rows.length === 0 ? { error: query.error, retry: refresh } : null,
    lastPage: query.data?.pages.at(-1),
    refresh,
  };
}
