/** The pages by group, as the registry names them; those alone that the signed-in person may see. */
import { makeStyles, NavDrawer, NavDrawerBody, NavItem, NavSectionHeader, tokens } from '@fluentui/react-components';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Fragment, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/session.ts';
import { mayAs } from '../api/rights.ts';
import { type Page, pages } from '../pages/all.ts';

const useStyles = makeStyles({
  drawer: { flexShrink: 0, width: '220px', backgroundColor: tokens.colorNeutralBackground4 },
});

const narrow = matchMedia('(max-width: 1000px)');
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );

const pageOf = (pathname: string): Page | undefined =>
  pages
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path === '/' ? '' : path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];

export function Navigation({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const isNarrow = useNarrow();
  const { role } = useMe();
  const mine = pages.filter((page) => page.group !== 'account' && mayAs(role, page.role));
  const groups = [...new Set(mine.map(({ group }) => group))];
  const go = (path: string): void => {
    if (isNarrow) close();
    void navigate({ to: path });
  };
  return (
    <NavDrawer
      open={open}
      type={isNarrow ? 'overlay' : 'inline'}
      onOpenChange={(_, data) => data.open || close()}
      selectedValue={pageOf(pathname)?.path ?? ''}
      className={styles.drawer}
      role="navigation"
      aria-label={t('navigation')}
    >
      <NavDrawerBody>
        {groups.map((group) => (
          <Fragment key={group ?? ''}>
            {group !== null && <NavSectionHeader>{t(`groups.${group}`)}</NavSectionHeader>}
            {mine
              .filter((page) => page.group === group)
              .map(({ path, words }) => (
                <NavItem
                  key={path}
                  value={path}
                  href={path}
                  onClick={(event) => {
                    event.preventDefault();
                    go(path);
                  }}
                >
                  {t(`pages.${words}`)}
                </NavItem>
              ))}
          </Fragment>
        ))}
      </NavDrawerBody>
    </NavDrawer>
  );
}
