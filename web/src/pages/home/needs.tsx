/** What needs a person, the most severe first, each with what to do. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AlarmKind, Summary } from '../../api/contracts.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { severityMoods } from '../../parts/moods.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';

type Need = Summary['needs'][number];

/** More would push the rest of the page away; all of them are on their own pages. */
const SHOWN = 5;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  need: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  act: { maxWidth: '420px', '@media (max-width: 800px)': { paddingLeft: '28px' } },
  faint: { color: tokens.colorNeutralForeground2 },
});

export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  const { t } = useTranslation('home');
  const styles = useStyles();
  return (
    <Section
      as="h2"
      title={t('needs.title')}
      aside={needs.length > SHOWN && <InnerLink to="/alarms">{t('needs.all')}</InnerLink>}
    >
      {needs.length === 0 ? (
        <StateBlock mood="good">{t('needs.none')}</StateBlock>
      ) : (
        <ul className={styles.list}>
          {needs.slice(0, SHOWN).map((need) => (
            <li key={need.key ?? `${need.what} ${need.subject}`} className={styles.need}>
              <StateBlock mood={severityMoods[need.severity]}>
                <What need={need} />
              </StateBlock>
              <div className={styles.act}>
                <Remedy told={need} quiet />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function What({ need: { what, key, kind, subject, count, text, since } }: { readonly need: Need }) {
  const { t } = useTranslation(['home', 'alarms']);
  const styles = useStyles();
  const told: Readonly<Record<Need['what'], () => readonly [title: string, more: string]>> = {
    'waiting-devices': () => [t('needs.waiting', { count }), t('needs.waitingText')],
    'unverified-domain': () => [t('needs.domain', { name: subject }), t('needs.domainText')],
    quarantine: () => [t('needs.quarantine', { count }), t('needs.quarantineText')],
    restricted: () => [t('needs.restricted', { count }), t('needs.restrictedText')],
    alarm: () => [`${t(`alarms:kinds.${kind as AlarmKind}`, { defaultValue: kind ?? '' })}: ${subject}`, text],
  };
  const [title, more] = told[what]();
  return (
    <>
      <Text weight="semibold">
        {key === null ? title : <InnerLink to={`/alarms?open=${encodeURIComponent(key)}`}>{title}</InnerLink>}
      </Text>
      <Text as="p" block className={styles.faint}>
        {more}
      </Text>
      {since !== null && (
        <Text size={200} block className={styles.faint}>
          <Time at={since} as="relative" />
        </Text>
      )}
    </>
  );
}
