/** How much mail went which way in the last day, beside the day before; and what waits now. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../api/contracts.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { countText } from '../../parts/amounts.ts';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  tile: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly mail: Summary['mail'];
  readonly queue: Summary['queue'];
}

export function Counters({ mail: { last24h, before24h }, queue }: Props) {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const outcomes = [
    ['delivered', '/trace?status=Delivered'],
    ['refused', '/trace?status=Rejected'],
    ['failed', '/trace?status=Failed'],
  ] as const;
  const keeps = last24h.captured + before24h.captured > 0;
  return (
    <Section as="h2" title={t('counters.title')}>
      <div className={styles.tiles}>
        {[...outcomes, ...(keeps ? [['captured', '/trace?status=Captured'] as const] : [])].map(([outcome, to]) => (
          <Tile key={outcome} name={t(`counters.${outcome}`)} count={last24h[outcome]} to={to}>
            {t('counters.before', { amount: countText(before24h[outcome]) })}
          </Tile>
        ))}
        <Tile name={t('counters.waiting')} count={queue.waiting} to="/queue">
          <Waiting queue={queue} />
        </Tile>
      </div>
    </Section>
  );
}

interface TileProps {
  readonly name: string;
  readonly count: number;
  /** Where one sees them. */
  readonly to: string;
  readonly children: ReactNode;
}

function Tile({ name, count, to, children }: TileProps) {
  const styles = useStyles();
  return (
    <div className={styles.tile}>
      <Text>
        <PageLink to={to}>{name}</PageLink>
      </Text>
      <span className={styles.number}>{countText(count)}</span>
      <Text size={200} className={styles.faint}>
        {children}
      </Text>
    </div>
  );
}

function Waiting({ queue: { waiting, held, oldest } }: { readonly queue: Summary['queue'] }) {
  const { t } = useTranslation('home');
  if (waiting === 0 || oldest === null) return t('counters.nothingWaits');
  return (
    <>
      {t('counters.oldest')} <Time at={oldest.receivedAt} as="relative" />
      {held > 0 && `, ${t('counters.held', { amount: countText(held) })}`}
    </>
  );
}
