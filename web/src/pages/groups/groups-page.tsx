/** Groups: one address for several people. The address is the search; the open group is in it too. */
import { Button, Field, Input, Text, Textarea } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Group } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useCursorList } from '../../parts/cursor-list.ts';
import { entriesOf } from '../../parts/entries.ts';
import { Facts } from '../../parts/facts.tsx';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Heading } from '../../parts/heading.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { useOwner } from '../../parts/owner.tsx';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Section } from '../../parts/section.tsx';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';

const LISTED = ['directory', 'groups'] as const;
const ROWS_ASKED = 100;
/** Members that a cell and a card name. */
const FEW = 5;
const NONE: [] = [];

const keyOf = ({ id }: Group): string => id;

const fewOf = ({ members }: Group): string =>
  [...members.slice(0, FEW), ...(members.length > FEW ? ['…'] : [])].join(', ');

function useColumns(): readonly Column<Group>[] {
  const { t } = useTranslation('groups');
  return [
    { id: 'address', name: t('columns.address'), width: 200, grow: 2, cell: ({ address }) => address },
    { id: 'name', name: t('columns.name'), width: 140, grow: 1, cell: ({ displayName }) => displayName },
    { id: 'members', name: t('columns.members'), width: 240, grow: 3, cell: fewOf },
    {
      id: 'aliases',
      name: t('columns.aliases'),
      width: 160,
      optional: true,
      cell: ({ aliases }) => aliases.join(', '),
    },
  ];
}

export function Page() {
  const { t } = useTranslation('groups');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const may = useMay('organization-administrator');
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const { [FREE]: text } = query;
  const list = useCursorList({
    key: useMemo(() => [...LISTED, organization, text], [organization, text]),
    keyOf,
    live: false,
    page: async (after, signal) => {
      const asked = { organization, text, after, limit: ROWS_ASKED };
      const { items: rows, next } = await call('GET /groups', { query: asked, signal });
      return { rows, next };
    },
  });
  const opened = query['open'] ?? null;
  const open = (row: Group): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const row = list.rows.find((one) => keyOf(one) === opened);
  return (
    <>
      <Heading
        actions={
          <>
            {may && (
              <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
                {t('add')}
              </Button>
            )}
            <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      <Filters label={t('search')} placeholder={t('placeholder')} filters={NONE} query={query} change={change} />
      <List
        id="groups"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(group) => ({ first: group.address, second: fewOf(group) })}
        empty={
          isFiltered(query, NONE) ? (
            <NothingMatches removeFilters={() => change(noFilters(NONE))} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {adding && <GroupForm group={null} close={() => setAdding(false)} />}
      {row !== undefined && (
        <Details
          key={row.id}
          group={row}
          may={may}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

interface DetailsProps {
  readonly group: Group;
  readonly may: boolean;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

function Details({ group, may, ...rest }: DetailsProps) {
  const { t } = useTranslation('groups');
  const queries = useQueryClient();
  const [panel, setPanel] = useState<'edit' | 'remove' | null>(null);
  const { address, displayName, aliases, members, organization } = group;
  return (
    <Flyout open title={address} {...rest}>
      {may && (
        <div>
          <Button onClick={() => setPanel('edit')}>{t('edit')}</Button>{' '}
          <Button onClick={() => setPanel('remove')}>{t('remove.deed')}</Button>
        </div>
      )}
      <Facts
        of={[
          [t('columns.name'), displayName],
          [t('columns.aliases'), aliases.join(', ')],
          [t('columns.organization'), organization],
        ]}
      />
      <Section title={t('columns.members')}>
        {members.length === 0 ? (
          <Text>{t('noMembers')}</Text>
        ) : (
          <Bullets
            of={members.map((member) => ({
              key: member,
              mood: 'neutral',
              text: <InnerLink to={`/mailboxes?${new URLSearchParams({ [FREE]: member })}`}>{member}</InnerLink>,
            }))}
          />
        )}
      </Section>
      {panel === 'edit' && <GroupForm group={group} close={() => setPanel(null)} />}
      {panel === 'remove' && (
        <Confirm
          open
          title={t('remove.title', { address })}
          deed={t('remove.deed')}
          run={async () => {
            await call('DELETE /groups/:name', { params: { name: group.id }, seen: group });
            await queries.invalidateQueries({ queryKey: ['directory'] });
            rest.close();
          }}
          close={() => setPanel(null)}
        >
          {t('remove.text')}
        </Confirm>
      )}
    </Flyout>
  );
}

interface FormProps {
  /** null: a new one. */
  readonly group: Group | null;
  readonly close: () => void;
}

function GroupForm({ group, close }: FormProps) {
  const { t } = useTranslation('groups');
  const queries = useQueryClient();
  // What changes behind the form is not what was filled in from.
  const [seen] = useState(group);
  const owner = useOwner({ of: seen?.organizationId });
  const [address, setAddress] = useState(group?.address ?? '');
  const [displayName, setDisplayName] = useState(group?.displayName ?? '');
  const [aliases, setAliases] = useState(group?.aliases.join(', ') ?? '');
  const [members, setMembers] = useState(group?.members.join('\n') ?? '');
  const run = async (): Promise<void> => {
    const lists = { aliases: entriesOf(aliases), members: entriesOf(members) };
    const body = { address: address.trim(), displayName: displayName.trim(), ...lists };
    if (seen === null) await call('POST /groups', { query: { organization: owner.organization }, body });
    else await call('PATCH /groups/:name', { params: { name: seen.id }, body, seen });
    await queries.invalidateQueries({ queryKey: ['directory'] });
    close();
  };
  return (
    <FormDialog
      title={seen === null ? t('form.add') : t('form.edit', { address: seen.address })}
      deed={t('form.save')}
      ready={address.trim() !== '' && owner.isSaid}
      run={run}
      close={close}
    >
      {owner.field}
      <Field label={t('columns.address')} required>
        <Input autoComplete="off" value={address} onChange={(_, { value }) => setAddress(value)} />
      </Field>
      <Field label={t('columns.name')}>
        <Input autoComplete="off" value={displayName} onChange={(_, { value }) => setDisplayName(value)} />
      </Field>
      <Field label={t('form.members')} hint={t('form.membersHint')}>
        <Textarea rows={6} resize="vertical" value={members} onChange={(_, { value }) => setMembers(value)} />
      </Field>
      <Field label={t('columns.aliases')} hint={t('form.listHint')}>
        <Input autoComplete="off" value={aliases} onChange={(_, { value }) => setAliases(value)} />
      </Field>
    </FormDialog>
  );
}
