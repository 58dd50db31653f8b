/**
 * Walls that do not stand everywhere yet. What breaks one today is listed in `exceptions.json`, with how much of it there is: a list that only
 * shrinks. `UPDATE_WALLS=1` takes off what is gone and lowers numbers; it never adds.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  callsOf,
  exportedTypesOf,
  files,
  fixedIn,
  layerOf,
  literalsOf,
  reachedFrom,
  type SourceFile,
} from './source.ts';

type Counts = Readonly<Record<string, number>>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const listed = new URL('./exceptions.json', import.meta.url);
const known = JSON.parse(readFileSync(listed, 'utf8')) as Readonly<Record<string, Counts>>;
const found = new Map<string, Counts>();
const updating = process.env['UPDATE_WALLS'] === '1';

/** A wall, and what stands across it: by place, how much. */
function wall(name: string, look: () => Counts): void {
  test(name, () => {
    const now = look();
    const before = known[name] ?? {};
    const grown = Object.entries(now).filter(([place, count]) => count > (before[place] ?? 0));
    assert.deepEqual(
      grown.map(([place, count]) => `${place}: ${count}, and ${before[place] ?? 0} at most`),
      [],
    );
    found.set(name, now);
    if (updating) return;
    const shrunk = Object.entries(before).filter(([place, count]) => count > (now[place] ?? 0));
    assert.deepEqual(
      shrunk.map(([place, count]) => `${place}: ${now[place] ?? 0} instead of ${count}`),
      [],
      'the house has become better: run this test with UPDATE_WALLS=1, and commit the shorter list',
    );
  });
}

after(() => {
  if (!updating) return;
  const lower = Object.entries(known).flatMap(([name, before]) => {
    const now = found.get(name);
    // A wall of another name, or one that has grown: left for its maker to look at.
    if (now === undefined) return [[name, before]];
    const kept = Object.entries(now).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return kept.length === 0 ? [] : [[name, Object.fromEntries(kept)]];
  });
  writeFileSync(listed, `${JSON.stringify(Object.fromEntries(lower), null, 2)}\n`);
});

const perFile = (count: (file: SourceFile) => number): Counts =>
  Object.fromEntries(files.map((file) => [file.path, count(file)] as const).filter(([, n]) => n > 0));

const tally = (places: readonly string[]): Counts =>
  Object.fromEntries(
    Object.entries(Object.groupBy(places, (place) => place)).map(([place, all]) => [place, all?.length ?? 0]),
  );

wall('a command of the CLI stands in no literal below the CLI but in texts', () =>
  perFile((file) => {
    if (layerOf(file.folder) >= 5 || file.folder === 'texts') return 0;
    return literalsOf(file).filter((text) => /\bdoorpost (?!-)[a-z]/u.test(text)).length;
  }),
);

/** Help texts say it as the manual does; all else is a `command`, typed for the terminal of its reader: its options, its quotes. */
const HELP = ['addHelpText', 'description', 'option', 'requiredOption'];
wall('a command that the CLI shows outside its help is a value', () =>
  perFile((file) => {
    if (!file.path.startsWith('cli/')) return 0;
    const written = literalsOf(file, HELP).filter((text) => /\bdoorpost (?!-)[a-z]/u.test(text)).length;
    // By the program's name alone, a command would be put together without its reader's options.
    const isTerminal = ['cli/terminal/name.ts', 'cli/terminal/shell.ts'].includes(file.path);
    return written + (!isTerminal && /\bcommandName\b/u.test(file.text) ? 1 : 0);
  }),
);

wall('no file reaches itself, imports of types included', () =>
  perFile(({ path }) => (reachedFrom([path], () => true).has(path) ? 1 : 0)),
);

/** A module per command, operation, kind, flow or text: as many as there are of these. */
const series = new Set([
  'cli/commands',
  'base/bounds',
  'admin/api',
  'admin/contracts',
  'directory/file/import',
  'policy/upstreams/service-replies',
]);

const inFolders = (): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = dirname(path);
    if (!series.has(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
};

wall('a folder holds at most 24 files', () => Object.fromEntries([...inFolders()].filter(([, count]) => count > 24)));

wall('folders hold 12 files in the middle', () => {
  const counts = [...inFolders().values()].toSorted((a, b) => a - b);
  const median = counts[counts.length >> 1] ?? 0;
  return median > 12 ? { src: median } : {};
});

/** The contract of the store is tests too, for every engine's own to run. */
const isTests = (path: string): boolean => path.endsWith('.test.ts') || path.startsWith('src/store/contract/');

/** The linter's own rules, with their marks in `sizes.oxlintrc.json`. */
const outsized = (rule: string): Counts => {
  const linter = join(root, 'node_modules/oxlint/bin/oxlint');
  const config = fileURLToPath(new URL('./sizes.oxlintrc.json', import.meta.url));
  let out: string;
  try {
    out = execFileSync(process.execPath, [linter, '-c', config, '--format', 'json', 'src'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    // It ends with 1 where it found something.
    out = (error as { readonly stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(out) as {
    readonly diagnostics: readonly { readonly code: string; readonly filename: string; readonly message: string }[];
  };
  const places = diagnostics
    .filter(({ code, filename }) => code === `eslint(${rule})` && !isTests(filename))
    .map(
      ({ filename, message }) =>
        `${filename.slice('src/'.length)} ${/[`']([^`']+)[`']/u.exec(message)?.[1] ?? '(nameless)'}`,
    );
  return tally(places);
};

wall('a function has at most 70 lines', () => outsized('max-lines-per-function'));
wall('a function branches at most 15 times', () => outsized('complexity'));
wall('a function has at most 6 parameters', () => outsized('max-params'));

wall('a file has at most 400 lines, tests too', () => {
  const folders = ['src', 'test', 'bench', 'prove', 'lab'];
  const all = folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
    } catch {
      return [];
    }
  });
  const long = all
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 400);
  return Object.fromEntries(long);
});

const FILES = ['node:fs', 'node:fs/promises'];
wall('files are touched by the store, the rooms and what is above them', () =>
  perFile(({ path, folder, packages }) =>
    layerOf(folder) < 2 &&
    !['base/named-file.ts', 'config/load.ts'].includes(path) &&
    packages.some(({ name }) => FILES.includes(name))
      ? 1
      : 0,
  ),
);

wall('HTTP is spoken by one client', () =>
  perFile(({ path, text, packages }) => {
    if (path === 'base/http-client.ts') return 0;
    const asks = /(?<![.\w])fetch\(/u.test(text);
    const own =
      packages.some(({ name }) => name === 'node:http' || name === 'node:https') && !path.startsWith('admin/');
    return asks || own ? 1 : 0;
  }),
);

wall('the environment is read in one file of the CLI', () =>
  perFile(({ text }) => (/\bprocess\.env\b/u.test(text) ? 1 : 0)),
);

/** Memory belongs to an object that somebody made and closes. A memo of a pure function (`base/memo.ts`) is nothing that changes. */
wall('a module keeps no state', () =>
  perFile(({ program, text }) => {
    let states = 0;
    for (const statement of program.body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'VariableDeclaration') continue;
      for (const { init } of declared.declarations) {
        const made = init === null ? '' : text.slice(init.start, init.end);
        const filled = /^new (?:Map|Set)(?:<.*?>)?\(\s*(?!\))/su.test(made);
        const kept = /^new (?:Map|Set|WeakMap|WeakSet|LRUCache)\b/u.test(made) && !filled;
        if (declared.kind !== 'const' || kept) states++;
      }
    }
    return states;
  }),
);

/** `$$` and `$&` in a string that is put in mean something; a name that came from outside may have them. */
wall('what is put in for another text is written there, or a function makes it', () =>
  perFile((file) => {
    const fixed = fixedIn(file);
    return callsOf(file).filter(({ callee, arguments: [, by, ...more] }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
      if (callee.property.name !== 'replace' && callee.property.name !== 'replaceAll') return false;
      return by !== undefined && more.length === 0 && !fixed(by);
    }).length;
  }),
);

wall('two exported types have two names', () => {
  const names = files.flatMap(exportedTypesOf);
  return Object.fromEntries(Object.entries(tally(names)).filter(([, count]) => count > 1));
});
