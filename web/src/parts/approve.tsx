/** Lets devices in: what will be done is shown before it is done, and what is left to do after. For a device that waits, or one that was refused. */
import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { Approval, SaidTo } from '../api/contracts.ts';
import { useAct } from './acts.ts';
import { Asked } from './asked.tsx';
import { type Bullet, Bullets } from './bullets.tsx';
import { Choice } from './choice.tsx';
import { Flyout } from './flyout.tsx';
import { ALL, useOrganization } from './organization.ts';
import { useProfiles } from './profiles.ts';
import { Remedy } from './remedy.tsx';
import { Section } from './section.tsx';
import { capital } from './sentence.ts';
import { Failed } from './states.tsx';

type Body = SaidTo<'POST /waiting-devices/approve'>['body'];
type Item = Approval['items'][number];

interface Props {
  /** Addresses, or names or ids of devices. */
  readonly names: readonly string[];
  /** They are to send by their address alone, which a device that signs in, or is known, does not get by itself. */
  readonly relay?: boolean;
  readonly close: () => void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** As the proposal says. */
const PROPOSED = '';

export function ApprovePanel({ names, relay = false, close }: Props) {
  const { t } = useTranslation('approve');
  const styles = useStyles();
  const queries = useQueryClient();
  const chosen = useOrganization();
  const query = { organization: chosen === ALL ? undefined : chosen };
  const [rights, setRights] = useState<{ readonly profile?: string; readonly relay?: true }>(relay ? { relay } : {});
  const [words, setWords] = useState({ name: '', place: '', owner: '' });
  const planned = useQuery({
    queryKey: ['waiting', 'approval', names, query, rights],
    queryFn: ({ signal }) =>
      call('POST /waiting-devices/approve', { query, body: { devices: [...names], ...rights, dryRun: true }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: names.length > 0,
  });
  const approve = useMutation({
    mutationFn: () => {
      const said: Partial<Body> = Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ''));
      return call('POST /waiting-devices/approve', { query, body: { devices: [...names], ...rights, ...said } });
    },
    onSuccess: () => {
      for (const key of ['waiting', 'directory', 'alarms', 'trace'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const isOne = names.length === 1;
  const title = isOne
    ? t('title', { name: planned.data?.items[0]?.name ?? names[0] ?? '' })
    : t('titleSeveral', { count: names.length });
  return (
    <Flyout open title={title} close={close} previous={null} next={null}>
      {approve.data !== undefined ? (
        <Outcome items={approve.data.items} close={close} />
      ) : (
        <Asked query={planned}>
          {({ items }) => (
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault();
                approve.mutate();
              }}
            >
              <Section title={t('willBe')}>
                <Plan items={items} />
              </Section>
              {approve.error !== null && <Failed error={approve.error} />}
              <div className={styles.buttons}>
                <Button
                  type="submit"
                  appearance="primary"
                  disabledFocusable={approve.isPending || items.every(({ problem }) => problem !== null)}
                >
                  {isOne
                    ? t('approve')
                    : t('approveSeveral', { count: items.filter((one) => one.problem === null).length })}
                </Button>
                <Button onClick={close}>{t('cancel')}</Button>
              </div>
              <Section title={t('details')}>
                {isOne && (
                  <Field label={t('name')}>
                    <Input
                      value={words.name}
                      placeholder={items[0]?.name ?? ''}
                      onChange={(_, { value }) => setWords({ ...words, name: value })}
                    />
                  </Field>
                )}
                <Field label={t('place')}>
                  <Input value={words.place} onChange={(_, { value }) => setWords({ ...words, place: value })} />
                </Field>
                <Field label={t('owner')} hint={t('ownerHint')}>
                  <Input
                    type="email"
                    value={words.owner}
                    onChange={(_, { value }) => setWords({ ...words, owner: value })}
                  />
                </Field>
                <ProfileChoice
                  value={rights.profile ?? PROPOSED}
                  change={(profile) => setRights({ ...rights, profile: profile === PROPOSED ? undefined : profile })}
                />
                <Checkbox
                  label={t('relay')}
                  checked={rights.relay ?? false}
                  onChange={(_, { checked }) => setRights({ ...rights, relay: checked === true ? true : undefined })}
                />
              </Section>
            </form>
          )}
        </Asked>
      )}
    </Flyout>
  );
}

function ProfileChoice({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { t } = useTranslation('approve');
  const { data = [] } = useProfiles();
  const options = [{ value: PROPOSED, name: t('proposed') }, ...data.map(({ name }) => ({ value: name, name }))];
  return <Choice label={t('profile')} value={value} options={options} change={change} />;
}

function Plan({ items }: { readonly items: readonly Item[] }) {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return <Bullets of={bulletsOf(only, 'neutral')} />;
  return (
    <>
      {items.map((item) => (
        <Section key={item.asked} title={item.name === null ? item.asked : `${item.name} (${item.asked})`}>
          <Bullets of={bulletsOf(item, 'neutral')} />
        </Section>
      ))}
    </>
  );
}

const bulletsOf = ({ done, problem, warnings }: Item, mood: Bullet['mood']): readonly Bullet[] => [
  ...(problem === null ? [] : [{ key: 'problem', mood: 'bad' as const, text: `${problem.detail} ${problem.cure}` }]),
  ...done.map((text) => ({ key: text, mood, text: capital(text) })),
  ...warnings.map((text) => ({ key: text, mood: 'warning' as const, text: capital(text) })),
];

function Outcome({ items, close }: { readonly items: readonly Item[]; readonly close: () => void }) {
  const { t } = useTranslation('approve');
  const styles = useStyles();
  const address = items.length === 1 ? items[0]?.addresses[0] : undefined;
  const watch = useAct(address === undefined ? undefined : { act: 'watch-device', address });
  const button = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone.
  useEffect(() => button.current?.focus(), []);
  const steps = items.flatMap(({ asked, nextSteps }) =>
    nextSteps
      // Its button stands below.
      .filter(({ remedy }) => watch === null || remedy?.act !== 'watch-device')
      .map((step) => ({ ...step, asked })),
  );
  return (
    <>
      {items.map((item) => (
        <Section
          key={item.asked}
          title={item.problem === null ? t('done', { name: item.name ?? item.asked }) : item.asked}
        >
          <Bullets of={bulletsOf(item, 'good')} />
        </Section>
      ))}
      <Section title={t('next')}>
        {steps.map((step) => (
          <Remedy key={`${step.asked} ${step.cure}`} told={step} />
        ))}
        <Text>{t('scanAgain')}</Text>
        {watch !== null && (
          <div>
            <Button onClick={watch.run}>{t('watch')}</Button>
          </div>
        )}
      </Section>
      <div className={styles.buttons}>
        <Button ref={button} appearance="primary" onClick={close}>
          {t('close')}
        </Button>
      </div>
    </>
  );
}
