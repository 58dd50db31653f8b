/** Is it still you? Asked before acts that need a young sign-in; the act then goes on by itself. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { freshSignIn } from '../api/fresh.ts';
import { signIn } from '../api/session.ts';
import { SignInFailure } from './sign-in-failure.tsx';

type Answer = (yes: boolean) => void;

export function Again() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(
    () =>
      freshSignIn.askedBy(
        () =>
          new Promise((resolve) => {
            setAnswer(() => resolve);
          }),
      ),
    [],
  );
  if (answer === null) return null;
  return (
    <AgainDialog
      answer={(yes) => {
        setAnswer(null);
        answer(yes);
      }}
    />
  );
}

function AgainDialog({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const needsCode = error instanceof ApiProblem && error.code === 'second-factor-needed';
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn.again({ password, ...(code !== '' && { code: code.replaceAll(' ', '') }) });
      answer(true);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => open || answer(false)}>
      <DialogSurface>
        <form onSubmit={(event) => void submit(event as SubmitEvent)}>
          <DialogBody>
            <DialogTitle>{t('again.title')}</DialogTitle>
            <DialogContent>
              <p>{t('again.text')}</p>
              <Field label={t('signIn.password')}>
                <Input
                  type="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={(_, { value }) => setPassword(value)}
                />
              </Field>
              {(needsCode || code !== '') && (
                <Field label={t('signIn.code')}>
                  <Input autoComplete="one-time-code" value={code} onChange={(_, { value }) => setCode(value)} />
                </Field>
              )}
              {error !== null && !needsCode && <SignInFailure error={error} />}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {t('again.submit')}
              </Button>
              <Button onClick={() => answer(false)}>{t('again.leave')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
