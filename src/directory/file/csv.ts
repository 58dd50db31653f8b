/**
 * Comma-separated values (RFC 4180), read strictly and written for spreadsheets. Pure. Read: a byte order mark, LF or CRLF, `sep=`, and `;` or
 * tabs between fields where the header uses them. A cell that a spreadsheet would run as a formula is written behind an apostrophe, and read back without.
 */
import { bounds } from '../../base/bounds.ts';
export interface CsvRow {
  /** Where it begins, from 1. */
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

/** What makes a spreadsheet take a cell for a formula (and tab and CR, which it may strip before it looks). */
const FORMULA = /^'*[=+\-@\t\r]/u;

export function readCsv(text: string): CsvFile {
  const source = text.startsWith('\u{feff}') ? text.slice(1) : text;
  // A spreadsheet's own first line, which says what separates the fields.
  const [said, named] = /^sep=([,;\t])(?:\r?\n)/iu.exec(source) ?? [];
  if (said === undefined) return new Reader(source, separatorOf(source), 1).read();
  return new Reader(source.slice(said.length), named ?? ',', 2).read();
}

/** Spreadsheets of many languages write `;`, some tabs. Outside quotes, the header's most frequent one. */
function separatorOf(source: string): string {
  const header = (/^[^\r\n]*/u.exec(source.trimStart())?.[0] ?? '').replaceAll(/"[^"]*"/gu, '');
  const [most = ','] = [',', ';', '\t'].sort((a, b) => header.split(b).length - header.split(a).length);
  return most;
}

class Reader {
  readonly #source: string;
  readonly #separator: string;
  readonly #rows: CsvRow[] = [];
  readonly #problems: CsvProblem[] = [];
  #at = 0;
  #line: number;

  constructor(source: string, separator: string, line: number) {
    this.#line = line;
    this.#source = source;
    this.#separator = separator;
  }

  read(): CsvFile {
    while (this.#at < this.#source.length && this.#problems.length < bounds.config.lineProblems) {
      const line = this.#line;
      const cells = this.#row();
      if (cells.some((cell) => cell.trim() !== '')) this.#rows.push({ line, cells });
    }
    return { rows: this.#rows, problems: this.#problems };
  }

  #row(): readonly string[] {
    const cells: string[] = [];
    for (;;) {
      cells.push(this.#source[this.#at] === '"' ? this.#quoted() : this.#plain());
      if (this.#source[this.#at] !== this.#separator) break;
      this.#at++;
    }
    if (this.#source.startsWith('\r\n', this.#at)) this.#at += 2;
    else this.#at++;
    this.#line++;
    return cells;
  }

  #plain(): string {
    const begin = this.#at;
    while (this.#at < this.#source.length && !this.#ends()) this.#at++;
    const cell = this.#source.slice(begin, this.#at);
    if (cell.includes('"'))
      this.#wrong(
        'a quotation mark inside a field that is not quoted',
        'quote the whole field and double the marks in it',
      );
    return unguarded(cell);
  }

  #quoted(): string {
    const line = this.#line;
    let cell = '';
    this.#at++;
    for (;;) {
      const end = this.#source.indexOf('"', this.#at);
      if (end < 0) {
        this.#at = this.#source.length;
        this.#wrong('a quoted field does not end', 'close it with a quotation mark', line);
        return cell;
      }
      const piece = this.#source.slice(this.#at, end);
      cell += piece;
      this.#line += piece.split('\n').length - 1;
      this.#at = end + 1;
      if (this.#source[this.#at] !== '"') break;
      cell += '"';
      this.#at++;
    }
    if (this.#at < this.#source.length && !this.#ends()) {
      this.#wrong('text behind a quoted field', 'double each quotation mark inside the field');
      while (this.#at < this.#source.length && !this.#ends()) this.#at++;
    }
    return unguarded(cell);
  }

  #ends(): boolean {
    const character = this.#source[this.#at];
    return character === this.#separator || character === '\n' || this.#source.startsWith('\r\n', this.#at);
  }

  #wrong(message: string, cure: string, line = this.#line): void {
    this.#problems.push({ line, message, cure });
  }
}

/** CRLF at the end of each line, as RFC 4180 has it. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(written).join(',')}\r\n`).join('');
}

function written(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const unguarded = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
