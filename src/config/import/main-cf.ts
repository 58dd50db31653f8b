/** Postfix's `main.cf`: `name = value`, continued on lines that begin with a blank, `$name` and `${name}` replaced. Pure. */

export interface MainCfSetting {
  readonly name: string;
  /** As written, one line. */
  readonly written: string;
  /** With `$name` replaced. */
  readonly value: string;
  readonly line: number;
}

/** Parameters whose values others take over by `$name` without setting them. */
const DEFAULTS: Readonly<Record<string, string>> = {
  myhostname: 'localhost',
  mydomain: 'localdomain',
  mydestination: '$myhostname, localhost.$mydomain, localhost',
  relay_domains: '',
};
/** A parameter may name others that name others. */
const DEEPEST = 20;
const LONGEST_VALUE = 100_000;

/** In the order of the file; of a name that is set twice the last one acts, as in Postfix. */
export function readMainCf(text: string): readonly MainCfSetting[] {
  const found = new Map<string, { written: string; line: number }>();
  let current: string | null = null;
  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    if (/^\s*(?:#|$)/u.test(raw)) continue;
    if (/^\s/u.test(raw)) {
      const before = current === null ? undefined : found.get(current);
      if (before !== undefined && before.written.length < LONGEST_VALUE) before.written += ` ${raw.trim()}`;
      continue;
    }
    const match = /^([A-Za-z0-9_]+)\s*=\s*(.*)$/u.exec(raw);
    current = match?.[1] ?? null;
    if (current === null) continue;
    // A name set again stands where it acts.
    found.delete(current);
    found.set(current, { written: (match?.[2] ?? '').trim(), line: index + 1 });
  }
  const host = found.get('myhostname')?.written;
  const domain = host?.includes('.') ? host.slice(host.indexOf('.') + 1) : undefined;
  const lookUp = (name: string): string =>
    found.get(name)?.written ?? (name === 'mydomain' ? domain : undefined) ?? DEFAULTS[name] ?? '';
  return [...found].map(([name, { written, line }]) => ({
    name,
    written,
    line,
    value: expand(written, { lookUp, left: LONGEST_VALUE }, [name]).replace(/\s+/gu, ' ').trim(),
  }));
}

interface Expansion {
  readonly lookUp: (name: string) => string;
  /** Octets that may still be made: names that name each other twice grow without end. */
  left: number;
}

/** @param within the names that are being replaced: none is replaced within itself. */
function expand(text: string, expansion: Expansion, within: readonly string[]): string {
  return text.replace(/\$(?:\{([A-Za-z0-9_]+)\}|\(([A-Za-z0-9_]+)\)|([A-Za-z0-9_]+))/gu, (written, a, b, c) => {
    const name = String(a ?? b ?? c);
    if (within.includes(name) || within.length > DEEPEST || expansion.left <= 0) return written;
    const value = expansion.lookUp(name);
    expansion.left -= value.length + 1;
    return expand(value, expansion, [...within, name]);
  });
}

/** Words of a list: separated by commas and blanks. */
export const wordsOf = (value: string): readonly string[] => value.split(/[\s,]+/u).filter((word) => word !== '');

export interface MapLine {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The text that a map is made of (transport(5), generic(5)): `key value`, comments and continued lines as in `main.cf`. */
export function readMapText(text: string): readonly MapLine[] {
  const lines: { key: string; value: string; line: number }[] = [];
  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    if (/^\s*(?:#|$)/u.test(raw)) continue;
    const last = lines.at(-1);
    if (/^\s/u.test(raw)) {
      if (last !== undefined) last.value = `${last.value} ${raw.trim()}`.trim();
      continue;
    }
    const [key = '', ...rest] = raw.trim().split(/\s+/u);
    lines.push({ key: key.toLowerCase(), value: rest.join(' '), line: index + 1 });
  }
  return lines;
}
