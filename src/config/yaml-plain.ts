/**
 * Reads the plain part of YAML that exports are written in: block maps and lists of texts that need no quotes, numbers, and little else. What
 * it does not know for sure it leaves to the `yaml` package, which takes a hundred times as long. Pure.
 */

interface Line {
  readonly indent: number;
  readonly text: string;
}

class NotPlain extends Error {}

const KEY = /^([A-Za-z][A-Za-z\d]*):(?: +([^ ].*)?)?$/u;
/** As `yaml-block.ts` writes them. */
const PLAIN = /^[A-Za-z][\w@./+-]*(?: [\w@./+]+)*$/u;
const SECRET_NAME = /^outbound:[\w@./+-]+$/u;
const WORDS = /^(?:null|true|false)$/iu;
const NETWORK = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d{1,2})?$/u;
const NETWORK6 = /^[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}(?:\/\d{1,3}|[\da-f])$/u;
const QUOTED = /^"([^"\\]*)"$/u;
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/u;

/** The value; undefined: it is not plain enough to be sure. */
export function readPlain(lines: readonly string[]): unknown {
  const reader = new PlainReader(lines);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #lines: Line[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines.map((line) => {
      const text = line.trimStart();
      return { indent: line.length - text.length, text };
    });
  }

  whole(): unknown {
    const first = this.#lines[0];
    if (first === undefined) throw new NotPlain();
    const value = this.#block(first.indent);
    if (this.#at < this.#lines.length) throw new NotPlain();
    return value;
  }

  #block(indent: number): unknown {
    return this.#lines[this.#at]?.text.startsWith('- ') ? this.#list(indent) : this.#map(indent);
  }

  #list(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let line = this.#lines[this.#at]; line?.indent === indent && line.text.startsWith('- '); ) {
      const text = line.text.slice(2);
      if (KEY.test(text)) {
        this.#lines[this.#at] = { indent: indent + 2, text };
        items.push(this.#map(indent + 2));
      } else {
        items.push(scalar(text));
        this.#at++;
      }
      line = this.#lines[this.#at];
    }
    return items;
  }

  #map(indent: number): object {
    const fields: Record<string, unknown> = {};
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      const [, name, text] = KEY.exec(line.text) ?? [];
      if (name === undefined) {
        // A list that is not indented ends with the map it stands in.
        if (line.text.startsWith('- ')) break;
        throw new NotPlain();
      }
      if (Object.hasOwn(fields, name)) throw new NotPlain();
      this.#at++;
      fields[name] = text === undefined || text === '' ? this.#below(indent) : scalar(text);
    }
    const next = this.#lines[this.#at];
    if (next !== undefined && next.indent > indent) throw new NotPlain();
    return fields;
  }

  /** The value of a field that says nothing on its own line. */
  #below(indent: number): unknown {
    const next = this.#lines[this.#at];
    if (next === undefined) throw new NotPlain();
    if (next.indent > indent) return this.#block(next.indent);
    if (next.indent === indent && next.text.startsWith('- ')) return this.#list(indent);
    throw new NotPlain();
  }
}

/** Words that stand for something else; what can be changed is made anew each time. */
const MADE: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
  ['[]', () => []],
  ['{}', () => ({})],
  ['null', () => null],
  ['true', () => true],
  ['false', () => false],
]);

function scalar(text: string): unknown {
  if (text.length > 2 && (text.startsWith('{') || text.startsWith('['))) {
    const flow = { text, at: 0 };
    const value = collection(flow);
    if (flow.at < text.length) throw new NotPlain();
    return value;
  }
  const made = MADE.get(text);
  if (made !== undefined) return made();
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  if (NETWORK.test(text) || NETWORK6.test(text) || SECRET_NAME.test(text)) return text;
  if (INTEGER.test(text)) return Number(text);
  const quoted = QUOTED.exec(text);
  if (quoted) return quoted[1];
  throw new NotPlain();
}

/** `{ name: Copier, addresses: [10.0.0.7] }` on one line. */
interface Flow {
  readonly text: string;
  at: number;
}

const FLOW_KEY = /([A-Za-z][A-Za-z\d]*): +/uy;
/** Up to what ends it; a colon is no part of it: before a comma or a bracket it would end a name. */
const FLOW_TEXT = /[^,:[\]{}#&*!|>'"%@`?\s][^,:[\]{}#]*/uy;

function matched(pattern: RegExp, flow: Flow): RegExpExecArray | null {
  pattern.lastIndex = flow.at;
  const match = pattern.exec(flow.text);
  if (match !== null) flow.at = pattern.lastIndex;
  return match;
}

function skipBlanks(flow: Flow): void {
  while (flow.text[flow.at] === ' ') flow.at++;
}

function collection(flow: Flow): unknown {
  const isMap = flow.text[flow.at++] === '{';
  const end = isMap ? '}' : ']';
  const items: unknown[] = [];
  const fields: Record<string, unknown> = {};
  skipBlanks(flow);
  while (flow.text[flow.at] !== end) {
    if (isMap) {
      const name = matched(FLOW_KEY, flow)?.[1];
      if (name === undefined || Object.hasOwn(fields, name)) throw new NotPlain();
      fields[name] = flowValue(flow);
    } else items.push(flowValue(flow));
    skipBlanks(flow);
    if (flow.text[flow.at] === ',') flow.at++;
    else if (flow.text[flow.at] !== end) throw new NotPlain();
    skipBlanks(flow);
  }
  flow.at++;
  return isMap ? fields : items;
}

function flowValue(flow: Flow): unknown {
  const first = flow.text[flow.at];
  if (first === '{' || first === '[') return collection(flow);
  const text = matched(FLOW_TEXT, flow)?.[0].trimEnd();
  if (text === undefined) throw new NotPlain();
  return scalar(text);
}
