/** The walls of the admin center: what its files may import, and what they may not say themselves. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface WebFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly path: string; readonly typeOnly: boolean }[];
}

const files: readonly WebFile[] = readdirSync(join(root, 'web/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/u.test(path))
  .map((path) => read(`web/src/${path}`));

function read(path: string): WebFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  assert.deepEqual(errors, [], path);
  const imports: WebFile['imports'][number][] = [];
  const take = (target: string, typeOnly: boolean): void => {
    if (target.startsWith('.')) imports.push({ path: relative(root, join(root, dirname(path), target)), typeOnly });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => take(source.value, importKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => void (source && take(source.value, exportKind === 'type')),
    ExportAllDeclaration: ({ source, exportKind }) => take(source.value, exportKind === 'type'),
    ImportExpression: ({ source }) => void (source.type === 'Literal' && take(String(source.value), false)),
  }).visit(program);
  return { path, text, imports };
}

const crossing = (
  allowed: (file: WebFile, target: { readonly path: string; readonly typeOnly: boolean }) => boolean,
): readonly string[] =>
  files.flatMap((file) =>
    file.imports.filter((one) => !allowed(file, one)).map((one) => `${file.path} -> ${one.path}`),
  );

test('of the server the pages have types of contracts, by one file, and the words', () => {
  assert.ok(files.length > 20);
  assert.deepEqual(
    crossing(({ path }, target) => {
      if (!target.path.startsWith('src/')) return target.path.startsWith('web/src/');
      if (target.path.startsWith('src/texts/')) return true;
      return path === 'web/src/api/contracts.ts' && target.typeOnly && target.path.startsWith('src/admin/contracts/');
    }),
    [],
  );
});

const pageOf = (path: string): string | undefined => /^web\/src\/pages\/([^/]+)\//u.exec(path)?.[1];

test('a page knows no other page, and what pages share knows none', () => {
  assert.deepEqual(
    crossing(({ path }, target) => {
      const other = pageOf(target.path);
      if (other === undefined) return true;
      return pageOf(path) === other || path === 'web/src/pages/all.ts';
    }),
    [],
  );
  // The shell is the frame of the pages: they do not reach for it.
  assert.deepEqual(
    crossing(({ path }, target) => pageOf(path) === undefined || !target.path.startsWith('web/src/shell/')),
    [],
  );
});

test('nothing asks the server but by `call`', () => {
  const asking = files.filter(({ text }) =>
    /\bfetch\(|XMLHttpRequest|new EventSource|sendBeacon|new WebSocket/u.test(text),
  );
  assert.deepEqual(
    asking.map(({ path }) => path),
    ['web/src/api/call.ts'],
  );
});

test('colours are the theme’s, and markup is made by React alone', () => {
  const wrong = files.flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /#[\da-f]{3,8}\b(?=['";])|\brgba?\(|dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/giu,
      ),
    ].map(([found]) => `${path}: ${found}`),
  );
  // Cameras read dark on light, whatever the theme.
  assert.deepEqual(wrong, ['web/src/parts/qr.tsx: #fff', 'web/src/parts/qr.tsx: #000']);
});

test('every page has its words, and every namespace its file', () => {
  const registry = readFileSync(join(root, 'web/src/pages/all.ts'), 'utf8');
  const words = [...registry.matchAll(/words: '(\w+)'/gu)].map(([, name]) => name);
  assert.ok(words.length > 0);
  const namespaces = readFileSync(join(root, 'web/src/words/namespaces.ts'), 'utf8');
  const named = [...namespaces.matchAll(/from '\.\/en\/(\w+)\.ts'/gu)].map(([, name]) => name);
  assert.deepEqual(
    [...words, ...named].filter((name) => !existsSync(join(root, `web/src/words/en/${name}.ts`))),
    [],
  );
});
