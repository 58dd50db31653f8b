/** What an administrator says of a device: a new one, or one that is changed. */
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Device } from '../../api/contracts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { entriesOf } from '../../parts/entries.ts';
import { Flyout } from '../../parts/flyout.tsx';
import { useOwner } from '../../parts/owner.tsx';
import { useProfiles } from '../../parts/profiles.ts';
import { RewritingFields, type RewritingTexts, rewritingOf, textsOfRewriting } from '../../parts/rewriting.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';

interface Props {
  /** null: a new one. */
  readonly device: Device | null;
  /** Of a new one, what is known already. */
  readonly given?: { readonly name: string; readonly profile: string };
  readonly close: () => void;
  readonly saved?: (device: Device) => void;
  readonly removed?: () => void;
}

const OF_CONNECTOR = '';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const textsOf = (device: Device | null) => ({
  name: device?.name ?? '',
  place: device?.place ?? '',
  addresses: device?.addresses.join(', ') ?? '',
  logins: device?.logins.join(', ') ?? '',
  owner: device?.owner ?? '',
  profile: device?.profile ?? OF_CONNECTOR,
  silent: device?.silentAfterDays?.toString() ?? '',
});

const bodyOf = (texts: ReturnType<typeof textsOf>) => ({
  name: texts.name.trim(),
  place: texts.place.trim(),
  addresses: entriesOf(texts.addresses),
  logins: entriesOf(texts.logins),
  owner: orNull(texts.owner),
  profile: orNull(texts.profile),
  silentAfterDays: texts.silent === '' ? null : Number(texts.silent),
});

export function DeviceForm({ device, given, close, saved, removed }: Props) {
  const { t } = useTranslation('devices');
  const styles = useStyles();
  const queries = useQueryClient();
  const owner = useOwner({ of: device?.organizationId });
  const { data: profiles = [] } = useProfiles();
  // What changes behind the form is not what was filled in from.
  const [seen] = useState(device);
  const [texts, setTexts] = useState(() => ({ ...textsOf(device), ...given }));
  const [rewriting, setRewriting] = useState<RewritingTexts>(() => textsOfRewriting(device?.rewriting ?? null));
  const body = { ...bodyOf(texts), rewriting: rewritingOf(rewriting) };
  const [removing, setRemoving] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      device === null
        ? call('POST /devices', { query: { organization: owner.organization }, body })
        : call('PATCH /devices/:name', { params: { name: device.id }, body, seen: seen ?? device }),
    onSuccess: ({ item, next, warnings }) => {
      void queries.invalidateQueries({ queryKey: ['directory'] });
      saved?.(item);
      if (next.length === 0 && warnings.length === 0) close();
    },
  });
  const field = (key: keyof typeof texts, hint?: string, type: 'text' | 'email' | 'number' = 'text') => (
    <Field label={t(`form.${key as 'name'}`)} hint={hint} required={key === 'name'}>
      <Input type={type} value={texts[key]} onChange={(_, { value }) => setTexts({ ...texts, [key]: value })} />
    </Field>
  );
  const title = device === null ? t('form.add') : t('form.edit', { name: device.name });
  if (save.data !== undefined)
    return (
      <Flyout open title={title} close={close} previous={null} next={null}>
        <Bullets
          of={[
            { key: 'saved', mood: 'good', text: t('form.saved') },
            ...save.data.warnings.map((text) => ({ key: text, mood: 'warning' as const, text: capital(text) })),
          ]}
        />
        {save.data.nextSteps.length > 0 && (
          <Section title={t('form.next')}>
            {save.data.nextSteps.map((step) => (
              <Remedy key={step.cure} told={step} />
            ))}
          </Section>
        )}
        <div className={styles.buttons}>
          <Button appearance="primary" autoFocus onClick={close}>
            {t('form.close')}
          </Button>
        </div>
      </Flyout>
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
        {field('name')}
        {field('place')}
        {field('addresses', t('form.addressesHint'))}
        {field('logins', t('form.loginsHint'))}
        {field('owner', t('form.ownerHint'), 'email')}
        <Choice
          label={t('facts.profile')}
          value={texts.profile}
          options={[
            { value: OF_CONNECTOR, name: t('ofConnector') },
            ...profiles.map(({ name }) => ({ value: name, name })),
          ]}
          change={(profile) => setTexts({ ...texts, profile })}
        />
        {field('silent', undefined, 'number')}
        <RewritingFields value={rewriting} change={(part) => setRewriting({ ...rewriting, ...part })} />
        {save.error !== null && <Failed error={save.error} />}
        <div className={styles.buttons}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={save.isPending || texts.name.trim() === '' || !owner.isSaid}
          >
            {t('form.save')}
          </Button>
          {device !== null && <Button onClick={() => setRemoving(true)}>{t('form.remove')}</Button>}
        </div>
      </form>
      {device !== null && (
        <Confirm
          open={removing}
          title={t('form.removeTitle', { name: device.name })}
          deed={t('form.remove')}
          run={async () => {
            await call('DELETE /devices/:name', { params: { name: device.id }, seen: seen ?? device });
            await queries.invalidateQueries({ queryKey: ['directory'] });
            removed?.();
          }}
          close={() => setRemoving(false)}
        >
          {t('form.removeText')}
        </Confirm>
      )}
    </Flyout>
  );
}
