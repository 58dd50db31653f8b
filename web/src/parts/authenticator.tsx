/** Setting up an authenticator app: the code to scan, the same to type, and the first code that the app shows. */
import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Copyable } from './copyable.tsx';
import { Qr } from './qr.tsx';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  field: { alignSelf: 'stretch' },
});

interface Props {
  readonly totp: { readonly secret: string; readonly uri: string };
  readonly code: string;
  readonly change: (code: string) => void;
  readonly required: boolean;
}

export function Authenticator({ totp, code, change, required }: Props) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  return (
    <div className={styles.whole}>
      <Text>{t(required ? 'authenticator.text' : 'authenticator.optional')}</Text>
      <Qr text={totp.uri} label={t('authenticator.qr')} size={168} />
      <Text size={200}>{t('authenticator.typed')}</Text>
      <Copyable text={totp.secret} />
      <Field className={styles.field} label={t('authenticator.code')} required={required}>
        <Input
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          onChange={(_, { value }) => change(value)}
        />
      </Field>
    </div>
  );
}

/** As people type it from their telephone: with spaces, or nothing. */
export const codeIn = (typed: string): { readonly code?: string } => {
  const code = typed.replaceAll(/\s/gu, '');
  return code === '' ? {} : { code };
};
