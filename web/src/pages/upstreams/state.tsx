/** An upstream's state in a word, and how much of its pace is used. */
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Upstream } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { StateWord } from '../../parts/state-word.tsx';

const moods = { healthy: 'good', slowed: 'warning', held: 'bad', 'signed-out': 'bad', off: 'neutral' } as const;
const order: readonly Upstream['state'][] = ['held', 'signed-out', 'slowed', 'healthy', 'off'];

/** What needs a person comes first. */
export const byUrgency = (a: Upstream, b: Upstream): number => order.indexOf(a.state) - order.indexOf(b.state);

export function State({ state }: Pick<Upstream, 'state'>) {
  const { t } = useTranslation('upstreams');
  return <StateWord mood={moods[state]}>{t(`states.${state}`)}</StateWord>;
}

const useStyles = makeStyles({
  meters: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  meter: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalS },
  name: { color: tokens.colorNeutralForeground2 },
  amount: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  track: {
    gridColumnStart: 1,
    gridColumnEnd: 3,
    height: '4px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStroke1,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
  },
  bar: { height: '100%', backgroundColor: tokens.colorBrandBackground },
  near: { backgroundColor: tokens.colorStatusWarningBackground3 },
  full: { backgroundColor: tokens.colorStatusDangerBackground3 },
});

const NEAR = 0.8;

function Meter({ name, used, most }: { readonly name: string; readonly used: number; readonly most: number }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const part = Math.min(1, used / most);
  const text = t('pace.of', { used: countText(used), most: countText(most) });
  return (
    <div
      className={styles.meter}
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={Math.min(used, most)}
      aria-valuetext={text}
    >
      <Text className={styles.name}>{name}</Text>
      <Text className={styles.amount}>{text}</Text>
      <div className={styles.track}>
        <div
          className={mergeClasses(styles.bar, part >= NEAR && styles.near, part >= 1 && styles.full)}
          style={{ width: `${part * 100}%` }}
        />
      </div>
    </div>
  );
}

export function Pace({ pace }: { readonly pace: NonNullable<Upstream['pace']> }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  return (
    <div className={styles.meters}>
      <Meter name={t('pace.minute')} used={pace.lastMinute} most={pace.messagesPerMinute} />
      {pace.recipientsPerDay !== null && (
        <Meter name={t('pace.day')} used={pace.lastDay} most={pace.recipientsPerDay} />
      )}
      {pace.atOnce < pace.concurrent && (
        <div className={styles.meter}>
          <Text className={styles.name}>{t('pace.now')}</Text>
          <Text className={styles.amount}>
            {t('pace.of', { used: countText(pace.atOnce), most: countText(pace.concurrent) })}
          </Text>
          <Text size={200} className={styles.name}>
            {t('pace.lowered')}
          </Text>
        </div>
      )}
    </div>
  );
}
