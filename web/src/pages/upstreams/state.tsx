/** An upstream's state in a word, and how much of its pace is used. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Upstream } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Meter } from '../../parts/meter.tsx';
import { upstreamMoods } from '../../parts/moods.ts';
import { StateWord } from '../../parts/state-word.tsx';

export function State({ state }: Pick<Upstream, 'state'>) {
  const { t } = useTranslation('upstreams');
  return <StateWord mood={upstreamMoods[state]}>{t(`states.${state}`)}</StateWord>;
}

const useStyles = makeStyles({
  meters: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  meter: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalS },
  name: { color: tokens.colorNeutralForeground2 },
  amount: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  track: { gridColumnStart: 1, gridColumnEnd: 3 },
});

function Used({ name, used, most }: { readonly name: string; readonly used: number; readonly most: number }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const text = t('pace.of', { used: countText(used), most: countText(most) });
  return (
    <div className={styles.meter}>
      <Text className={styles.name}>{name}</Text>
      <Text className={styles.amount}>{text}</Text>
      <Meter className={styles.track} name={name} text={text} used={used} most={most} />
    </div>
  );
}

export function Pace({ pace }: { readonly pace: NonNullable<Upstream['pace']> }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  return (
    <div className={styles.meters}>
      <Used name={t('pace.minute')} used={pace.lastMinute} most={pace.messagesPerMinute} />
      {pace.recipientsPerDay !== null && <Used name={t('pace.day')} used={pace.lastDay} most={pace.recipientsPerDay} />}
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
