/** The last ten searches of a person. Each is the words of the address, so that a time that is relative stays so. */
import { Link, makeStyles } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { type Filter, FREE } from '../../parts/filters.tsx';
import { writeWords } from '../../parts/search-words.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import type { Query } from '../../parts/url.ts';
import { OWN_VIEWS, useIsPerson, type Words } from '../../parts/views.tsx';

/** So long one looks at a search before it counts as one. */
const NOTED_AFTER_MS = 3_000;
const NOT_SEARCHED = new Set(['open', 'tab']);

/** What is searched by, of an address. */
export const wordsOf = (query: Query): Words =>
  Object.fromEntries(
    Object.entries(query).flatMap(([word, value]) =>
      value === undefined || value === '' || NOT_SEARCHED.has(word) ? [] : [[word, value]],
    ),
  );

/** A time alone is no search. */
const isSearch = (words: Words): boolean => Object.keys(words).some((word) => word !== 'since');

/** Notes what was searched by, once one has stayed with it. */
export function useNoted(words: Words): void {
  const queries = useQueryClient();
  const isPerson = useIsPerson();
  const said = JSON.stringify(words);
  useEffect(() => {
    const noted = JSON.parse(said) as Words;
    if (!isPerson || !isSearch(noted)) return undefined;
    const timer = setTimeout(() => {
      // Nobody misses it where it fails.
      call('POST /me/queries/last', { body: { words: noted } })
        .then(() => queries.invalidateQueries({ queryKey: OWN_VIEWS }))
        .catch(() => {});
    }, NOTED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said, isPerson, queries]);
}

const useStyles = makeStyles({
  table: { maxWidth: '960px' },
});

interface Props {
  readonly filters: readonly Filter[];
  readonly spanText: (since: string | undefined) => string;
  readonly go: (words: Words) => void;
}

export function LastQueries({ filters, spanText, go }: Props) {
  const { t } = useTranslation('trace');
  const styles = useStyles();
  const asked = useQuery({ queryKey: OWN_VIEWS, queryFn: ({ signal }) => call('GET /me/queries', { signal }) });
  const known = filters.map(({ word }) => word);
  const told = ({ since, ...words }: Words): string =>
    [writeWords(words, known, FREE), spanText(since)].filter((part) => part !== '').join(' · ');
  return (
    <Asked query={asked}>
      {({ last }) =>
        last.length === 0 ? (
          <Empty title={t('queries.none')}>{t('queries.noneText')}</Empty>
        ) : (
          <SmallTable
            className={styles.table}
            label={t('tabs.last')}
            rows={last}
            keyOf={({ words }) => told(words)}
            columns={[
              {
                name: t('queries.query'),
                cell: ({ words }) => (
                  <Link as="button" onClick={() => go(words)}>
                    {told(words)}
                  </Link>
                ),
              },
              { name: t('queries.at'), width: '150px', cell: ({ at }) => <Time at={at} as="relative" /> },
            ]}
          />
        )
      }
    </Asked>
  );
}
