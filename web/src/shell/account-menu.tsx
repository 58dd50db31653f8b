/** Who one is, and how it looks: theme, density and language of each person, kept in the browser. */
import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { PersonCircle20Regular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signedOut } from '../api/secret.ts';
import { signIn, useMe } from '../api/session.ts';
import { actorName } from '../parts/actor.ts';
import { densityNames, themeNames, useLook } from '../parts/look.tsx';
import { chooseLanguage, language, languageNames } from '../words/language.ts';

export function Account() {
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
      inline
      checkedValues={{ theme: [theme], density: [density], language: [language] }}
      onCheckedValueChange={(_, { name, checkedItems: [value = ''] }) =>
        name === 'language' ? chooseLanguage(value) : change({ [name]: value })
      }
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
          <MenuGroup>
            <MenuGroupHeader>{t('look.language')}</MenuGroupHeader>
            {Object.entries(languageNames).map(([one, name]) => (
              <MenuItemRadio key={one} name="language" value={one} lang={one}>
                {name}
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
