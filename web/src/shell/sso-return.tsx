/** Back from the identity provider. */
import { Button, Spinner, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sso } from '../api/sso.ts';
import { Failed } from '../parts/states.tsx';
import { Entry } from './entry.tsx';

/** Once: an answer is taken once, and React runs an effect twice while it is developed with. */
let finishing: Promise<string | null> | null = null;

export function SsoReturnPage() {
  const { t } = useTranslation('people');
  const [at, setAt] = useState<'asking' | 'done' | Error>('asking');
  useEffect(() => {
    finishing ??= sso.finish();
    finishing.then(
      (to) => {
        // The whole page anew: it begins where the person was.
        if (to === null) setAt('done');
        else location.replace(to);
      },
      (error: unknown) => setAt(error as Error),
    );
  }, []);
  if (at === 'asking')
    return (
      <Entry title={t('sso.entering')}>
        <Spinner delay={200} />
      </Entry>
    );
  if (at === 'done')
    return (
      <Entry title={t('sso.done')}>
        <Text>{t('sso.doneText')}</Text>
      </Entry>
    );
  return (
    <Entry title={t('sso.failed')}>
      <Failed error={at} />
      <span>
        <Button appearance="primary" onClick={() => location.replace('/')}>
          {t('sso.back')}
        </Button>
      </span>
    </Entry>
  );
}
