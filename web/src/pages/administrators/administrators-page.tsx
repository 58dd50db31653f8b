/** Administrators: who signs in here, and what each may. */
import { Button, Field, Input, Text } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Administrator } from '../../api/contracts.ts';
import { beside } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { GrantFields, type Grant, grantSaid, isWholeGrant, useOrganizationNames } from '../../parts/grant.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { Empty } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { wholeList } from '../../parts/rows.ts';
import { Details } from './details.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { AccountState } from './state.tsx';

export const LISTED = ['me', 'administrators'] as const;

const keyOf = ({ name }: Administrator): string => name;

function useColumns(): readonly Column<Administrator>[] {
  const { t } = useTranslation('administrators');
  const { t: shell } = useTranslation();
  const organizationNames = useOrganizationNames();
  return [
    { id: 'name', name: t('columns.name'), width: 180, grow: 2, cell: ({ name }) => name },
    { id: 'role', name: t('columns.role'), width: 200, cell: ({ role }) => shell(`roles.${role}`) },
    {
      id: 'organizations',
      name: t('columns.organizations'),
      width: 160,
      grow: 2,
      cell: ({ organizations }) => organizationNames(organizations),
    },
    { id: 'content', name: t('columns.content'), width: 110, cell: ({ content }) => t(content ? 'yes' : 'no') },
    {
      id: 'app',
      name: t('columns.app'),
      width: 130,
      cell: ({ hasSecondFactor }) => t(hasSecondFactor ? 'yes' : 'no'),
    },
    { id: 'state', name: t('columns.state'), width: 170, cell: (one) => <AccountState of={one} /> },
  ];
}

export function Page() {
  const { t } = useTranslation('administrators');
  const { t: shell } = useTranslation();
  const { query, change } = useUrl();
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const listed = useQuery({ queryKey: LISTED, queryFn: ({ signal }) => call('GET /administrators', { signal }) });
  const from = wholeList(listed);
  const opened = query['open'] ?? null;
  const open = (row: Administrator): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const row = from.rows.find((one) => keyOf(one) === opened);
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
      {t('add.title')}
    </Button>
  );
  return (
    <>
      <Heading actions={from.rows.length > 0 && add}>{t('title')}</Heading>
      <List
        id="administrators"
        label={t('title')}
        from={from}
        columns={columns}
        keyOf={keyOf}
        open={open}
        opened={opened}
        card={(one) => ({ first: one.name, second: shell(`roles.${one.role}`) })}
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
          key={row.name}
          administrator={row}
          close={() => change({ open: undefined })}
          {...beside(from.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

function Add({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('administrators');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [grant, setGrant] = useState<Grant>({ role: 'organization-administrator', organizations: [], content: false });
  const [told, setTold] = useState<{ readonly invitation: string; readonly invitedUntil: number } | null>(null);
  const run = async (): Promise<void> => {
    setTold(await call('POST /administrators', { body: { name: name.trim(), ...grantSaid(grant) } }));
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <FormDialog
      title={t('add.title')}
      deed={t('add.deed')}
      ready={name.trim() !== '' && isWholeGrant(grant)}
      run={run}
      close={close}
      told={told && <InvitationLink {...told} />}
    >
      <Field label={t('columns.name')} hint={t('add.nameHint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <GrantFields grant={grant} change={(part) => setGrant({ ...grant, ...part })} />
    </FormDialog>
  );
}
