/** The text in lower case. One that is so already is given back: `toLowerCase` makes a copy first, which counts where names are compared by the hundred thousand. */
export function lowerCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // A to Z, and whatever is beyond ASCII.
    if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) return text.toLowerCase();
  }
  return text;
}
