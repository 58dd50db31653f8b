/** Destinations: where mail waits, for how long, why, and when it goes on. */
import { Dropdown, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Destination } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { type CursorList, useCursorList } from '../../parts/cursor-list.ts';
import { beside } from '../../parts/flyout.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { AgeBar } from './ages.tsx';
import { DestinationDetails } from './destination-details.tsx';
import { NothingWaits } from './nothing-waits.tsx';
import { Outcome } from './outcome.tsx';
import { isState, laneKey } from './shown.ts';
import { useSteering } from './steering.ts';
import { DestinationName, StateOf } from './words.tsx';

const SORTS = ['destination', 'oldest', 'waiting', 'held', 'next'] as const;
const PAGE = 100;
/** Counting a long queue is work: not at every hint. */
const AGAIN_MS = 10_000;

interface Page {
  readonly rows: readonly Destination[];
  readonly next: string | null;
}

export function useDestinations(): CursorList<Destination, Page> {
  const { query } = useUrl();
  const organization = useOrganization();
  const queries = useQueryClient();
  const sort = SORTS.find((one) => one === query['sort']) ?? 'destination';
  const key = useMemo(() => ['destinations', organization, sort], [organization, sort]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void queries.invalidateQueries({ queryKey: key });
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [queries, key]);
  return useCursorList({
    key,
    keyOf: laneKey,
    live: false,
    page: async (after, signal): Promise<Page> => {
      const asked = { organization, sort, after, limit: PAGE };
      const { items: rows, next } = await call('GET /queue/lanes', { query: asked, signal });
      return { rows, next };
    },
  });
}

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  ages: { display: 'flex', alignItems: 'center', height: '100%' },
});

export function Destinations({ list }: { readonly list: CursorList<Destination, Page> }) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const { query, change } = useUrl();
  const columns = useColumns();
  const opened = query['open'] ?? null;
  const steering = useSteering();
  const show = (lane: string | undefined): void => {
    steering.dismiss();
    change({ open: lane }, { replace: lane !== undefined && opened !== null });
  };
  const open = (row: Destination): void => show(laneKey(row));
  const sort = SORTS.find((one) => one === query['sort']) ?? 'destination';
  const listed = list.rows.find((one) => laneKey(one) === opened);
  // While the list is asked for anew, the details stay: they may say what came of an act.
  const [last, setLast] = useState(listed);
  if (listed !== undefined && listed !== last) setLast(listed);
  const kept = list.loading && last !== undefined && laneKey(last) === opened ? last : undefined;
  const row = listed ?? kept;
  return (
    <>
      <div className={styles.bar}>
        <span id="sort-label">{t('sort')}</span>
        <Dropdown
          inlinePopup
          aria-labelledby="sort-label"
          value={t(`sorts.${sort}`)}
          selectedOptions={[sort]}
          onOptionSelect={(_, { optionValue }) =>
            change({ sort: optionValue === 'destination' ? undefined : optionValue })
          }
        >
          {SORTS.map((one) => (
            <Option key={one} value={one}>
              {t(`sorts.${one}`)}
            </Option>
          ))}
        </Dropdown>
      </div>
      {/* Of a destination that is gone with its mail. */}
      {row === undefined && <Outcome steering={steering} />}
      <List
        id="destinations"
        label={t('tabs.destinations')}
        from={list}
        columns={columns}
        keyOf={laneKey}
        organizationOf={ofOrganization}
        open={open}
        opened={opened}
        card={(one) => ({
          first: (
            <>
              <StateOf state={one.state} /> <DestinationName of={one} />
            </>
          ),
          second: `${t('columns.waiting')}: ${countText(one.waiting)}, ${t('columns.held')}: ${countText(one.held)}`,
        })}
        empty={<NothingWaits />}
      />
      {opened !== null && !list.loading && row === undefined && <Closed close={() => change({ open: undefined })} />}
      {row !== undefined && (
        <DestinationDetails
          destination={row}
          steering={steering}
          close={() => show(undefined)}
          {...beside(list.rows, laneKey, opened, open)}
        />
      )}
    </>
  );
}

/** Nothing waits there any more: the details close. */
function Closed({ close }: { readonly close: () => void }) {
  useEffect(close);
  return null;
}

function useColumns(): readonly Column<Destination>[] {
  const { t } = useTranslation('queue');
  return useMemo(
    () => [
      {
        id: 'destination',
        name: t('columns.destination'),
        width: 132,
        grow: 2,
        cell: (row) => <DestinationName of={row} />,
      },
      { id: 'state', name: t('columns.state'), width: 132, cell: ({ state }) => <StateOf state={state} /> },
      {
        id: 'waiting',
        name: t('columns.waiting'),
        width: 80,
        numeric: true,
        cell: ({ waiting }) => countText(waiting),
      },
      { id: 'held', name: t('columns.held'), width: 80, numeric: true, cell: ({ held }) => countText(held) },
      {
        id: 'oldest',
        name: t('columns.oldest'),
        width: 104,
        cell: ({ oldestReceivedAt }) => <Time at={oldestReceivedAt} as="relative" />,
      },
      {
        id: 'ages',
        name: t('columns.ages'),
        width: 96,
        cell: ({ ages }) => (ages === null ? null : <AgeBar ages={ages} />),
      },
      { id: 'last', name: t('columns.last'), width: 160, grow: 4, cell: ({ lastReply }) => lastReply },
      { id: 'next', name: t('columns.next'), width: 124, cell: (row) => <NextOf row={row} /> },
      {
        id: 'attempts',
        name: t('columns.attempts'),
        width: 92,
        numeric: true,
        optional: true,
        cell: ({ attempts }) => (attempts === null ? null : countText(attempts)),
      },
    ],
    [t],
  );
}

function NextOf({ row: { state, until, nextAttemptAt } }: { readonly row: Destination }) {
  const { t } = useTranslation('queue');
  if (isState(state) && (state === 'paused' || state === 'no-upstream')) return null;
  if (state === 'active') return t('nextAttempt.now');
  if (state === 'due') return t('nextAttempt.due');
  return <Time at={until ?? nextAttemptAt} as="relative" />;
}
