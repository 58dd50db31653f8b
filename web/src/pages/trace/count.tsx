/** How many rows match, when somebody asks: the list knows only those that it has loaded. With it, the meaning of the direction that is searched by. */
import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { SaidTo } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Failed } from '../../parts/states.tsx';
import { dayAndTime } from '../../parts/time.tsx';

type Search = NonNullable<SaidTo<'GET /trace/count'>['query']>;

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS },
});

interface Props {
  readonly search: Search;
  /** There are rows that are not loaded. */
  readonly ask: boolean;
}

export function Count({ search, ask }: Props) {
  const { t } = useTranslation('trace');
  const styles = useStyles();
  const said = JSON.stringify(search);
  const [wanted, setWanted] = useState<string | null>(null);
  const isWanted = wanted === said;
  const found = useQuery({
    // Counted once: it is not asked again by each mail that comes.
    queryKey: ['trace-count', said],
    queryFn: ({ signal }) => call('GET /trace/count', { query: search, signal }),
    enabled: isWanted,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const { direction } = search;
  if (direction === undefined && !ask && !isWanted) return null;
  return (
    <div className={styles.line}>
      {direction !== undefined && <Text>{t(`directionTexts.${direction}`)}</Text>}
      {!isWanted && ask && (
        <Link as="button" onClick={() => setWanted(said)}>
          {t('count.ask')}
        </Link>
      )}
      {isWanted && (
        <Text role="status">
          {found.isFetching ? t('count.busy') : found.data === undefined ? '' : <Told of={found.data} />}
        </Text>
      )}
      {isWanted && found.error !== null && <Failed error={found.error} retry={() => void found.refetch()} />}
    </div>
  );
}

interface Counted {
  readonly count: number;
  readonly more: boolean;
  readonly lookedBackTo: number | null;
}

function Told({ of: { count, more, lookedBackTo } }: { readonly of: Counted }) {
  const { t } = useTranslation('trace');
  const amount = countText(count);
  if (lookedBackTo !== null) return t('count.atLeast', { amount, time: dayAndTime(lookedBackTo) });
  return more ? t('count.more', { amount }) : t('count.is', { count, amount });
}
