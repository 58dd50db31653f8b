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
  Link,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { freshSignIn } from '../api/fresh.ts';
import { canPasskeys, isCodeTaken, passkey, withPasskey } from '../api/passkey.ts';
import { ME, useMe } from '../api/session.ts';
import { codeIn } from '../parts/authenticator.tsx';
import { useDeed } from '../parts/deed.ts';
import { WithCode } from '../parts/with-code.tsx';
import { SignInFailure } from '../parts/sign-in-failure.tsx';
import { AgainBySso } from './again-by-sso.tsx';
import { useWays } from './ways.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: tokens.spacingVerticalM },
});

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

/** What somebody types to prove it: a link is all that who has no password can bring. */
type Proof = 'password' | 'link';

/** The whole line that the server printed, or the word in it. */
const linkIn = (typed: string): string => /#enter=([\w-]+)/u.exec(typed)?.[1] ?? typed.trim();

function AgainDialog({ answer }: { readonly answer: Answer }) {
  const { how, password } = useMe().signIn;
  if (how === 'sso') return <ByProvider answer={answer} />;
  return password === false ? <ByPasskey answer={answer} /> : <BySecret answer={answer} />;
}

/** Of who has no password; or by a link of the server, where the passkey is not at hand. */
function ByPasskey({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const styles = useStyles();
  const [byLink, setByLink] = useState(false);
  const { busy, error, run } = useDeed(() => answer(true));
  if (byLink) return <BySecret answer={answer} />;
  const show = async (): Promise<void> => {
    const alone = await passkey.shown();
    queries.setQueryData(ME, await call('POST /sign-in/again', { body: { alone } }));
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => open || answer(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('again.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t('again.text')}</Text>
            <Link as="button" type="button" onClick={() => setByLink(true)}>
              {t('again.byLink')}
            </Link>
            {error !== null && <SignInFailure error={error} wrong="passkey.left" />}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void run(show)}>
              {t('passkey.use')}
            </Button>
            <Button onClick={() => answer(false)}>{t('again.leave')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function ByProvider({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  return (
    <Dialog open onOpenChange={(_, { open }) => open || answer(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('again.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <AgainBySso done={() => answer(true)} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => answer(false)}>{t('again.leave')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function BySecret({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const { name, password: hasPassword } = useMe().signIn;
  const styles = useStyles();
  const [by, setBy] = useState<Proof>(hasPassword === true ? 'password' : 'link');
  const [link, setLink] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const { busy, error, run } = useDeed(() => answer(true));
  if (!asked && isCodeTaken(error)) setAsked(true);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    void run(async () =>
      queries.setQueryData(
        ME,
        await (by === 'link'
          ? call('POST /sign-in/again', { body: { link: linkIn(link) } })
          : withPasskey((factor) => call('POST /sign-in/again', { body: { password, ...codeIn(code), ...factor } }))),
      ),
    );
  };
  const ways = useWays();
  const byPasskey = (): void =>
    void run(async () => {
      const alone = await passkey.shown();
      queries.setQueryData(ME, await call('POST /sign-in/again', { body: { alone } }));
    });
  return (
    <Dialog open onOpenChange={(_, { open }) => open || answer(false)}>
      <DialogSurface>
        <form onSubmit={(event) => submit(event as SubmitEvent)}>
          <DialogBody>
            <DialogTitle>{t('again.title')}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{t('again.text')}</Text>
              {by === 'link' ? (
                <Field
                  label={t('again.link')}
                  hint={
                    <WithCode>
                      {t('again.linkHint', { command: `doorpost admin link${name === null ? '' : ` ${name}`}` })}
                    </WithCode>
                  }
                >
                  <Input autoComplete="off" value={link} onChange={(_, { value }) => setLink(value)} />
                </Field>
              ) : (
                <Field label={t('signIn.password')}>
                  <Input
                    type="password"
                    autoComplete="current-password"
                    value={password}
                    onChange={(_, { value }) => setPassword(value)}
                  />
                </Field>
              )}
              {by === 'password' && asked && (
                <Field label={t('signIn.code')}>
                  <Input
                    autoComplete="one-time-code"
                    autoFocus
                    value={code}
                    onChange={(_, { value }) => setCode(value)}
                  />
                </Field>
              )}
              {name !== null && ways.data?.passkeys === true && canPasskeys() && (
                <Link as="button" type="button" onClick={byPasskey}>
                  {t('passkey.use')}
                </Link>
              )}
              {hasPassword === true && (
                <Link as="button" type="button" onClick={() => setBy(by === 'link' ? 'password' : 'link')}>
                  {t(by === 'link' ? 'again.byPassword' : 'again.byLink')}
                </Link>
              )}
              {error !== null && !isCodeTaken(error) && (
                <SignInFailure error={error} wrong={by === 'link' ? 'signIn.wrongLink' : 'again.wrong'} />
              )}
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
