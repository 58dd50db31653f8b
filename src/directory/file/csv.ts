/**
 * Comma-separated values (RFC 4180), read strictly and written for spreadsheets. Pure. Read: a byte order mark, LF or CRLF, `sep=`, and `;` or
 * tabs between fields where the header uses them. A cell that a spreadsheet would run as a formula is written behind an apostrophe, and read back without.
 */
import { CsvError, type CsvErrorCode, type Options, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { bounds } from '../../base/bounds.ts';

export interface CsvRow {
  /** The line it begins in, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvProblem {
  readonly line: number;
  readonly message: string;
  readonly cure: string;
}

export interface CsvFile {
  /** Empty lines are left out. The first row is the header. */
  readonly rows: readonly CsvRow[];
  readonly problems: readonly CsvProblem[];
}

/** The characters that make a spreadsheet take a cell for a formula (and tab and CR, which it may strip before it looks). */
const FORMULA = /^'*[=+\-@\t\r]/u;

export function readCsv(text: string): CsvFile {
  const source = text.startsWith('\u{feff}') ? text.slice(1) : text;
  // A spreadsheet's own first line, which says what separates the fields.
  const [said, named] = /^sep=([,;\t])(?:\r?\n)/iu.exec(source) ?? [];
  if (said === undefined) return read(source, separatorOf(source), 0);
  return read(source.slice(said.length), named ?? ',', 1);
}

/** Spreadsheets of many languages write `;`, some tabs. Outside quotes, the header's most frequent one. */
function separatorOf(source: string): string {
  const header = (/^[^\r\n]*/u.exec(source.trimStart())?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
  const [most = ','] = [',', ';', '\t'].sort((a, b) => header.split(b).length - header.split(a).length);
  return most;
}

/** @param linesBefore of the file, that are not in the source. */
function read(source: string, delimiter: string, linesBefore: number): CsvFile {
  const problems: CsvProblem[] = [];
  const told = (error: CsvError | undefined, raw: string | undefined): undefined => {
    if (error === undefined) return;
    // Nobody reads more of them, and the library keeps all of the file for each.
    if (problems.length >= bounds.config.lineProblems) throw error;
    // A field that does not end is known at the end of the file. Behind other problems the library does not say where it begins.
    const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' && problems.length === 0;
    const below = isOpen ? lineEnds(raw ?? '') : 0;
    problems.push({ line: linesBefore + Number(error['lines']) - below, ...wordsOf(error.code) });
  };
  const options = {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    on_skip: told,
    raw: true,
    info: true,
  } satisfies Options;
  try {
    const records = parse(source, options) as unknown as readonly ParsedRow[];
    const rows = records
      .map(({ record, raw, info }) => ({
        line: linesBefore + info.lines - lineEnds(raw),
        cells: record.map(unguarded),
      }))
      // The library leaves out a line without values; what is only blank behind its apostrophe is none either.
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    return { rows, problems };
  } catch (error) {
    if (error instanceof CsvError && problems.length > 0) return { rows: [], problems };
    throw error;
  }
}

const lineEnds = (raw: string): number => raw.trim().split('\n').length - 1;

interface ParsedRow {
  readonly record: readonly string[];
  readonly raw: string;
  /** `lines`: where it ends. */
  readonly info: { readonly lines: number };
}

function wordsOf(code: CsvErrorCode): Pick<CsvProblem, 'message' | 'cure'> {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return { message: 'a quoted field does not end', cure: 'close it with a quotation mark' };
    case 'CSV_INVALID_CLOSING_QUOTE':
      return { message: 'text behind a quoted field', cure: 'double each quotation mark inside the field' };
    default:
      return {
        message: 'a quotation mark inside a field that is not quoted',
        cure: 'quote the whole field and double the marks in it',
      };
  }
}

/** CRLF at the end of each line, as RFC 4180 has it. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((cells) => cells.map(guarded)),
    { record_delimiter: 'windows', quoted_match: /[;\r\n]|^\s|\s$/u },
  );

/** A spreadsheet that separates by `;` or tabs does so within our cells too, whatever quotes them: what stands behind one begins a cell there. */
const BEHIND_SEPARATOR = /(?<=[;\t])/u;
const INNER_FORMULA = /^[\s"']*[=+\-@]/u;

const eachInner = (cell: string, change: (piece: string) => string): string => {
  const [first = '', ...others] = cell.split(BEHIND_SEPARATOR);
  return others.length === 0 ? first : first + others.map(change).join('');
};

const guarded = (cell: string): string => {
  const inner = eachInner(cell, (piece) => (INNER_FORMULA.test(piece) ? `'${piece}` : piece));
  return FORMULA.test(cell) ? `'${inner}` : inner;
};

const unguarded = (cell: string): string =>
  eachInner(cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell, (piece) =>
    piece.startsWith("'") && INNER_FORMULA.test(piece) ? piece.slice(1) : piece,
  );
