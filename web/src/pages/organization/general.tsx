/** Name and language, the networks of devices, and what holds for all mail of an organization. */
import { Button, Field, Input, Switch, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Choice } from '../../parts/choice.tsx';
import { entriesOf } from '../../parts/entries.ts';
import { Facts } from '../../parts/facts.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { orNull, useEditing, useSave } from './use.ts';

interface Props {
  readonly organization: Organization;
}
interface FormProps extends Props {
  readonly close: () => void;
}

const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
const WITHOUT = ['undecided', 'mx', 'wait'] as const;
const STRANGERS = ['undecided', 'refuse', 'allow'] as const;

export function General({ organization }: Props) {
  const { t } = useTranslation('organization');
  const may = useMay('organization-administrator');
  const editing = useEditing('general');
  const { name, language, postmaster } = organization;
  return (
    <Section as="h2" title={t('general.title')} aside={may && <Button onClick={editing.begin}>{t('edit')}</Button>}>
      <Facts
        of={[
          [t('general.name'), name],
          [t('general.postmaster'), postmaster ?? t('none')],
          [t('general.language'), t(`general.languages.${language}`)],
        ]}
      />
      {may && editing.is && <EditGeneral organization={organization} close={editing.end} />}
    </Section>
  );
}

function EditGeneral({ organization, close }: FormProps) {
  const { t } = useTranslation('organization');
  // Other names take what belongs to the whole server.
  const mayRename = useMay('global-administrator');
  const save = useSave(organization);
  const [name, setName] = useState(organization.name);
  const [postmaster, setPostmaster] = useState(organization.postmaster ?? '');
  const [language, setLanguage] = useState(organization.language);
  return (
    <FormDialog
      title={t('general.editTitle', { name: organization.name })}
      deed={t('save')}
      ready={name.trim() !== ''}
      run={async () => {
        await save({ ...(mayRename && { name: name.trim() }), postmaster: orNull(postmaster), language });
        close();
      }}
      close={close}
    >
      {mayRename && (
        <Field label={t('general.name')} required>
          <Input value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
      )}
      <Field label={t('general.postmaster')} hint={t('general.postmasterHint')}>
        <Input type="email" value={postmaster} onChange={(_, { value }) => setPostmaster(value)} />
      </Field>
      <Choice
        label={t('general.language')}
        hint={t('general.languageHint')}
        value={language}
        options={LANGUAGES.map((value) => ({ value, name: t(`general.languages.${value}`) }))}
        change={(value) => setLanguage(LANGUAGES.find((one) => one === value) ?? language)}
      />
    </FormDialog>
  );
}

export function Networks({ organization }: Props) {
  const { t } = useTranslation('organization');
  const may = useMay('global-administrator');
  const editing = useEditing('networks');
  const { deviceNetworks } = organization;
  return (
    <Section as="h2" title={t('networks.title')} aside={may && <Button onClick={editing.begin}>{t('edit')}</Button>}>
      {deviceNetworks.length === 0 ? (
        <StateWord mood="warning">{t('networks.none')}</StateWord>
      ) : (
        <>
          <Text>{deviceNetworks.join(', ')}</Text>
          <Text>{t('networks.text')}</Text>
        </>
      )}
      {may && editing.is && <EditNetworks organization={organization} close={editing.end} />}
    </Section>
  );
}

function EditNetworks({ organization, close }: FormProps) {
  const { t } = useTranslation('organization');
  const save = useSave(organization);
  const [text, setText] = useState(organization.deviceNetworks.join('\n'));
  return (
    <FormDialog
      title={t('networks.editTitle')}
      deed={t('save')}
      run={async () => {
        await save({ deviceNetworks: entriesOf(text) });
        close();
      }}
      close={close}
    >
      <Text>{t('networks.text')}</Text>
      <Field label={t('networks.field')} hint={t('networks.hint')}>
        <Textarea rows={5} value={text} onChange={(_, { value }) => setText(value)} />
      </Field>
    </FormDialog>
  );
}

export function MailFlow({ organization }: Props) {
  const { t } = useTranslation('organization');
  const may = useMay('organization-administrator');
  const editing = useEditing('mail');
  const { smtpAuth, passwordAuth, rejectDirectSend, rejectOwnAuthor, withoutUpstream, strangersInOwnName } =
    organization;
  const word = (is: boolean): string => t(is ? 'on' : 'off');
  return (
    <Section as="h2" title={t('mail.title')} aside={may && <Button onClick={editing.begin}>{t('edit')}</Button>}>
      <Facts
        of={[
          [t('mail.withoutUpstream'), t(`mail.without.${withoutUpstream}`)],
          [t('mail.strangers'), t(`mail.strange.${strangersInOwnName}`)],
          [t('mail.rejectDirectSend'), word(rejectDirectSend)],
          [t('mail.rejectOwnAuthor'), word(rejectOwnAuthor)],
          [t('mail.smtpAuth'), word(smtpAuth)],
          [t('mail.passwordAuth'), word(passwordAuth)],
          [t('mail.copies'), word(organization.copyOrphanReportsToPostmaster)],
        ]}
      />
      {may && editing.is && <EditMail organization={organization} close={editing.end} />}
    </Section>
  );
}

function EditMail({ organization, close }: FormProps) {
  const { t } = useTranslation('organization');
  const save = useSave(organization);
  const [draft, setDraft] = useState({
    withoutUpstream: organization.withoutUpstream,
    strangersInOwnName: organization.strangersInOwnName,
    rejectDirectSend: organization.rejectDirectSend,
    rejectOwnAuthor: organization.rejectOwnAuthor,
    smtpAuth: organization.smtpAuth,
    passwordAuth: organization.passwordAuth,
    copyOrphanReportsToPostmaster: organization.copyOrphanReportsToPostmaster,
  });
  const set = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  return (
    <FormDialog
      title={t('mail.editTitle')}
      deed={t('save')}
      run={async () => {
        await save(draft);
        close();
      }}
      close={close}
    >
      <Choice
        label={t('mail.withoutUpstream')}
        hint={t('mail.withoutUpstreamHint')}
        value={draft.withoutUpstream}
        options={WITHOUT.map((value) => ({ value, name: t(`mail.without.${value}`) }))}
        change={(value) => set({ withoutUpstream: WITHOUT.find((one) => one === value) ?? draft.withoutUpstream })}
      />
      <Choice
        label={t('mail.strangers')}
        hint={t('mail.strangersHint')}
        value={draft.strangersInOwnName}
        options={STRANGERS.map((value) => ({ value, name: t(`mail.strange.${value}`) }))}
        change={(value) =>
          set({ strangersInOwnName: STRANGERS.find((one) => one === value) ?? draft.strangersInOwnName })
        }
      />
      <Field hint={t('mail.rejectDirectSendHint')}>
        <Switch
          label={t('mail.rejectDirectSend')}
          checked={draft.rejectDirectSend}
          onChange={(_, { checked }) => set({ rejectDirectSend: checked })}
        />
      </Field>
      <Field hint={t('mail.rejectOwnAuthorHint')}>
        <Switch
          label={t('mail.rejectOwnAuthor')}
          checked={draft.rejectOwnAuthor}
          onChange={(_, { checked }) => set({ rejectOwnAuthor: checked })}
        />
      </Field>
      <Field hint={t('mail.smtpAuthHint')}>
        <Switch
          label={t('mail.smtpAuth')}
          checked={draft.smtpAuth}
          onChange={(_, { checked }) => set({ smtpAuth: checked })}
        />
      </Field>
      <Switch
        label={t('mail.passwordAuth')}
        checked={draft.passwordAuth}
        onChange={(_, { checked }) => set({ passwordAuth: checked })}
      />
      <Field hint={t('mail.copiesHint')}>
        <Switch
          label={t('mail.copies')}
          checked={draft.copyOrphanReportsToPostmaster}
          onChange={(_, { checked }) => set({ copyOrphanReportsToPostmaster: checked })}
        />
      </Field>
    </FormDialog>
  );
}
