/**
 * The names in a query of Prometheus: which series it selects, by which labels, and which labels it groups by. It knows the words of the
 * language and their order, not what they compute: that a query makes sense is for who wrote it to try.
 */

export interface Selector {
  readonly metric: string;
  readonly matchers: readonly {
    readonly label: string;
    readonly how: '=' | '!=' | '=~' | '!~';
    readonly value: string;
  }[];
}

export interface Query {
  readonly selectors: readonly Selector[];
  /** In `by` and `on`. */
  readonly grouped: readonly string[];
}

const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<range>\[[0-9a-z:]+\])|(?<number>\d+(?:\.\d+)?[a-z]*)|(?<name>[a-zA-Z_:][\w:]*)|(?<sign>==|!=|=~|!~|>=|<=|[-+*/%^(){},<>=]))/uy;

const FUNCTIONS = new Set([
  'time',
  'rate',
  'avg_over_time',
  'increase',
  'changes',
  'histogram_quantile',
  'sum',
  'min',
  'max',
  'topk',
]);
const LISTS = new Set(['by', 'on']);
const OPERATORS = new Set(['and', 'or', 'unless', 'offset']);

/** Throws for what it does not know. */
export function readQuery(query: string): Query {
  const tokens = tokensOf(query);
  const selectors: Selector[] = [];
  const grouped: string[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (depth < 0) throw new Error(`a bracket too many: ${query}`);
    if (!/^[a-zA-Z_:]/u.test(token)) continue;
    if (LISTS.has(token)) {
      const end = tokens.indexOf(')', at);
      grouped.push(...tokens.slice(at + 2, end).filter((one) => one !== ','));
      at = end;
    } else if (tokens[at + 1] === '(' || tokens[at + 1] === 'by') {
      if (!FUNCTIONS.has(token)) throw new Error(`${token} is no function that is known here: ${query}`);
    } else if (!OPERATORS.has(token)) {
      const end = tokens[at + 1] === '{' ? tokens.indexOf('}', at) : at;
      selectors.push({ metric: token, matchers: matchersOf(tokens.slice(at + 2, end), query) });
      at = end;
    }
  }
  if (depth !== 0) throw new Error(`a bracket is not closed: ${query}`);
  return { selectors, grouped };
}

function tokensOf(query: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < query.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(query);
    if (found === null) throw new Error(`not understood: ${query.slice(from)}`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

function matchersOf(tokens: readonly string[], query: string): Selector['matchers'] {
  const matchers: Selector['matchers'][number][] = [];
  for (let at = 0; at < tokens.length; at += 4) {
    const [label = '', how = '', value = '""', comma = ','] = tokens.slice(at, at + 4);
    if (!/^(?:=|!=|=~|!~)$/u.test(how) || comma !== ',') throw new Error(`a matcher is not understood: ${query}`);
    matchers.push({ label, how: how as '=', value: JSON.parse(value) as string });
  }
  return matchers;
}

/** A metric with the values that its labels were seen with, from the text that Prometheus scrapes. */
export type Scraped = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

export function readScrape(text: string): Scraped {
  const metrics = new Map<string, Map<string, Set<string>>>();
  for (const line of text.split('\n')) {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/u.exec(line) ?? [];
    if (name === undefined) continue;
    const known = metrics.get(name) ?? new Map<string, Set<string>>();
    metrics.set(name, known);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/gu))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return metrics;
}

/** What Prometheus itself adds to each series. */
const OF_TARGET = new Set(['job', 'instance']);
const LITERALS = /^[\w-]+(?:\|[\w-]+)*$/u;

/** What a query names and the scrape does not have; one line each. */
export function unknownNames(query: string, scraped: Scraped): readonly string[] {
  const { selectors, grouped } = readQuery(query);
  const unknown = selectors.flatMap(({ metric, matchers }) => {
    if (metric === 'up') return [];
    const labels = scraped.get(metric);
    if (labels === undefined) return [`no metric ${metric}`];
    return matchers
      .filter(({ label }) => !OF_TARGET.has(label))
      .flatMap(({ label, how, value }) => {
        const values = labels.get(label);
        if (values === undefined) return [`${metric} has no label ${label}`];
        const wanted = how === '=' || how === '!=' || LITERALS.test(value) ? value.split('|') : [];
        return wanted
          .filter((one) => one !== '' && !values.has(one))
          .map((one) => `no ${metric} has ${label}="${one}"`);
      });
  });
  const hasLabel = (label: string): boolean =>
    OF_TARGET.has(label) ||
    selectors.every(({ metric }) => metric === 'up' || scraped.get(metric)?.has(label) === true);
  return [...unknown, ...grouped.filter((label) => !hasLabel(label)).map((label) => `not all have the label ${label}`)];
}
