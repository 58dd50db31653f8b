/** Asks before a verb is carried out: it is tried first, and the number stands in the question; a redirect is told where to before. */
import { Field, Input, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { OutboundConnector, QueueAct, Steered } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useOrganization, useOrganizationChoice } from '../../parts/organization.ts';
import { Failed } from '../../parts/states.tsx';
import { Untouched } from './outcome.tsx';
import { recipientOf, senderOf } from './shown.ts';

interface Props {
  readonly verb: QueueAct['verb'];
  readonly selection: QueueAct['selection'];
  readonly close: () => void;
  readonly done: (answer: Steered) => void;
}

type Goal = Pick<QueueAct, 'to' | 'connector'>;

/** So many are named before it is done. */
const SAMPLE = 5;
const PROGRESS_MS = 1_000;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  sample: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

export function VerbDialog(props: Props) {
  const [goal, setGoal] = useState<Goal | null>(props.verb === 'redirect' ? null : {});
  if (goal === null) return <GoalDialog close={props.close} chosen={setGoal} />;
  return <Ask {...props} goal={goal} />;
}

function GoalDialog({ close, chosen }: Pick<Props, 'close'> & { readonly chosen: (goal: Goal) => void }) {
  const { t } = useTranslation('queue');
  const [by, setBy] = useState<'address' | 'connector'>('address');
  const [to, setTo] = useState('');
  const [connector, setConnector] = useState('');
  const organization = useOrganization();
  const { all, chosen: lookedAt } = useOrganizationChoice();
  // Among several organizations a name may be another's too.
  const nameOf = ({ name, organizationId }: Pick<OutboundConnector, 'name' | 'organizationId'>): string => {
    const owner = all.find(({ id }) => id === organizationId);
    return lookedAt !== null || all.length < 2 || owner === undefined ? name : `${name} (${owner.name})`;
  };
  const upstreams = useQuery({
    queryKey: ['directory', 'outbound-connectors', 'names', organization],
    queryFn: ({ signal }) => call('GET /outbound-connectors', { query: { organization, limit: 1_000 }, signal }),
    enabled: by === 'connector',
  });
  const ready = by === 'address' ? to.includes('@') : connector !== '';
  return (
    <FormDialog
      title={t('fields.title')}
      deed={t('fields.next')}
      ready={ready}
      close={close}
      run={async () => chosen(by === 'address' ? { to: to.trim() } : { connector })}
    >
      <Choice
        label={t('fields.goal')}
        value={by}
        options={(['address', 'connector'] as const).map((value) => ({ value, name: t(`fields.${value}`) }))}
        change={(value) => setBy(value === 'connector' ? 'connector' : 'address')}
      />
      {by === 'address' ? (
        <Field label={t('fields.addressValue')}>
          <Input value={to} onChange={(_, { value }) => setTo(value)} />
        </Field>
      ) : (
        <Choice
          label={t('fields.connectorValue')}
          value={connector}
          options={[
            ...(connector === '' ? [{ value: '', name: t('fields.choose') }] : []),
            ...(upstreams.data?.items.map((upstream) => ({ value: upstream.id, name: nameOf(upstream) })) ?? []),
          ]}
          change={setConnector}
        />
      )}
    </FormDialog>
  );
}

function Ask({ verb, selection, close, done, goal }: Props & { readonly goal: Goal }) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const organization = useOrganization();
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const act = { verb, selection, ...goal };
  const tried = useQuery({
    // The number in the question must not move while it is read.
    queryKey: ['tried', act, organization],
    queryFn: ({ signal }) => call('POST /queue/actions', { query: { organization, dryRun: true }, body: act, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (tried.data === undefined)
    return (
      <FormDialog title={t(`verbs.${verb}`)} deed={t(`verbs.${verb}`)} ready={false} run={async () => {}} close={close}>
        {tried.error === null ? <Text role="status">{t('ask.counting')}</Text> : <Failed error={tried.error} />}
      </FormDialog>
    );
  const { touched: count, dryRun } = tried.data;
  const deed = t(`ask.${verb}`, { count, shown: countText(count) });
  if (count === 0)
    return (
      <FormDialog title={deed} deed={deed} ready={false} run={async () => {}} close={close}>
        <Text>{t('ask.none')}</Text>
        <Untouched of={tried.data} />
      </FormDialog>
    );
  const isForGood = verb === 'redirect' || verb === 'expire' || verb === 'bounce';
  const isEnd = verb === 'expire' || verb === 'bounce';
  const sample = dryRun?.sample.slice(0, SAMPLE) ?? [];
  return (
    <Confirm
      open
      title={deed}
      deed={deed}
      close={close}
      {...(isForGood && { forGood: count })}
      run={async () => {
        setRunning(true);
        try {
          const body = { ...act, ...(isEnd && reason.trim() !== '' && { reason: reason.trim() }) };
          done(await call('POST /queue/actions', { query: { organization }, body }));
        } finally {
          setRunning(false);
        }
      }}
    >
      <div className={styles.content}>
        <Text>{t(`means.${verb}`)}</Text>
        {sample.length > 0 && (
          <>
            <Text>{t('ask.sample')}</Text>
            <ul className={styles.sample}>
              {sample.map((one) => (
                <li key={`${one.message.queueId}.${one.recipient.ordinal}`}>
                  {senderOf(one) ?? t('nullSender')} → {recipientOf(one)}
                </li>
              ))}
            </ul>
          </>
        )}
        <div>
          <Untouched of={tried.data} />
        </div>
        {isEnd && (
          <Field label={t('fields.reason')}>
            <Input value={reason} maxLength={500} onChange={(_, { value }) => setReason(value)} />
          </Field>
        )}
        {running && <Progress selection={selection} count={count} counts={isEnd} />}
      </div>
    </Confirm>
  );
}

/** Mail that has ended waits no more: what is left tells how far it has come. */
function Progress({
  selection,
  count,
  counts,
}: {
  readonly selection: QueueAct['selection'];
  readonly count: number;
  readonly counts: boolean;
}) {
  const { t } = useTranslation('queue');
  const organization = useOrganization();
  const left = useQuery({
    queryKey: ['tried', 'left', selection, organization],
    queryFn: ({ signal }) =>
      call('POST /queue/actions', {
        query: { organization, dryRun: true },
        body: { verb: 'bounce', selection },
        signal,
      }),
    enabled: counts,
    refetchInterval: PROGRESS_MS,
    gcTime: 0,
  });
  const done = left.data === undefined ? null : Math.max(0, count - left.data.touched);
  return (
    <Field
      label={t('result.working')}
      hint={done === null ? undefined : t('result.progress', { done: countText(done), all: countText(count) })}
    >
      <ProgressBar value={done ?? undefined} max={count} />
    </Field>
  );
}
