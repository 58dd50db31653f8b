/** A table of a few rows, whole on the page: nothing of it is opened, sorted or asked for in pages. */
import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useRowInContrast } from './row-look.ts';

export interface SmallColumn<Row> {
  /** Empty: what stands in it names itself. */
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** `150px`, `50%`. */
  readonly width?: string;
  /** Numbers and acts stand at the right. */
  readonly atEnd?: boolean;
  /** It names its row. */
  readonly namesRow?: boolean;
}

interface Props<Row> {
  readonly label?: string;
  readonly columns: readonly SmallColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string | number;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly className?: string;
  readonly size?: 'small' | 'extra-small';
  /** Its cells are of several lines, and begin at one height. */
  readonly alignTop?: boolean;
  /** Narrower than this it is moved sideways, by whoever looks at it: `640px`. */
  readonly least?: string;
}

const useStyles = makeStyles({
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  name: { overflowWrap: 'anywhere' },
  top: { verticalAlign: 'top' },
  room: { overflowX: 'auto' },
  atEnd: { textAlign: 'right' },
  headAtEnd: { '& > *': { justifyContent: 'flex-end' } },
});

export function SmallTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, rowClass, className, size = 'small', alignTop = false, least } = props;
  const styles = useStyles();
  const inContrast = useRowInContrast();
  const table = (
    <Table size={size} aria-label={label} className={className} style={{ minWidth: least }}>
      <TableHeader>
        <TableRow>
          {columns.map(({ name, width, atEnd }, index) =>
            name === '' ? (
              <TableCell key={index} style={{ width }} />
            ) : (
              <TableHeaderCell key={index} style={{ width }} className={atEnd ? styles.headAtEnd : undefined}>
                {name}
              </TableHeaderCell>
            ),
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row, at) => (
          <TableRow key={keyOf(row, at)} className={mergeClasses(rowClass?.(row), inContrast(false))}>
            {columns.map(({ cell, width, atEnd, namesRow }, index) =>
              namesRow ? (
                <TableHeaderCell key={index} as="th" scope="row" style={{ width }} className={styles.name}>
                  {cell(row)}
                </TableHeaderCell>
              ) : (
                <TableCell
                  key={index}
                  style={{ width }}
                  className={mergeClasses(styles.cell, alignTop && styles.top, atEnd && styles.atEnd)}
                >
                  {cell(row)}
                </TableCell>
              ),
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
  return least === undefined ? table : <div className={styles.room}>{table}</div>;
}
