/** Postfix's `main.cf`: `name = value`, continued on lines that begin with a blank, `$name` and `${name}` replaced. Pure. */
import { own } from '../../../base/own.ts';
import { bounds } from '../../../base/bounds.ts';

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

export interface MainCf {
  /** In the order of the file; of a name that is set twice the last one acts, as in Postfix. */
  readonly settings: readonly MainCfSetting[];
  /** Lines that are no settings. */
  readonly odd: readonly { readonly line: number; readonly text: string }[];
}

export function readMainCf(text: string): MainCf {
  const found = new Map<string, { written: string; line: number }>();
  const odd: { line: number; text: string }[] = [];
  let current: string | null = null;
  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    if (/^\s*(?:#|$)/u.test(raw)) continue;
    if (/^\s/u.test(raw)) {
      const before = current === null ? undefined : found.get(current);
      if (before !== undefined && before.written.length < bounds.config.parameterValue)
        before.written += ` ${raw.trim()}`;
      continue;
    }
    const match = /^([A-Za-z0-9_]+)\s*=(.*)$/u.exec(raw);
    current = match?.[1] ?? null;
    if (current === null) {
      odd.push({ line: index + 1, text: raw.trim() });
      continue;
    }
    // A name set again stands where it acts.
    found.delete(current);
    found.set(current, { written: (match?.[2] ?? '').trim(), line: index + 1 });
  }
  const host = found.get('myhostname')?.written;
  const domain = host?.includes('.') ? host.slice(host.indexOf('.') + 1) : undefined;
  const lookUp = (name: string): string =>
    found.get(name)?.written ?? (name === 'mydomain' ? domain : undefined) ?? own(DEFAULTS, name) ?? '';
  const settings = [...found].map(([name, { written, line }]) => ({
    name,
    written,
    line,
    value: expand(written, { lookUp, left: bounds.config.parameterValue }, [name]).replace(/\s+/gu, ' ').trim(),
  }));
  return { settings, odd };
}

interface Expansion {
  readonly lookUp: (name: string) => string;
  /** Octets that may still be made: names that name each other twice grow without end. */
  left: number;
}

/**
 * `$name`, `${name}`, `$(name)`, and by whether the name has a value `${name?text}`, `${name:text}`, `${name?{text}:{text}}` (postconf(5)).
 * Comparisons, and what is no reference, stay as they are written.
 * @param within the names that are being replaced: none is replaced within itself.
 */
function expand(text: string, expansion: Expansion, within: readonly string[]): string {
  let made = '';
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf('$', at);
    const reference = dollar < 0 ? null : referenceAt(text, dollar + 1);
    if (reference === null) {
      const end = dollar < 0 ? text.length : dollar + 1;
      made += text.slice(at, end);
      at = end;
      continue;
    }
    made += text.slice(at, dollar);
    at = reference.end;
    const { name, present, absent } = reference;
    if (within.includes(name) || within.length > bounds.config.parameterDepth || expansion.left <= 0) {
      made += text.slice(dollar, at);
      continue;
    }
    const inner = [...within, name];
    const value = expand(expansion.lookUp(name), expansion, inner);
    const chosen =
      present === null && absent === null ? value : expand((value === '' ? absent : present) ?? '', expansion, inner);
    expansion.left -= chosen.length + 1;
    made += chosen;
  }
  return made;
}

interface Reference {
  readonly name: string;
  /** The text that stands for it when it has a value, and when it has none; both null: the value itself. */
  readonly present: string | null;
  readonly absent: string | null;
  /** Behind it. */
  readonly end: number;
}

function referenceAt(text: string, from: number): Reference | null {
  const plain = /^[A-Za-z0-9_]+/u.exec(text.slice(from, from + 256))?.[0];
  if (plain !== undefined) return { name: plain, present: null, absent: null, end: from + plain.length };
  const end = closing(text, from);
  if (end === null) return null;
  const [, name, sign, body = ''] =
    /^\s*([A-Za-z0-9_]+)\s*(?:([?:])([\s\S]*))?$/u.exec(text.slice(from + 1, end)) ?? [];
  if (name === undefined) return null;
  if (sign === undefined) return { name, present: null, absent: null, end: end + 1 };
  if (sign === ':') return { name, present: null, absent: unbraced(body), end: end + 1 };
  const first = /^\s*\{/u.test(body) ? closing(body, body.indexOf('{')) : null;
  if (first === null) return { name, present: body, absent: null, end: end + 1 };
  const rest = body.slice(first + 1).trim();
  return {
    name,
    present: unbraced(body.slice(0, first + 1)),
    absent: rest.startsWith(':') ? unbraced(rest.slice(1)) : null,
    end: end + 1,
  };
}

/** The place where the bracket that opens at `from` closes; null: it is none, or stays open. */
function closing(text: string, from: number): number | null {
  const open = text[from];
  const close = open === '{' ? '}' : open === '(' ? ')' : null;
  if (close === null) return null;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return null;
}

/** `{text}` -> `text`. */
export const unbraced = (text: string): string => /^\s*\{([\s\S]*)\}\s*$/u.exec(text)?.[1]?.trim() ?? text;

/** Words of a list: separated by commas and blanks, but not within braces: `inline:{ a=b, {c = d e} }` is one word. */
export function wordsOf(value: string): readonly string[] {
  const words: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= value.length; at++) {
    const char = value[at] ?? ' ';
    if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (at === value.length || (depth === 0 && /[\s,]/u.test(char))) {
      if (at > from) words.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return words;
}

/** Names that a value takes others' values from. */
export const referencesIn = (written: string): readonly string[] =>
  [...written.matchAll(/\$[({]?\s{0,8}([A-Za-z0-9_]+)/gu)].map(([, name = '']) => name);

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
