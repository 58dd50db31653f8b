/** What is one's own: who one is here, the password, the app, and where one is signed in. */
import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AnswerTo } from '../../api/contracts.ts';
import { isCodeTaken, withPasskey } from '../../api/passkey.ts';
import { ME, useMe } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { Authenticator, codeIn } from '../../parts/authenticator.tsx';
import { BrowserSessions } from '../../parts/browser-sessions.tsx';
import { useDeed } from '../../parts/deed.ts';
import { Facts } from '../../parts/facts.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useOrganizationNames } from '../../parts/grant.tsx';
import { Heading } from '../../parts/heading.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { NewPassword } from '../../parts/new-password.tsx';
import { RecoveryCodes } from '../../parts/recovery-codes.tsx';
import { Section } from '../../parts/section.tsx';
import { SignInFailure } from '../../parts/sign-in-failure.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Passkeys } from './passkeys.tsx';
import { SESSIONS } from './sessions-key.ts';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    maxWidth: '640px',
  },
});

export function Page() {
  const { t } = useTranslation('account');
  const { t: shell } = useTranslation();
  const styles = useStyles();
  const me = useMe();
  const organizationNames = useOrganizationNames();
  return (
    <>
      <Heading>{t('title')}</Heading>
      <div className={styles.page}>
        <Facts
          of={[
            [t('who.name'), me.signIn.name ?? me.actor],
            [t('who.role'), shell(`roles.${me.role}`)],
            [t('who.organizations'), organizationNames(me.organizations)],
            [t('who.until'), me.signIn.until === null ? null : <Time key="until" at={me.signIn.until} />],
          ]}
        />
        {me.signIn.how === 'sso' ? (
          <Section as="h2" title={t('provider.title')}>
            <Text>{t('provider.text')}</Text>
          </Section>
        ) : me.signIn.name === null ? (
          <Section as="h2" title={t('noPassword.title')}>
            <Text>{t('noPassword.text')}</Text>
            <span>
              <InnerLink to="/settings/administrators">{t('noPassword.go')}</InnerLink>
            </span>
          </Section>
        ) : (
          <>
            {me.signIn.password === false ? (
              <Section as="h2" title={t('password.title')}>
                <Text>{t('password.noneText')}</Text>
              </Section>
            ) : (
              <>
                <Password />
                <App isThere={me.signIn.app === true} />
              </>
            )}
            <Passkeys />
          </>
        )}
        <Sessions />
      </div>
    </>
  );
}

function Password() {
  const { t } = useTranslation('account');
  const [at, setAt] = useState<'before' | 'changing' | 'done'>('before');
  return (
    <Section as="h2" title={t('password.title')}>
      {at === 'done' && (
        <MessageBar intent="success" politeness="polite">
          <MessageBarBody>{t('password.done')}</MessageBarBody>
        </MessageBar>
      )}
      <span>
        <Button onClick={() => setAt('changing')}>{t('password.change')}</Button>
      </span>
      {at === 'changing' && <ChangePassword close={() => setAt('before')} done={() => setAt('done')} />}
    </Section>
  );
}

function ChangePassword({ close, done }: { readonly close: () => void; readonly done: () => void }) {
  const { t } = useTranslation('account');
  const { t: people } = useTranslation('people');
  const queries = useQueryClient();
  const [now, setNow] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const run = async (): Promise<void> => {
    try {
      await withPasskey((factor) =>
        call('POST /me/password', { body: { password: now, newPassword: wanted ?? '', ...codeIn(code), ...factor } }),
      );
    } catch (error) {
      if (isCodeTaken(error as Error)) setAsked(true);
      throw error;
    }
    void queries.invalidateQueries({ queryKey: SESSIONS });
    done();
  };
  return (
    <FormDialog
      title={t('password.change')}
      deed={t('password.change')}
      ready={now !== '' && wanted !== null}
      run={run}
      close={close}
      failed={(error) => (isCodeTaken(error) ? <></> : <SignInFailure error={error} wrong="again.wrong" />)}
    >
      <Text>{t('password.text')}</Text>
      <Field label={t('password.now')} required>
        <Input type="password" autoComplete="current-password" value={now} onChange={(_, { value }) => setNow(value)} />
      </Field>
      <NewPassword change={setWanted} />
      {asked && (
        <Field label={people('signIn.code')} required>
          <Input autoComplete="one-time-code" autoFocus value={code} onChange={(_, { value }) => setCode(value)} />
        </Field>
      )}
    </FormDialog>
  );
}

type Totp = AnswerTo<'POST /me/second-factor'>;

function App({ isThere }: { readonly isThere: boolean }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const deed = isThere ? 'app.replace' : 'app.set';
  const [totp, setTotp] = useState<Totp | null>(null);
  const { busy, error, run } = useDeed();
  // Not before: the dialog keeps its name while it shows the recovery codes.
  const close = (): void => {
    setTotp(null);
    void queries.invalidateQueries({ queryKey: ME });
    void queries.invalidateQueries({ queryKey: ['summary'] });
  };
  return (
    <Section as="h2" title={t('app.title')}>
      {isThere ? <StateBlock mood="good">{t('app.there')}</StateBlock> : <Text>{t('app.none')}</Text>}
      <span>
        <Button
          disabledFocusable={busy}
          onClick={() => void run(async () => setTotp(await call('POST /me/second-factor')))}
        >
          {t(deed)}
        </Button>
      </span>
      {error !== null && <Failed error={error} />}
      {totp !== null && <SetUpApp title={t(deed)} totp={totp} close={close} />}
    </Section>
  );
}

interface SetUpAppProps {
  readonly title: string;
  readonly totp: Totp;
  readonly close: () => void;
}

function SetUpApp({ title, totp, close }: SetUpAppProps) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <FormDialog
      title={title}
      deed={t('app.deed')}
      ready={code.trim() !== ''}
      run={async () => {
        const given = await call('POST /me/second-factor/confirm', { body: { code: codeIn(code).code ?? '' } });
        setCodes(given.recoveryCodes);
        void queries.invalidateQueries({ queryKey: SESSIONS });
      }}
      close={close}
      failed={(error) => <SignInFailure error={error} wrong="signIn.wrongCode" />}
      told={codes && <RecoveryCodes codes={codes} />}
    >
      <Authenticator totp={totp} code={code} change={setCode} required />
    </FormDialog>
  );
}

function Sessions() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const listed = useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => call('GET /sign-in/sessions', { signal }) });
  const { error, run } = useDeed(() => void queries.invalidateQueries({ queryKey: SESSIONS }));
  return (
    <Section as="h2" title={t('sessions.title')}>
      {error !== null && <Failed error={error} />}
      <Asked query={listed}>
        {({ items }) => (
          <BrowserSessions
            sessions={items}
            end={({ id }) => void run(() => call('DELETE /sign-in/sessions/:id', { params: { id } }))}
          />
        )}
      </Asked>
    </Section>
  );
}
