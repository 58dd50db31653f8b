/** The cells of a list: its header, and those of one row. */
import {
  Checkbox,
  makeStyles,
  mergeClasses,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  webLightTheme,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnChoice } from './column-choice.tsx';
import type { Rows } from './rows.ts';
import { isTicked, tick, type Ticked } from './ticked.tsx';

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

export interface ListProps<Row> {
  /** Of its columns, as they are kept in the browser. */
  readonly id: string;
  readonly label: string;
  readonly from: Rows<Row>;
  readonly columns: readonly Column<Row>[];
  /** Its id, or name, for whoever looks at several; absent: rows are nobody's in particular. */
  readonly organizationOf?: ((row: Row) => string | null) | undefined;
  readonly keyOf: (row: Row) => string;
  readonly open: (row: Row) => void;
  /** The row whose details are open; null: none. */
  readonly opened: string | null;
  /** On a phone, in the place of the cells: what it is, and what about it. */
  readonly card: (row: Row) => { readonly first: ReactNode; readonly second: ReactNode };
  /** Absent: rows cannot be ticked. */
  readonly ticked?: Ticked;
  /** In the place of rows when there are none. */
  readonly empty: ReactNode;
  /** Beside the count of rows. */
  readonly actions?: ReactNode;
}

const TICK_WIDTH = 44;

const useStyles = makeStyles({
  header: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  headerCell: {
    boxSizing: 'border-box',
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  cell: { boxSizing: 'border-box', minWidth: 0, overflow: 'hidden', paddingBlock: 0 },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  numericHeader: { justifyContent: 'flex-end', textAlign: 'right' },
  text: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', width: '100%' },
  tick: { flexGrow: 0, flexShrink: 0, flexBasis: `${TICK_WIDTH}px` },
  card: { display: 'flex', flexDirection: 'column', justifyContent: 'center', minWidth: 0, width: '100%' },
  second: { color: tokens.colorNeutralForeground2 },
});

type Sized = Pick<Column<never>, 'name' | 'width' | 'grow'>;

/** On both sides, and a pixel that rounding takes. */
const CELL_PADDING = 17;
const HEADING = `${webLightTheme.fontWeightSemibold} ${webLightTheme.fontSizeBase300} ${webLightTheme.fontFamilyBase}`;
const pen = document.createElement('canvas').getContext('2d');
const widths = new Map<string, number>();

/** At least as wide as its name, which is longer in some languages. */
function leastOf({ name, width }: Sized): number {
  const known = widths.get(name);
  if (known !== undefined) return Math.max(width, known);
  if (pen === null) return width;
  pen.font = HEADING;
  const own = Math.ceil(pen.measureText(name).width) + CELL_PADDING;
  widths.set(name, own);
  return Math.max(width, own);
}

export const widthOf = (shown: readonly Sized[], ticks: boolean): number =>
  shown.reduce((sum, column) => sum + leastOf(column), ticks ? TICK_WIDTH : 0);

const sizeOf = (column: Sized) => ({ flex: `${column.grow ?? 0} 0 ${leastOf(column)}px` });

type Parts<Row> = ListProps<Row> & { readonly choice: ColumnChoice<Row> };

export function ListHeader<Row>({ from, keyOf, ticked, choice }: Parts<Row>) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const all = ticked !== undefined && from.rows.every((row) => isTicked(ticked, keyOf(row)));
  return (
    <TableHeader className={styles.header} style={{ minWidth: widthOf(choice.shown, ticked !== undefined) }}>
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
}

export function RowCells<Row>({ row, keyOf, ticked, choice, card, isPhone }: CellsProps<Row>) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const box = ticked !== undefined && (
    <TableCell role="gridcell" className={styles.tick} onClick={(event) => event.stopPropagation()}>
      <Checkbox
        tabIndex={-1}
        aria-label={t('selectRow')}
        checked={isTicked(ticked, keyOf(row))}
        onChange={() => tick(ticked, keyOf(row))}
      />
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
