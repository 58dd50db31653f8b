/** Ways to sign in without a password of this server: a passkey, the identity provider. */
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { canPasskeys, passkey } from '../api/passkey.ts';
import { sso } from '../api/sso.ts';
import { useDeed } from '../parts/deed.ts';
import { SignInFailure } from '../parts/sign-in-failure.tsx';
import { useWays } from './ways.ts';

const useStyles = makeStyles({
  ways: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
});

export function OtherWays({ entered }: { readonly entered: () => void }) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const { data } = useWays();
  const { busy, error, run } = useDeed();
  if (data === undefined) return null;
  const { sso: provider, passkeys } = data;
  const isElsewhere = provider !== null && provider.at !== null && provider.at !== location.origin;
  const byPasskey = async (): Promise<void> => {
    await passkey.enter();
    entered();
  };
  return (
    <div className={styles.ways}>
      {passkeys && canPasskeys() && (
        <Button disabledFocusable={busy} onClick={() => void run(byPasskey)}>
          {t('passkey.button')}
        </Button>
      )}
      {provider !== null && !isElsewhere && (
        <Button disabledFocusable={busy} onClick={() => void run(() => sso.begin())}>
          {t('sso.button', { name: provider.name })}
        </Button>
      )}
      {provider !== null && isElsewhere && (
        <Text>
          {t('sso.elsewhere', { name: provider.name })} <Link href={provider.at ?? ''}>{provider.at}</Link>
        </Text>
      )}
      {error !== null && <SignInFailure error={error} wrong="passkey.left" />}
    </div>
  );
}
