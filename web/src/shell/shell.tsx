/** The frame of every page: header, navigation, bars that concern all of it, and the page in the middle. */
import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvents } from '../api/events.ts';
import { Loading } from '../parts/states.tsx';
import { useStatus } from '../parts/status.ts';
import { WithCode } from '../parts/with-code.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';

const Again = lazy(async () => ({ default: (await import('./again.tsx')).Again }));
const Meanwhile = lazy(async () => ({ default: (await import('./meanwhile.tsx')).Meanwhile }));

const NARROW = '@media (max-width: 640px)';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%', overflow: 'hidden' },
  skip: {
    position: 'absolute',
    zIndex: 10,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: tokens.spacingHorizontalM,
    ':not(:focus)': { transform: 'translateY(-200%)' },
  },
  middle: { display: 'flex', flexGrow: 1, minHeight: 0 },
  main: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    [NARROW]: { padding: tokens.spacingHorizontalM },
  },
});

export function Shell() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { pathname } = useLocation();
  const [navigation, setNavigation] = useState(() => !matchMedia('(max-width: 1000px)').matches);
  // Another one: the page begins anew, with what is there now.
  const [turn, setTurn] = useState(0);
  usePageFocus(pathname);
  useEvents();
  return (
    <div className={styles.frame}>
      <Link href="#page" className={mergeClasses(styles.skip)} onClick={toPage}>
        {t('skip')}
      </Link>
      <Header toggleNavigation={() => setNavigation(!navigation)} navigation={navigation} />
      <EvaluationBar />
      <NewVersionBar />
      <Suspense>
        <Again />
        <Meanwhile anew={() => setTurn((before) => before + 1)} />
      </Suspense>
      <div className={styles.middle}>
        <Navigation open={navigation} close={() => setNavigation(false)} />
        <main id="page" className={styles.main} tabIndex={-1}>
          <ErrorBoundary key={turn} of={pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}

function toPage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}

/** A reader of the screen is told of the new page by its heading; the first one is told anyway. */
function usePageFocus(pathname: string): void {
  const first = useRef(pathname);
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = '';
    // What opened with the page has the keyboard already.
    if (document.querySelector('[aria-modal=true]') === null) document.getElementById('page-title')?.focus();
  }, [pathname]);
}

/** Its server was replaced while this page stood: the page is of the older one. */
function NewVersionBar() {
  const { t } = useTranslation();
  const { data } = useStatus();
  const first = useRef<string | undefined>(undefined);
  first.current ??= data?.version;
  if (data === undefined || data.version === first.current) return null;
  return (
    <MessageBar intent="info" shape="square">
      <MessageBarBody>{t('newVersion.text', { version: data.version })}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => location.reload()}>{t('newVersion.reload')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Nobody should believe that mail goes out while it is kept. */
function EvaluationBar() {
  const { t } = useTranslation();
  const { data } = useStatus();
  if (data?.mode !== 'evaluation') return null;
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>
        <MessageBarTitle>{t('evaluation.title')}</MessageBarTitle> <WithCode>{t('evaluation.text')}</WithCode>
      </MessageBarBody>
    </MessageBar>
  );
}
