/** How much mail came by each connector or device of a list: today, and when last, as the hourly counts know it. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call } from '../api/call.ts';
import type { Series } from '../api/contracts.ts';
import { dayIn } from './day-in.ts';

export interface Use {
  readonly today: number;
  /** Refused today. */
  readonly refused: number;
  /** The last day with mail; null: none of the last thirty. */
  readonly lastDay: string | null;
}

/** By id; of one that is not in it nothing is known yet. */
export type Uses = ReadonlyMap<string, Use>;

/** As many as the server counts in one answer. */
const AT_ONCE = 50;
const REFRESH_MS = 60_000;
const none: Use = { today: 0, refused: 0, lastDay: null };

/** @param ids in the order they came, so that what was asked stays asked as a list grows. */
export function useUses(by: 'connector' | 'device', organization: string, ids: readonly string[]): Uses {
  const parts = useMemo(
    () =>
      Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
    [ids],
  );
  const combine = useCallback(
    (asked: readonly { readonly data: Series | undefined }[]): Uses =>
      new Map(asked.flatMap(({ data }, index) => (data === undefined ? [] : usesOf(data, parts[index] ?? [])))),
    [parts],
  );
  return useQueries({
    queries: parts.map((part) => ({
      queryKey: ['uses', by, organization, part],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('GET /series', { query: { organization, by, step: 'day', from: '30d', of: part.join(',') }, signal }),
      // Each mail is a hint: counts need not follow each.
      refetchInterval: REFRESH_MS,
    })),
    combine,
  });
}

function usesOf({ last, zone, points }: Series, ids: readonly string[]): readonly (readonly [string, Use])[] {
  return ids.map((id) => {
    let { today, refused } = none;
    let lastAt = 0;
    for (const { at, label, outcome, count } of points) {
      if (label !== id) continue;
      if (outcome === 'Accepted') lastAt = Math.max(lastAt, at);
      // Days are the server's.
      if (at >= last && outcome === 'Accepted') today += count;
      else if (at >= last) refused += count;
    }
    return [id, { today, refused, lastDay: lastAt === 0 ? null : dayIn(lastAt, zone) }];
  });
}
