/** Asks before mail leaves the quarantine: it is tried first, and the number stands in the question; a release is told where to. */
import { Checkbox, Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { QuarantineAct, QuarantineActed } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Failed } from '../../parts/states.tsx';
import { keyOf } from './shown.ts';

interface Props {
  readonly verb: QuarantineAct['verb'];
  readonly selection: QuarantineAct['selection'];
  readonly close: () => void;
  readonly done: (answer: QuarantineActed) => void;
}

const SAMPLE = 5;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  sample: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

export function LeaveDialog({ verb, selection, close, done }: Props) {
  const { t } = useTranslation('quarantine');
  const styles = useStyles();
  const organization = useOrganization();
  const [goal, setGoal] = useState<'recipients' | 'address'>('recipients');
  const [to, setTo] = useState('');
  const [allow, setAllow] = useState(false);
  const tried = useQuery({
    // The number in the question must not move while it is read.
    queryKey: ['tried', 'quarantine', verb, selection, organization],
    queryFn: ({ signal }) =>
      call('POST /quarantine/actions', { query: { organization, dryRun: true }, body: { verb, selection }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const plain = { deed: t(`verbs.${verb}`), ready: false, run: async () => {}, close };
  if (tried.data === undefined)
    return (
      <FormDialog title={t(`verbs.${verb}`)} {...plain}>
        {tried.error === null ? <Text role="status">{t('ask.counting')}</Text> : <Failed error={tried.error} />}
      </FormDialog>
    );
  const { touched: count, dryRun } = tried.data;
  if (count === 0)
    return (
      <FormDialog title={t(`verbs.${verb}`)} {...plain}>
        <Text>{t('ask.none')}</Text>
      </FormDialog>
    );
  const isCopy = verb === 'release' && goal === 'address';
  const deed = t(`ask.${isCopy ? 'copy' : verb}`, { count, shown: countText(count) });
  const sample = dryRun?.sample.slice(0, SAMPLE) ?? [];
  return (
    <Confirm
      open
      title={deed}
      deed={deed}
      close={close}
      forGood={count}
      run={async () => {
        const body = {
          ...{ verb, selection },
          ...(isCopy && { to: to.trim() }),
          ...(verb === 'release' && allow && { allowSender: true }),
        };
        done(await call('POST /quarantine/actions', { query: { organization }, body }));
      }}
    >
      <div className={styles.content}>
        <Text>{t(`means.${isCopy ? 'copy' : verb}`)}</Text>
        {sample.length > 0 && (
          <>
            <Text>{t('ask.sample')}</Text>
            <ul className={styles.sample}>
              {sample.map((one) => (
                <li key={keyOf(one)}>
                  {one.sender} → {one.recipient}
                </li>
              ))}
            </ul>
          </>
        )}
        {verb === 'release' && (
          <Field label={t('fields.goal')}>
            <RadioGroup
              value={goal}
              onChange={(_, { value }) => setGoal(value === 'address' ? 'address' : 'recipients')}
            >
              <Radio value="recipients" label={t('fields.recipients')} />
              <Radio value="address" label={t('fields.address')} />
            </RadioGroup>
          </Field>
        )}
        {isCopy && (
          <Field label={t('fields.addressValue')}>
            <Input value={to} onChange={(_, { value }) => setTo(value)} />
          </Field>
        )}
        {verb === 'release' && (
          <Field hint={t('fields.allowHint')}>
            <Checkbox
              label={t('fields.allow')}
              checked={allow}
              onChange={(_, { checked }) => setAllow(checked === true)}
            />
          </Field>
        )}
      </div>
    </Confirm>
  );
}
