/** The columns of a table for spreadsheets, in their order: the same in the API and on the command line. Times are ISO 8601; nothing is cut. Pure. */

/** A time with the offset that its reader is to see. */
export type IsoTime = (at: number) => string;

type Column<Row> = readonly [
  name: string,
  value: (row: Row, iso: IsoTime) => string | number | boolean | null | undefined,
];

export interface CsvTable<Row> {
  readonly header: readonly string[];
  cells(row: Row, iso: IsoTime): readonly string[];
}

export const csvTable = <Row>(columns: readonly Column<Row>[]): CsvTable<Row> => ({
  header: columns.map(([name]) => name),
  cells: (row, iso) => columns.map(([, value]) => String(value(row, iso) ?? '')),
});
