/** Why a sign-in did not come about, in words that tell a stranger nothing. */
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { wasLeft } from '../api/passkey.ts';
import { Failed } from './states.tsx';

type Wrong = 'passkey.left' | 'signIn.wrong' | 'signIn.wrongCode' | 'signIn.wrongLink' | 'again.wrong';

/** @param wrong what may be wrong, where the server says no more than that something is */
export function SignInFailure({ error, wrong = 'signIn.wrong' }: { readonly error: Error; readonly wrong?: Wrong }) {
  const { t } = useTranslation('people');
  const words = wasLeft(error)
    ? t('passkey.left')
    : !(error instanceof ApiProblem)
      ? null
      : error.code === 'sign-in-slowed'
        ? t('signIn.slowed', { count: error.retryAfter ?? 1 })
        : error.code === 'sign-in-refused'
          ? t(wrong)
          : null;
  if (words === null) return <Failed error={error} />;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>{words}</MessageBarBody>
    </MessageBar>
  );
}
