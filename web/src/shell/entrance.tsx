/** The way in: a printed link, a sign-in that still holds, or the pages where one signs in. Behind it the shell. */
import { makeStyles, Spinner } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signedOut } from '../api/secret.ts';
import { ME, signIn, takeFragment, useMeQuery } from '../api/session.ts';
import { SSO_PATH } from '../api/sso-path.ts';
import { Failed } from '../parts/states.tsx';
import { router } from './router.tsx';

/** Most who come are signed in. */
const SignInPage = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignInPage }));
const InvitationPage = lazy(async () => ({ default: (await import('./invitation.tsx')).InvitationPage }));

const SsoReturnPage = lazy(async () => ({ default: (await import('./sso-return.tsx')).SsoReturnPage }));

const useStyles = makeStyles({ centre: { display: 'grid', placeItems: 'center', height: '100%' } });

/** Without a sign-in: nobody was here yet, it came to its end, or the person has left. */
type Outside = 'nobody' | 'ended' | 'left' | 'link-failed';
type At = 'asking' | 'link' | 'invitation' | 'provider' | Outside;
const fragment = takeFragment();
const begins: At =
  location.pathname === SSO_PATH
    ? 'provider'
    : fragment === null
      ? 'asking'
      : fragment.kind === 'enter'
        ? 'link'
        : 'invitation';

export function Entrance() {
  const { t } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const [at, setAt] = useState(begins);
  const me = useMeQuery(at === 'asking');
  useEffect(
    () =>
      signedOut.listen((why) => {
        const was = queries.getQueryData(ME);
        queries.clear();
        // Several answers may say so: the first one counts.
        setAt((now) =>
          now !== 'asking' && now !== 'link' ? now : why === 'ended' && was === undefined ? 'nobody' : why,
        );
      }),
    [queries],
  );
  useEffect(() => {
    if (at === 'link' && fragment !== null)
      enterByLink(fragment.word).then(
        () => setAt('asking'),
        () => setAt('link-failed'),
      );
  }, [at]);
  const entered = (): void => setAt('asking');
  if (at === 'provider') return <SsoReturnPage />;
  if (at === 'invitation') return <InvitationPage invitation={fragment?.word ?? ''} entered={entered} />;
  if (at !== 'asking' && at !== 'link') return <SignInPage entered={entered} told={toldOf(at)} />;
  if (me.data !== undefined) return <RouterProvider router={router} />;
  return (
    <div className={styles.centre}>
      {me.error === null ? (
        <Spinner label={at === 'link' ? t('entering') : undefined} delay={200} />
      ) : (
        <Failed error={me.error} retry={() => void me.refetch()} />
      )}
    </div>
  );
}

const toldOf = (at: Outside) => (at === 'link-failed' ? 'signIn.linkFailed' : at === 'ended' ? 'signIn.ended' : null);

/** Once: a link works once, and React runs an effect twice while it is developed with. */
let entering: Promise<void> | null = null;
function enterByLink(link: string): Promise<void> {
  entering ??= signIn.byLink(link);
  return entering;
}
