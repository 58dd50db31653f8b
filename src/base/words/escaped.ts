/** Text that a stranger wrote, as one line that moves no cursor and turns no reading direction. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Printable ASCII alone, as nearly all is; or nothing. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** Controls and what would break a line or a terminal become visible: `\u{1b}`. */
export const escaped = (text: string): string =>
  isPlain(text)
    ? text
    : text.replace(
        /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
        (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
      );
