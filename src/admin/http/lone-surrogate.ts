/** Whether a string of the value, or a name in it, is no text: half of a surrogate pair, which UTF-8 has no form for (RFC 3629 §3). */
export function hasLoneSurrogate(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one === 'string' && !one.isWellFormed()) return true;
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, inner] of Object.entries(one)) {
      if (!name.isWellFormed()) return true;
      waiting.push(inner);
    }
  }
  return false;
}
