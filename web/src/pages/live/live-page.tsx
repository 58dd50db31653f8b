/** Sessions as they happen: a device is asked to send, and what it says is here. The filters and the open one stand in the address. */
import { Button, makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import { Delete20Regular, Pause20Regular, Play20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useMay } from '../../api/rights.ts';
import { ApprovePanel } from '../../parts/approve.tsx';
import { Filters, FREE } from '../../parts/filters.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import { useMedia } from '../../parts/media.ts';
import { useOrganization } from '../../parts/organization.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { clockTime } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { about, isAddress, useColumns, useFilters } from './columns.tsx';
import { Details, secondLine, titleOf } from './details.tsx';
import { useHeld } from './hold.ts';
import { Pane } from './pane.tsx';
import { ScanNow } from './scan-now.tsx';
import { keyOf, type LiveRow, rowOf, stateOf, tellingOf } from './sessions.ts';
import { SessionState } from './state.tsx';
import { type Hearing, useLive } from './stream.ts';

const useStyles = makeStyles({
  both: { display: 'flex', flexGrow: 1, minHeight: '240px', gap: tokens.spacingHorizontalL },
  list: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  /** As high as the window leaves: each of the two scrolls for itself. */
  beside: { flexBasis: 0, overflow: 'hidden' },
  actions: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  /** Where a thumb is. */
  below: {
    position: 'sticky',
    bottom: 0,
    justifyContent: 'space-between',
    paddingTop: tokens.spacingVerticalS,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const BESIDE = ['refused'];

export function Page() {
  const { t } = useTranslation('live');
  const styles = useStyles();
  const { query, change } = useUrl();
  const organization = useOrganization();
  const isWide = useMedia('(min-width: 1100px)');
  const isPhone = useMedia('(max-width: 640px)');
  const filters = useFilters();
  const [paused, setPaused] = useState(false);
  const refused = query['refused'] !== undefined;
  const live = useLive({ organization, address: query['ip'], device: query['device'], refused });
  const { from, around } = useHeld(live.rows, paused, live.loading);
  const opened = query['open'] ?? null;
  const may = useMay('help-desk');
  const approving = may ? (query['approve'] ?? null) : null;
  const listed = live.rows.find((one) => one.id === opened);
  const before = useBefore(listed === undefined && !live.loading ? opened : null);
  const row = listed ?? before;
  const only = useCallback((ip: string) => change({ ip, device: undefined }), [change]);
  const columns = useColumns({ narrow: isWide && row !== undefined, only });
  const open = (one: LiveRow): void => change({ open: keyOf(one) }, { replace: opened !== null });
  const close = (): void => change({ open: undefined });
  const clear = (): void => {
    live.clear();
    if (row?.endedAt != null) close();
  };
  const buttons = (
    <>
      <Button icon={paused ? <Play20Regular /> : <Pause20Regular />} onClick={() => setPaused(!paused)}>
        {t(paused ? 'resume' : 'pause')}
      </Button>
      <Button icon={<Delete20Regular />} onClick={clear}>
        {t('clear')}
      </Button>
    </>
  );
  return (
    <>
      <Heading
        actions={
          <div className={styles.actions}>
            <HearingWord hearing={live.hearing} paused={paused} />
            {!isPhone && buttons}
          </div>
        }
      >
        {t('title')}
      </Heading>
      <Filters
        label={t('search')}
        placeholder={t('placeholder')}
        filters={filters}
        query={query}
        change={(part) => change(named(part))}
        beside={BESIDE}
      >
        <Switch
          label={t('refused')}
          checked={refused}
          onChange={(_, { checked }) => change({ refused: checked ? '1' : undefined })}
        />
      </Filters>
      {live.error !== null && <Failed error={live.error} retry={live.retry} />}
      {live.historyError !== null && live.error === null && (
        <>
          <Text>{t('earlier')}</Text>
          <Failed error={live.historyError} retry={live.retry} />
        </>
      )}
      {live.dropped > 0 && <Text>{t('dropped', { count: live.dropped })}</Text>}
      <NewRefusal rows={live.rows} />
      {(live.error === null || live.rows.length > 0) && (
        // Esc leaves what is read, from wherever within.
        <div
          className={mergeClasses(styles.both, isWide && styles.beside)}
          onKeyDown={({ key }) => key === 'Escape' && isWide && row !== undefined && close()}
        >
          <div className={styles.list} {...around}>
            <List
              id="live"
              label={t('title')}
              from={from}
              columns={columns}
              keyOf={keyOf}
              open={open}
              opened={opened}
              card={(one) => ({
                first: (
                  <>
                    <SessionState row={one} /> {clockTime(one.startedAt)} {titleOf(one)}
                  </>
                ),
                second: secondLine(one, about(one, t)),
              })}
              empty={
                // What came and is held back is not nothing.
                from.fresh > 0 ? null : (
                  <ScanNow
                    query={query}
                    showAll={() => change({ ip: undefined, device: undefined, refused: undefined })}
                  />
                )
              }
            />
          </div>
          {row !== undefined && (isWide || approving === null) && (
            <Pane beside={isWide} title={titleOf(row)} close={close} {...beside(from.rows, keyOf, opened, open)}>
              <Details row={row} approve={change} only={only} />
            </Pane>
          )}
        </div>
      )}
      {isPhone && <div className={mergeClasses(styles.actions, styles.below)}>{buttons}</div>}
      {approving !== null && (
        <ApprovePanel
          names={[approving]}
          relay={query['relay'] !== undefined}
          close={() => change({ approve: undefined, relay: undefined }, { replace: true })}
        />
      )}
    </>
  );
}

/** A session that a link names, and that is not among the last. */
function useBefore(id: string | null): LiveRow | undefined {
  const { data } = useQuery({
    queryKey: ['trace', 'session', id],
    queryFn: ({ signal }) => call('GET /trace/sessions/:reference', { params: { reference: id ?? '' }, signal }),
    enabled: id !== null,
    retry: false,
  });
  return id === null || data === undefined ? undefined : rowOf(data);
}

/** Words without a name in the box are an address where they look like one, else a device. */
function named(part: Query): Query {
  const { [FREE]: free, ...rest } = part;
  if (free === undefined) return part;
  return isAddress(free) ? { ...rest, ip: free } : { ...rest, device: free };
}

function HearingWord({ hearing, paused }: { readonly hearing: Hearing; readonly paused: boolean }) {
  const { t } = useTranslation('live');
  const moods = { live: 'good', connecting: 'waiting', again: 'warning', paused: 'neutral' } as const;
  const word = paused && hearing === 'live' ? 'paused' : hearing;
  return (
    <span role="status">{word !== 'stopped' && <StateWord mood={moods[word]}>{t(`liveness.${word}`)}</StateWord>}</span>
  );
}

/** For those who hear the page: one that goes on and was refused just now. */
function NewRefusal({ rows }: { readonly rows: readonly LiveRow[] }) {
  const { t } = useTranslation('live');
  const styles = useStyles();
  const row = rows.find((one) => one.lines !== null && stateOf(one) === 'refused');
  const cause = row && tellingOf(row)?.cause;
  return (
    <span role="status" className={styles.heard}>
      {row !== undefined && cause !== undefined && t('announced', { who: titleOf(row), cause })}
    </span>
  );
}
