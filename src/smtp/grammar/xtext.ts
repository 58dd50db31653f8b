/** xtext, RFC 3461 §4: printable ASCII except `+` and `=`, or `+` and two upper-case hexadecimal digits. */

/** The decoded text, or null when it is not xtext or decodes to anything but printable ASCII. */
export function decodeXtext(text: string): string | null {
  if (!/^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/.test(text)) return null;
  const decoded = text.replace(/\+(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^[ -~]+$/.test(decoded) ? decoded : null;
}

/** Encodes printable ASCII; anything else becomes `?`, since xtext could carry it but no reader expects it. */
export function encodeXtext(text: string): string {
  return text
    .replace(/[^ -~]/gu, '?')
    .replace(/[ +=]/g, (character) => `+${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** The code points that a `\x{...}` of a utf-8 address may name (RFC 6533 §3 `HEXPOINT`): no surrogate, nothing above U+10FFFF, no ASCII that stands for itself. */
const HEXPOINT =
  /^(?:[01][1-9]|10|20|2B|3D|5C|7F|[89A-F][0-9A-F]|[1-9A-F][0-9A-F]{2}|[1-9A-CEF][0-9A-F]{3}|D[0-7][0-9A-F]{2}|[1-9A-F][0-9A-F]{4}|10[0-9A-F]{4})$/iu;

/** Whether every backslash of a utf-8 address begins a character written as `\x{...}`. */
export const embedsCharacters = (text: string): boolean =>
  text
    .split('\\')
    .slice(1)
    .every((rest) => HEXPOINT.test(/^x\{([0-9a-f]{2,6})\}/iu.exec(rest)?.[1] ?? ''));
