/** After one was made: sign in where a person has to, and see that it works. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../parts/asked.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useUrl } from '../../parts/url.ts';
import { ALL } from '../../parts/organization.ts';
import { found, useSettings, useUpstreams } from './ask.ts';
import { Test } from './run.tsx';
import { SignIn } from './sign-in.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '640px' },
});

export function Made({ id }: { readonly id: string }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { change } = useUrl();
  const settings = useSettings(id);
  const upstreams = useUpstreams(settings.data?.item.organizationId ?? ALL);
  const [signingIn, setSigningIn] = useState(false);
  return (
    <Asked query={settings}>
      {({ item: { name, enabled, auth, service } }) => {
        const known = found(upstreams.data?.items ?? [], id);
        const isOut = known?.byCode === true && known.state === 'signed-out';
        const username = auth?.username ?? null;
        return (
          <>
            <Heading>{t('made.title', { name })}</Heading>
            <div className={styles.page}>
              <Text>{t(isOut ? 'made.personText' : enabled ? 'made.text' : 'made.offText')}</Text>
              {isOut && (
                <div>
                  <Button appearance="primary" onClick={() => setSigningIn(true)}>
                    {t('acts.signIn')}
                  </Button>
                </div>
              )}
              <Test upstream={id} as="h2" />
              <div>
                <Button onClick={() => change({ made: undefined, open: undefined })}>{t('made.back')}</Button>
              </div>
            </div>
            {signingIn && <SignIn upstream={{ id, name, username, service }} close={() => setSigningIn(false)} />}
          </>
        );
      }}
    </Asked>
  );
}
