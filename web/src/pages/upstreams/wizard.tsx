/** The steps of an upstream, new or changed. A kind that is known by name asks only for what it needs; the review says what it will do. */
import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboundConnector, UpstreamKind } from '../../api/contracts.ts';
import { entriesOf } from '../../parts/entries.ts';
import { Heading } from '../../parts/heading.tsx';
import { useOwner } from '../../parts/owner.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { faultsOf } from '../../parts/trial.ts';
import { Wizard, type WizardStep } from '../../parts/wizard.tsx';
import { useAgain, useKinds } from './ask.ts';
import { type Cloud, type Draft, draftOf, draftOfKind, type Form, formOf, type Given, isPace } from './draft.ts';
import { Kinds } from './kinds.tsx';
import { Mail, Manner } from './mail-steps.tsx';
import { Review } from './review.tsx';
import { Server } from './server-step.tsx';
import { lackOfServer, lackOfSignIn } from './lacks.ts';
import { SignInStep } from './sign-in-step.tsx';
import { save, useTrial } from './trial.ts';
import { asksWithout, sayWithout, type Without } from './without.tsx';

interface Props {
  /** null: a new one. */
  readonly edited: OutboundConnector | null;
  readonly given?: Given;
  readonly done: (connector: OutboundConnector) => void;
  readonly cancel: () => void;
}

export function UpstreamWizard(props: Props) {
  const { t } = useTranslation('upstreams');
  const [cloud, setCloud] = useState<Cloud>('global');
  const { data, error, refetch } = useKinds(cloud);
  // What was written stays while the kinds of another cloud are asked for, and where they cannot be had.
  const [known, setKnown] = useState(data);
  if (data !== undefined && data !== known) setKnown(data);
  const { edited } = props;
  return (
    <>
      <Heading>{edited === null ? t('add') : t('wizard.editTitle', { name: edited.name })}</Heading>
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {known !== undefined ? (
        <Steps
          {...props}
          kinds={known.items}
          cloud={known.cloud}
          asking={known.cloud === cloud ? null : cloud}
          setCloud={setCloud}
        />
      ) : (
        error === null && <Loading lines={6} />
      )}
    </>
  );
}

interface StepsProps extends Props {
  readonly kinds: readonly UpstreamKind[];
  /** Of the kinds. */
  readonly cloud: Cloud;
  /** The one whose kinds are asked for; null: none. */
  readonly asking: Cloud | null;
  readonly setCloud: (cloud: Cloud) => void;
}

function Steps({ edited: present, given, done, cancel, kinds, cloud, asking, setCloud }: StepsProps) {
  const { t } = useTranslation('upstreams');
  // As the draft was filled in from it.
  const [edited] = useState(present);
  const again = useAgain();
  const owner = useOwner({ of: edited?.organizationId });
  const first = kinds.find((one) => one.kind === given?.kind) ?? kinds[0];
  const [kindName, setKindName] = useState<string>(first?.kind ?? '');
  const [written, setDraft] = useState<Draft>(() =>
    edited === null ? { ...draftOfKind(first as UpstreamKind, 'global'), ...given?.fields } : draftOf(edited),
  );
  const [without, setWithout] = useState<Without | null>(null);
  const { organization = '' } = owner;
  const kind = kinds.find((one) => one.kind === kindName) ?? (first as UpstreamKind);
  const form: Form = edited === null ? kind : formOf(edited);
  // The addresses of another cloud come with its kinds.
  const draft = edited === null && written.cloud !== cloud ? draftOfKind(kind, cloud, written) : written;
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const lack = { server: lackOfServer(draft, form), signIn: lackOfSignIn(draft, form, edited) };
  const isWhole = lack.server === null && lack.signIn === null && isPace(draft) && entriesOf(draft.senders).length > 0;
  const enabled = isWhole && owner.isSaid;
  const trial = useTrial(draft, { edited, form, kinds, organization, name: t('steps.review'), enabled });
  const props = { draft, set, form, trial };
  const fault = (own: string | null, ...fields: readonly string[]): string | null =>
    own ?? faultsOf(trial, fields)[0] ?? null;
  const choose = (name: string): void => {
    const next = kinds.find((one) => one.kind === name);
    if (next === undefined) return;
    setKindName(name);
    setDraft(draftOfKind(next, cloud, draft));
  };
  const isDirect = form.route?.kind === 'mx';
  const steps: readonly WizardStep[] = [
    ...(edited === null
      ? [{ id: 'kind', title: t('steps.kind'), children: <Kinds kinds={kinds} value={kindName} change={choose} /> }]
      : []),
    {
      id: 'name',
      title: t('steps.name'),
      fault: fault(draft.name.trim() === '' ? t('lacks.noName') : owner.fault, 'name'),
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
    ...(isDirect
      ? []
      : [
          {
            id: 'server',
            title: t('steps.server'),
            fault: fault(lack.server && t(`lacks.${lack.server}`), 'route', 'tls', 'clientCertificate'),
            children: <Server {...props} cloud={asking ?? cloud} setCloud={edited === null ? setCloud : null} />,
          },
          {
            id: 'signIn',
            title: t('steps.signIn'),
            fault: fault(lack.signIn && t(`lacks.${lack.signIn}`), 'auth'),
            children: <SignInStep {...props} edited={edited} />,
          },
        ]),
    {
      id: 'mail',
      title: t('steps.mail'),
      fault: fault(
        entriesOf(draft.senders).length === 0 ? t('lacks.noSender') : null,
        ...['recipientDomains', 'senders', 'devices', 'failover'],
      ),
      children: <Mail {...props} organization={organization} own={edited?.id ?? null} />,
    },
    {
      id: 'manner',
      title: t('steps.manner'),
      fault: fault(isPace(draft) ? null : t('lacks.noNumber'), 'pace', 'rewriting'),
      children: <Manner {...props} />,
    },
    {
      id: 'review',
      title: t('steps.review'),
      fault: !isWhole
        ? t('wizard.notReady')
        : asksWithout(trial.problem) && without === null
          ? t('without.title')
          : null,
      children: <Review {...props} without={without} setWithout={setWithout} />,
    },
  ];
  return (
    <Wizard
      steps={steps}
      pending={trial.pending || asking !== null}
      chosen={JSON.stringify([kindName, written, organization])}
      deed={t(edited === null ? 'wizard.create' : 'wizard.save')}
      cancel={cancel}
      finish={async () => {
        if (asksWithout(trial.problem)) await sayWithout(organization, without);
        const { item } = await save(draft, { edited, form, kinds, organization });
        await again();
        done(item);
      }}
    />
  );
}
