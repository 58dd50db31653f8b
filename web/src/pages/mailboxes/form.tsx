/** What an administrator says of a mailbox: a new one, or one that is changed. */
import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Mailbox } from '../../api/contracts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { entriesOf } from '../../parts/entries.ts';
import { Flyout } from '../../parts/flyout.tsx';
import { useOwner } from '../../parts/owner.tsx';
import { capital } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';
import { deliveryOf, type Draft, draftOf, KINDS } from './draft.ts';

interface Props {
  /** null: a new one. */
  readonly mailbox: Mailbox | null;
  /** Of a new one, what is known already. */
  readonly given?: Partial<Draft>;
  readonly close: () => void;
  readonly saved: (mailbox: Mailbox) => void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  checks: { display: 'flex', flexDirection: 'column' },
  server: { display: 'grid', gridTemplateColumns: '2fr 1fr', gap: tokens.spacingHorizontalM },
});

const bodyOf = (draft: Draft) => ({
  address: draft.address.trim(),
  displayName: draft.displayName.trim(),
  aliases: entriesOf(draft.aliases),
  sendAs: entriesOf(draft.sendAs),
  forwarding: draft.forwarding.trim() === '' ? null : { to: entriesOf(draft.forwarding), keepCopy: draft.keepCopy },
  smtpAuth: draft.smtpAuth,
  passwordAuth: draft.passwordAuth,
  plusAddressing: draft.plusAddressing,
  copyToSent: draft.copyToSent,
  enabled: draft.enabled,
});

export function MailboxForm({ mailbox, given, close, saved }: Props) {
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  const queries = useQueryClient();
  // What changes behind the form is not what was filled in from.
  const [seen] = useState(mailbox);
  const owner = useOwner({ of: seen?.organizationId });
  const [draft, setDraft] = useState(() => ({ ...draftOf(mailbox), ...given }));
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: async () => {
      const delivery = deliveryOf(draft, seen);
      const body = { ...bodyOf(draft), ...(delivery !== undefined && { delivery }) };
      if (seen !== null) return call('PATCH /mailboxes/:name', { params: { name: seen.id }, body, seen });
      const first = draft.firstSignIn ? { password: 'generate' } : {};
      const { organization } = owner;
      return call('POST /mailboxes', { query: { organization }, body: { ...body, ...first } });
    },
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ['directory'] });
      if (!('password' in answer) && answer.warnings.length === 0) leave(answer.item);
    },
  });
  const leave = (item: Mailbox): void => {
    saved(item);
    close();
  };
  const title = seen === null ? t('form.add') : t('form.edit', { address: seen.address });
  if (save.data !== undefined) {
    const { item, warnings } = save.data;
    const password = 'password' in save.data ? save.data.password : undefined;
    return (
      <Flyout open title={title} close={() => leave(item)} previous={null} next={null}>
        <Bullets
          of={[
            { key: 'saved', mood: 'good', text: t('form.saved') },
            ...warnings.map((text) => ({ key: text, mood: 'warning' as const, text: capital(text) })),
          ]}
        />
        {password !== undefined && (
          <>
            <Text>{t('form.password')}</Text>
            <Copyable text={password} />
          </>
        )}
        <div>
          <Button appearance="primary" autoFocus onClick={() => leave(item)}>
            {t('form.close')}
          </Button>
        </div>
      </Flyout>
    );
  }
  const text = (key: 'address' | 'displayName' | 'aliases' | 'sendAs' | 'forwarding', label: string, hint?: string) => (
    <Field label={label} hint={hint} required={key === 'address'}>
      <Input autoComplete="off" value={draft[key]} onChange={(_, { value }) => change({ [key]: value })} />
    </Field>
  );
  const check = (key: Flag, label: string) => (
    <Checkbox label={label} checked={draft[key]} onChange={(_, { checked }) => change({ [key]: checked === true })} />
  );
  return (
    <Flyout open title={title} close={close} previous={null} next={null}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {owner.field}
        {text('address', t('form.address'))}
        {text('displayName', t('form.name'))}
        {text('aliases', t('form.aliases'), t('form.listHint'))}
        <DeliveryFields draft={draft} change={change} />
        {text('sendAs', t('form.sendAs'), t('form.sendAsHint'))}
        {text('forwarding', t('form.forwarding'), t('form.listHint'))}
        <div className={styles.checks}>
          {draft.forwarding.trim() !== '' && check('keepCopy', t('form.keepCopy'))}
          {check('smtpAuth', t('form.smtpAuth'))}
          {draft.smtpAuth && check('passwordAuth', t('form.passwordAuth'))}
          {check('plusAddressing', t('form.plus'))}
          {check('copyToSent', t('form.copyToSent'))}
          {check('enabled', t('form.enabled'))}
          {seen === null && check('firstSignIn', t('form.firstSignIn'))}
        </div>
        {save.error !== null && <Failed error={save.error} />}
        <div>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={save.isPending || draft.address.trim() === '' || !owner.isSaid}
          >
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Flyout>
  );
}

type Flag = { [Key in keyof Draft]: Draft[Key] extends boolean ? Key : never }[keyof Draft];

interface DeliveryProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** A socket of the server's is a path, which is not set from a browser: it stays as it is. */
function DeliveryFields({ draft, change }: DeliveryProps) {
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  if (draft.delivery === 'lmtp-socket')
    return (
      <Field label={t('form.delivery')}>
        <Text>{t('deliveries.lmtp-socket')}</Text>
      </Field>
    );
  return (
    <>
      <Choice
        label={t('form.delivery')}
        value={draft.delivery}
        options={KINDS.map((value) => ({ value, name: t(`form.deliveries.${value}`) }))}
        change={(value) => change({ delivery: KINDS.find((one) => one === value) ?? draft.delivery })}
      />
      {draft.delivery === 'lmtp' && (
        <div className={styles.server}>
          <Field label={t('form.host')} required>
            <Input autoComplete="off" value={draft.host} onChange={(_, { value }) => change({ host: value })} />
          </Field>
          <Field label={t('form.port')} required>
            <Input
              type="number"
              min={1}
              max={65_535}
              value={draft.port}
              onChange={(_, { value }) => change({ port: value })}
            />
          </Field>
        </div>
      )}
    </>
  );
}
