/** The counts as a picture, and as tables that lead to the mail. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Series } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Chart } from '../../parts/chart.tsx';
import { dayIn } from '../../parts/day-in.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { dayAndTime } from '../../parts/time.tsx';
import type checks from '../../words/en/checks.ts';

type Check = keyof typeof checks.names;
type Act = keyof typeof checks.done;

const STEP_MS = { hour: 3_600_000, day: 86_400_000 } as const;

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

interface Props {
  readonly data: Series;
  readonly by: 'check' | 'observed';
}

export function Report({ data, by }: Props) {
  const { t } = useTranslation('reports');
  const { t: named } = useTranslation('checks');
  const styles = useStyles();
  const { times, series, rows, total } = amountsOf(data);
  const nameOf = (check: string): string => named(`names.${check as Check}`, { defaultValue: check });
  const isDays = data.step === 'day';
  const [most] = series;
  const atEnd = { atEnd: true, width: '120px' } as const;
  return (
    <>
      {most === undefined ? (
        <StateBlock mood="good">{t('none')}</StateBlock>
      ) : (
        <>
          <Chart
            title={t('chart')}
            summary={t('summary', { count: total, amount: countText(total), check: nameOf(most.check) })}
            times={times}
            {...(isDays && { zone: data.zone })}
            series={series.map(({ check, values }) => ({ name: nameOf(check), values }))}
          />
          <Section as="h2" title={t('byCheck')}>
            <SmallTable
              label={t('byCheck')}
              rows={rows}
              keyOf={({ check, act }) => `${check} ${act}`}
              columns={[
                { name: t('columns.check'), cell: ({ check }) => nameOf(check), namesRow: true },
                { name: t(`columns.act.${by}`), cell: ({ act }) => named(`done.${act as Act}`, { defaultValue: act }) },
                {
                  name: t('columns.count'),
                  ...atEnd,
                  cell: ({ check, count }) => (
                    <InnerLink to={`/trace?${by}=${check}&since=${data.from}`}>{countText(count)}</InnerLink>
                  ),
                },
              ]}
            />
          </Section>
          <Section as="h2" title={t('days')}>
            <SmallTable
              label={t('days')}
              rows={daysOf(data)}
              keyOf={({ at, check }) => `${at} ${check}`}
              columns={[
                {
                  name: t('columns.time'),
                  cell: ({ at }) => (isDays ? dayIn(at, data.zone) : dayAndTime(at)),
                  namesRow: true,
                },
                { name: t('columns.check'), cell: ({ check }) => nameOf(check) },
                {
                  name: t('columns.count'),
                  ...atEnd,
                  cell: ({ at, check, count }) => (
                    <InnerLink to={`/trace?${by}=${check}&since=${at}&until=${at + stepOf(data)}`}>
                      {countText(count)}
                    </InnerLink>
                  ),
                },
              ]}
            />
          </Section>
        </>
      )}
      <Text size={200} className={styles.faint}>
        {t('since', { when: dayAndTime(data.since) })}
      </Text>
    </>
  );
}

const stepOf = ({ step }: Series): number => STEP_MS[step === 'day' ? 'day' : 'hour'];

/** Where an earlier check decided, the mail is counted there. */
const decided = ({ points }: Series) => points.filter(({ outcome }) => outcome !== 'also');

/** What is not in the answer was nothing: every day has its place. */
function amountsOf(data: Series) {
  const { from, to } = data;
  const length = stepOf(data);
  const times = Array.from(
    { length: Math.max(1, Math.ceil((to - from) / length)) },
    (_, index) => from + index * length,
  );
  const values = new Map<string, number[]>();
  const sums = new Map<string, { readonly check: string; readonly act: string; count: number }>();
  let total = 0;
  for (const { at, label, outcome, count } of decided(data)) {
    const check = label ?? '*';
    const own = values.get(check) ?? times.map(() => 0);
    // Days of the server's zone may have 23 or 25 hours.
    const index = Math.min(times.length - 1, Math.max(0, Math.round((at - from) / length)));
    own[index] = (own[index] ?? 0) + count;
    values.set(check, own);
    const key = `${check} ${outcome}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { check, act: outcome, count });
    else sum.count += count;
    total += count;
  }
  const sumOf = (one: readonly number[]): number => one.reduce((sum, count) => sum + count, 0);
  const series = [...values].map(([check, own]) => ({ check, values: own }));
  return {
    ...{ times, total },
    series: series.sort((a, b) => sumOf(b.values) - sumOf(a.values)),
    rows: [...sums.values()].sort((a, b) => b.count - a.count),
  };
}

/** The latest first. */
function daysOf(data: Series) {
  const found = new Map<string, { readonly at: number; readonly check: string; count: number }>();
  for (const { at, label, count } of decided(data)) {
    const check = label ?? '*';
    const key = `${at} ${check}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { at, check, count });
    else known.count += count;
  }
  return [...found.values()].sort((a, b) => b.at - a.at || b.count - a.count);
}
