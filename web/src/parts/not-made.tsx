/** Why a passkey was not made: the browser's own words are for those who write pages. */
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem, Unreachable } from '../api/call.ts';
import { wasLeft } from '../api/passkey.ts';
import { SignInFailure } from './sign-in-failure.tsx';

export function NotMade({ error }: { readonly error: Error }) {
  const { t } = useTranslation('people');
  if (wasLeft(error) || error instanceof ApiProblem || error instanceof Unreachable)
    return <SignInFailure error={error} wrong="passkey.left" />;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>{t(error.name === 'InvalidStateError' ? 'passkey.there' : 'passkey.refused')}</MessageBarBody>
    </MessageBar>
  );
}
