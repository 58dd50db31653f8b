/** Tables for people, JSON for programs. Everything for people goes through `printable`. */
import { createRequire } from 'node:module';
import { styleText } from 'node:util';
import { sizeText as sizeOf } from '../../base/words/amounts.ts';
import type { NextStep, ToldCure } from '../../mail/remedy.ts';
import { asTyped } from '../../texts/kept.ts';
import { type Phrase, spoken } from '../../texts/phrase.ts';
import { cureText, nextText } from '../../texts/remedy.ts';
import { type Cell, cellText } from './cell.ts';
import { asRead } from './as-read.ts';
import { oneLine, printable, printableLines } from './escape.ts';
import { type FittedColumn, fittedLines } from './fitted-table.ts';
import type { Io } from './io.ts';
import { type SharedOptions, shellOf } from './shell.ts';
import { Times } from './times.ts';

const require = createRequire(import.meta.url);

export interface Output {
  readonly json: boolean;
  /** The answer as data; the other verbs print nothing when this mode is on. */
  data(value: unknown): void;
  table(headers: readonly string[], rows: readonly (readonly Cell[])[], whenEmpty: string): void;
  /** The same, as wide as the terminal; columns for which there was no room are named. */
  fitted<Row>(columns: readonly FittedColumn<Row>[], rows: readonly Row[], whenEmpty: string): void;
  /** Label and value, one a line. */
  fields(rows: readonly (readonly [label: string, value: Cell])[]): void;
  line(text?: string): void;
  /** A line of ours that names a command, written as the person must type it. */
  hint(phrase: Phrase): void;
  /** A sentence of the server; commands in it are written as they work at this terminal. */
  told(text: string): void;
  /** The act to be done, behind a word or two that say so. */
  cure(lead: string, told: ToldCure): void;
  /** @param whose `192.0.2.10: `, what it is about. */
  next(step: NextStep, whose?: string): void;
  heading(text: string): void;
  /** Several lines as they are (a transcript), indented; controls escaped. */
  block(text: string, indent?: string): void;
  /** Goes to standard error, in both modes. A phrase is ours, a text the server's. */
  warn(warning: string | Phrase): void;
  /** Progress on a terminal's standard error: rewritten in place; nowhere else. */
  progress(text: string | null): void;
  /** Shows what is waited for, until it is there. */
  during<Value>(text: string, waited: Promise<Value>): Promise<Value>;
}

export function createOutput(io: Io, shared: SharedOptions): Output {
  const json = shared.json === true;
  const shell = shellOf(io, shared);
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    io.stdoutIsTerminal && io.env['NO_COLOR'] === undefined ? styleText(format, text, { validateStream: false }) : text;
  const people = (act: () => void): void => {
    if (!json) act();
  };
  const progress = (text: string | null): void => {
    if (json || !io.stdoutIsTerminal) return;
    io.err(text === null ? '\r\u001b[K' : `\r\u001b[K${printable(text)}`);
  };
  return {
    json,
    data(value) {
      if (json) io.out(`${JSON.stringify(asRead(value, shell), null, 2)}\n`);
    },
    table: (headers, rows, whenEmpty) =>
      people(() => {
        if (rows.length === 0) {
          io.out(`${whenEmpty}\n`);
          return;
        }
        io.out(
          `${tableText(
            headers.map((header) => style('bold', header)),
            rows,
          )}\n`,
        );
      }),
    fitted: (columns, rows, whenEmpty) =>
      people(() => {
        const { lines, gone } = fittedLines(columns, rows, io.columns, (text) => style('bold', text));
        for (const line of rows.length === 0 ? [whenEmpty] : lines) io.out(`${line}\n`);
        if (rows.length > 0 && gone.length > 0)
          io.out(`${style('dim', `No room for: ${gone.join(', ')} (a wider terminal, --csv and --json have them)`)}\n`);
      }),
    fields: (rows) =>
      people(() => {
        const width = Math.max(0, ...rows.map(([label]) => label.length));
        for (const [label, value] of rows) io.out(`${style('dim', label.padEnd(width))}  ${cellText(value) || '-'}\n`);
      }),
    line: (text = '') => people(() => io.out(`${printable(text)}\n`)),
    cure: (lead, told) => people(() => io.out(`${printable(`${lead}${cureText(told, shell)}`)}\n`)),
    next: (step, whose = '') => people(() => io.out(`${printable(`Next: ${whose}${nextText(step, shell)}`)}\n`)),
    hint: (phrase) => people(() => io.out(`${printable(spoken(phrase, shell))}\n`)),
    told: (text) => people(() => io.out(`${oneLine(asTyped(text, shell))}\n`)),
    heading: (text) => people(() => io.out(`\n${style('bold', printable(text))}\n`)),
    block: (text, indent = '  ') =>
      people(() => {
        for (const line of printableLines(text).replace(/\n$/u, '').split('\n')) io.out(`${indent}${line}\n`);
      }),
    warn: (warning) =>
      io.err(`warning: ${oneLine(typeof warning === 'string' ? asTyped(warning, shell) : spoken(warning, shell))}\n`),
    progress,
    async during(text, waited) {
      progress(text);
      try {
        return await waited;
      } finally {
        progress(null);
      }
    },
  };
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Columns without lines, as `ls -l` does: good to read and to cut. */
function tableText(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  // Loaded for a table: a server prints none.
  const Table = require('cli-table3') as typeof import('cli-table3');
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    head: [...headers],
  });
  for (const row of rows) table.push(row.map((cell) => cellText(cell)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** `2026-12-01 08:00:00 +01:00`, the terminal's own time; JSON has milliseconds. */
export const timeText = (at: number | null | undefined): string =>
  at === null || at === undefined ? '' : new Times({ now: at }).full(at);

export function sizeText(bytes: number | null | undefined): string {
  return bytes === null || bytes === undefined ? '' : sizeOf(bytes);
}
