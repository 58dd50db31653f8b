/** Where somebody is signed in: a block each. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { BrowserSession } from '../api/contracts.ts';
import { Facts } from './facts.tsx';
import { Time } from './time.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  one: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke1}`,
  },
});

/** The more special first: each browser also calls itself by the names of those before it. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

const namedIn = (agent: string, names: readonly (readonly [sign: string, name: string])[]): string | undefined =>
  names.find(([sign]) => agent.includes(sign))?.[1];

interface Props {
  readonly sessions: readonly BrowserSession[];
  /** Absent: they are only shown. */
  readonly end?: (session: BrowserSession) => void;
}

export function BrowserSessions({ sessions, end }: Props) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const nameOf = (agent: string): string => {
    const [browser, system] = [namedIn(agent, BROWSERS), namedIn(agent, SYSTEMS)];
    return browser === undefined || system === undefined
      ? t('session.other')
      : t('session.browser', { browser, system });
  };
  return (
    <ul className={styles.list}>
      {sessions.map((one) => (
        <li key={one.id} className={styles.one}>
          <Text weight="semibold">
            {nameOf(one.agent)}
            {one.current && ` (${t('session.current')})`}
          </Text>
          <Facts
            of={[
              [t('session.address'), one.address],
              [t('session.signedIn'), <Time key="in" at={one.signedInAt} />],
              [t('session.used'), <Time key="used" at={one.lastUsedAt} as="relative" />],
              [t('session.until'), <Time key="until" at={one.until} />],
            ]}
          />
          {end !== undefined && !one.current && (
            <Button size="small" onClick={() => end(one)}>
              {t('session.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
