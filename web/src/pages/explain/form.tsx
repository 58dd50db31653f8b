/** The mail to be explained, field by field. A device fills in where it comes from. */
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Combobox,
  Field,
  Input,
  makeStyles,
  Option,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Device } from '../../api/contracts.ts';
import { Choice } from '../../parts/choice.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { type Draft, faultOf, isIp, RARE } from './question.ts';
import { useStatus } from '../../parts/status.ts';

interface Props {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly ask: () => void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  more: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  header: { '& button': { paddingLeft: 0 } },
  panel: { marginLeft: 0, marginRight: 0 },
});

const TLS = ['auto', 'yes', 'none'] as const;

export function Form({ draft, set, ask }: Props) {
  const { t } = useTranslation('explain');
  const styles = useStyles();
  const [tried, setTried] = useState(false);
  const fault = tried ? faultOf(draft) : null;
  const messageOf = (name: 'to' | 'ip' | 'size') => (fault === name ? t(`faults.${name}`) : undefined);
  const text = (name: Exclude<keyof Draft, 'tls' | 'port' | 'ip'>, hint?: string) => (
    <Field
      label={t(`fields.${name}`)}
      hint={hint}
      validationMessage={name === 'to' || name === 'size' ? messageOf(name) : undefined}
    >
      <Input
        value={draft[name]}
        inputMode={name === 'size' ? 'decimal' : undefined}
        autoComplete="off"
        onChange={(_, { value }) => set({ [name]: value })}
      />
    </Field>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faultOf(draft) === null) ask();
      }}
    >
      {text('from', t('fields.fromHint'))}
      {text('to', t('fields.toHint'))}
      <Where draft={draft} set={set} message={messageOf('ip')} />
      {text('login', t('fields.loginHint'))}
      <Choice
        label={t('fields.tls')}
        value={draft.tls === '' ? 'auto' : draft.tls}
        options={TLS.map((value) => ({ value, name: t(`tls.${value}`) }))}
        change={(value) => set({ tls: value === 'auto' ? '' : value })}
      />
      <Port draft={draft} set={set} />
      <Accordion collapsible defaultOpenItems={RARE.some((name) => draft[name] !== '') ? ['more'] : []}>
        <AccordionItem value="more">
          <AccordionHeader className={styles.header}>{t('more')}</AccordionHeader>
          <AccordionPanel className={styles.panel}>
            <div className={styles.more}>
              {text('size')}
              {text('certificate', t('fields.certificateHint'))}
              {text('helo')}
              {text('headerFrom', t('fields.headerFromHint'))}
            </div>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <div>
        <Button type="submit" appearance="primary">
          {t('explain')}
        </Button>
      </div>
    </form>
  );
}

/** The usual one has no name. */
const USUAL = ' ';

function Port({ draft, set }: Omit<Props, 'ask'>) {
  const { t } = useTranslation('explain');
  const { data } = useStatus();
  const names = [...new Set([...(data?.listeners ?? []).map(({ name }) => name), draft.port])];
  const options = names
    .filter((name) => name !== '')
    .map((name) => {
      const port = data?.listeners.find((one) => one.name === name)?.port;
      return { value: name, name: port === undefined ? name : `${port} (${name})` };
    });
  return (
    <Choice
      label={t('fields.port')}
      value={draft.port === '' ? USUAL : draft.port}
      options={[{ value: USUAL, name: t('anyPort') }, ...options]}
      change={(value) => set({ port: value.trim() })}
    />
  );
}

const SHOWN = 20;
type Choosable = Pick<Device, 'id' | 'name' | 'addresses' | 'logins'>;

/** Of a network its first address: it is covered by the same. */
const addressOf = ({ addresses: [first = ''] }: Choosable): string => first.split('/')[0] ?? '';

function Where({ draft, set, message }: Omit<Props, 'ask'> & { readonly message: string | undefined }) {
  const { t } = useTranslation('explain');
  const organization = useOrganization();
  const asked = isIp(draft.ip.trim()) ? '' : draft.ip.trim();
  const { data } = useQuery({
    queryKey: ['directory', 'devices', 'to-explain', organization, asked],
    queryFn: ({ signal }) =>
      call('GET /devices', { query: { organization, text: asked || undefined, limit: SHOWN }, signal }),
    placeholderData: keepPreviousData,
  });
  const devices: readonly Choosable[] = data?.items ?? [];
  return (
    <Field label={t('fields.ip')} hint={t('fields.ipHint')} validationMessage={message}>
      <Combobox
        freeform
        inlinePopup
        autoComplete="off"
        value={draft.ip}
        selectedOptions={[]}
        onChange={({ target: { value } }) => set({ ip: value })}
        onOptionSelect={(_, { optionValue }) => {
          const device = devices.find(({ id }) => id === optionValue);
          if (device !== undefined) set({ ip: addressOf(device), login: device.logins[0] ?? draft.login });
        }}
      >
        {devices.map((device) => (
          <Option key={device.id} value={device.id} text={device.name}>
            {[device.name, addressOf(device) || device.logins[0]].filter(Boolean).join(', ')}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
