/** Which mail takes it and who stands in for it; in whose name mail goes out, and how fast. */
import { Button, Field, Input, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { ArrowDown20Regular, ArrowUp20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/choice.tsx';
import { RewritingFields } from '../../parts/rewriting.tsx';
import { useUpstreams } from './ask.ts';
import type { StepProps } from './trial.ts';
import { faultsOf } from '../../parts/trial.ts';

interface MailProps extends StepProps {
  readonly organization: string;
  /** The id of the one that is changed; null: a new one. */
  readonly own: string | null;
}

export function Mail({ organization, own, ...props }: MailProps) {
  return (
    <>
      <Lines {...props} field="recipientDomains" />
      <Lines {...props} field="senders" />
      <Lines {...props} field="devices" />
      <Failover {...props} organization={organization} own={own} />
    </>
  );
}

function Lines({
  draft,
  set,
  trial,
  field,
}: StepProps & { readonly field: 'recipientDomains' | 'senders' | 'devices' }) {
  const { t } = useTranslation('upstreams');
  return (
    <Field label={t(`fields.${field}`)} hint={t(`fields.${field}Hint`)} validationMessage={faultsOf(trial, [field])[0]}>
      <Textarea resize="vertical" rows={2} value={draft[field]} onChange={(_, { value }) => set({ [field]: value })} />
    </Field>
  );
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  hint: { color: tokens.colorNeutralForeground3 },
  fault: { color: tokens.colorStatusDangerForeground1 },
  numbers: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

function Failover({
  draft,
  set,
  trial,
  organization,
  own,
}: MailProps | (StepProps & Omit<MailProps, keyof StepProps>)) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { data } = useUpstreams(organization);
  const { failover } = draft;
  const others = (data?.items ?? []).filter(({ id, name }) => id !== own && !failover.includes(name));
  const [fault] = faultsOf(trial, ['failover']);
  const move = (name: string, by: -1 | 1): void => {
    const at = failover.indexOf(name);
    const rest = failover.filter((one) => one !== name);
    set({ failover: rest.toSpliced(at + by, 0, name) });
  };
  return (
    <div role="group" aria-label={t('fields.failover')} className={styles.group}>
      <Text>{t('fields.failover')}</Text>
      <ol className={styles.list}>
        {failover.map((name, at) => (
          <li key={name} className={styles.item}>
            <Text className={styles.name}>{`${at + 1}. ${name}`}</Text>
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowUp20Regular />}
              aria-label={t('fields.up', { name })}
              disabledFocusable={at === 0}
              onClick={() => move(name, -1)}
            />
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowDown20Regular />}
              aria-label={t('fields.down', { name })}
              disabledFocusable={at === failover.length - 1}
              onClick={() => move(name, 1)}
            />
            <Button
              size="small"
              appearance="subtle"
              icon={<Dismiss20Regular />}
              aria-label={t('fields.takeOut', { name })}
              onClick={() => set({ failover: failover.filter((one) => one !== name) })}
            />
          </li>
        ))}
      </ol>
      {others.length > 0 ? (
        <Choice
          label={t('fields.addFailover')}
          value=""
          options={others.map(({ name }) => ({ value: name, name }))}
          change={(name) => set({ failover: [...failover, name] })}
        />
      ) : (
        failover.length === 0 && <Text className={styles.hint}>{t('fields.noOthers')}</Text>
      )}
      <Text size={200} className={styles.hint}>
        {t('fields.failoverHint')}
      </Text>
      {fault !== undefined && <Text className={styles.fault}>{fault}</Text>}
    </div>
  );
}

export function Manner({ draft, set, trial }: StepProps) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  return (
    <>
      <RewritingFields value={draft} change={set} fault={faultsOf(trial, ['rewriting'])[0]} />
      <div className={styles.numbers}>
        {(['perMinute', 'atOnce', 'perDay'] as const).map((field) => (
          <Field key={field} label={t(`fields.${field}`)}>
            <Input inputMode="numeric" value={draft[field]} onChange={(_, { value }) => set({ [field]: value })} />
          </Field>
        ))}
      </div>
      <Text size={200} className={styles.hint}>
        {t('fields.paceHint')}
      </Text>
    </>
  );
}
