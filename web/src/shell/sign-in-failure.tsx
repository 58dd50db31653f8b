/** Why a sign-in did not come about, in words that tell a stranger nothing. */
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { Failed } from '../parts/states.tsx';

export function SignInFailure({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem)) return <Failed error={error} />;
  const words =
    error.status === 429
      ? t('signIn.slowed', { count: error.retryAfter ?? 1 })
      : error.status === 401
        ? t('signIn.wrong')
        : error.problem.detail;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>{words}</MessageBarBody>
    </MessageBar>
  );
}
