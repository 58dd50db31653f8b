/** Signing in by name, and by an invitation. */
import {
  Button,
  Card,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { signIn } from '../api/session.ts';
import { Failed } from '../parts/states.tsx';
import { WithCode } from '../parts/with-code.tsx';
import { SignInFailure } from './sign-in-failure.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    placeItems: 'center',
    minHeight: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    padding: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
  },
  card: { width: '400px', maxWidth: '100%', padding: tokens.spacingHorizontalXXL, boxSizing: 'border-box' },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  submit: { alignSelf: 'flex-start' },
  help: { color: tokens.colorNeutralForeground2 },
});

function Entry({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} - ${t('product')}`;
  }, [title, t]);
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <Title3 as="h1">{title}</Title3>
        {children}
      </Card>
    </main>
  );
}

const MIN_PASSWORD = 12;

interface Going {
  readonly busy: boolean;
  readonly error: Error | null;
  run(act: () => Promise<void>): Promise<void>;
}

function useGoing(entered: () => void): Going {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  return {
    busy,
    error,
    async run(act) {
      setBusy(true);
      try {
        await act();
        entered();
      } catch (failure) {
        setError(failure as Error);
      } finally {
        setBusy(false);
      }
    },
  };
}

/** @param told why one is here; null: nobody was signed in */
export function SignInPage({
  entered,
  told,
}: {
  readonly entered: () => void;
  readonly told: 'signIn.ended' | 'signIn.linkFailed' | null;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { busy, error, run } = useGoing(entered);
  const problem = error instanceof ApiProblem ? error : null;
  const asksCode = problem?.code === 'second-factor-needed' || code !== '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void run(() => signIn.byPassword({ name, password, ...(code !== '' && { code: code.replaceAll(' ', '') }) }));
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
        {asksCode && (
          <Field label={t('signIn.code')}>
            <Input autoComplete="one-time-code" autoFocus value={code} onChange={(_, { value }) => setCode(value)} />
          </Field>
        )}
        {error !== null && problem?.code !== 'second-factor-needed' && <SignInFailure error={error} />}
        <Button className={styles.submit} appearance="primary" type="submit" disabled={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <Text size={200} className={styles.help}>
        <WithCode>{t('signIn.help')}</WithCode>
      </Text>
    </Entry>
  );
}

export function InvitationPage({ invitation, entered }: { readonly invitation: string; readonly entered: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const { busy, error, run } = useGoing(entered);
  const fault =
    password !== '' && password.length < MIN_PASSWORD
      ? t('invitation.short')
      : repeated !== '' && repeated !== password
        ? t('invitation.differ')
        : undefined;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void run(() => signIn.byInvitation({ invitation, password }));
  };
  return (
    <Entry title={t('invitation.title')}>
      <Text>{t('invitation.text')}</Text>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t('invitation.password')}>
          <Input
            type="password"
            autoComplete="new-password"
            autoFocus
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
        <Field label={t('invitation.repeat')} validationMessage={fault}>
          <Input
            type="password"
            autoComplete="new-password"
            value={repeated}
            onChange={(_, { value }) => setRepeated(value)}
          />
        </Field>
        {error !== null && <Failed error={error} />}
        <Button
          className={styles.submit}
          appearance="primary"
          type="submit"
          disabled={busy || fault !== undefined || password === '' || repeated === ''}
        >
          {t('invitation.submit')}
        </Button>
      </form>
    </Entry>
  );
}
