/** Where the server is, and how the connection is secured. */
import { Field, Input, Textarea } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/choice.tsx';
import { type Cloud, clouds, type Tls } from './draft.ts';
import type { StepProps } from './trial.ts';
import { faultsOf } from '../../parts/trial.ts';

const tlsModes = ['verified', 'required', 'opportunistic', 'wrapped', 'none'] as const;

interface Props extends StepProps {
  /** As it was chosen: the addresses of the draft may be on their way. */
  readonly cloud: Cloud;
  /** null: it has its addresses already. */
  readonly setCloud: ((cloud: Cloud) => void) | null;
}

export function Server({ draft, set, form, trial, cloud, setCloud }: Props) {
  const { t } = useTranslation('upstreams');
  const isMicrosoft = form.service === 'microsoft365' || form.service === 'hve';
  const isGraph = form.route?.kind === 'graph';
  return (
    <>
      {setCloud !== null && isMicrosoft && form.oauth !== null && (
        <Choice
          label={t('fields.cloud')}
          value={cloud}
          options={clouds.map((value) => ({ value, name: t(`clouds.${value}`) }))}
          change={(value) => setCloud(value as Cloud)}
        />
      )}
      {isGraph ? (
        <Field label={t('fields.endpoint')} validationMessage={faultsOf(trial, ['route'])[0]}>
          <Input value={draft.endpoint} onChange={(_, { value }) => set({ endpoint: value })} />
        </Field>
      ) : (
        <>
          <Field
            label={t('fields.hosts')}
            hint={t('fields.hostsHint', { example: form.hostExample ?? 'mail.example.net:587' })}
            validationMessage={faultsOf(trial, ['route'])[0]}
          >
            <Textarea
              resize="vertical"
              rows={3}
              value={draft.hosts}
              onChange={(_, { value }) => set({ hosts: value })}
            />
          </Field>
          <Choice
            label={t('fields.tls')}
            value={draft.tls}
            options={tlsModes.map((value) => ({ value, name: t(`tls.${value}`) }))}
            change={(value) => set({ tls: value as Tls })}
          />
          <Field
            label={t('fields.clientCertificate')}
            hint={t('fields.clientCertificateHint')}
            validationMessage={faultsOf(trial, ['clientCertificate'])[0]}
          >
            <Input value={draft.clientCertificate} onChange={(_, { value }) => set({ clientCertificate: value })} />
          </Field>
          {draft.clientCertificate.trim() !== '' && (
            <Field label={t('fields.clientKey')}>
              <Input value={draft.clientKey} onChange={(_, { value }) => set({ clientKey: value })} />
            </Field>
          )}
        </>
      )}
    </>
  );
}
