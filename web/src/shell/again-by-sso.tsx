/** Is it still you? Of who signed in by the identity provider: it asks for the password once more, in a window of its own, so that nothing here is lost. */
import { Link, Text } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { ME } from '../api/session.ts';
import { sso } from '../api/sso.ts';
import { Asked } from '../parts/asked.tsx';

const BEGUN = ['again'] as const;

export function AgainBySso({ done }: { readonly done: () => void }) {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const begun = useQuery({
    queryKey: BEGUN,
    queryFn: () => sso.beginAgain(),
    // Each is for once.
    ...{ gcTime: 0, staleTime: Number.POSITIVE_INFINITY, retry: false },
  });
  useEffect(
    () =>
      sso.heard((isDone) => {
        // An address is for once: the next try has another.
        if (!isDone) return void queries.invalidateQueries({ queryKey: BEGUN });
        void call('GET /me').then((me) => {
          queries.setQueryData(ME, me);
          done();
        });
      }),
    [done, queries],
  );
  return (
    <>
      <Text>{t('sso.again')}</Text>
      <Asked query={begun}>
        {(address) => (
          <Link href={address} target="_blank" rel="noopener">
            {t('sso.againLink')}
          </Link>
        )}
      </Asked>
    </>
  );
}
