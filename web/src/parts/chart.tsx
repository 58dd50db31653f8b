/** Amounts over time, stacked, as a picture or as a table: uPlot draws, we say times in the reader's language and give it a summary in words. */
import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { dayIn } from './day-in.ts';
import { useContrastColours, useLook } from './look.tsx';
import { SmallTable } from './small-table.tsx';
import { dayAndTime } from './time.tsx';
import { locale } from '../words/language.ts';

export interface Series {
  readonly name: string;
  /** As many as there are times. */
  readonly values: readonly number[];
}

interface Props {
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly summary: string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** Of days that a server counted: its zone. Absent: they are hours, of the browser's. */
  readonly zone?: string;
  /** In px. */
  readonly height?: number;
  /** Beside its title. */
  readonly actions?: ReactNode;
}

const useStyles = makeStyles({
  figure: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  legend: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  key: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  // Its colour is its meaning, whatever the system forces.
  swatch: { width: '12px', height: '12px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  actions: {
    marginLeft: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  scroll: { overflow: 'auto', maxHeight: '300px' },
});

/** Fluent's own order of colours for data; each has its theme's contrast. */
const COLOURS = [
  'colorPaletteBlueForeground2',
  'colorPaletteTealForeground2',
  'colorPaletteMarigoldForeground2',
  'colorPaletteRedForeground2',
  'colorPalettePurpleForeground2',
  'colorPaletteSteelForeground2',
] as const;
const SECOND_MS = 1_000;
/** The room of a day's name. */
const LABEL_PX = 70;

const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });

export function Chart({ title, summary, times, series, zone, height = 220, actions }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const { fluent } = useLook();
  const [asTable, setAsTable] = useState(false);
  const inContrast = useContrastColours();
  const colours = useMemo(() => {
    const all = inContrast ?? COLOURS.map((name) => String(fluent[name]));
    return series.map((_, index) => all[index % all.length] ?? '');
  }, [series, fluent, inContrast]);
  return (
    <figure className={styles.figure} aria-label={title}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{title}</Subtitle2>
        <div className={styles.actions}>
          {actions}
          <Button size="small" appearance="subtle" onClick={() => setAsTable(!asTable)}>
            {asTable ? t('chart.chart') : t('chart.table')}
          </Button>
        </div>
      </div>
      <Text size={200}>{summary}</Text>
      {asTable ? (
        <Amounts times={times} series={series} title={title} zone={zone} />
      ) : (
        <>
          <Drawing times={times} series={series} zone={zone} height={height} colours={colours} />
          <div className={styles.legend}>
            {series.map(({ name }, index) => (
              <span key={name} className={styles.key}>
                <span className={styles.swatch} style={{ backgroundColor: colours[index] }} />
                {name}
              </span>
            ))}
          </div>
        </>
      )}
    </figure>
  );
}

function Amounts({ times, series, title, zone }: Pick<Props, 'times' | 'series' | 'title'> & Zone) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
      <SmallTable
        rows={times.map((at, index) => ({ at, index }))}
        keyOf={({ at }) => at}
        columns={[
          { name: t('chart.time'), cell: ({ at }) => (zone === undefined ? dayAndTime(at) : dayIn(at, zone)) },
          ...series.map(({ name, values }) => ({
            name,
            cell: ({ index }: { readonly index: number }) => values[index] ?? 0,
          })),
        ]}
      />
    </div>
  );
}

/** Each on the shoulders of those before it: uPlot knows no stacks. */
function stacked(series: readonly Series[], length: number): number[][] {
  const below = new Array<number>(length).fill(0);
  return series.map(({ values }) => below.map((sum, index) => (below[index] = sum + (values[index] ?? 0))));
}

/** Every so many of the times, the last one among them, in seconds: as many as there is room for. */
function labelled(times: readonly number[], width: number): number[] {
  const step = Math.max(1, Math.ceil((times.length * LABEL_PX) / width));
  return times.filter((_, index) => (times.length - 1 - index) % step === 0).map((at) => at / SECOND_MS);
}

interface Zone {
  readonly zone: string | undefined;
}

function Drawing({
  times,
  series,
  zone,
  height,
  colours,
}: Required<Pick<Props, 'times' | 'series' | 'height'>> & Zone & { readonly colours: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  const { fluent } = useLook();
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const axis = {
      stroke: fluent.colorNeutralForeground2,
      grid: { stroke: fluent.colorNeutralStroke2, width: 1 },
      ticks: { show: false },
    };
    const sums = stacked(series, times.length);
    const options: UPlot.Options = {
      width: element.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      axes: [
        {
          ...axis,
          // A day has its label where it is, and one.
          ...(zone !== undefined && { splits: ({ width }) => labelled(times, width) }),
          values: (_, splits, __, ___, step) =>
            splits.map((at) => {
              if (zone !== undefined) return dayIn(at * SECOND_MS, zone);
              return (step >= 86_400 ? day : hour).format(at * SECOND_MS);
            }),
        },
        {
          ...axis,
          size: 48,
          values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? String(value) : '')),
        },
      ],
      scales: { y: { range: (_, __, most) => [0, Math.max(1, most)] } },
      // The tallest first, so that each below covers its own part.
      series: [
        {},
        ...series
          .map(({ name }, index) => ({
            label: name,
            stroke: colours[index],
            fill: colours[index],
            width: 1,
            points: { show: false },
          }))
          .toReversed(),
      ],
    };
    const plot = new UPlot(options, [times.map((at) => at / SECOND_MS), ...sums.toReversed()], element);
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [times, series, zone, height, colours, fluent]);
  return <div ref={place} aria-hidden />;
}
