/** A password that is chosen, twice. */
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** As the API has it (`passwordLeast`). */
const LEAST = 12;

interface Props {
  /** null: it is too short, or the two differ. */
  readonly change: (password: string | null) => void;
  readonly autoFocus?: boolean;
}

export function NewPassword({ change, autoFocus = false }: Props) {
  const { t } = useTranslation('people');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const take = (one: string, two: string): void => {
    setPassword(one);
    setRepeated(two);
    change(one.length >= LEAST && one === two ? one : null);
  };
  return (
    <>
      <Field
        label={t('newPassword.password')}
        required
        hint={t('newPassword.least', { count: LEAST })}
        validationMessage={
          password !== '' && repeated !== '' && password.length < LEAST
            ? t('newPassword.least', { count: LEAST })
            : undefined
        }
      >
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus={autoFocus}
          value={password}
          onChange={(_, { value }) => take(value, repeated)}
        />
      </Field>
      <Field
        label={t('newPassword.repeat')}
        required
        validationMessage={repeated !== '' && repeated !== password ? t('newPassword.differ') : undefined}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={repeated}
          onChange={(_, { value }) => take(password, value)}
        />
      </Field>
    </>
  );
}
