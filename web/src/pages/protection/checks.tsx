/** Every check in its order: how it stands, and what it did. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../api/contracts.ts';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import { Amount } from './would.tsx';

type Check = Protection['checks'][number];

const moods: Readonly<Record<Check['states'][number]['state'], Mood>> = {
  'in-force': 'good',
  observed: 'warning',
  off: 'neutral',
};

export function Checks({ shown }: { readonly shown: Protection }) {
  const { t } = useTranslation('protection');
  const { t: checks } = useTranslation('checks');
  return (
    <Section as="h2" title={t('checks.title')}>
      <Text>{t('checks.text')}</Text>
      <SmallTable
        label={t('checks.title')}
        rows={shown.checks}
        keyOf={({ check }) => check}
        columns={[
          { name: t('checks.check'), cell: ({ check }) => checks(`names.${check}`), namesRow: true },
          { name: t('checks.state'), cell: (check) => <State of={check} /> },
          {
            name: t('checks.done'),
            width: '150px',
            atEnd: true,
            cell: ({ check, done }) => (
              <Amount
                count={done.reduce((sum, { act, last7d }) => sum + (act === 'also' ? 0 : last7d), 0)}
                to={`/trace?check=${check}&since=7d`}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

function State({ of: { needs, isReady, states } }: { readonly of: Check }) {
  const { t } = useTranslation('protection');
  const [first, second] = states;
  if (!isReady && needs !== null) return <StateWord mood="neutral">{t(`checks.needs.${needs}`)}</StateWord>;
  if (first === undefined) return null;
  if (second !== undefined) return <StateWord mood="neutral">{t('checks.mixed')}</StateWord>;
  return <StateWord mood={moods[first.state]}>{t(`checks.states.${first.state}`)}</StateWord>;
}
