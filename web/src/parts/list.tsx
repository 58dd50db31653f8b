/**
 * A list of the server's rows, however long: a window of them is in the page, the next hundred come as one scrolls. One stop of the tab key:
 * arrows, Home and End move within, Enter opens, Space ticks, Ctrl+A ticks all that are loaded. Below 640 px each row is a card of two lines.
 */
import { Button, makeStyles, mergeClasses, Table, TableBody, TableRow, Text, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnMenu, useColumnChoice } from './column-choice.tsx';
import { ListHeader, type ListProps, RowCells, widthOf } from './list-cells.tsx';
import { useLook } from './look.tsx';
import { useMedia } from './media.ts';
import { useWithOrganization } from './organization-column.ts';
import { useRowInContrast } from './row-look.ts';
import { Failed, Loading } from './states.tsx';
import { isTicked, tick, TickedBar } from './ticked.tsx';

const HEIGHTS = { normal: 44, compact: 32, card: 64 } as const;
/** So many rows before the end the next ones are asked for. */
const AHEAD = 30;
const PAGE = 10;

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: '240px' },
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, minHeight: '32px' },
  right: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalS },
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  body: { position: 'relative' },
  row: { position: 'absolute', left: 0, right: 0, cursor: 'pointer' },
  opened: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '-2px',
  },
});

export function List<Row>(props: ListProps<Row>) {
  const { id, label, from, keyOf, open, opened, ticked, empty, actions } = props;
  const columns = useWithOrganization(props.columns, props.organizationOf);
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const base = useId();
  const { density } = useLook();
  const inContrast = useRowInContrast();
  const isPhone = useMedia('(max-width: 640px)');
  const choice = useColumnChoice(id, columns);
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [focused, setFocused] = useState(false);
  const height = HEIGHTS[isPhone ? 'card' : density];
  const { rows, failed, hasMore, loading, loadMore } = from;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
    // The row that the keyboard is at is there, wherever one has scrolled to.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return active < rows.length && !seen.includes(active) ? [...seen, active].toSorted((a, b) => a - b) : seen;
    },
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && last >= rows.length - AHEAD) loadMore();
  }, [hasMore, loading, last, rows.length, loadMore]);
  useOpenedRow(opened, scroll, (key) => {
    const index = rows.findIndex((row) => keyOf(row) === key);
    if (index >= 0) setActive(index);
  });
  const fresh = from.fresh > 0 && (
    <Button size="small" appearance="primary" shape="circular" onClick={from.showFresh}>
      {t('newRows', { count: from.fresh })}
    </Button>
  );
  if (rows.length === 0 && failed !== null) return <Failed error={failed.error} retry={failed.retry} />;
  if (rows.length === 0)
    return loading ? (
      <Loading lines={8} />
    ) : (
      <>
        {fresh && <div className={styles.bar}>{fresh}</div>}
        {empty}
      </>
    );
  const to = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroll.current || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a' || ticked === undefined) return;
      event.preventDefault();
      ticked.change(new Set(rows.map(keyOf)));
      return;
    }
    const row = rows[active];
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => to(active + 1),
      j: () => to(active + 1),
      ArrowUp: () => to(active - 1),
      k: () => to(active - 1),
      PageDown: () => to(active + PAGE),
      PageUp: () => to(active - PAGE),
      Home: () => to(0),
      End: () => to(rows.length - 1),
      Enter: () => row !== undefined && open(row),
      ' ': () => row !== undefined && ticked !== undefined && tick(ticked, keyOf(row)),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  return (
    <div className={styles.whole}>
      <div className={styles.bar}>
        <Text role="status">{t(hasMore ? 'rowsMore' : 'rows', { count: rows.length })}</Text>
        {ticked !== undefined && ticked.keys.size > 0 && <TickedBar ticked={ticked} />}
        {fresh}
        <div className={styles.right}>
          {actions}
          {!isPhone && <ColumnMenu columns={columns} choice={choice} />}
        </div>
      </div>
      <Table
        noNativeElements
        ref={scroll}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-multiselectable={ticked !== undefined}
        aria-activedescendant={rows[active] === undefined ? undefined : `${base}-${active}`}
        tabIndex={0}
        className={styles.scroll}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        {!isPhone && <ListHeader {...props} choice={choice} />}
        <TableBody
          className={styles.body}
          style={{
            height: virtual.getTotalSize(),
            minWidth: isPhone ? undefined : widthOf(choice.shown, ticked !== undefined),
          }}
        >
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <TableRow
                key={key}
                id={`${base}-${index}`}
                aria-rowindex={index + 2}
                aria-selected={ticked === undefined ? opened === key : isTicked(ticked, key)}
                className={mergeClasses(
                  styles.row,
                  opened === key && styles.opened,
                  inContrast(opened === key),
                  focused && index === active && styles.active,
                )}
                style={{ height, transform: `translateY(${start}px)` }}
                onClick={() => {
                  setActive(index);
                  open(row);
                }}
              >
                <RowCells {...props} row={row} choice={choice} isPhone={isPhone} />
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

/** When details close, one is back at the row they were of. */
function useOpenedRow(
  opened: string | null,
  scroll: { readonly current: HTMLDivElement | null },
  show: (key: string) => void,
): void {
  const before = useRef(opened);
  useEffect(() => {
    const was = before.current;
    before.current = opened;
    if (opened !== null) show(opened);
    else if (was !== null) scroll.current?.focus({ preventScroll: true });
    // The rows of each render are others; only what is open counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened]);
}
