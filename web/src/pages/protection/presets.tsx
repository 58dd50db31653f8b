/** The preset of each organization in plain words, the button that turns protection on, and the way back. */
import { Button, Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Section } from '../../parts/section.tsx';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import { PresetDialog } from './preset-dialog.tsx';
import { RefusalsDialog } from './refusals-dialog.tsx';

type Judged = Protection['organizations'][number];

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: 'auto' },
  faint: { color: tokens.colorNeutralForeground2 },
});

const moods: Readonly<Record<Judged['preset'], Mood>> = { observe: 'warning', standard: 'good', strict: 'good' };

export function Presets({ organizations }: { readonly organizations: readonly Judged[] }) {
  const { t } = useTranslation('protection');
  const styles = useStyles();
  return (
    <Section as="h2" title={t('presets.title')}>
      <div className={styles.cards}>
        {organizations.map((one) => (
          <Preset key={one.id} one={one} />
        ))}
      </div>
    </Section>
  );
}

function Preset({ one }: { readonly one: Judged }) {
  const { t } = useTranslation('protection');
  const { t: checks } = useTranslation('checks');
  const styles = useStyles();
  const may = useMay('organization-administrator');
  const [asking, setAsking] = useState<'on' | 'change' | 'refusals' | null>(null);
  const { name, preset, observes, lists } = one;
  const isOn = preset !== 'observe' && observes.length === 0;
  return (
    <Card>
      <Subtitle2 as="h3">{name}</Subtitle2>
      <StateWord mood={moods[preset]}>{t(`presets.${preset}`)}</StateWord>
      <Text>{t(`presets.means.${preset}`)}</Text>
      {observes.length > 0 && (
        <Text>{t('presets.observes', { checks: observes.map((check) => checks(`names.${check}`)).join(', ') })}</Text>
      )}
      <Text size={200} className={styles.faint}>
        {lists.length === 0 ? t('presets.noLists') : t('presets.lists', { lists: lists.join(', ') })}
      </Text>
      {may && (
        <div className={styles.acts}>
          {!isOn && (
            <Button appearance="primary" onClick={() => setAsking('on')}>
              {t('presets.turnOn')}
            </Button>
          )}
          <Button onClick={() => setAsking('change')}>{t('presets.change')}</Button>
          <Button onClick={() => setAsking('refusals')}>{t('refusals.open')}</Button>
        </div>
      )}
      {asking === 'refusals' && <RefusalsDialog one={one} close={() => setAsking(null)} />}
      {(asking === 'on' || asking === 'change') && (
        <PresetDialog one={one} turnsOn={asking === 'on'} close={() => setAsking(null)} />
      )}
    </Card>
  );
}
