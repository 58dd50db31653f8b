/** How much mail came by each connector or device of a list: today, and when last, as the hourly counts know it. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../api/call.ts';
import type { Series } from '../api/contracts.ts';

export interface Use {
  readonly today: number;
  /** Refused today. */
  readonly refused: number;
  /** The last day with mail, as when it began; 0: none of the last thirty. */
  readonly lastDay: number;
}

/** By id; undefined: not known yet. */
export type Uses = ReadonlyMap<string, Use> | undefined;

/** As many as the server counts in one answer. */
const AT_ONCE = 50;
const REFRESH_MS = 60_000;
const none: Use = { today: 0, refused: 0, lastDay: 0 };

/** @param ids in the order they came, so that what was asked stays asked as a list grows. */
export function useUses(by: 'connector' | 'device', organization: string, ids: readonly string[]): Uses {
  const parts = useMemo(
    () =>
      Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
    [ids],
  );
  return useQueries({
    queries: parts.map((part) => ({
      queryKey: ['uses', by, organization, part],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('GET /series', { query: { organization, by, step: 'day', from: '30d', of: part.join(',') }, signal }),
      // Each mail is a hint: counts need not follow each.
      refetchInterval: REFRESH_MS,
    })),
    combine: usesOf,
  });
}

function usesOf(asked: readonly { readonly data: Series | undefined }[]): Uses {
  const answers = asked.flatMap(({ data }) => data ?? []);
  if (answers.length === 0) return undefined;
  const uses = new Map<string, Use>();
  for (const { to, points } of answers) {
    const today = new Date(to).setHours(0, 0, 0, 0);
    for (const { at, label, outcome, count } of points) {
      if (label === null) continue;
      const { today: came, refused, lastDay } = uses.get(label) ?? none;
      const isToday = at >= today;
      uses.set(
        label,
        outcome === 'Accepted'
          ? { today: came + (isToday ? count : 0), refused, lastDay: Math.max(lastDay, at) }
          : { today: came, refused: refused + (isToday ? count : 0), lastDay },
      );
    }
  }
  return uses;
}
