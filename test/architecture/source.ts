/** The house as its own text shows it: files, what they import, what they say. Read once, by the language's own parser. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, type Program, Visitor } from 'oxc-parser';

const source = fileURLToPath(new URL('../../src', import.meta.url));

export interface SourceFile {
  /** Relative to src. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly program: Program;
  /** Files of the house it imports. `typeOnly` imports vanish at run time; `later` ones load on use. */
  readonly imports: readonly { readonly path: string; readonly typeOnly: boolean; readonly later: boolean }[];
  readonly packages: readonly string[];
}

function read(path: string): SourceFile {
  const text = readFileSync(join(source, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  assert.deepEqual(errors, [], path);
  const imports: SourceFile['imports'][number][] = [];
  const packages: string[] = [];
  const take = (target: string, typeOnly: boolean, later: boolean): void => {
    if (target.startsWith('.'))
      imports.push({ path: relative(source, join(source, dirname(path), target)), typeOnly, later });
    else packages.push(target);
  };
  new Visitor({
    ImportDeclaration: ({ source: { value }, importKind }) => take(value, importKind === 'type', false),
    ExportNamedDeclaration: ({ source: from, exportKind }) => from && take(from.value, exportKind === 'type', false),
    ExportAllDeclaration: ({ source: { value }, exportKind }) => take(value, exportKind === 'type', false),
    ImportExpression: ({ source: from }) => {
      if (from.type === 'Literal' && typeof from.value === 'string') take(from.value, false, true);
    },
    TSImportType: ({ source: { value } }) => take(value, true, false),
  }).visit(program);
  return { path, folder: path.includes('/') ? (path.split('/')[0] ?? '') : '', text, program, imports, packages };
}

/** Tests beside their files are left out. */
export const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
  .toSorted()
  .map(read);

/** From the ground up. */
export const layers: readonly (readonly string[])[] = [
  ['mail', 'base'],
  ['smtp', 'directory', 'policy', 'dsn', 'dns', 'config'],
  ['store'],
  ['receive', 'queue', 'deliver', 'devices', 'alarm', 'checkup'],
  ['admin'],
  ['cli', ''],
];
export const rooms: ReadonlySet<string> = new Set(['receive', 'queue', 'deliver', 'devices', 'alarm', 'checkup']);

/** -1: of no layer. */
export const layerOf = (folder: string): number => layers.findIndex((layer) => layer.includes(folder));

/** The text of every string and template; of a template its fixed parts, with `${}` between. */
export function literalsOf({ program }: SourceFile): readonly string[] {
  const found: string[] = [];
  new Visitor({
    Literal: (node) => void (typeof node.value === 'string' && found.push(node.value)),
    TemplateLiteral: ({ quasis }) => void found.push(quasis.map(({ value }) => value.raw).join('${}')),
  }).visit(program);
  return found;
}
