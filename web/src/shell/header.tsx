/** The bar at the top: the navigation's switch, which organization is looked at, the account with the look. */
import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Navigation20Regular, PersonCircle20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useCallback, useRef } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLiveness } from '../api/events.ts';
import { signedOut } from '../api/secret.ts';
import { signIn, useMe } from '../api/session.ts';
import { actorName } from '../parts/actor.ts';
import { useOrganizationChoice } from '../parts/organization.ts';
import { densityNames, themeNames, useLook } from '../parts/look.tsx';
import { Keys } from './keys.tsx';
import { Search } from './search.tsx';

const OrganizationPicker = lazy(async () => ({
  default: (await import('./organization-picker.tsx')).OrganizationPicker,
}));

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
        <Account />
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

function Account() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { theme, density, change } = useLook();
  const leave = async (): Promise<void> => {
    await signIn.out().catch(() => {});
    signedOut.emit('left');
  };
  return (
    <Menu
      checkedValues={{ theme: [theme], density: [density] }}
      onCheckedValueChange={(_, { name, checkedItems: [value] }) => change({ [name]: value })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<PersonCircle20Regular />} aria-label={t('account')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>
              {actorName(me.actor)}, {t(`roles.${me.role}`)}
            </MenuGroupHeader>
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('look.theme')}</MenuGroupHeader>
            {themeNames.map((one) => (
              <MenuItemRadio key={one} name="theme" value={one}>
                {t(`look.${one}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuGroup>
            <MenuGroupHeader>{t('look.density')}</MenuGroupHeader>
            {densityNames.map((one) => (
              <MenuItemRadio key={one} name="density" value={one}>
                {t(`look.${one}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem onClick={() => void navigate({ to: '/account' })}>{t('pages.account')}</MenuItem>
          <MenuItem onClick={() => void leave()}>{t('signOut')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
