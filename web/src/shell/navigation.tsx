/** The pages by group, as the registry names them; those alone that the signed-in person may see. */
import { makeStyles, NavDrawer, NavDrawerBody, NavItem, NavSectionHeader, tokens } from '@fluentui/react-components';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { ChevronDown20Regular } from '@fluentui/react-icons';
import { Fragment, type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/session.ts';
import { mayAs } from '../api/rights.ts';
import { type Page, pages } from '../pages/all.ts';

const useStyles = makeStyles({
  drawer: { flexShrink: 0, width: 'max-content', minWidth: '220px', backgroundColor: tokens.colorNeutralBackground4 },
  // The theme of high contrast has its brightest colour under the pointer, and Fluent leaves the words on it as they were.
  item: {
    ':hover': { color: tokens.colorNeutralForeground2Hover },
    ':active': { color: tokens.colorNeutralForeground2Pressed },
  },
  /** Its end is where the window's is, so that what lies over it is at the edge. */
  body: { '&:last-child': { paddingBottom: 0 } },
  end: { flexShrink: 0, height: tokens.spacingVerticalXXL },
  /** Over the last that is seen, as long as there is more below. */
  more: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexShrink: 0,
    justifyContent: 'center',
    alignItems: 'end',
    height: '40px',
    marginTop: '-40px',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground2,
    backgroundImage: `linear-gradient(transparent, ${tokens.colorNeutralBackground4} 70%)`,
  },
});

/** Whether the end of it is out of sight: the groups are more than a low window has room for. */
function useGoesOn(end: RefObject<HTMLElement | null>): boolean {
  const [goesOn, setGoesOn] = useState(false);
  useEffect(() => {
    if (end.current === null) return undefined;
    const watcher = new IntersectionObserver(([entry]) => setGoesOn(entry?.isIntersecting === false));
    watcher.observe(end.current);
    return () => watcher.disconnect();
  });
  return goesOn;
}

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
  const end = useRef<HTMLDivElement>(null);
  const goesOn = useGoesOn(end);
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
      density="small"
      role="navigation"
      aria-label={t('navigation')}
    >
      <NavDrawerBody className={styles.body}>
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
                  className={styles.item}
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
        <div ref={end} className={styles.end} />
        {goesOn && (
          <div className={styles.more} aria-hidden>
            <ChevronDown20Regular />
          </div>
        )}
      </NavDrawerBody>
    </NavDrawer>
  );
}
