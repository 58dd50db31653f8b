/** Quarantine: mail that a check keeps back, a recipient a row; looked into, released and deleted. Filters and the open row are in the address. */
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowClockwise20Regular, Delete20Regular, Dismiss20Regular, Play20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { KeptMail, QuarantineAct, QuarantineActed } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { Choice } from '../../parts/choice.tsx';
import { useCursorList } from '../../parts/cursor-list.ts';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Empty, NothingMatches } from '../../parts/states.tsx';
import { useTicks } from '../../parts/ticks.ts';
import { dayAndTime } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useColumns, useFilters } from './columns.tsx';
import { Details } from './details.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { keyOf, knownWhy, ofKey } from './shown.ts';

type Verb = QuarantineAct['verb'];

const PAGE = 100;
const SORTS = ['newest', 'oldest'] as const;
const VERBS: readonly Verb[] = ['release', 'delete'];

/** As the API is asked, by the words of the address. */
const filterOf = (query: Query) => {
  const why = query['why'];
  return {
    sender: query['from'],
    recipient: query['to'],
    text: query[FREE],
    since: query['since'],
    why: why === undefined ? undefined : (why as 'spam'),
  };
};

function selectionOf(query: Query): QuarantineAct['selection'] {
  const said = Object.fromEntries(Object.entries(filterOf(query)).filter(([, value]) => value !== undefined));
  return Object.keys(said).length === 0 ? { all: true } : said;
}

const useStyles = makeStyles({
  verbs: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Page {
  readonly rows: readonly KeptMail[];
  readonly next: string | null;
  readonly total: number;
}

const BESIDE = ['sort'];

export function Page() {
  const { t } = useTranslation('quarantine');
  const styles = useStyles();
  const { query, change } = useUrl();
  const organization = useOrganization();
  const filters = useFilters();
  const columns = useColumns();
  const queries = useQueryClient();
  const sort = query['sort'] === 'oldest' ? 'oldest' : 'newest';
  const asked = useMemo(() => ({ ...filterOf(query), sort, organization }) as const, [query, sort, organization]);
  const search = JSON.stringify(asked);
  const list = useCursorList({
    key: useMemo(() => ['queue', 'quarantine', search], [search]),
    keyOf,
    live: false,
    page: async (after, signal): Promise<Page> => {
      const { entries: rows, ...page } = await call('GET /quarantine', {
        query: { ...asked, after, limit: PAGE },
        signal,
      });
      return { rows, ...page };
    },
  });
  const verbs = useMay('organization-administrator') ? VERBS : [];
  const [keys, setKeys] = useTicks(search);
  const [wantsAll, setAll] = useState(false);
  const isAll = wantsAll && keys.size > 0;
  const [leaving, setLeaving] = useState<Pick<QuarantineAct, 'verb' | 'selection'> | null>(null);
  const [result, setResult] = useState<{ readonly verb: Verb; readonly answer: QuarantineActed } | null>(null);
  const total = list.lastPage?.total ?? 0;
  const tick = (next: ReadonlySet<string>): void => {
    setAll(false);
    setKeys(next);
  };
  const done = (verb: Verb, answer: QuarantineActed): void => {
    setResult({ verb, answer });
    tick(new Set());
    list.refresh();
    void queries.invalidateQueries({ queryKey: ['queue'] });
  };
  const begin = (verb: Verb): void =>
    setLeaving({ verb, selection: isAll ? selectionOf(query) : { recipients: [...keys].map(ofKey) } });
  const opened = query['open'] ?? null;
  const open = (row: KeptMail): void => change({ open: keyOf(row) }, { replace: opened !== null });
  return (
    <>
      <Heading
        actions={
          <Button icon={<ArrowClockwise20Regular />} onClick={list.refresh}>
            {t('refresh')}
          </Button>
        }
      >
        {t('title')}
      </Heading>
      <Filters
        label={t('search')}
        placeholder={t('placeholder')}
        filters={filters}
        query={query}
        change={change}
        beside={BESIDE}
      />
      <Choice
        label={t('sort')}
        value={sort}
        options={SORTS.map((value) => ({ value, name: t(`sorts.${value}`) }))}
        change={(value) => change({ sort: value === 'newest' ? undefined : value })}
      />
      {verbs.length > 0 && list.rows.length > 0 && (
        <div className={styles.verbs} role="group" aria-label={t('selected')}>
          {verbs.map((verb) => (
            <Button
              key={verb}
              size="small"
              appearance="subtle"
              icon={verb === 'release' ? <Play20Regular /> : <Delete20Regular />}
              disabledFocusable={keys.size === 0}
              title={keys.size === 0 ? t('selectFirst') : undefined}
              onClick={() => begin(verb)}
            >
              {t(`verbs.${verb}`)}
            </Button>
          ))}
        </div>
      )}
      {result !== null && <Result {...result} dismiss={() => setResult(null)} />}
      <List
        id="quarantine"
        label={t('list')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        {...(verbs.length > 0 && {
          ticked: { keys, change: tick, all: { count: total, chosen: isAll, choose: setAll } },
        })}
        card={(row) => ({
          first: `${row.sender} → ${row.recipient}`,
          second: `${dayAndTime(row.receivedAt)} ${t(`why.${knownWhy(row.why)}`)} ${row.subject ?? ''}`,
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <Empty title={t('empty.title')}>
              <Text>{t('empty.text')}</Text>
            </Empty>
          )
        }
      />
      {opened !== null && (
        <Details
          opened={opened}
          verbs={verbs}
          done={done}
          close={() => change({ open: undefined })}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
      {leaving !== null && (
        <LeaveDialog {...leaving} close={() => setLeaving(null)} done={(answer) => done(leaving.verb, answer)} />
      )}
    </>
  );
}

function Result({
  verb,
  answer: { touched: count, allowed = [] },
  dismiss,
}: {
  readonly verb: Verb;
  readonly answer: QuarantineActed;
  readonly dismiss: () => void;
}) {
  const { t } = useTranslation('quarantine');
  return (
    <MessageBar intent={count > 0 ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>
        {t(`result.${verb}`, { count, shown: countText(count) })}{' '}
        {allowed.length > 0 && t('result.allowed', { authors: allowed.join(', ') })}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<Dismiss20Regular />}
            aria-label={t('result.dismiss')}
            onClick={dismiss}
          />
        }
      />
    </MessageBar>
  );
}
