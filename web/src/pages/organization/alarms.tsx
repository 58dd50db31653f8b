/** Who is told of alarms, and whether they would hear one. */
import { Button, Checkbox, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Organization } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { entriesOf } from '../../parts/entries.ts';
import { Facts } from '../../parts/facts.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';
import { orNull, useEditing, useSave } from './use.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly organization: Organization;
}

export function Alarms({ organization }: Props) {
  const { t } = useTranslation('organization');
  const styles = useStyles();
  const may = useMay('organization-administrator');
  const mayTest = useMay('help-desk');
  const editing = useEditing('alarms');
  const { id, alarmAddresses, alarmWebhook, postmaster, monthlyReport } = organization;
  const test = useMutation({ mutationFn: () => call('POST /alarms/test', { query: { organization: id } }) });
  const byMail =
    alarmAddresses.length > 0 ? (
      alarmAddresses.join(', ')
    ) : postmaster === null ? (
      <StateWord mood="warning">{t('alarms.nobody')}</StateWord>
    ) : (
      t('alarms.toPostmaster', { address: postmaster })
    );
  return (
    <Section
      as="h2"
      title={t('alarms.title')}
      aside={
        <div className={styles.buttons}>
          {mayTest && (
            <Button disabledFocusable={test.isPending} onClick={() => test.mutate()}>
              {t('alarms.test')}
            </Button>
          )}
          {may && <Button onClick={editing.begin}>{t('edit')}</Button>}
        </div>
      }
    >
      <Facts
        of={[
          [t('alarms.addresses'), byMail],
          [t('alarms.webhook'), alarmWebhook ?? t('none')],
          [t('alarms.monthly'), t(monthlyReport ? 'alarms.monthlyOn' : 'alarms.monthlyOff')],
        ]}
      />
      {test.isPending && <Loading />}
      {test.error !== null && <Failed error={test.error} />}
      {test.data !== undefined && <StepList steps={test.data.steps} />}
      {may && editing.is && <Edit organization={organization} close={editing.end} />}
    </Section>
  );
}

function Edit({ organization, close }: Props & { readonly close: () => void }) {
  const { t } = useTranslation('organization');
  const save = useSave(organization);
  const [addresses, setAddresses] = useState(organization.alarmAddresses.join('\n'));
  const [webhook, setWebhook] = useState('');
  const [without, setWithout] = useState(false);
  const [monthly, setMonthly] = useState(organization.monthlyReport);
  const said = without ? { alarmWebhook: null } : orNull(webhook) === null ? {} : { alarmWebhook: webhook.trim() };
  return (
    <FormDialog
      title={t('alarms.editTitle')}
      deed={t('save')}
      run={async () => {
        await save({ alarmAddresses: entriesOf(addresses), monthlyReport: monthly, ...said });
        close();
      }}
      close={close}
    >
      <Field label={t('alarms.addresses')} hint={t('alarms.addressesHint')}>
        <Textarea rows={4} value={addresses} onChange={(_, { value }) => setAddresses(value)} />
      </Field>
      <Field label={t('alarms.webhook')} hint={t('alarms.webhookHint')}>
        <Input
          type="url"
          placeholder={organization.alarmWebhook ?? 'https://'}
          disabled={without}
          value={webhook}
          onChange={(_, { value }) => setWebhook(value)}
        />
      </Field>
      {organization.alarmWebhook !== null && (
        <Checkbox
          label={t('alarms.removeWebhook')}
          checked={without}
          onChange={(_, { checked }) => setWithout(checked === true)}
        />
      )}
      <Checkbox
        label={t('alarms.monthlyField')}
        checked={monthly}
        onChange={(_, { checked }) => setMonthly(checked === true)}
      />
    </FormDialog>
  );
}
