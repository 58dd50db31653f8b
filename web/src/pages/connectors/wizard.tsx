/** The nine steps of a connector, new or changed. While one writes the server tries the draft out; the review says what it would do. */
import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { InboundConnector } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Choice } from '../../parts/choice.tsx';
import { entriesOf } from '../../parts/entries.ts';
import { Heading } from '../../parts/heading.tsx';
import { useOwner } from '../../parts/owner.tsx';
import { useProfiles } from '../../parts/profiles.ts';
import { faultsOf } from '../../parts/trial.ts';
import { Wizard, type WizardStep } from '../../parts/wizard.tsx';
import { type Draft, draftOf, isRecognised, LIMITS, newDraft } from './draft.ts';
import { Review } from './review.tsx';
import { save, type Trial, useTrial } from './trial.ts';

interface Props {
  /** null: a new one. */
  readonly edited: InboundConnector | null;
  /** Of a new one, what is known already. */
  readonly given?: Partial<Draft>;
  readonly done: (connector: InboundConnector) => void;
  readonly cancel: () => void;
}

interface StepProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly trial: Trial;
}

export function ConnectorWizard({ edited: present, given, done, cancel }: Props) {
  const { t } = useTranslation('connectors');
  // As the draft was filled in from it.
  const [edited] = useState(present);
  const queries = useQueryClient();
  const owner = useOwner({ of: edited?.organizationId });
  const [draft, setDraft] = useState<Draft>(() => (edited === null ? { ...newDraft, ...given } : draftOf(edited)));
  const { organization } = owner;
  const trial = useTrial(draft, { edited, organization, name: t('steps.connection') });
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const props = { draft, set, trial };
  const fault = (own: string | null, ...fields: readonly string[]): string | null =>
    own ?? faultsOf(trial, fields)[0] ?? null;
  const steps: readonly WizardStep[] = [
    { id: 'connection', title: t('steps.connection'), children: <Connection {...props} /> },
    {
      id: 'name',
      title: t('steps.name'),
      fault: fault(draft.name.trim() === '' ? t('wizard.noName') : owner.fault, 'name'),
      children: (
        <>
          <Field label={t('fields.name')}>
            <Input value={draft.name} onChange={(_, { value }) => set({ name: value })} />
          </Field>
          {owner.field}
          <Checkbox
            label={t('fields.enabled')}
            checked={draft.enabled}
            onChange={(_, { checked }) => set({ enabled: checked === true })}
          />
        </>
      ),
    },
    {
      id: 'recognised',
      title: t('steps.recognised'),
      fault: fault(isRecognised(draft) ? null : t('wizard.notRecognised'), 'senderAddresses', 'certificate'),
      children: <Recognised {...props} />,
    },
    {
      id: 'senders',
      title: t('steps.senders'),
      fault: fault(entriesOf(draft.senderDomains).length === 0 ? t('wizard.noDomain') : null, 'senderDomains'),
      children: (
        <Lines
          {...props}
          field="senderDomains"
          label={t('fields.senderDomains')}
          hint={t('fields.senderDomainsHint')}
        />
      ),
    },
    {
      id: 'domains',
      title: t('steps.domains'),
      fault: fault(null, 'associatedAcceptedDomains'),
      children: <Domains {...props} organization={organization} />,
    },
    {
      id: 'recipients',
      title: t('steps.recipients'),
      fault: fault(entriesOf(draft.recipientDomains).length === 0 ? t('wizard.noDomain') : null, 'recipientDomains'),
      children: (
        <Lines
          {...props}
          field="recipientDomains"
          label={t('fields.recipientDomains')}
          hint={t('fields.recipientDomainsHint')}
        />
      ),
    },
    {
      id: 'security',
      title: t('steps.security'),
      fault: fault(null, 'requireTls', 'profile'),
      children: <Security {...props} />,
    },
    {
      id: 'limits',
      title: t('steps.limits'),
      fault: fault(areNumbers(draft) ? null : t('wizard.noNumber'), 'limits'),
      children: <Limits {...props} />,
    },
    { id: 'review', title: t('steps.review'), children: <Review draft={draft} trial={trial} /> },
  ];
  return (
    <>
      <Heading>{edited === null ? t('add') : t('wizard.editTitle', { name: edited.name })}</Heading>
      <Wizard
        steps={steps}
        pending={trial.pending}
        chosen={JSON.stringify([draft, organization])}
        deed={t(edited === null ? 'wizard.create' : 'wizard.save')}
        cancel={cancel}
        finish={async () => {
          const { item } = await save(draft, { edited, organization });
          await queries.invalidateQueries({ queryKey: ['directory', 'inbound-connectors'] });
          done(item);
        }}
      />
    </>
  );
}

const areNumbers = ({ limits }: Draft): boolean =>
  Object.values(limits).every((text) => /^[1-9]\d{0,14}$/u.test(text.trim()) || text.trim() === '');

function Connection({ draft, set }: StepProps) {
  const { t } = useTranslation('connectors');
  return (
    <>
      <Field label={t('fields.from')}>
        <RadioGroup value={draft.type} onChange={(_, { value }) => set({ type: value as Draft['type'] })}>
          <Radio value="OnPremises" label={t('types.OnPremises')} />
          <Radio value="Partner" label={t('types.Partner')} />
        </RadioGroup>
      </Field>
      <Field label={t('fields.to')}>
        <Input value={t('to')} readOnly />
      </Field>
    </>
  );
}

function Recognised({ draft, set, trial }: StepProps) {
  const { t } = useTranslation('connectors');
  const entries = new Set(entriesOf(draft.addresses));
  // The others are about the whole, which the review tells.
  const doubts = (trial.tried?.warnings ?? []).filter((text) => entries.has(text.split(' ', 1)[0] ?? ''));
  const [fault] = entries.size === 0 ? [] : faultsOf(trial, ['senderAddresses']);
  return (
    <>
      <Field label={t('fields.addresses')} hint={t('fields.addressesHint')} validationMessage={fault}>
        <Textarea
          resize="vertical"
          rows={4}
          value={draft.addresses}
          onChange={(_, { value }) => set({ addresses: value })}
        />
      </Field>
      {doubts.map((text) => (
        <MessageBar key={text} intent="warning" layout="multiline">
          <MessageBarBody>{text}</MessageBarBody>
        </MessageBar>
      ))}
      <Field
        label={t('fields.certificateName')}
        hint={t('fields.certificateNameHint')}
        validationMessage={faultsOf(trial, ['certificateName'])[0]}
      >
        <Input value={draft.certificateName} onChange={(_, { value }) => set({ certificateName: value })} />
      </Field>
      <Field
        label={t('fields.fingerprint')}
        hint={t('fields.fingerprintHint')}
        validationMessage={faultsOf(trial, ['certificateFingerprint'])[0]}
      >
        <Input
          value={draft.certificateFingerprint}
          onChange={(_, { value }) => set({ certificateFingerprint: value })}
        />
      </Field>
    </>
  );
}

interface LinesProps extends StepProps {
  readonly field: 'senderDomains' | 'recipientDomains';
  readonly label: string;
  readonly hint: string;
}

const Lines = ({ draft, set, trial, field, label, hint }: LinesProps) => (
  <Field label={label} hint={hint} validationMessage={faultsOf(trial, [field])[0]}>
    <Textarea resize="vertical" rows={4} value={draft[field]} onChange={(_, { value }) => set({ [field]: value })} />
  </Field>
);

/** More than anybody ticks one by one. */
const DOMAINS_SHOWN = 100;

function Domains({ draft, set, organization }: StepProps & { readonly organization: string | undefined }) {
  const { t } = useTranslation('connectors');
  const { data } = useQuery({
    queryKey: ['directory', 'domains', organization],
    queryFn: ({ signal }) => call('GET /domains', { query: { organization, limit: DOMAINS_SHOWN }, signal }),
  });
  if (data?.items.length === 0) return <Text>{t('wizard.noDomains')}</Text>;
  return (
    <Group label={t('fields.acceptedDomains')} hint={t('fields.acceptedDomainsHint')}>
      {data?.items.map(({ name, verified }) => (
        <Checkbox
          key={name}
          label={verified === null ? t('wizard.unverified', { name }) : name}
          checked={draft.acceptedDomains.includes(name)}
          onChange={(_, { checked }) =>
            set({
              acceptedDomains:
                checked === true
                  ? [...draft.acceptedDomains, name]
                  : draft.acceptedDomains.filter((other) => other !== name),
            })
          }
        />
      ))}
    </Group>
  );
}

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground3 },
});

/** A Field would give its own name to each control within. */
function Group({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div role="group" aria-label={label} className={styles.group}>
      <Text>{label}</Text>
      {children}
      <Text size={200} className={styles.hint}>
        {hint}
      </Text>
    </div>
  );
}

function Security({ draft, set }: StepProps) {
  const { t } = useTranslation('connectors');
  const { data = [] } = useProfiles();
  const names = [...new Set([...data.map(({ name }) => name), draft.profile])];
  return (
    <>
      <Checkbox
        label={t('fields.requireTls')}
        checked={draft.requireTls}
        onChange={(_, { checked }) => set({ requireTls: checked === true })}
      />
      <Choice
        label={t('fields.profile')}
        value={draft.profile}
        options={names.map((name) => ({ value: name, name }))}
        change={(profile) => set({ profile })}
      />
    </>
  );
}

function Limits({ draft, set }: StepProps) {
  const { t } = useTranslation('connectors');
  const { data } = useQuery({
    queryKey: ['directory', 'limits'],
    queryFn: ({ signal }) => call('GET /limits', { query: {}, signal }),
  });
  return LIMITS.map((limit) => {
    const value = data?.items.find(({ name }) => name === limit)?.value;
    return (
      <Field
        key={limit}
        label={t(`limits.${limit}`)}
        hint={value === undefined ? undefined : t('fields.limitHint', { value: countText(value) })}
      >
        <Input
          inputMode="numeric"
          value={draft.limits[limit] ?? ''}
          onChange={(_, { value: text }) => set({ limits: { ...draft.limits, [limit]: text } })}
        />
      </Field>
    );
  });
}
