/**
 * Text from mail, from peers and from devices goes to a terminal only through here: a subject must not move the cursor, set the title,
 * colour the screen, turn the reading direction or pretend to be another line.
 */

/** Controls (C0, DEL, C1), bidirectional overrides and isolates, line and paragraph separators, invisible joiners, BOM, tag characters. */
const DANGEROUS =
  // oxlint-disable-next-line no-control-regex -- these are what is being looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** One line: whatever could act on a terminal is shown as `\x1b` or `\u{202e}`. */
export function printable(text: string): string {
  return text.replace(DANGEROUS, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') return ' ';
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** A sentence: the line ends that a library puts into its messages become blanks, all else as `printable`. */
export function oneLine(text: string): string {
  const lines = text.split(/[\r\n]+/u);
  return printable(
    lines.length === 1
      ? text
      : lines
          .map((line) => line.trim())
          .join(' ')
          .trim(),
  );
}

/** Several lines: line ends stay, all else as `printable`. */
export function printableLines(text: string): string {
  return text
    .split(/\r\n|\n/u)
    .map((line) => printable(line))
    .join('\n');
}

/** At most `most` characters, whole ones, with an ellipsis. For columns; the whole text is in `--json` and in `show`. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
