/** Why a sign-in did not come about, in words that tell a stranger nothing. */
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { Failed } from './states.tsx';

type Wrong = 'signIn.wrong' | 'signIn.wrongCode' | 'signIn.wrongLink' | 'again.wrong';

/** The password was right, and a code is asked for too. */
export const asksForCode = (error: Error | null): boolean =>
  error instanceof ApiProblem && error.code === 'second-factor-needed' && error.problem.facts['why'] === 'code';

/** @param wrong what may be wrong, where the server says no more than that something is */
export function SignInFailure({ error, wrong = 'signIn.wrong' }: { readonly error: Error; readonly wrong?: Wrong }) {
  const { t } = useTranslation('people');
  if (!(error instanceof ApiProblem)) return <Failed error={error} />;
  const words =
    error.code === 'sign-in-slowed'
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
