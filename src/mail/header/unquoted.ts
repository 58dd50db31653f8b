/**
 * The text of a structured field without its quoted strings and its comments (RFC 5322 §3.2.2, §3.2.4), each left as one blank. One look at
 * every character: what does not end is told at once, not searched for from each place anew. Pure.
 */

/** null: a quoted string does not end. */
export function withoutQuoted(text: string): string | null {
  let kept = '';
  let from = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', from)) {
    const close = closingQuote(text, open);
    if (close < 0) return null;
    kept += `${text.slice(from, open)} `;
    from = close + 1;
  }
  return kept + text.slice(from);
}

/** Index of the quote that ends the quoted string opened at `open`; -1: none does. */
export function closingQuote(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

/** null: a comment does not end, or ends that did not begin, or holds more of them in each other than `deepest`. */
export function withoutComments(text: string, deepest: number): string | null {
  let kept = '';
  let from = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\\' && depth > 0) i++;
    else if (character === '(') {
      if (depth === 0) kept += `${text.slice(from, i)} `;
      if (++depth > deepest) return null;
    } else if (character === ')') {
      if (depth === 0) return null;
      if (--depth === 0) from = i + 1;
    }
  }
  return depth > 0 ? null : kept + text.slice(from);
}
