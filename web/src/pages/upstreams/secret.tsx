/** A new secret of an upstream's sign-in: it goes to the server, which seals it, and never comes back. */
import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { OutboundConnector } from '../../api/contracts.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useAgain } from './ask.ts';
import { endOfDay } from './draft.ts';

type Auth = NonNullable<OutboundConnector['auth']>;

interface Props {
  readonly connector: OutboundConnector;
  readonly close: () => void;
}

/** Which secret it has; null: none that could be given here. */
export const secretKindOf = ({ auth }: Pick<OutboundConnector, 'auth'>): Auth['kind'] | null =>
  auth === null || (auth.kind === 'client-credentials' && auth.proof.kind === 'certificate') ? null : auth.kind;

function bodyOf(kind: Auth['kind'], secret: string, until: string) {
  switch (kind) {
    case 'password':
      return { auth: { password: secret } };
    case 'client-credentials':
      return { auth: { secret, secretExpiresAt: endOfDay(until) } };
    case 'delegated':
      return { auth: { refreshToken: secret } };
  }
}

export function NewSecret({ connector, close }: Props) {
  const { t } = useTranslation('upstreams');
  const again = useAgain();
  const [seen] = useState(connector);
  const [secret, setSecret] = useState('');
  const [until, setUntil] = useState('');
  const kind = secretKindOf(connector);
  if (kind === null) return null;
  return (
    <FormDialog
      title={t(`secret.title.${kind}`, { name: connector.name })}
      deed={t('secret.save')}
      ready={secret !== ''}
      close={close}
      run={async () => {
        await call('PATCH /outbound-connectors/:name', {
          params: { name: connector.id },
          query: {},
          body: bodyOf(kind, secret, until),
          seen,
        });
        await again();
        close();
      }}
    >
      <Field label={t(`secret.label.${kind}`)} hint={t(`secret.hint.${kind}`)} required>
        <Input
          type="password"
          autoComplete="off"
          autoFocus
          value={secret}
          onChange={(_, { value }) => setSecret(value)}
        />
      </Field>
      {kind === 'client-credentials' && (
        <Field label={t('secret.until')} hint={t('secret.untilHint')}>
          <Input type="date" value={until} onChange={(_, { value }) => setUntil(value)} />
        </Field>
      )}
      <Text>{t('secret.kept')}</Text>
    </FormDialog>
  );
}
