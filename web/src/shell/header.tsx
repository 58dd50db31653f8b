/** The bar at the top: the navigation's switch, which organization is looked at, the account with the look. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Navigation20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveness } from '../api/events.ts';
import { useOrganizationChoice } from '../parts/organization.ts';
import { Keys } from './keys.tsx';
import { Search } from './search.tsx';

const OrganizationPicker = lazy(async () => ({
  default: (await import('./organization-picker.tsx')).OrganizationPicker,
}));
const Account = lazy(async () => ({ default: (await import('./account-menu.tsx')).Account }));

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '48px',
    paddingInline: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground4,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  right: { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  live: { color: tokens.colorNeutralForeground2, '@media (max-width: 640px)': { display: 'none' } },
  /** A phone has no room for what everybody knows. */
  product: { '@media (max-width: 640px)': { display: 'none' } },
});

interface Props {
  readonly navigation: boolean;
  readonly toggleNavigation: () => void;
}

export function Header({ navigation, toggleNavigation }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const search = useRef<HTMLInputElement>(null);
  const focusSearch = useCallback(() => search.current?.focus(), []);
  return (
    <header className={styles.bar}>
      <Button
        appearance="subtle"
        icon={<Navigation20Regular />}
        aria-label={t('showNavigation')}
        aria-expanded={navigation}
        onClick={toggleNavigation}
      />
      <Text weight="semibold" className={styles.product}>
        {t('product')}
      </Text>
      <Search box={search} />
      <Keys search={focusSearch} />
      <div className={styles.right}>
        <LiveWord />
        <Organizations />
        <Suspense fallback={null}>
          <Account />
        </Suspense>
      </div>
    </header>
  );
}

/** Whether what one sees moves on by itself, at once or now and then. */
function LiveWord() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Text size={200} className={styles.live}>
      {t(`live.${useLiveness()}`)}
    </Text>
  );
}

/** For those with more than one. */
function Organizations() {
  const { all } = useOrganizationChoice();
  if (all.length < 2) return null;
  return (
    <Suspense fallback={null}>
      <OrganizationPicker />
    </Suspense>
  );
}
