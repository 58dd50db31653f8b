/** Counts over time as a picture, and as tables whose numbers lead to the mail. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Series } from '../api/contracts.ts';
import { countText } from './amounts.ts';
import { Chart } from './chart.tsx';
import { dayIn } from './day-in.ts';
import { InnerLink } from './inner-link.tsx';
import { Section } from './section.tsx';
import { placesOf, stepOf } from './series-places.ts';
import { SmallTable } from './small-table.tsx';
import { StateBlock } from './state-word.tsx';
import { dayAndTime } from './time.tsx';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

export interface SeriesWords {
  readonly chart: string;
  /** Nothing was counted in this time. */
  readonly none: string;
  readonly summary: (count: number, most: string) => string;
  readonly byLabel: string;
  readonly label: string;
  readonly outcome: string;
  readonly nameOf: (label: string | null) => string;
  readonly outcomeOf: (outcome: string) => string;
  /** The mail itself, as the trace finds it, without the time; null: it cannot be sought by that. */
  readonly linkOf: (label: string | null, outcome: string | null) => Readonly<Record<string, string>> | null;
  /** How the trace is asked for the mail of a time; absent: by when it came. */
  readonly timesOf?: (since: number, until?: number) => Readonly<Record<string, string>>;
}

interface Props {
  readonly data: Series;
  readonly words: SeriesWords;
}

export function SeriesReport({ data, words }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const { times, series, rows, total } = amountsOf(data);
  const isDays = data.step === 'day';
  const [most] = series;
  const atEnd = { atEnd: true, width: '120px' } as const;
  const timesOf = words.timesOf ?? cameIn;
  const number = (count: number, query: Readonly<Record<string, string>> | null, since: number, until?: number) => {
    if (query === null) return countText(count);
    return (
      <InnerLink to={`/trace?${new URLSearchParams({ ...query, ...timesOf(since, until) })}`}>
        {countText(count)}
      </InnerLink>
    );
  };
  return (
    <>
      {most === undefined ? (
        <StateBlock mood="good">{words.none}</StateBlock>
      ) : (
        <>
          <Chart
            title={words.chart}
            summary={words.summary(total, words.nameOf(most.label))}
            times={times}
            {...(isDays && { zone: data.zone })}
            series={series.map(({ label, values }) => ({ name: words.nameOf(label), values }))}
          />
          <Section as="h2" title={words.byLabel}>
            <SmallTable
              label={words.byLabel}
              rows={rows}
              keyOf={({ label, outcome }) => `${label} ${outcome}`}
              columns={[
                { name: words.label, cell: ({ label }) => words.nameOf(label), namesRow: true },
                { name: words.outcome, cell: ({ outcome }) => words.outcomeOf(outcome) },
                {
                  name: t('series.count'),
                  ...atEnd,
                  cell: ({ label, outcome, count }) => number(count, words.linkOf(label, outcome), data.from),
                },
              ]}
            />
          </Section>
          <Section as="h2" title={t('series.days')}>
            <SmallTable
              label={t('series.days')}
              rows={daysOf(data)}
              keyOf={({ at, label }) => `${at} ${label}`}
              columns={[
                {
                  name: t('series.time'),
                  cell: ({ at }) => (isDays ? dayIn(at, data.zone) : dayAndTime(at)),
                  namesRow: true,
                },
                { name: words.label, cell: ({ label }) => words.nameOf(label) },
                {
                  name: t('series.count'),
                  ...atEnd,
                  cell: ({ at, label, count }) => number(count, words.linkOf(label, null), at, at + stepOf(data)),
                },
              ]}
            />
          </Section>
        </>
      )}
      <Text size={200} className={styles.faint}>
        {t('series.since', { when: dayAndTime(data.since) })}
      </Text>
    </>
  );
}

const cameIn = (since: number, until?: number): Readonly<Record<string, string>> => ({
  since: String(since),
  ...(until !== undefined && { until: String(until) }),
});

/** Where an earlier check decided, the mail is counted there. */
const decided = ({ points }: Series) => points.filter(({ outcome }) => outcome !== 'also');

function amountsOf(data: Series) {
  const { times, indexOf } = placesOf(data);
  const values = new Map<string | null, number[]>();
  const sums = new Map<string, { readonly label: string | null; readonly outcome: string; count: number }>();
  let total = 0;
  for (const { at, label, outcome, count } of decided(data)) {
    const own = values.get(label) ?? times.map(() => 0);
    const index = indexOf(at);
    own[index] = (own[index] ?? 0) + count;
    values.set(label, own);
    const key = `${label} ${outcome}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { label, outcome, count });
    else sum.count += count;
    total += count;
  }
  const sumOf = (one: readonly number[]): number => one.reduce((sum, count) => sum + count, 0);
  const series = [...values].map(([label, own]) => ({ label, values: own }));
  return {
    ...{ times, total },
    series: series.sort((a, b) => sumOf(b.values) - sumOf(a.values)),
    rows: [...sums.values()].sort((a, b) => b.count - a.count),
  };
}

/** The latest first. */
function daysOf(data: Series) {
  const found = new Map<string, { readonly at: number; readonly label: string | null; count: number }>();
  for (const { at, label, count } of decided(data)) {
    const key = `${at} ${label}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { at, label, count });
    else known.count += count;
  }
  return [...found.values()].sort((a, b) => b.at - a.at || b.count - a.count);
}
