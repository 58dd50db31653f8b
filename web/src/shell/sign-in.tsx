/** Signing in by name. */
import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCodeTaken, withPasskey } from '../api/passkey.ts';
import { signIn } from '../api/session.ts';
import { codeIn } from '../parts/authenticator.tsx';
import { useDeed } from '../parts/deed.ts';
import { WithCode } from '../parts/with-code.tsx';
import { Entry } from './entry.tsx';
import { OtherWays } from './other-ways.tsx';
import { SignInFailure } from '../parts/sign-in-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  submit: { alignSelf: 'flex-start' },
  help: { color: tokens.colorNeutralForeground2 },
});

/** @param told why one is here; null: nobody was signed in */
export function SignInPage({
  entered,
  told,
}: {
  readonly entered: () => void;
  readonly told: 'signIn.ended' | 'signIn.linkFailed' | null;
}) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { busy, error, run } = useDeed(entered);
  // Once asked for it stays: a wrong one is typed anew.
  const [asked, setAsked] = useState(false);
  if (!asked && isCodeTaken(error)) setAsked(true);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void run(() => withPasskey((factor) => signIn.byPassword({ name, password, ...codeIn(code), ...factor })));
  };
  return (
    <Entry title={t('signIn.title')}>
      {told !== null && error === null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <WithCode>{t(told)}</WithCode>
          </MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={submit}>
        <Field label={t('signIn.name')}>
          <Input autoComplete="username" autoFocus value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={t('signIn.password')}>
          <Input
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
        {asked && (
          <Field label={t('signIn.code')}>
            <Input autoComplete="one-time-code" autoFocus value={code} onChange={(_, { value }) => setCode(value)} />
          </Field>
        )}
        {error !== null && !isCodeTaken(error) && <SignInFailure error={error} />}
        <Button className={styles.submit} appearance="primary" type="submit" disabled={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <OtherWays entered={entered} />
      <Text size={200} className={styles.help}>
        <WithCode>{t('signIn.help')}</WithCode>
      </Text>
    </Entry>
  );
}
