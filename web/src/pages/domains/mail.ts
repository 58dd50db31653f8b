/** How much mail came in for each domain of a list, and was sent in its name, in the last 24 hours: as it was counted when it came. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call } from '../../api/call.ts';
import type { Series } from '../../api/contracts.ts';

export interface DomainMail {
  readonly received: number;
  readonly sent: number;
}

/** By name; of one that is not in it nothing is known yet. */
export type MailOfDomains = ReadonlyMap<string, DomainMail>;

/** As many as the server counts in one answer. */
const AT_ONCE = 50;
const REFRESH_MS = 60_000;
const DIRECTIONS = ['to-domain', 'from-domain'] as const;

/** @param names in the order they came, so that what was asked stays asked as a list grows. */
export function useMailOfDomains(organization: string, names: readonly string[]): MailOfDomains {
  const asked = useMemo(
    () =>
      Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, at) =>
        names.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
      ).flatMap((part) => DIRECTIONS.map((by) => ({ part, by }))),
    [names],
  );
  const combine = useCallback(
    (answers: readonly { readonly data: Series | undefined }[]): MailOfDomains => {
      const mail = new Map<string, DomainMail>();
      for (const [at, { data }] of answers.entries()) {
        const { part = [], by } = asked[at] ?? {};
        if (data === undefined) continue;
        for (const name of part) {
          const count = data.points.reduce((sum, point) => sum + (point.label === name ? point.count : 0), 0);
          const { received, sent } = mail.get(name) ?? { received: 0, sent: 0 };
          mail.set(name, by === 'to-domain' ? { received: count, sent } : { received, sent: count });
        }
      }
      return mail;
    },
    [asked],
  );
  return useQueries({
    queries: asked.map(({ part, by }) => ({
      queryKey: ['uses', by, organization, part],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('GET /series', { query: { organization, by, step: 'hour', from: '24h', of: part.join(',') }, signal }),
      // Each mail is a hint: counts need not follow each.
      refetchInterval: REFRESH_MS,
    })),
    combine,
  });
}
