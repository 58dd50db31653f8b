/** Restricted senders: who may not send for now and why, and what happens to their mail that waits. */
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Restriction } from '../../api/contracts.ts';
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
import { Empty } from '../../parts/states.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';

const LISTED = ['directory', 'restrictions'] as const;
const KINDS = ['sender', 'connector', 'address'] as const;

const keyOf = ({ id }: Restriction): string => id;

function useColumns(): readonly Column<Restriction>[] {
  const { t } = useTranslation('restricted');
  return [
    { id: 'who', name: t('columns.who'), width: 220, grow: 2, cell: ({ name }) => name },
    { id: 'of', name: t('columns.of'), width: 120, cell: ({ of }) => t(`kinds.${of}`) },
    { id: 'since', name: t('columns.since'), width: 150, cell: ({ addedAt }) => <Time at={addedAt} /> },
    {
      id: 'ends',
      name: t('columns.ends'),
      width: 150,
      cell: ({ endsAt }) => (endsAt === null ? t('lifted') : <Time at={endsAt} />),
    },
    { id: 'why', name: t('columns.why'), width: 200, grow: 2, cell: ({ why }) => why },
  ];
}

export function Page() {
  const { t } = useTranslation('restricted');
  const { query, change } = useUrl();
  const may = useMay('organization-administrator');
  const columns = useColumns();
  const organization = useOrganization();
  const [adding, setAdding] = useState(false);
  const listed = useQuery({
    queryKey: [...LISTED, organization],
    queryFn: ({ signal }) => call('GET /restrictions', { query: { organization }, signal }),
  });
  const from = wholeList(listed);
  const opened = query['open'] ?? null;
  const open = (row: Restriction): void => change({ open: keyOf(row) }, { replace: opened !== null });
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
        id="restricted"
        label={t('title')}
        from={from}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(one) => ({ first: one.name, second: one.why })}
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
          one={row}
          may={may}
          close={() => change({ open: undefined })}
          {...beside(from.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

interface DetailsProps {
  readonly one: Restriction;
  readonly may: boolean;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const DEEDS = ['lift', 'release', 'expire'] as const;
type Deed = (typeof DEEDS)[number];

const useStyles = makeStyles({ acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** What it sent: one looks before one lifts. */
const TRACE_WORDS = { sender: 'from', connector: 'connector', address: 'ip' } as const;
const traceOf = ({ of, name }: Restriction): string =>
  `/trace?${new URLSearchParams({ [TRACE_WORDS[of]]: name, since: '10d' })}`;

function Details({ one, may, ...rest }: DetailsProps) {
  const { t } = useTranslation('restricted');
  const styles = useStyles();
  const queries = useQueryClient();
  const [deed, setDeed] = useState<Deed | null>(null);
  const params = { name: one.id };
  const waiting = useQuery({
    queryKey: [...LISTED, one.id, 'mail'],
    queryFn: ({ signal }) => call('POST /restrictions/:name/mail', { params, body: { verb: 'count' }, signal }),
    enabled: may,
  });
  const run = async (what: Deed): Promise<void> => {
    if (what === 'lift') {
      await call('DELETE /restrictions/:name', { params });
      rest.close();
    } else await call('POST /restrictions/:name/mail', { params, body: { verb: what } });
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <Flyout open title={one.name} {...rest}>
      {may && (
        <div className={styles.acts}>
          {DEEDS.map((what) => (
            <Button key={what} onClick={() => setDeed(what)}>
              {t(`deeds.${what}.deed`)}
            </Button>
          ))}
        </div>
      )}
      <Facts
        of={[
          [t('columns.of'), t(`kinds.${one.of}`)],
          [t('columns.why'), one.why],
          [t('columns.since'), <Time key="since" at={one.addedAt} />],
          [t('columns.ends'), one.endsAt === null ? t('lifted') : <Time key="ends" at={one.endsAt} />],
          [t('columns.mail'), waiting.data === undefined ? null : String(waiting.data.mail)],
          [t('columns.organization'), one.organization],
          [t('columns.evidence'), one.evidence.length === 0 ? null : one.evidence.join(', ')],
        ]}
      />
      <PageLink to={traceOf(one)}>{t('trace')}</PageLink>
      {deed !== null && (
        <Confirm
          open
          title={t(`deeds.${deed}.title`, { name: one.name })}
          deed={t(`deeds.${deed}.deed`)}
          run={() => run(deed)}
          close={() => setDeed(null)}
        >
          {t(`deeds.${deed}.text`)}
        </Confirm>
      )}
    </Flyout>
  );
}

function Add({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('restricted');
  const queries = useQueryClient();
  const owner = useOwner();
  const [of, setOf] = useState<(typeof KINDS)[number]>('sender');
  const [name, setName] = useState('');
  const [why, setWhy] = useState('');
  const run = async (): Promise<void> => {
    const query = { organization: owner.organization };
    const reason = why.trim() === '' ? {} : { why: why.trim() };
    await call('POST /restrictions', { query, body: { of, name: name.trim(), ...reason } });
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
        label={t('columns.of')}
        value={of}
        options={KINDS.map((value) => ({ value, name: t(`kinds.${value}`) }))}
        change={(value) => setOf(KINDS.find((each) => each === value) ?? of)}
      />
      <Field label={t('columns.who')} hint={t(`add.hints.${of}`)} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={t('columns.why')}>
        <Input autoComplete="off" value={why} onChange={(_, { value }) => setWhy(value)} />
      </Field>
    </FormDialog>
  );
}
