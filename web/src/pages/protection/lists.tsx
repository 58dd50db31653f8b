/** DNS block lists, and whether they are to be believed. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';

type Asked = Protection['screening']['lists'][number];

export function Lists({ lists }: { readonly lists: readonly Asked[] }) {
  const { t } = useTranslation('protection');
  return (
    <Section as="h2" title={t('lists.title')}>
      {lists.length === 0 ? (
        <>
          <Text>{t('lists.none')}</Text>
          <Text>{t('lists.how')}</Text>
        </>
      ) : (
        <SmallTable
          label={t('lists.title')}
          rows={lists}
          keyOf={({ list, organizations }) => `${list} ${organizations.join(' ')}`}
          columns={[
            { name: t('lists.list'), cell: ({ list }) => list, namesRow: true },
            { name: t('lists.state'), cell: (one) => <State of={one} /> },
            { name: t('lists.asked'), atEnd: true, cell: ({ asked }) => countText(asked) },
            { name: t('lists.listed'), atEnd: true, cell: ({ listed }) => countText(listed) },
            {
              name: t('lists.lookedAt'),
              cell: ({ lookedAt }) => (lookedAt === null ? '' : <Time at={lookedAt} />),
            },
          ]}
        />
      )}
    </Section>
  );
}

function State({ of: { state, trouble } }: { readonly of: Asked }) {
  const { t } = useTranslation('protection');
  if (trouble !== null) return <StateWord mood="bad">{t(`lists.troubles.${trouble}`)}</StateWord>;
  return <StateWord mood={state === 'ok' ? 'good' : 'neutral'}>{t(`engines.${state}`)}</StateWord>;
}
