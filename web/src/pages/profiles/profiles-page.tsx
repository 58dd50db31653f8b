/** Device profiles: what each takes beyond the standards, and one beside another. */
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Profile } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { allRows } from '../../parts/rows.ts';
import { useOwner } from '../../parts/owner.tsx';
import { useProfiles } from '../../parts/profiles.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { useUrl } from '../../parts/url.ts';
import { StillUsed, UsedBy, useUses } from './used-by.tsx';
import { type Trait, traits, useTraitWords } from './traits.ts';

const keyOf = ({ name }: Profile): string => name;
const isOwn = (profile: Profile): profile is Extract<Profile, { readonly id: string }> => 'id' in profile;
const ofProfile = (profile: Profile): string | null => (isOwn(profile) ? profile.organization : null);

export function Page() {
  const { t } = useTranslation('profiles');
  const { query, change } = useUrl();
  const may = useMay('organization-administrator');
  const profiles = useProfiles();
  const [adding, setAdding] = useState(false);
  const opened = query['open'] ?? null;
  const open = (row: Profile): void => change({ open: keyOf(row) }, { replace: opened !== null });
  return (
    <>
      <Heading
        actions={
          may && (
            <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          )
        }
      >
        {t('title')}
      </Heading>
      <Text>{t('text')}</Text>
      <Asked query={profiles}>
        {(rows) => (
          <>
            <List
              id="profiles"
              label={t('title')}
              from={allRows(rows)}
              columns={[
                { id: 'name', name: t('columns.name'), width: 140, grow: 1, cell: ({ name }) => name },
                {
                  id: 'kind',
                  name: t('columns.kind'),
                  width: 120,
                  cell: (profile) => t(isOwn(profile) ? 'own' : 'builtIn'),
                },
                { id: 'for', name: t('columns.for'), width: 240, grow: 4, cell: (profile) => <Purpose of={profile} /> },
              ]}
              keyOf={keyOf}
              organizationOf={ofProfile}
              open={open}
              opened={opened}
              card={(profile) => ({ first: profile.name, second: <Purpose of={profile} /> })}
              empty={null}
            />
            {opened !== null && (
              <Details
                name={opened}
                profiles={rows}
                close={() => change({ open: undefined })}
                {...beside(rows, keyOf, opened, open)}
              />
            )}
            {adding && (
              <NewProfile profiles={rows} close={() => setAdding(false)} made={(name) => change({ open: name })} />
            )}
          </>
        )}
      </Asked>
    </>
  );
}

const BUILT_IN = ['strict', 'tolerant', 'legacy'] as const;

function Purpose({ of: profile }: { readonly of: Profile }) {
  const { t } = useTranslation('profiles');
  const known = isOwn(profile) ? undefined : BUILT_IN.find((name) => name === profile.name);
  return known === undefined ? null : t(`purposes.${known}`);
}

interface DetailsProps {
  readonly name: string;
  readonly profiles: readonly Profile[];
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const useStyles = makeStyles({
  differs: { fontWeight: tokens.fontWeightSemibold, backgroundColor: tokens.colorNeutralBackground3 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
});

function Details({ name, profiles, close, previous, next }: DetailsProps) {
  const { t } = useTranslation('profiles');
  const styles = useStyles();
  const may = useMay('organization-administrator');
  const queries = useQueryClient();
  const [other, setOther] = useState('');
  const [removing, setRemoving] = useState(false);
  const [trait, setTrait] = useState<Trait | null>(null);
  const profile = profiles.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const beside = profiles.find((one) => one.name === other);
  const uses = useUses(profile);
  const words = useTraitWords();
  if (profile === undefined)
    return (
      <Flyout open title={name} close={close} previous={null} next={null}>
        <Text>{t('gone')}</Text>
      </Flyout>
    );
  const choices = profiles.filter((one) => one !== profile).map((one) => ({ value: one.name, name: one.name }));
  const change = may && isOwn(profile);
  return (
    <Flyout open title={profile.name} close={close} previous={previous} next={next}>
      <div className={styles.buttons}>
        {change && (
          <Button disabledFocusable={uses.data === undefined} onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        )}
      </div>
      <Choice
        label={t('compare')}
        value={other}
        options={[{ value: '', name: t('compareNone') }, ...choices]}
        change={setOther}
      />
      <SmallTable
        label={t('traits')}
        rows={traits}
        keyOf={(one) => one}
        rowClass={(one) =>
          beside !== undefined && words.value(one, profile) !== words.value(one, beside) ? styles.differs : undefined
        }
        columns={[
          { name: t('trait'), namesRow: true, cell: (one) => words.name(one) },
          {
            name: profile.name,
            cell: (one) =>
              change ? (
                <Button
                  size="small"
                  appearance="subtle"
                  aria-label={`${words.name(one)}: ${words.value(one, profile)}`}
                  onClick={() => setTrait(one)}
                >
                  {words.value(one, profile)}
                </Button>
              ) : (
                words.value(one, profile)
              ),
          },
          ...(beside === undefined ? [] : [{ name: beside.name, cell: (one: Trait) => words.value(one, beside) }]),
        ]}
      />
      <UsedBy of={uses} />
      {change && trait !== null && <TraitChange profile={profile} trait={trait} close={() => setTrait(null)} />}
      {removing && (uses.data?.total ?? 0) > 0 && (
        <StillUsed name={profile.name} close={() => setRemoving(false)}>
          <UsedBy of={uses} />
        </StillUsed>
      )}
      {isOwn(profile) && (
        <Confirm
          open={removing && uses.data?.total === 0}
          title={t('removeTitle', { name: profile.name })}
          deed={t('remove')}
          run={async () => {
            await call('DELETE /device-profiles/:name', { params: { name: profile.id }, seen: profile });
            await queries.invalidateQueries({ queryKey: ['directory'] });
            close();
          }}
          close={() => setRemoving(false)}
        >
          {t('removeText')}
        </Confirm>
      )}
    </Flyout>
  );
}

function TraitChange({
  profile,
  trait,
  close,
}: {
  readonly profile: Extract<Profile, { readonly id: string }>;
  readonly trait: Trait;
  readonly close: () => void;
}) {
  const { t } = useTranslation('profiles');
  const queries = useQueryClient();
  const words = useTraitWords();
  const [seen] = useState(profile);
  const [chosen, setChosen] = useState(words.choiceOf(trait, profile));
  return (
    <Confirm
      open
      title={t('changeTitle', { name: profile.name })}
      deed={t('save')}
      run={async () => {
        await call('PATCH /device-profiles/:name', {
          params: { name: profile.id },
          body: { [trait]: words.valueOf(trait, chosen) },
          seen,
        });
        await queries.invalidateQueries({ queryKey: ['directory'] });
      }}
      close={close}
    >
      <Choice label={words.name(trait)} value={chosen} options={words.choices(trait)} change={setChosen} />
    </Confirm>
  );
}

function NewProfile({
  profiles,
  close,
  made,
}: {
  readonly profiles: readonly Profile[];
  readonly close: () => void;
  readonly made: (name: string) => void;
}) {
  const { t } = useTranslation('profiles');
  const queries = useQueryClient();
  const owner = useOwner();
  const [name, setName] = useState('');
  const [from, setFrom] = useState('tolerant');
  return (
    <FormDialog
      title={t('add')}
      deed={t('make')}
      ready={name.trim() !== '' && owner.isSaid}
      run={async () => {
        const { item } = await call('POST /device-profiles', {
          query: { organization: owner.organization },
          body: { name: name.trim(), from },
        });
        await queries.invalidateQueries({ queryKey: ['directory'] });
        made(item.name);
      }}
      close={close}
    >
      {owner.field}
      <Field label={t('columns.name')} required>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Choice
        label={t('from')}
        value={from}
        options={profiles.map((one) => ({ value: one.name, name: one.name }))}
        change={setFrom}
      />
    </FormDialog>
  );
}
