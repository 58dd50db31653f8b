/** How much came by each connector: today, and when last, as the hourly counts know it. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/call.ts';

interface Use {
  readonly today: number;
  /** The day, as when it began. */
  readonly lastDay: number;
}

export interface Uses {
  /** By id; undefined: not known yet. */
  readonly of: ReadonlyMap<string, Use> | undefined;
}

const LABELS = 50;

export function useUses(organization: string): Uses {
  const { data } = useQuery({
    queryKey: ['trace', 'connector-uses', organization],
    queryFn: ({ signal }) =>
      call('GET /series', {
        query: { organization, by: 'connector', step: 'day', from: '30d', labels: LABELS },
        signal,
      }),
  });
  return useMemo(() => {
    if (data === undefined) return { of: undefined };
    const today = new Date(data.to).setHours(0, 0, 0, 0);
    const of = new Map<string, Use>();
    for (const { at, label, outcome, count } of data.points) {
      if (label === null || outcome !== 'Accepted') continue;
      const before = of.get(label) ?? { today: 0, lastDay: 0 };
      of.set(label, {
        today: before.today + (at >= today ? count : 0),
        lastDay: Math.max(before.lastDay, at),
      });
    }
    return { of };
  }, [data]);
}
