/** Messages that wait, a recipient a row: searched, ticked, and steered together. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowForward20Regular,
  ArrowReply20Regular,
  ArrowSync20Regular,
  Pause20Regular,
  Play20Regular,
  Timer20Regular,
} from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { QueueAct, Queued } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { type CursorList, useCursorList } from '../../parts/cursor-list.ts';
import { Filters, FREE, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { List } from '../../parts/list.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { NothingMatches } from '../../parts/states.tsx';
import { useTicks } from '../../parts/ticks.ts';
import { dayAndTime } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { useColumns, useFilters } from './columns.tsx';
import { MessageDetails } from './message-details.tsx';
import { NothingWaits } from './nothing-waits.tsx';
import { Outcome } from './outcome.tsx';
import { keyOf, ofKey, recipientOf, senderOf } from './shown.ts';
import { useSteering } from './steering.ts';
import { VerbDialog } from './verb-dialog.tsx';

type Verb = QueueAct['verb'];

const ofRow = ({ message }: Queued): string | null => message.organizationId;
const PAGE = 100;
/** Counting a long queue is work: not at every hint. */
const COUNT_MS = 10_000;
export const HELPS = ['retry', 'hold', 'release'] as const satisfies readonly Verb[];
export const ADMINISTERS = ['redirect', 'expire', 'bounce'] as const satisfies readonly Verb[];

/** As the API is asked, by the words of the address. */
export const filterOf = (query: Query) => ({
  queueId: query['id'],
  sender: query['from'],
  recipient: query['to'],
  text: query[FREE],
  lane: query['lane'],
  held: query['paused'] === undefined ? undefined : query['paused'] === 'yes',
  olderThan: query['older'],
});

/** The same as a verb is told. */
function selectionOf(query: Query): QueueAct['selection'] {
  const { queueId, ...filter } = filterOf(query);
  const said = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  if (queueId !== undefined) return { ...said, queueIds: [queueId] };
  return Object.keys(said).length === 0 ? { all: true } : said;
}

interface Page {
  readonly rows: readonly Queued[];
  readonly next: string | null;
  readonly total: number;
}

interface MessageList {
  readonly list: CursorList<Queued, Page>;
  /** How many match at this moment. */
  readonly total: number;
  /** What the list is asked for. */
  readonly search: string;
}

export function useMessages(): MessageList {
  const { query } = useUrl();
  const organization = useOrganization();
  const asked = useMemo(() => ({ ...filterOf(query), organization }), [query, organization]);
  const search = JSON.stringify(asked);
  const list = useCursorList({
    key: useMemo(() => ['queue', search], [search]),
    keyOf,
    live: false,
    page: async (after, signal): Promise<Page> => {
      const { entries: rows, ...page } = await call('GET /queue', { query: { ...asked, after, limit: PAGE }, signal });
      return { rows, ...page };
    },
  });
  const counted = useQuery({
    queryKey: ['queue-count', search],
    queryFn: ({ signal }) => call('GET /queue', { query: { ...asked, limit: 1 }, signal }),
    refetchInterval: COUNT_MS,
  });
  const queries = useQueryClient();
  const { refresh: refreshRows } = list;
  // A count of before is not of these rows.
  const refresh = useCallback((): void => {
    refreshRows();
    void queries.resetQueries({ queryKey: ['queue-count', search] });
  }, [refreshRows, queries, search]);
  const shown = list.lastPage?.total ?? 0;
  const total = counted.data?.total ?? shown;
  // Those that came since are at the end: they are shown when somebody asks.
  const fresh = list.hasMore ? 0 : Math.max(0, total - shown);
  return { list: { ...list, refresh, showFresh: refresh, fresh }, total, search };
}

const icons: Readonly<Record<Verb, ReactElement>> = {
  retry: <ArrowSync20Regular />,
  hold: <Pause20Regular />,
  release: <Play20Regular />,
  redirect: <ArrowForward20Regular />,
  expire: <Timer20Regular />,
  bounce: <ArrowReply20Regular />,
};

const useStyles = makeStyles({
  verbs: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function Messages({ list, total, search }: MessageList) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const { query, change } = useUrl();
  const mayHelp = useMay('help-desk');
  const mayEnd = useMay('organization-administrator');
  const filters = useFilters();
  const columns = useColumns();
  const [keys, setKeys] = useTicks(search);
  const [wantsAll, setAll] = useState(false);
  const isAll = wantsAll && keys.size > 0;
  const [asked, setAsked] = useState<Pick<QueueAct, 'verb' | 'selection'> | null>(null);
  const tick = (next: ReadonlySet<string>): void => {
    setAll(false);
    setKeys(next);
  };
  const steering = useSteering(() => {
    tick(new Set());
    list.refresh();
  });
  const verbs: readonly Verb[] = [...(mayHelp ? HELPS : []), ...(mayEnd ? ADMINISTERS : [])];
  // A link that leads here may bring a verb for all that match.
  const linked = verbs.find((verb) => verb === query['do']);
  const asking = asked ?? (linked === undefined ? null : { verb: linked, selection: selectionOf(query) });
  const close = (): void => {
    setAsked(null);
    if (query['do'] !== undefined) change({ do: undefined }, { replace: true });
  };
  const begin = (verb: Verb): void => {
    const selection = isAll ? selectionOf(query) : { recipients: [...keys].map(ofKey) };
    const isPlain = !isAll && HELPS.some((one) => one === verb);
    if (isPlain) void steering.run({ verb, selection });
    else setAsked({ verb, selection });
  };
  const opened = query['open'] ?? null;
  const open = (row: Queued): void => change({ open: keyOf(row) }, { replace: opened !== null });
  return (
    <>
      <Filters label={t('search')} placeholder={t('placeholder')} filters={filters} query={query} change={change} />
      {verbs.length > 0 && list.rows.length > 0 && (
        <div className={styles.verbs} role="group" aria-label={t('selected')}>
          {verbs.map((verb) => (
            <Button
              key={verb}
              size="small"
              appearance="subtle"
              icon={icons[verb]}
              disabledFocusable={steering.busy || keys.size === 0}
              title={keys.size === 0 ? t('selectFirst') : undefined}
              onClick={() => begin(verb)}
            >
              {t(`verbs.${verb}`)}
            </Button>
          ))}
        </div>
      )}
      <Outcome steering={steering} />
      <List
        id="queue"
        label={t('tabs.messages')}
        from={list}
        columns={columns}
        keyOf={keyOf}
        organizationOf={ofRow}
        open={open}
        opened={opened}
        {...(verbs.length > 0 && {
          ticked: { keys, change: tick, all: { count: total, chosen: isAll, choose: setAll } },
        })}
        card={(row) => ({
          first: `${senderOf(row) ?? t('nullSender')} → ${recipientOf(row)}`,
          second: `${dayAndTime(row.message.receivedAt)} ${row.recipient.lastReply ?? ''}`,
        })}
        empty={
          isFiltered(query, filters) ? (
            <NothingMatches removeFilters={() => change(noFilters(filters))} />
          ) : (
            <NothingWaits />
          )
        }
      />
      {opened !== null && (
        <MessageDetails
          opened={opened}
          verbs={verbs}
          close={() => change({ open: undefined })}
          after={list.refresh}
          {...beside(list.rows, keyOf, opened, open)}
        />
      )}
      {asking !== null && (
        <VerbDialog {...asking} close={close} done={(answer) => steering.tell(asking.verb, answer)} />
      )}
    </>
  );
}
