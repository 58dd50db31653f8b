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
