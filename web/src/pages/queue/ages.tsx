/** How long mail has waited: a bar of shares, and the same in words. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Destination } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { useContrastColours } from '../../parts/look.tsx';
import { locale } from '../../words/language.ts';

type Ages = NonNullable<Destination['ages']>;
const NAMES = ['tenMinutes', 'hour', 'sixHours', 'day', 'older'] as const satisfies readonly (keyof Ages)[];

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    width: '100%',
    height: '12px',
    gap: '1px',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusSmall,
    verticalAlign: 'middle',
  },
  // Colours that the system forces would leave a bar of nothing: its meaning is in it.
  part: { minWidth: '3px', forcedColorAdjust: 'none' },
  tenMinutes: { backgroundColor: tokens.colorPaletteGreenBackground3 },
  hour: { backgroundColor: tokens.colorPaletteTealBorderActive },
  sixHours: { backgroundColor: tokens.colorPaletteYellowBackground3 },
  day: { backgroundColor: tokens.colorPaletteDarkOrangeBackground3 },
  older: { backgroundColor: tokens.colorPaletteRedBackground3 },
  list: {
    display: 'grid',
    gridTemplateColumns: '12px max-content max-content max-content',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'contents' },
  square: { width: '12px', height: '12px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

const percent = new Intl.NumberFormat(locale, { style: 'percent' });
const sumOf = (ages: Ages): number => NAMES.reduce((sum, name) => sum + ages[name], 0);

function useParts(ages: Ages) {
  const { t } = useTranslation('queue');
  const inContrast = useContrastColours();
  const sum = Math.max(1, sumOf(ages));
  return NAMES.filter((name) => ages[name] > 0).map((name) => ({
    name,
    age: t(`ages.${name}`),
    count: countText(ages[name]),
    share: percent.format(ages[name] / sum),
    grow: ages[name] / sum,
    // Of five ages and four colours the first and the last have one: they are told by their place.
    backgroundColor: inContrast?.[NAMES.indexOf(name) % inContrast.length],
  }));
}

export function AgeBar({ ages }: { readonly ages: Ages }) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const parts = useParts(ages);
  const words = parts.map(({ age, count, share }) => t('ages.part', { age, shown: count, share })).join(', ');
  return (
    <span className={styles.bar} role="img" aria-label={words} title={words}>
      {parts.map(({ name, grow, backgroundColor }) => (
        <span
          key={name}
          className={mergeClasses(styles.part, styles[name])}
          style={{ flex: `${grow} 0 0`, backgroundColor }}
        />
      ))}
    </span>
  );
}

export function AgeList({ ages }: { readonly ages: Ages }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {useParts(ages).map(({ name, age, count, share, backgroundColor }) => (
        <li key={name} className={styles.item}>
          <span className={mergeClasses(styles.square, styles[name])} style={{ backgroundColor }} />
          <span>{age}</span>
          <span className={styles.number}>{count}</span>
          <span className={styles.number}>{share}</span>
        </li>
      ))}
    </ul>
  );
}
