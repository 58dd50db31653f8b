/** By an invitation: who one is from now on; a password, an authenticator app, and codes for when that is gone, or a passkey alone. */
import { Button, Field, Input, Link, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../api/call.ts';
import type { AnswerTo } from '../api/contracts.ts';
import { canPasskeys, passkey } from '../api/passkey.ts';
import { signIn } from '../api/session.ts';
import { Asked } from '../parts/asked.tsx';
import { Authenticator, codeIn } from '../parts/authenticator.tsx';
import { useDeed } from '../parts/deed.ts';
import { NewPassword } from '../parts/new-password.tsx';
import { NotMade } from '../parts/not-made.tsx';
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

function Accept(props: AcceptProps) {
  const { t } = useTranslation('people');
  const { t: shell } = useTranslation();
  const styles = useStyles();
  const [by, setBy] = useState<'password' | 'passkey'>('password');
  const { name, role, passkeyAt } = props.invited;
  const canHere = passkeyAt !== null && canPasskeys();
  return (
    <div className={styles.form}>
      <Text>{t('invitation.text', { role: shell(`roles.${role}`), name })}</Text>
      {by === 'passkey' ? <ByPasskey {...props} /> : <ByPassword {...props} />}
      {canHere ? (
        <Link as="button" type="button" onClick={() => setBy(by === 'passkey' ? 'password' : 'passkey')}>
          {t(by === 'passkey' ? 'invitation.passkey.password' : 'invitation.passkey.title')}
        </Link>
      ) : (
        <PasskeyElsewhere {...props} />
      )}
    </div>
  );
}

/** Passkeys belong to the name of the server: at an address of numbers there are none. */
function PasskeyElsewhere({ invitation, invited: { passkeyInstead } }: AcceptProps) {
  const { t } = useTranslation('people');
  if (passkeyInstead === null) return null;
  return (
    <Text size={200}>
      {t('invitation.passkey.instead')}{' '}
      <Link href={`${passkeyInstead}/#invitation=${invitation}`}>{passkeyInstead}</Link>
    </Text>
  );
}

function ByPasskey({ invitation, accepted }: AcceptProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const [called, setCalled] = useState('');
  const { busy, error, run } = useDeed();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy || called.trim() === '') return;
    void run(async () =>
      accepted(await signIn.byInvitation({ invitation, passkey: await passkey.makeFirst(invitation, called.trim()) })),
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Subtitle2 as="h2">{t('invitation.passkey.title')}</Subtitle2>
      <Text>{t('invitation.passkey.text')}</Text>
      <Field label={t('invitation.passkey.name')} hint={t('invitation.passkey.nameHint')} required>
        <Input autoComplete="off" autoFocus value={called} onChange={(_, { value }) => setCalled(value)} />
      </Field>
      {error !== null && <NotMade error={error} />}
      <Button
        className={styles.submit}
        appearance="primary"
        type="submit"
        disabledFocusable={busy || called.trim() === ''}
      >
        {t('invitation.passkey.submit')}
      </Button>
    </form>
  );
}

function ByPassword({ invitation, invited, accepted }: AcceptProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const [password, setPassword] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const { busy, error, run } = useDeed();
  const { name, totp, secondFactorNeeded } = invited;
  const lacks = password === null || (secondFactorNeeded && code.trim() === '');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (password === null || busy) return;
    void run(async () => accepted(await signIn.byInvitation({ invitation, password, ...codeIn(code) })));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
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
