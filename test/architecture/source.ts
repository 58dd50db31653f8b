/** The house as its own text shows it: files, what they import, what they say. Read once, by the language's own parser. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CallExpression, type Node, parseSync, type Program, Visitor } from 'oxc-parser';

const source = fileURLToPath(new URL('../../src', import.meta.url));

export interface SourceFile {
  /** Relative to src. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** The text without its comments. */
  readonly code: string;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
  readonly program: Program;
  /** Files of the house it imports. */
  readonly imports: readonly (Imported & { readonly path: string })[];
  readonly packages: readonly (Imported & { readonly name: string })[];
}

interface Imported {
  /** Vanishes at run time, but counts for the walls. */
  readonly typeOnly: boolean;
  /** Loads on use. */
  readonly later: boolean;
}

function read(path: string): SourceFile {
  const text = readFileSync(join(source, path), 'utf8');
  const { program, errors, comments } = parseSync(path, text);
  assert.deepEqual(errors, [], path);
  const imports: SourceFile['imports'][number][] = [];
  const packages: SourceFile['packages'][number][] = [];
  const take = (target: string, typeOnly: boolean, later: boolean): void => {
    if (target.startsWith('.'))
      imports.push({ path: relative(source, join(source, dirname(path), target)), typeOnly, later });
    else packages.push({ name: target, typeOnly, later });
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
  return {
    path,
    folder: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    text,
    code: without(comments, text),
    comments,
    program,
    imports,
    packages,
  };
}

function without(comments: readonly { readonly start: number; readonly end: number }[], text: string): string {
  let code = '';
  let from = 0;
  for (const { start, end } of comments) {
    code += text.slice(from, start);
    from = end;
  }
  return code + text.slice(from);
}

/** Tests beside their files are left out. */
export const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .toSorted()
  .map(read);

export const byPath: ReadonlyMap<string, SourceFile> = new Map(files.map((file) => [file.path, file]));

/** From the ground up. */
export const layers: readonly (readonly string[])[] = [
  ['mail', 'base'],
  ['smtp', 'directory', 'policy', 'dsn', 'screening', 'texts', 'dns', 'config'],
  ['store'],
  ['receive', 'queue', 'deliver', 'devices', 'alarm', 'checkup', 'abuse'],
  ['admin'],
  ['cli', ''],
];
export const rooms: ReadonlySet<string> = new Set([
  'receive',
  'queue',
  'deliver',
  'devices',
  'alarm',
  'checkup',
  'abuse',
]);

/** -1: of no layer. */
export const layerOf = (folder: string): number => layers.findIndex((layer) => layer.includes(folder));

export function callsOf({ program }: SourceFile): readonly CallExpression[] {
  const found: CallExpression[] = [];
  new Visitor({ CallExpression: (node) => void found.push(node) }).visit(program);
  return found;
}

/** Whether an expression is a text that stands in the file as it is, or a function: itself, or by the name that the file gives it. */
export function fixedIn({ program }: SourceFile): (of: Node) => boolean {
  const functions = new Set<string>();
  const constants = new Map<string, Node>();
  new Visitor({
    FunctionDeclaration: ({ id }) => void (id !== null && functions.add(id.name)),
    VariableDeclaration: ({ kind, declarations }) => {
      for (const { id, init } of declarations)
        if (kind === 'const' && id.type === 'Identifier' && init !== null) constants.set(id.name, init);
    },
  }).visit(program);
  const isFixed = (node: Node): boolean => {
    switch (node.type) {
      case 'Literal':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return true;
      case 'TemplateLiteral':
        return node.expressions.every(isFixed);
      case 'TaggedTemplateExpression':
        return isFixed(node.quasi);
      case 'Identifier': {
        const made = constants.get(node.name);
        return functions.has(node.name) || (made !== undefined && isFixed(made));
      }
      default:
        return false;
    }
  };
  return isFixed;
}

type Imports = SourceFile['imports'][number];

/** Files that a file's imports lead to, those of the house that are followed; itself only where they lead back to it. */
export function reachedFrom(starts: readonly string[], followed: (one: Imports) => boolean): ReadonlySet<string> {
  const reached = new Set<string>();
  const next = [...starts];
  for (let path = next.pop(); path !== undefined; path = next.pop())
    for (const one of byPath.get(path)?.imports ?? [])
      if (followed(one) && !reached.has(one.path)) {
        reached.add(one.path);
        next.push(one.path);
      }
  return reached;
}

const declares = { TSInterfaceDeclaration: true, TSTypeAliasDeclaration: true, ClassDeclaration: true } as const;

/** Names of the types that a file exports as its own. */
export const exportedTypesOf = ({ program }: SourceFile): readonly string[] =>
  program.body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    const isType = declared !== null && Object.hasOwn(declares, declared.type) && 'id' in declared;
    return isType && declared.id?.type === 'Identifier' ? [declared.id.name] : [];
  });

/** The text of every string and template; of a template its fixed parts, with `${}` between. `but`: not those given to methods of these names. */
export function literalsOf(file: SourceFile, but: readonly string[] = []): readonly string[] {
  const left = callsOf(file).filter(
    ({ callee }) =>
      callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && but.includes(callee.property.name),
  );
  const given = left.flatMap((call) => call.arguments);
  const found: string[] = [];
  const note = ({ start, end }: { readonly start: number; readonly end: number }, text: string): void => {
    if (!given.some((one) => one.start <= start && end <= one.end)) found.push(text);
  };
  new Visitor({
    Literal: (node) => void (typeof node.value === 'string' && note(node, node.value)),
    TemplateLiteral: (node) => note(node, node.quasis.map(({ value }) => value.raw).join('${}')),
  }).visit(file.program);
  return found;
}
