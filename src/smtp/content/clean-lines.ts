/**
 * Nearly all content needs nothing done to it. This finds how much of it can be passed on at once, by a few native searches over the whole
 * chunk where line by line would cost several calls for each line. What it stops at is for `content-reader.ts` to judge.
 */

const LF = 10;
const DOT = 46;
const CRLF = Buffer.from('\r\n');
const CRLF_DOT = Buffer.from('\r\n.');
const STRAY = /\r(?!\n)|(?<!\r)\n/;

/** The end of the whole lines from `from` (a line's beginning) on that have no stray CR or LF, no dot to look at, and no excess length. */
export function cleanLinesEnd(input: Buffer, from: number, longestLine: number, dotted: boolean): number {
  if (dotted && input[from] === DOT) return from;
  const dot = dotted ? input.indexOf(CRLF_DOT, from) : -1;
  const end = (dot >= 0 ? dot : input.lastIndexOf(CRLF)) + 2;
  if (end <= from + 1 || STRAY.test(input.toString('latin1', from, end))) return from;
  let line = from;
  while (line < end) {
    // The last line end that is near enough: all lines before it are short enough too.
    const lineEnd = input.lastIndexOf(LF, Math.min(end - 1, line + longestLine + 1));
    if (lineEnd < line) return line;
    line = lineEnd + 1;
  }
  return end;
}
