/**
 * A list of the server's rows, however long: a window of them is in the page, the next hundred come as one scrolls. One stop of the tab key:
 * arrows, Home and End move within, Enter opens, Space ticks, Ctrl+A ticks all that are loaded. Below 640 px each row is a card of two lines.
 */
import {
  Button,
  Checkbox,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countText } from './amounts.ts';
import { useLook } from './look.tsx';
import { type ColumnChoice, ColumnMenu, useColumnChoice } from './column-choice.tsx';
import { useMedia } from './media.ts';
import { Loading } from './states.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** At least, in px. */
  readonly width: number;
  /** Its part of the room that is left; absent: none. */
  readonly grow?: number;
  /** true: shown only by choice. */
  readonly optional?: boolean;
  /** A number: at the right, digit below digit. */
  readonly numeric?: boolean;
}

/** Rows of the server, page by page: what `useCursorList` gives. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly loading: boolean;
  loadMore(): void;
  /** Rows that came since, and are not shown before they are asked for. */
  readonly fresh: number;
  showFresh(): void;
}

/** Rows can be ticked. */
export interface Ticked {
  readonly keys: ReadonlySet<string>;
  readonly change: (keys: ReadonlySet<string>) => void;
  /** All that match can be meant, loaded or not. */
  readonly all?: {
    readonly count: number;
    readonly chosen: boolean;
    readonly choose: (all: boolean) => void;
  };
}

interface Props<Row> {
  /** Of its columns, as they are kept in the browser. */
  readonly id: string;
  readonly label: string;
  readonly from: Rows<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly open: (row: Row) => void;
  /** The row whose details are open; null: none. */
  readonly opened: string | null;
  /** On a phone, in the place of the cells: what it is, and what about it. */
  readonly card: (row: Row) => { readonly first: ReactNode; readonly second: ReactNode };
  readonly ticked?: Ticked;
  /** In the place of rows when there are none. */
  readonly empty: ReactNode;
  /** Beside the count of rows. */
  readonly actions?: ReactNode;
}

const HEIGHTS = { normal: 44, compact: 32, card: 64 } as const;
const TICK_WIDTH = 44;
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
  header: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  headerCell: {
    boxSizing: 'border-box',
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  body: { position: 'relative' },
  row: { position: 'absolute', left: 0, right: 0, cursor: 'pointer' },
  opened: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '-2px',
  },
  cell: { boxSizing: 'border-box', minWidth: 0, overflow: 'hidden', paddingBlock: 0 },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  numericHeader: { justifyContent: 'flex-end', textAlign: 'right' },
  text: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', width: '100%' },
  tick: { flexGrow: 0, flexShrink: 0, flexBasis: `${TICK_WIDTH}px` },
  card: { display: 'flex', flexDirection: 'column', justifyContent: 'center', minWidth: 0, width: '100%' },
  second: { color: tokens.colorNeutralForeground2 },
});

export function List<Row>(props: Props<Row>) {
  const { id, label, from, columns, keyOf, open, opened, ticked, empty, actions } = props;
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const base = useId();
  const { density } = useLook();
  const isPhone = useMedia('(max-width: 640px)');
  const choice = useColumnChoice(id, columns);
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [focused, setFocused] = useState(false);
  const height = HEIGHTS[isPhone ? 'card' : density];
  const { rows, hasMore, loading, loadMore } = from;
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
  const tick = (row: Row): void => {
    if (ticked === undefined) return;
    const keys = new Set(ticked.keys);
    if (!keys.delete(keyOf(row))) keys.add(keyOf(row));
    ticked.change(keys);
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
      ' ': () => row !== undefined && tick(row),
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
            minWidth: isPhone ? undefined : widthOf(choice, ticked !== undefined),
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
                  focused && index === active && styles.active,
                )}
                style={{ height, transform: `translateY(${start}px)` }}
                onClick={() => {
                  setActive(index);
                  open(row);
                }}
              >
                <RowCells {...props} row={row} choice={choice} isPhone={isPhone} tick={() => tick(row)} />
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

const isTicked = ({ keys, all }: Ticked, key: string): boolean => all?.chosen === true || keys.has(key);

/** How many are ticked; and all that match, with one press. */
function TickedBar({ ticked: { keys, change, all } }: { readonly ticked: Ticked }) {
  const { t } = useTranslation('parts');
  const isAll = all?.chosen === true;
  return (
    <>
      <Text weight="semibold" role="status">
        {t('ticked', { shown: countText(isAll ? all.count : keys.size) })}
      </Text>
      {all !== undefined && !isAll && all.count > keys.size && (
        <Button size="small" appearance="transparent" onClick={() => all.choose(true)}>
          {t('tickAll', { shown: countText(all.count) })}
        </Button>
      )}
      <Button
        size="small"
        appearance="transparent"
        onClick={() => {
          all?.choose(false);
          change(new Set());
        }}
      >
        {t('untick')}
      </Button>
    </>
  );
}

const widthOf = ({ shown }: ColumnChoice<never>, ticks: boolean): number =>
  shown.reduce((sum, { width }) => sum + width, ticks ? TICK_WIDTH : 0);

const sizeOf = ({ width, grow = 0 }: { readonly width: number; readonly grow?: number }) => ({
  flex: `${grow} 0 ${width}px`,
});

type Parts<Row> = Props<Row> & { readonly choice: ColumnChoice<Row> };

function ListHeader<Row>({ from, keyOf, ticked, choice }: Parts<Row>) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const all = ticked !== undefined && from.rows.every((row) => isTicked(ticked, keyOf(row)));
  return (
    <TableHeader
      className={styles.header}
      style={{ minWidth: widthOf(choice as ColumnChoice<never>, ticked !== undefined) }}
    >
      <TableRow>
        {ticked !== undefined && (
          <TableHeaderCell className={styles.tick}>
            <Checkbox
              tabIndex={-1}
              aria-label={t('selectAll')}
              checked={all ? true : ticked.keys.size > 0 ? 'mixed' : false}
              onChange={() => ticked.change(new Set(all ? [] : from.rows.map(keyOf)))}
            />
          </TableHeaderCell>
        )}
        {choice.shown.map((column) => (
          <TableHeaderCell
            key={column.id}
            className={styles.headerCell}
            button={{ className: mergeClasses(column.numeric && styles.numericHeader) }}
            style={sizeOf(column)}
          >
            {column.name}
          </TableHeaderCell>
        ))}
      </TableRow>
    </TableHeader>
  );
}

interface CellsProps<Row> extends Parts<Row> {
  readonly row: Row;
  readonly isPhone: boolean;
  readonly tick: () => void;
}

function RowCells<Row>({ row, keyOf, ticked, choice, card, isPhone, tick }: CellsProps<Row>) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const box = ticked !== undefined && (
    <TableCell role="gridcell" className={styles.tick} onClick={(event) => event.stopPropagation()}>
      <Checkbox tabIndex={-1} aria-label={t('selectRow')} checked={isTicked(ticked, keyOf(row))} onChange={tick} />
    </TableCell>
  );
  if (isPhone) {
    const { first, second } = card(row);
    return (
      <>
        {box}
        <TableCell role="gridcell" className={styles.cell}>
          <div className={styles.card}>
            <div className={styles.text}>{first}</div>
            <div className={mergeClasses(styles.text, styles.second)}>{second}</div>
          </div>
        </TableCell>
      </>
    );
  }
  return (
    <>
      {box}
      {choice.shown.map((column) => (
        <TableCell key={column.id} role="gridcell" className={styles.cell} style={sizeOf(column)}>
          <span className={mergeClasses(styles.text, column.numeric && styles.numeric)}>{column.cell(row)}</span>
        </TableCell>
      ))}
    </>
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
