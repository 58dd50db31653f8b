/** Audit log: who changed what, newest first. What is sought and the opened entry are in the address. */
import { Button } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AuditEntry } from '../../api/contracts.ts';
import { actorName } from '../../parts/actor.ts';
import { textOf } from '../../parts/changes-between.ts';
import { useCursorList } from '../../parts/cursor-list.ts';
import { useExport } from '../../parts/export.tsx';
import { type Filter, Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { ALL, useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { dayAndTime, Time } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import type words from '../../words/en/audit.ts';
import { Details } from './details.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { entryChanges } from './entry.ts';

const ROWS_ASKED = 100;

const KINDS = [
  ...['organization', 'domain', 'mailbox', 'group', 'credential', 'inbound-connector', 'outbound-connector'],
  ...['device', 'device-profile', 'licence-pool', 'allow-entry', 'block-entry', 'restriction', 'dkim-key'],
  ...['system', 'secret', 'queue', 'content', 'sign-in', 'person'],
] as (keyof typeof words.kinds)[];
const SPANS = ['24h', '7d', '30d', '90d'] as const satisfies (keyof typeof words.spans)[];

const keyOf = ({ n }: AuditEntry): string => String(n);

/** As the API is asked, by the words of the address. */
const asked = (query: Query, organization: string) => ({
  organization: organization === ALL ? undefined : organization,
  since: query['since'],
  actor: query['who'],
  kind: query['kind'],
  id: query['id'],
  text: query[FREE],
});

function useFilters(): readonly Filter[] {
  const { t } = useTranslation('audit');
  return useMemo(() => {
    return [
      { word: 'kind', name: t('columns.kind'), values: KINDS.map((value) => ({ value, name: t(`kinds.${value}`) })) },
      { word: 'since', name: t('columns.since'), values: SPANS.map((value) => ({ value, name: t(`spans.${value}`) })) },
      { word: 'who', name: t('columns.actor') },
      { word: 'id', name: t('columns.id') },
    ];
  }, [t]);
}

function useColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation('audit');
  const { nameOf, values } = useFieldNames();
  const changed = (entry: AuditEntry): string => {
    const isOneState = entry.before === null || entry.after === null;
    const changes = entryChanges(entry);
    // What passwords are made of is not in the log.
    if (changes.length === 0 && entry.kind === 'credential' && !isOneState) return t('newPassword');
    return changes
      .map(({ field, before, now }) => ({ field, text: textOf(isOneState ? (now ?? before) : now, values) }))
      .filter(({ text }) => !isOneState || (text !== values.none && text !== entry.name))
      .map(({ field, text }) => `${nameOf(field)}: ${text}`)
      .join(', ');
  };
  return [
    { id: 'at', name: t('columns.at'), width: 150, cell: ({ at }) => <Time at={at} /> },
    { id: 'actor', name: t('columns.actor'), width: 160, grow: 1, cell: ({ actor }) => actorName(actor) },
    { id: 'verb', name: t('columns.verb'), width: 100, cell: ({ verb }) => t(`verbs.${verb}`) },
    { id: 'kind', name: t('columns.kind'), width: 140, cell: ({ kind }) => t(`kinds.${kind as 'device'}`) },
    { id: 'name', name: t('columns.name'), width: 180, grow: 2, cell: ({ name }) => name },
    { id: 'changed', name: t('columns.changed'), width: 200, grow: 3, cell: changed },
  ];
}

export function Page() {
  const { t } = useTranslation('audit');
  const { query, change } = useUrl();
  const organization = useOrganization();
  const filters = useFilters();
  const columns = useColumns();
  const sought = useMemo(() => asked(query, organization), [query, organization]);
  const search = JSON.stringify(sought);
  const list = useCursorList({
    key: useMemo(() => ['directory', 'audit', search], [search]),
    keyOf,
    page: async (after, signal) => {
      const { items, next } = await call('GET /audit', { query: { ...sought, after, limit: ROWS_ASKED }, signal });
      return { rows: items, next };
    },
  });
  const exporting = useExport('audit', (limit) => call('GET /audit-csv', { query: { ...sought, limit } }));
  const opened = query['open'] ?? null;
  const open = (row: AuditEntry): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const row = list.rows.find((one) => keyOf(one) === opened);
  return (
    <>
      <Heading
        actions={
          <>
            {exporting.button}
            <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      {exporting.told}
      <Filters label={t('search')} placeholder={t('placeholder')} filters={filters} query={query} change={change} />
      <List
        id="audit"
        label={t('title')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={({ at, actor, verb, name }) => ({
          first: `${t(`verbs.${verb}`)}: ${name}`,
          second: `${dayAndTime(at)} ${actorName(actor)}`,
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
          )
        }
      />
      {row !== undefined && (
        <Details
          key={row.n}
          entry={row}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}
