/**
 * Reads settings from the text of `doorpost.yaml`: every setting, group and name that is none is found in one go, with its line and its cure.
 * Pure.
 */
import { bounds } from '../base/bounds.ts';
import { type Document, isAlias, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { ConfigProblem } from './problem.ts';
import { checkSetting, type RawSettings } from './raw-settings.ts';
import { type SettingDefinition, settingTable } from './setting-table.ts';
import { suggest } from './suggest.ts';

/** False when the text could not be understood as a whole: then its settings are unknown, not absent. */
export function readFileText(file: string, text: string, into: RawSettings, problems: ConfigProblem[]): boolean {
  if (text.length > bounds.config.settingsFile) {
    const message = 'is too large for a configuration';
    problems.push({ file, line: null, column: null, path: '', message, cure: 'name the right file' });
    return false;
  }
  return new SettingsFile(file, text, into, problems).read();
}

type Value = Node | null | undefined;

class SettingsFile {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;
  readonly #into: RawSettings;
  readonly #problems: ConfigProblem[];

  constructor(file: string, text: string, into: RawSettings, problems: ConfigProblem[]) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    this.#into = into;
    this.#problems = problems;
  }

  read(): boolean {
    const { errors, warnings } = this.#document;
    for (const error of [...errors, ...warnings]) {
      const [cure, message] = yamlCure(error.code, error.message);
      this.#problem(error.pos[0], '', message, cure);
    }
    if (errors.length > 0) return false;
    const root = this.#document.contents as Node | null;
    if (isNothing(root)) return true;
    if (isMap(root)) {
      this.#group(root.items as readonly Pair[], '');
      return true;
    }
    const cure = 'write `name: value` lines, as in docs/configuration.md';
    this.#problem(offsetOf(root) ?? 0, '', 'is not a list of settings', cure);
    return false;
  }

  #group(pairs: readonly Pair[], prefix: string): void {
    for (const pair of pairs) {
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      const path = prefix === '' ? key : `${prefix}.${key}`;
      const keyOffset = offsetOf(pair.key as Value) ?? 0;
      const node = (isAlias(pair.value) ? pair.value.resolve(this.#document) : pair.value) as Value;
      const definition = settingTable.find((candidate) => candidate.path === path);
      if (definition !== undefined) this.#setting(definition, node);
      else if (!isGroup(path)) this.#stranger(key, prefix, path, keyOffset);
      else if (isMap(node)) this.#group(node.items as readonly Pair[], path);
      else if (!isNothing(node)) {
        const cure = `write ${nextKeys(path).join(', ')} below it, indented`;
        this.#problem(offsetOf(node) ?? keyOffset, path, 'is not a group of settings', cure);
      }
    }
  }

  #setting(definition: SettingDefinition, node: Value): void {
    // `name:` with nothing behind it means: as if it were not there.
    if (isNothing(node)) return;
    const { path } = definition;
    const at = offsetOf(node) ?? 0;
    const written: unknown = node.toJS(this.#document, { maxAliasCount: bounds.config.yamlAliases });
    const place = { file: this.#file, ...this.#placeOf(at), path };
    checkSetting(definition, written, place, this.#into, this.#problems, (inner) =>
      this.#placeOf(offsetOf(this.#document.getIn([...path.split('.'), ...inner], true) as Value) ?? at),
    );
  }

  #stranger(key: string, prefix: string, path: string, offset: number): void {
    const here = nextKeys(prefix);
    const everywhere = settingTable.map((candidate) => candidate.path);
    const near = suggest(key, here) ?? suggest(path, everywhere);
    const cure = near === null ? `remove it; known here: ${here.join(', ')}` : `did you mean ${near}?`;
    this.#problem(offset, path, 'is not a setting', cure);
  }

  #placeOf(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  #problem(offset: number, path: string, message: string, cure: string): void {
    const { line, column } = this.#placeOf(offset);
    this.#problems.push({
      file: this.#file,
      line: Math.max(1, line),
      column: Math.max(1, column),
      path,
      message,
      cure,
    });
  }
}

const isGroup = (path: string): boolean => settingTable.some((setting) => setting.path.startsWith(`${path}.`));

const offsetOf = (node: Value): number | undefined => node?.range?.[0];

const isNothing = (node: Value): node is null | undefined =>
  node === null || node === undefined || (isScalar(node) && node.value === null);

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
