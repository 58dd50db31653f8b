/** Allow and block: entries of both lists, how long each holds, and one more or less of them. */
import { Button, Field, Input, Text } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AllowEntry, BlockEntry } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { useOwner } from '../../parts/owner.tsx';
import { ofOrganization } from '../../parts/organization-column.ts';
import { wholeList } from '../../parts/rows.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';

type Entry = AllowEntry | BlockEntry;

const LISTED = ['directory', 'lists'] as const;
/** As the API takes them. */
const SPANS = ['30 days', '90 days', '45 days after last use', 'never'] as const;

const keyOf = ({ id }: Entry): string => id;

function Ends({ of: { endsAt } }: { readonly of: Entry }) {
  const { t } = useTranslation('lists');
  if (endsAt === null) return t('never');
  return endsAt > Date.now() ? <Time at={endsAt} /> : <StateWord mood="warning">{t('ended')}</StateWord>;
}

function useColumns(): readonly Column<Entry>[] {
  const { t } = useTranslation('lists');
  return [
    {
      id: 'list',
      name: t('columns.list'),
      width: 110,
      cell: ({ kind }) => <StateWord mood={kind === 'block-entry' ? 'bad' : 'good'}>{t(`kinds.${kind}`)}</StateWord>,
    },
    { id: 'entry', name: t('columns.entry'), width: 240, grow: 3, cell: ({ name }) => name },
    { id: 'ends', name: t('columns.ends'), width: 160, cell: (entry) => <Ends of={entry} /> },
    { id: 'note', name: t('columns.note'), width: 160, grow: 2, cell: ({ note }) => note },
  ];
}

function useEntries() {
  const organization = useOrganization();
  return useQuery({
    queryKey: [...LISTED, organization],
    queryFn: async ({ signal }) => {
      const [blocked, allowed] = await Promise.all([
        call('GET /block-entries', { query: { organization }, signal }),
        call('GET /allow-entries', { query: { organization }, signal }),
      ]);
      const items: readonly Entry[] = [...blocked.items, ...allowed.items];
      return { items };
    },
  });
}

export function Page() {
  const { t } = useTranslation('lists');
  const { query, change } = useUrl();
  const may = useMay('organization-administrator');
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const from = wholeList(useEntries());
  const opened = query['open'] ?? null;
  const open = (row: Entry): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const row = from.rows.find((one) => keyOf(one) === opened);
  const add = may && (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
      {t('add.title')}
    </Button>
  );
  return (
    <>
      <Heading actions={from.rows.length > 0 && add}>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      <List
        id="lists"
        label={t('title')}
        from={from}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(entry) => ({ first: entry.name, second: t(`kinds.${entry.kind}`) })}
        empty={
          <Empty title={t('empty.title')}>
            <Text>{t('empty.text')}</Text>
            {add}
          </Empty>
        }
      />
      {adding && <Add close={() => setAdding(false)} />}
      {row !== undefined && (
        <Details
          key={row.id}
          entry={row}
          may={may}
          close={() => change({ open: undefined })}
          {...beside(from.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

interface DetailsProps {
  readonly entry: Entry;
  readonly may: boolean;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

function Details({ entry, may, ...rest }: DetailsProps) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const path = entry.kind === 'block-entry' ? 'DELETE /block-entries/:name' : 'DELETE /allow-entries/:name';
  return (
    <Flyout open title={entry.name} {...rest}>
      <Facts
        of={[
          [t('columns.list'), t(`kinds.${entry.kind}`)],
          ['binds' in entry ? t('binds.label') : '', 'binds' in entry ? t(`binds.${entry.binds}`) : null],
          [t('columns.until'), entry.until],
          [t('columns.ends'), <Ends key="ends" of={entry} />],
          [t('columns.added'), <Time key="added" at={entry.addedAt} />],
          [t('columns.organization'), entry.organization],
          [t('columns.note'), entry.note],
        ]}
      />
      {may && (
        <div>
          <Button onClick={() => setRemoving(true)}>{t('remove.deed')}</Button>
        </div>
      )}
      <Confirm
        open={removing}
        title={t('remove.title', { name: entry.name })}
        deed={t('remove.deed')}
        run={async () => {
          await call(path, { params: { name: entry.id } });
          rest.close();
          void queries.invalidateQueries({ queryKey: LISTED });
        }}
        close={() => setRemoving(false)}
      >
        {t(`remove.${entry.kind}`)}
      </Confirm>
    </Flyout>
  );
}

const KINDS = ['block-entry', 'allow-entry'] as const;

function Add({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const owner = useOwner();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('block-entry');
  const [name, setName] = useState('');
  const [until, setUntil] = useState<string>('30 days');
  const [note, setNote] = useState('');
  const run = async (): Promise<void> => {
    const said = {
      query: { organization: owner.organization },
      body: { name: name.trim(), until: until.trim(), note: note.trim() },
    };
    if (kind === 'block-entry') await call('POST /block-entries', said);
    else await call('POST /allow-entries', said);
    close();
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <FormDialog
      title={t('add.title')}
      deed={t('add.deed')}
      ready={name.trim() !== '' && owner.isSaid}
      run={run}
      close={close}
    >
      {owner.field}
      <Choice
        label={t('columns.list')}
        value={kind}
        options={KINDS.map((value) => ({ value, name: t(`kinds.${value}`) }))}
        change={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
      />
      <Field label={t('columns.entry')} hint={t('add.entryHint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Choice
        label={t('columns.until')}
        value={until}
        options={SPANS.map((value) => ({ value, name: t(`spans.${value}`) }))}
        change={setUntil}
      />
      <Field label={t('columns.note')}>
        <Input autoComplete="off" value={note} onChange={(_, { value }) => setNote(value)} />
      </Field>
    </FormDialog>
  );
}
