/** By an invitation: who one is from now on, a password, an authenticator app, and codes for when that is gone. */
import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../api/call.ts';
import type { AnswerTo } from '../api/contracts.ts';
import { signIn } from '../api/session.ts';
import { Asked } from '../parts/asked.tsx';
import { Authenticator, codeIn } from '../parts/authenticator.tsx';
import { useDeed } from '../parts/deed.ts';
import { NewPassword } from '../parts/new-password.tsx';
import { RecoveryCodes } from '../parts/recovery-codes.tsx';
import { Entry } from './entry.tsx';
import { SignInFailure } from '../parts/sign-in-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  submit: { alignSelf: 'flex-start' },
});

interface Props {
  readonly invitation: string;
  readonly entered: () => void;
}

export function InvitationPage({ invitation, entered }: Props) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const invited = useQuery({
    queryKey: ['invitation', invitation],
    queryFn: ({ signal }) => call('POST /sign-in/invitation/look', { body: { invitation }, signal }),
    // It has a secret, and it changes while nobody looks by being used.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invited.error instanceof ApiProblem && invited.error.code === 'sign-in-refused')
    return (
      <Entry title={t('invitation.failed')}>
        <Text>{t('invitation.failedText')}</Text>
      </Entry>
    );
  if (codes.length > 0)
    return (
      <Entry title={t('recoveryCodes.title')}>
        <RecoveryCodes codes={codes} />
        <Button className={styles.submit} appearance="primary" onClick={entered}>
          {t('invitation.goOn')}
        </Button>
      </Entry>
    );
  return (
    <Entry title={t('invitation.title')}>
      <Asked query={invited}>
        {(data) => (
          <Accept
            invitation={invitation}
            invited={data}
            accepted={(given) => (given.length === 0 ? entered() : setCodes(given))}
          />
        )}
      </Asked>
    </Entry>
  );
}

interface AcceptProps {
  readonly invitation: string;
  readonly invited: AnswerTo<'POST /sign-in/invitation/look'>;
  readonly accepted: (recoveryCodes: readonly string[]) => void;
}

function Accept({ invitation, invited, accepted }: AcceptProps) {
  const { t } = useTranslation('people');
  const { t: shell } = useTranslation();
  const styles = useStyles();
  const [password, setPassword] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const { busy, error, run } = useDeed();
  const { name, role, totp, secondFactorNeeded } = invited;
  const lacks = password === null || (secondFactorNeeded && code.trim() === '');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (password === null || busy) return;
    void run(async () => accepted(await signIn.byInvitation({ invitation, password, ...codeIn(code) })));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Text>{t('invitation.text', { role: shell(`roles.${role}`), name })}</Text>
      {/* So that a password manager keeps it by the right name. */}
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <NewPassword change={setPassword} autoFocus />
      <Subtitle2 as="h2">{t('invitation.app')}</Subtitle2>
      <Authenticator totp={totp} code={code} change={setCode} required={secondFactorNeeded} />
      {error !== null && <SignInFailure error={error} wrong="signIn.wrongCode" />}
      <Button className={styles.submit} appearance="primary" type="submit" disabledFocusable={busy || lacks}>
        {t('invitation.submit')}
      </Button>
    </form>
  );
}
