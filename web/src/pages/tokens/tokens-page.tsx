/** API tokens: programs that may ask this server, each with its right. A token is told once, when it is made. */
import { Button, Field, Input, Text } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Token } from '../../api/contracts.ts';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { GrantFields, type Grant, grantSaid, isWholeGrant, useOrganizationNames } from '../../parts/grant.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { wholeList } from '../../parts/rows.ts';

const LISTED = ['me', 'tokens'] as const;
/** After how long it ends; `never` is not said to the API. */
const SPANS = ['30d', '90d', '365d', 'never'] as const;

const keyOf = ({ name }: Token): string => name;

function Expiry({ of: { expiresAt } }: { readonly of: Token }) {
  const { t } = useTranslation('tokens');
  if (expiresAt === null) return t('never');
  return expiresAt > Date.now() ? <Time at={expiresAt} /> : <StateWord mood="warning">{t('expired')}</StateWord>;
}

function useColumns(): readonly Column<Token>[] {
  const { t } = useTranslation('tokens');
  const { t: shell } = useTranslation();
  const organizationNames = useOrganizationNames();
  return [
    { id: 'name', name: t('columns.name'), width: 160, grow: 2, cell: ({ name }) => name },
    { id: 'role', name: t('columns.role'), width: 200, cell: ({ role }) => shell(`roles.${role}`) },
    {
      id: 'organizations',
      name: t('columns.organizations'),
      width: 140,
      grow: 2,
      cell: ({ organizations }) => organizationNames(organizations),
    },
    { id: 'content', name: t('columns.content'), width: 110, cell: ({ content }) => t(content ? 'yes' : 'no') },
    {
      id: 'used',
      name: t('columns.used'),
      width: 130,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('unused') : <Time at={lastUsedAt} as="relative" />),
    },
    { id: 'expires', name: t('columns.expires'), width: 140, cell: (one) => <Expiry of={one} /> },
  ];
}

export function Page() {
  const { t } = useTranslation('tokens');
  const { t: shell } = useTranslation();
  const { query, change } = useUrl();
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const listed = useQuery({ queryKey: LISTED, queryFn: ({ signal }) => call('GET /tokens', { signal }) });
  const from = wholeList(listed);
  const opened = query['open'] ?? null;
  const open = (row: Token): void => change({ open: keyOf(row) }, { replace: opened !== null });
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
        id="tokens"
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
          token={row}
          close={() => change({ open: undefined })}
          {...beside(from.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

interface DetailsProps {
  readonly token: Token;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

function Details({ token, ...rest }: DetailsProps) {
  const { t } = useTranslation('tokens');
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const organizationNames = useOrganizationNames();
  const [revoking, setRevoking] = useState(false);
  const { name, role, organizations, content, createdAt, createdBy, lastUsedAt } = token;
  return (
    <Flyout open title={name} {...rest}>
      <Facts
        of={[
          [t('columns.role'), shell(`roles.${role}`)],
          [t('columns.organizations'), organizationNames(organizations)],
          [t('columns.content'), t(content ? 'yes' : 'no')],
          [t('columns.used'), lastUsedAt === null ? t('unused') : <Time key="used" at={lastUsedAt} as="relative" />],
          [t('columns.expires'), <Expiry key="expires" of={token} />],
          [t('created'), createdAt === null ? null : <Time key="created" at={createdAt} />],
          [t('createdBy'), createdBy],
        ]}
      />
      <div>
        <Button onClick={() => setRevoking(true)}>{t('revoke.deed')}</Button>
      </div>
      <Confirm
        open={revoking}
        title={t('revoke.title', { name })}
        deed={t('revoke.deed')}
        run={async () => {
          await call('DELETE /tokens/:name', { params: { name } });
          rest.close();
          void queries.invalidateQueries({ queryKey: LISTED });
        }}
        close={() => setRevoking(false)}
      >
        {t('revoke.text')}
      </Confirm>
    </Flyout>
  );
}

function Add({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('tokens');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [span, setSpan] = useState<(typeof SPANS)[number]>('90d');
  const [grant, setGrant] = useState<Grant>({ role: 'reader', organizations: [], content: false });
  const [token, setToken] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    const expires = span === 'never' ? {} : { expires: span };
    setToken((await call('POST /tokens', { body: { name: name.trim(), ...grantSaid(grant), ...expires } })).token);
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <FormDialog
      title={t('add.title')}
      deed={t('add.deed')}
      ready={name.trim() !== '' && isWholeGrant(grant)}
      run={run}
      close={close}
      told={
        token && (
          <>
            <Text>{t('add.told')}</Text>
            <Copyable text={token} />
          </>
        )
      }
    >
      <Field label={t('columns.name')} hint={t('add.nameHint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <GrantFields grant={grant} change={(part) => setGrant({ ...grant, ...part })} />
      <Choice
        label={t('columns.expires')}
        value={span}
        options={SPANS.map((value) => ({ value, name: t(`spans.${value}`) }))}
        change={(value) => setSpan(SPANS.find((one) => one === value) ?? span)}
      />
    </FormDialog>
  );
}
