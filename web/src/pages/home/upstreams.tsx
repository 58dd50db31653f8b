/** Each way out, and whether it takes mail. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../api/contracts.ts';
import { byUrgency, upstreamMoods } from '../../parts/moods.ts';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  faint: { color: tokens.colorNeutralForeground2 },
});

export function Upstreams({ upstreams }: { readonly upstreams: Summary['upstreams'] }) {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const isOne = useOrganizationChoice().all.length < 2;
  return (
    <Section as="h2" title={t('upstreams.title')}>
      {upstreams.length === 0 && <Text>{t('upstreams.none')}</Text>}
      <div className={styles.cards}>
        {upstreams.toSorted(byUrgency).map(({ id, name, organization, state, since }) => (
          <div key={id} className={styles.card}>
            <Text weight="semibold">
              <PageLink to={`/upstreams?open=${id}`}>{name}</PageLink>
            </Text>
            {!isOne && <Text className={styles.faint}>{organization}</Text>}
            <StateBlock mood={upstreamMoods[state]}>
              {t(`upstreams.${state}`)}
              {since !== null && (
                <>
                  {' '}
                  {t('upstreams.since')} <Time at={since} />
                </>
              )}
            </StateBlock>
          </div>
        ))}
      </div>
    </Section>
  );
}
