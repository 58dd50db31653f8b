/**
 * Reads settings as they were written, from the file and from the environment, each checked by its kind in the table; all problems
 * are gathered, with their line. What a value means together with others is `load.ts`'s.
 */
import { own } from '../base/own.ts';
import { bounds } from '../base/bounds.ts';
import { isAlias, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { ConfigProblem } from './problem.ts';
import { otherVariables, type SettingDefinition, settingTable } from './setting-table.ts';
import { suggest } from './suggest.ts';

export interface RawSetting {
  readonly value: unknown;
  /** The place where it was written, to point at it again. */
  readonly place: Pick<ConfigProblem, 'file' | 'line' | 'column' | 'path'>;
}

export type RawSettings = Map<string, RawSetting>;

/** False when the text could not be understood as a whole: then its settings are unknown, not absent. */
export function readFileText(file: string, text: string, into: RawSettings, problems: ConfigProblem[]): boolean {
  const lines = new LineCounter();
  const problem = (offset: number, path: string, message: string, cure: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ file, line: Math.max(1, line), column: Math.max(1, col), path, message, cure });
  };
  if (text.length > bounds.config.settingsFile) {
    problems.push({
      file,
      line: null,
      column: null,
      path: '',
      message: 'is too large for a configuration',
      cure: 'name the right file',
    });
    return false;
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  for (const error of [...document.errors, ...document.warnings]) {
    const [cure, message] = yamlCure(error.code, error.message);
    problem(error.pos[0], '', message, cure);
  }
  if (document.errors.length > 0) return false;
  const root = document.contents as Node | null;
  if (root === null || (isScalar(root) && root.value === null)) return true;
  if (!isMap(root)) {
    problem(
      root.range?.[0] ?? 0,
      '',
      'is not a list of settings',
      'write `name: value` lines, as in docs/configuration.md',
    );
    return false;
  }

  const walk = (pairs: readonly Pair[], prefix: string): void => {
    for (const pair of pairs) {
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      const path = prefix === '' ? key : `${prefix}.${key}`;
      const keyOffset = (pair.key as Node | null)?.range?.[0] ?? 0;
      const node = (isAlias(pair.value) ? pair.value.resolve(document) : pair.value) as Node | null | undefined;
      const definition = settingTable.find((candidate) => candidate.path === path);
      if (definition) {
        const at = node?.range?.[0] ?? keyOffset;
        // `name:` with nothing behind it means: as if it were not there.
        if (node === null || node === undefined || (isScalar(node) && node.value === null)) continue;
        const written: unknown = node.toJS(document, { maxAliasCount: bounds.config.yamlAliases });
        const { line, col } = lines.linePos(at);
        check(definition, written, { file, line, column: col, path }, into, problems, (inner) => {
          const found = document.getIn([...path.split('.'), ...inner], true) as Node | undefined;
          const place = lines.linePos(found?.range?.[0] ?? at);
          return { line: place.line, column: place.col };
        });
        continue;
      }
      const below = settingTable.filter((candidate) => candidate.path.startsWith(`${path}.`));
      if (below.length > 0) {
        if (isMap(node)) walk(node.items as readonly Pair[], path);
        else if (node !== null && node !== undefined && !(isScalar(node) && node.value === null))
          problem(
            node.range?.[0] ?? keyOffset,
            path,
            'is not a group of settings',
            `write ${nextKeys(path).join(', ')} below it, indented`,
          );
        continue;
      }
      const near =
        suggest(key, nextKeys(prefix)) ??
        suggest(
          path,
          settingTable.map((candidate) => candidate.path),
        );
      const known = nextKeys(prefix).join(', ');
      problem(
        keyOffset,
        path,
        'is not a setting',
        near === null ? `remove it; known here: ${known}` : `did you mean ${near}?`,
      );
    }
  };
  walk(root.items as readonly Pair[], '');
  return true;
}

export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  into: RawSettings,
  problems: ConfigProblem[],
): void {
  for (const definition of settingTable) {
    const text = definition.env === null ? undefined : env[definition.env];
    // An empty variable is how many tools spell "not set".
    if (definition.env === null || text === undefined || text.trim() === '') continue;
    const value = definition.kind.fromText ? definition.kind.fromText(text) : text.trim();
    check(
      definition,
      value,
      { file: 'environment', line: null, column: null, path: definition.env },
      into,
      problems,
      () => ({
        line: null,
        column: null,
      }),
    );
  }
  const known = [
    ...settingTable.flatMap((definition) => definition.env ?? []),
    ...otherVariables.map((other) => other.name),
  ];
  for (const name of Object.keys(env)) {
    if (!name.startsWith('DOORPOST_') || known.includes(name)) continue;
    // Others may set variables that begin like ours (container platforms do, for a service of that name): only near misses are told.
    const near = suggest(name, known);
    if (near !== null && Math.abs(near.length - name.length) <= 2)
      problems.push({
        file: 'environment',
        line: null,
        column: null,
        path: name,
        message: 'is not a variable of Doorpost',
        cure: `did you mean ${near}?`,
      });
  }
}

function check(
  definition: SettingDefinition,
  written: unknown,
  place: RawSetting['place'],
  into: RawSettings,
  problems: ConfigProblem[],
  locate: (inner: readonly (string | number)[]) => { readonly line: number | null; readonly column: number | null },
): void {
  const result = definition.kind.schema.safeParse(written);
  if (result.success) {
    into.set(definition.path, { value: result.data, place });
    return;
  }
  for (const issue of result.error.issues) {
    const inner = issue.path.filter((part) => typeof part !== 'symbol');
    const path = inner.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`),
      place.path,
    );
    problems.push({
      ...place,
      ...locate(inner),
      path,
      message: `${shown(valueAt(written, inner))}${issue.message}`,
      cure: `write ${definition.kind.howTo}`,
    });
  }
}

function valueAt(value: unknown, inner: readonly (string | number)[]): unknown {
  let at = value;
  for (const part of inner)
    at = typeof at === 'object' && at !== null ? own(at as Record<string, unknown>, String(part)) : undefined;
  return at;
}

/** The wrong value, short and harmless to a terminal, in front of what is wrong with it. */
function shown(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = JSON.stringify(value);
  return `${text.length > bounds.config.settingShown ? `${text.slice(0, bounds.config.settingShown - 3)}..."` : text} `;
}

/** The keys that may stand directly below a path. */
function nextKeys(prefix: string): readonly string[] {
  const start = prefix === '' ? '' : `${prefix}.`;
  const keys = settingTable
    .filter((definition) => definition.path.startsWith(start))
    .map((definition) => definition.path.slice(start.length).split('.')[0] ?? '');
  return [...new Set(keys)];
}

function yamlCure(code: string, message: string): readonly [cure: string, message: string] {
  const plain = message.replace(/\s+/gu, ' ').replace(/\.$/u, '');
  if (code === 'TAB_AS_INDENT') return ['indent with spaces', plain];
  if (code === 'DUPLICATE_KEY') return ['keep one of them', 'the same key stands here twice'];
  if (code === 'BAD_INDENT') return ['settings of one group start in the same column', plain];
  return ['mend the YAML here; a colon is followed by a space, groups are indented with spaces', plain];
}
